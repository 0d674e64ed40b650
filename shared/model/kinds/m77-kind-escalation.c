/* m77-kind-escalation.c: who is paged after whom
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_OWNER,
  FIELD ("steps", N_ ("Steps"), MAP, BY_TYPE, REQ, BOUNDS (1, 20),
         HELP (N_ ("1 to 20, each after its delay: schedules, members, teams, channels"))),
  FIELD ("repeat", N_ ("Repeat"), INTEGER, BY_TYPE, 0, BOUNDS (0, 9),
         HELP (N_ ("Rounds after the first"))),
  FIELD ("ack_timeout", N_ ("Acknowledgement lasts"), DURATION, BY_TYPE, 0,
         BRIEF (N_ ("Ack for")), HELP (N_ ("Then triggered again: 0 never, else 5m or more"))),
  FIELD ("gaps", N_ ("Gaps"), INTEGER, SERVER, IDX, HELP (N_ ("Steps that reach nobody now"))),
  STD_LABELS,
  FIELDS_END
};

const M77Kind m77_kind_escalation = {
  .name = "escalation", .label = N_ ("Escalation"), .plural = N_ ("Escalations"),
  .group = "response",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "owner", "steps", "repeat", "ack_timeout", "gaps"),
  .sort = "name",
};
// clang-format on
