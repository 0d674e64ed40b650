/* m77-links.h: what a record refers to, and what refers to it
 *
 * By the table of kinds alone: each reference field of the record, and each field of any kind that
 * may refer to one like it. A link is a filter of the filter language that finds the records at its
 * other end, so a front end lists, counts and opens them as any others.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Kind *kind;   /* of the records at the other end */
  const M77Field *field; /* which refers: of this record (is_out) or of the others */
  gboolean is_out;
  guint count; /* of is_out: how many are named */
  char *filter;
} M77Link;

void m77_link_free (M77Link *self);

/* Element M77Link. First what the record refers to, in the order of its fields; then what refers to
 * it, in the order of kinds. Of two kinds that name each other (an incident its alerts, an alert
 * its incidents) the record's own field is left, where it names any. Persons are left out: they are
 * told by name in the fields themselves. id: the record's; NULL: it has none yet. */
GPtrArray *m77_links_of (const M77Kind *kind, const M77Json *doc, const char *id);
/* A value as the filter language takes it: in quotes where it must be. Free with g_free. */
char *m77_filter_quote (const char *value);

G_END_DECLS
