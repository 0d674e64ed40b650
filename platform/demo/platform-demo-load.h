/* platform-demo-load.h: the demo content's files as records
 *
 * A file is {"lists": {name: […]}, "parts": [part…]}; a part is of one kind and gives what
 * its records leave out:
 *
 *   {"kind": "alert", "let": {…}, "at": "@-3h", "doc": {…}, "records": [record…]}
 *   {"sym": "pay-{n}", "repeat": 21, "let": {…}, "at": …, "changed": …, "author": …,
 *    "version": …, "doc": {…}}
 *
 * "let" makes variables, in their order, before anything else; "sym" is what other
 * records call it (#pay-3). A field that is null is not there, whatever the part says. The
 * rest is platform-demo-template.h. What the platform itself would have computed is filled
 * in: a schedule's shifts, a runbook's steps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"
#include "platform/demo/platform-demo-template.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Json *part, *record;
  guint64 seed, stream; /* the dice: same for the same */
} PlatformDemoForm;

/* What the record or, failing that, its part says under a name; NULL: neither. */
const M77Json *platform_demo_form_get (const PlatformDemoForm *form, const char *name);

/* Sets the template's dice and variables for the index-th of count records of a form; and,
 * where the form says when, its `at`. */
gboolean platform_demo_form_begin (const PlatformDemoForm *form,
                                   PlatformTemplate *template,
                                   guint64 index,
                                   guint64 count,
                                   GError **error);

/* The record begun: everything of it lives in the template's pool. */
gboolean platform_demo_form_make (const PlatformDemoForm *form,
                                  PlatformTemplate *template,
                                  PlatformSeed *seed,
                                  GError **error);

/* All records of the files (names, NULL-terminated) into core, in the order of their last
 * change, within platform_core_seed_begin () and _end (). */
gboolean platform_demo_load (PlatformCore *core,
                             const char *const *files,
                             gint64 now,
                             GError **error);

G_END_DECLS
