/* m77-paced.h: one action on many records, a few a second, that can be stopped
 *
 * For what goes out to others and should not arrive all at once: two hundred deliveries replayed.
 * Each record has an operation of its own, journaled when it is asked for, so what was asked for
 * survives a crash and stands in the inbox; what was not asked for yet was not done at all. Without
 * a connection all are asked for at once: nothing goes out, and they are held or queued as the
 * action says.
 *
 * Main thread only. Signal "changed": its tally is another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  guint total;
  guint asked;     /* of total: journaled, whatever became of them */
  guint applied;   /* of asked */
  guint waiting;   /* of asked: held, or in the way of something */
  guint refused;   /* of total: not journaled, or rejected */
  guint withdrawn; /* of asked: taken back before they were sent */
} M77PacedTally;

#define M77_TYPE_PACED (m77_paced_get_type ())
G_DECLARE_FINAL_TYPE (M77Paced, m77_paced, M77, PACED, GObject)

/* client NULL: nobody is asked (tests). ids: as records have them. */
M77Paced *m77_paced_new (M77Client *client,
                         const M77Kind *kind,
                         const M77Action *action,
                         const char *const *ids);
/* per_second 0: at once. args and reason as in Act. */
void m77_paced_start (M77Paced *self, guint per_second, const char *args, const char *reason);
/* Asks for no more, and takes back what was not sent. */
void m77_paced_stop (M77Paced *self);
/* Started, and neither stopped nor through. */
gboolean m77_paced_is_running (M77Paced *self);
const M77PacedTally *m77_paced_tally (M77Paced *self);
/* Why the first was refused; NULL. */
const char *m77_paced_refusal (M77Paced *self);

/* How an asking ended: the operation's id, or what was wrong. */
void m77_paced_answer (M77Paced *self, const char *operation, const GError *error);
/* An operation stands so now: "applied", "held", "rejected"… Others' are passed over. */
void m77_paced_saw (M77Paced *self, const char *operation, const char *state);

G_END_DECLS
