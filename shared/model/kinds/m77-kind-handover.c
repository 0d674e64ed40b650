/* m77-kind-handover.c: one shift's word to the next
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("draft", N_ ("Draft"), "DRAFT"),
  VALUE ("offered", N_ ("Offered"), "OFFER"),
  VALUE ("accepted", N_ ("Accepted"), "ACCEPT"),
  VALUE ("withdrawn", N_ ("Withdrawn"), "WITHDR"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_STATUS (statuses, ACTION, "draft"),
  FIELD ("schedule", N_ ("Schedule"), REF, BY_TYPE, REQ | IDX, REF ("schedule")),
  FIELD ("from", N_ ("From"), REF, BY_TYPE, REQ | IDX, REF ("member")),
  FIELD ("to", N_ ("To"), REF, BY_TYPE, REQ | IDX, REF ("member")),
  FIELD ("shift_ends_at", N_ ("Shift ends"), TIME, BY_TYPE, IDX, BRIEF (N_ ("Ends"))),
  FIELD ("summary", N_ ("Summary"), MARKDOWN, BY_TYPE, SEA, HELP (N_ ("What happened"))),
  FIELD ("watch", N_ ("To watch"), MARKDOWN, BY_TYPE, SEA, HELP (N_ ("What to look at"))),
  FIELD ("incidents", N_ ("Incidents"), SET, BY_TYPE, 0, REF ("incident")),
  FIELD ("silences", N_ ("Silences"), SET, BY_TYPE, 0, REF ("silence")),
  FIELD ("deployments", N_ ("Deployments"), SET, BY_TYPE, 0, REF ("deployment")),
  FIELD ("offered_at", N_ ("Offered"), TIME, ACTION, 0),
  FIELD ("accepted_at", N_ ("Accepted"), TIME, ACTION, 0),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("offer", N_ ("Offer"), N_ ("The next on call is told"),
          FROM ("draft"), TO ("offered"), EXPECT ("to"), EFFECTS (SET_NOW ("offered_at")),
          CONFIRM, ALLOW (HOURS (12)), WHO_OWN (NOBODY), INVERSE ("withdraw")),
  ACTION ("accept", N_ ("Accept"), N_ ("On record; who is on call is unchanged"),
          FROM ("offered"), TO ("accepted"), EXPECT ("to"), EFFECTS (SET_NOW ("accepted_at")),
          CONFIRM, ALLOW (HOURS (12)), WHO_OWN (NOBODY, .own_field = "to")),
  ACTION ("withdraw", N_ ("Withdraw"), N_ ("The handover is taken back"),
          FROM ("draft", "offered"), TO ("withdrawn"), EXPECT ("to"),
          CONFIRM, ALLOW (HOURS (12)), WHO_OWN (NOBODY)),
  ACTIONS_END
};

const M77Kind m77_kind_handover = {
  .name = "handover", .label = N_ ("Handover"), .plural = N_ ("Handovers"), .group = "response",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "HO", .title_field = "schedule",
  .own_field = "from",
  .state_field = "status", .open_states = LIST ("draft", "offered"),
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER),
  .remove = MAY_OR_OWN (NOBODY), .remove_states = LIST ("draft"),
  .fields = fields,
  .columns = LIST ("number", "status", "shift_ends_at", "schedule", "from", "to"),
  .sort = "-shift_ends_at",
  .actions = actions,
};
// clang-format on
