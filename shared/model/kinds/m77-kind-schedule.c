/* m77-kind-schedule.c: who is on call when
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
  FIELD ("zone", N_ ("Time zone"), LINE, BY_TYPE, REQ, BRIEF (N_ ("Zone")),
         HELP (N_ ("Such as Europe/Berlin; turns change by its wall clock"))),
  FIELD ("layers", N_ ("Layers"), MAP, BY_TYPE, 0, BOUNDS (0, 16)),
  FIELD ("overrides", N_ ("Overrides"), MAP, ACTION, 0),
  FIELD ("shifts", N_ ("Shifts"), JSON, SERVER, 0),
  FIELD ("oncall_now", N_ ("On call now"), SET, SERVER, IDX, BRIEF (N_ ("On call")),
         REF ("member")),
  FIELD ("next_change_at", N_ ("Next change"), TIME, SERVER, IDX, BRIEF (N_ ("Next"))),
  FIELD ("gaps", N_ ("Gaps"), INTEGER, SERVER, IDX,
         HELP (N_ ("Times in the next 30 days when nobody is on call"))),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("override", N_ ("Override"), N_ ("That member takes the shift; both are told"),
          EXPECT ("overrides"),
          ARGUMENTS (NEED ("member", N_ ("Member"), REF, REF ("member")),
                     NEED ("starts_at", N_ ("Starts"), TIME),
                     NEED ("ends_at", N_ ("Ends"), TIME, AHEAD (DAYS (60))),
                     CAN ("replaces", N_ ("Instead of"), REF, REF ("member"))),
          CONFIRM, ALLOW (HOURS (1)), WHO (RESPONDER), INVERSE ("remove-override")),
  ACTION ("remove-override", N_ ("Remove override"), N_ ("The rotation applies again"),
          EXPECT ("overrides"),
          ARGUMENTS (NEED ("override", N_ ("Override"), LINE)),
          CONFIRM, HOLD (HOURS (1)), WHO (RESPONDER), INVERSE ("override")),
  ACTIONS_END
};

const M77Kind m77_kind_schedule = {
  .name = "schedule", .label = N_ ("Schedule"), .plural = N_ ("Schedules"), .group = "response",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "owner", "oncall_now", "next_change_at", "gaps"),
  .sort = "name",
  .actions = actions,
};
// clang-format on
