/* m77-alert-silence.h: a silence for a group of alerts, before it is asked for
 *
 * What it would match by is what all of them have in common; what it would hide is told first.
 *
 * Pure; any thread. What is made lives in the pool given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-alert-groups.h"

G_BEGIN_DECLS

#define M77_SILENCE_TYPED_OVER 20 /* alerts: then a name is typed */

/* The labels that all of a group have, with the same value: an object. */
M77Json *m77_alert_group_common (M77JsonPool *pool, const M77AlertGroup *group);
/* How many that fire now have these labels. */
guint m77_alert_groups_count (const M77AlertGroups *groups, const M77Json *labels);
/* The arguments of the action `silence`, until an instant (ms). */
M77Json *m77_silence_arguments (M77JsonPool *pool, const M77Json *labels, gint64 ends_at);
/* "As offered it hides 30 alerts that fire now, 9 of other groups."; translated, free with g_free.
 */
char *m77_silence_words (const M77AlertGroup *group, guint hidden);

G_END_DECLS
