/* platform-demo-template.h: records written down once, made many times
 *
 * Demo content is JSON that stands for JSON. What is special in it:
 *
 *   "@-14m"                     a time (platform-demo-time.h)
 *   "#inc-2041"                 the id of the record that calls itself that
 *   "{name}", "pod {n} of 3"    a variable: one alone keeps its type. i counts from 0,
 *                               n from 1; braces round anything else stay
 *   {"$pick": [a, b]}           one of them by the dice; "$pick": "services", of a list
 *   {"$turn": [a, b]}           the (i mod 2)th
 *   {"$int": [1, 9]}            a whole number of these; {"$num": [0.1, 2.5]} two decimals
 *   {"$add": ["{i}", 1985]}     their sum
 *   {"$spread": ["2h", "21d"]}  seconds: evenly over the repetitions, a little uneven
 *   {"$some": [30, a]}          a in 30 of 100 cases, else nothing
 *   {"$case": ["{x}", {"y": a, "*": b}]}  by a variable's text; nothing if none fits
 *   {"$subset": [2, "services"]} so many different ones, in the list's order
 *   {"$hex": 40}                so many hexadecimal digits
 *   {"$uuid": ""}               an id of nothing known, made at the record's time
 *   {"$sha256": a}              of a's text
 *   {"$file": "x.md"}           that file's text, as it is
 *
 * What becomes nothing leaves its array or object. The same seed gives the same values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/demo/platform-demo-dice.h"
#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct _PlatformTemplate PlatformTemplate;

struct _PlatformTemplate
{
  M77JsonPool *pool; /* where what is made lives */
  gint64 now, at;    /* ms */
  GTimeZone *zone;
  PlatformDice dice;
  guint64 index, count; /* i, and of how many */
  M77Json *variables;   /* an object of pool, or NULL */
  const M77Json *lists; /* name → array; may be NULL */
  /* The id a record's own name stands for; NULL: there is none. In pool. */
  const char *(*find_id) (const PlatformTemplate *self, const char *name);
  gconstpointer data;
};

/* *value is NULL when the form makes nothing. M77_ERROR_INVALID names the form. */
gboolean platform_template_make (PlatformTemplate *self,
                                 const M77Json *form,
                                 M77Json **value,
                                 GError **error);

/* A UUIDv7 of that time whose other bits come from the dice. Free with g_free. */
char *platform_template_id (PlatformDice *dice, gint64 at);

/* A file of the demo content. */
GBytes *platform_template_file (const char *name, GError **error);

G_END_DECLS
