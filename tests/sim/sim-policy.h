/* sim-policy.h: what may happen to a deed, by the words of the design
 *
 * A second telling of the rules of actions, apart from the table of kinds: how long each may
 * leave by itself, what it looks at, what it may change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-log.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind, *name;
  char policy;         /* a: allow, h: hold, d: deny */
  gint64 expires_ms;   /* how long it may be sent after it was asked for */
  const char *from;    /* states, with blanks around each */
  const char *expect;  /* fields that must be as they were seen */
  const char *changes; /* fields people write that it may change */
} SimAction;

/* NULL: this knows none such. */
const SimAction *sim_policy_action (const char *kind, const char *name);
/* One that fits the state, by the dice; NULL: none does. */
const SimAction *sim_policy_choose (SimWorld *world, const char *kind, const char *state);

/* Whether a deed may go to that state, for that reason, while its machine does what it does. */
gboolean sim_policy_allows_move (SimDoing doing,
                                 const SimDeed *deed,
                                 AgentOpState state,
                                 const char *code);
/* Why a deed must not leave for the first time since it was answered; NULL: it may. frozen_at:
 * when its bytes were made. Whether they left then a machine that died cannot know: it repeats
 * them, and the platform looks at their time. */
const char *sim_policy_forbids_sending (const SimDeed *deed, gint64 frozen_at);

G_END_DECLS
