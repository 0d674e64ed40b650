/* m77-duty.h: who is on call, by the shifts of a schedule
 *
 * The platform computes a schedule's shifts for some weeks ahead; they alone say who is on call,
 * never an override that is not applied yet. Beyond them nobody knows: that is another answer than
 * "nobody". The strings belong to the schedule's document. Instants are ms since 1970.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct
{
  const char *member;      /* NULL: nobody, or not known */
  gboolean is_known;       /* FALSE: no shift reaches that far */
  gint64 from, until;      /* of this, whoever it is; M77_TIME_NONE: not known */
  const char *cause;       /* the layer's name, or "override" */
  const M77Json *override; /* the one that applies, or NULL: the rotation does */
} M77Duty;

/* Who is on call at an instant. */
M77Duty m77_duty_at (const M77Json *schedule, gint64 at);
/* The next time that it is somebody else, or nobody: next->from. FALSE: none that is known. */
gboolean m77_duty_next (const M77Json *schedule, gint64 after, M77Duty *next);
/* Who is on call between two instants, one after the other without a gap: element M77Duty, cut to
 * them, of which nobody and not known are some. Free with g_array_unref. */
GArray *m77_duty_spans (const M77Json *schedule, gint64 from, gint64 until);
/* Whose turn it was before an override; NULL: by rotation, or the override does not say. */
const char *m77_duty_replaces (const M77Duty *self);

G_END_DECLS
