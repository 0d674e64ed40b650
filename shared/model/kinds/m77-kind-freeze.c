/* m77-kind-freeze.c: a time without changes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("scheduled", N_ ("Scheduled"), "SCHED"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("ended", N_ ("Ended"), "ENDED"),
  VALUE ("lifted", N_ ("Lifted"), "LIFTED"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_TITLE (REQ),
  STD_DESCRIPTION,
  STD_STATUS (statuses, ACTION, "scheduled"),
  FIELD ("environments", N_ ("Environments"), SET, BY_TYPE, REQ | IDX, BRIEF (N_ ("Envs"))),
  FIELD ("services", N_ ("Services"), SET, BY_TYPE, IDX, REF ("service"),
         HELP (N_ ("None: all of them"))),
  FIELD ("starts_at", N_ ("Starts"), TIME, MIN, REQ | IDX,
         HELP (N_ ("Moving it later is for administrators"))),
  FIELD ("ends_at", N_ ("Ends"), TIME, MAX, REQ | IDX, BOUNDS (0, SECONDS (DAYS (90))),
         HELP (N_ ("At most 90 days after the start; sooner is for administrators"))),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("lift", N_ ("Lift"), N_ ("Changes are possible again; undo is a new freeze"),
          FROM ("scheduled", "active"), TO ("lifted"), EXPECT ("ends_at"),
          TYPED, HOLD (HOURS (1)), WHO (ADMIN)),
  ACTIONS_END
};

const M77Kind m77_kind_freeze = {
  .name = "freeze", .label = N_ ("Freeze"), .plural = N_ ("Freezes"), .group = "change",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "FRZ", .title_field = "title",
  .state_field = "status", .open_states = LIST ("scheduled", "active"),
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("status", "starts_at", "ends_at", "environments", "services", "title"),
  .sort = "starts_at",
  .actions = actions,
};
// clang-format on
