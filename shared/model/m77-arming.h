/* m77-arming.h: what in production wants it armed first
 *
 * Changes and administration in production are read-only until a person has typed its name, for
 * half an hour. Response work never wants it, nor do the safe directions (M77_ACTION_SAFE).
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_ARMED_MS (30 * 60 * G_GINT64_CONSTANT (1000))
/* What is typed. */
#define M77_ARMED_NAME "production"

/* One that nobody knows counts as production: NULL too. */
gboolean m77_arming_is_production (const char *environment);
/* Of a record of that kind there; kind NULL: of a later version. action NULL: an edit. */
gboolean m77_arming_covers (const M77Kind *kind, const M77Action *action, const char *environment);

G_END_DECLS
