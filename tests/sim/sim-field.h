/* sim-field.h: what a change may do to one field
 *
 * What the files of sim-rules.h share: values, sets, logs, texts and maps, each told from its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define SIM_SAWS_MOST 64

/* One field of a change. */
typedef struct
{
  const char *name;
  M77JsonPool *pool;
  const M77Json *saws[SIM_SAWS_MOST]; /* its values as the person saw it */
  guint n_saws;
  const M77Json *patch; /* what they put; NULL: nothing */
  const M77Json *add, *remove, *append;
  const M77Json *before, *after;
} SimField;

gboolean sim_field_is_same (const M77Json *a, const M77Json *b);
/* Why it is wrong, with all its values; free with g_free, as those below. */
char *sim_field_wrong (const SimField *self, const char *why);
char *sim_field_check_log (const SimField *self);
/* rule: as in the table of sim-rules.c. NULL: nothing is wrong. */
char *sim_field_check (const SimField *self, char rule);

G_END_DECLS
