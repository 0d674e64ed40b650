/* m77-kind-maintenance.c: planned work whose alerts do not page
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("draft", N_ ("Draft"), "DRAFT"),
  VALUE ("scheduled", N_ ("Scheduled"), "SCHED"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("finished", N_ ("Finished"), "DONE"),
  VALUE ("cancelled", N_ ("Cancelled"), "CANCEL"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_TITLE (REQ),
  STD_DESCRIPTION,
  STD_STATUS (statuses, ACTION, "draft"),
  STD_ENVIRONMENT (BY_TYPE, 0),
  STD_REGION (BY_TYPE, 0),
  FIELD ("services", N_ ("Services"), SET, BY_TYPE, IDX, REF ("service")),
  FIELD ("matchers", N_ ("Matchers"), SET, BY_TYPE, IDX),
  FIELD ("starts_at", N_ ("Starts"), TIME, BY_TYPE, REQ | IDX, WHILE ("draft", "scheduled")),
  FIELD ("ends_at", N_ ("Ends"), TIME, BY_TYPE, REQ | IDX, BOUNDS (0, SECONDS (DAYS (7))),
         WHILE ("draft", "scheduled"), HELP (N_ ("At most seven days after the start"))),
  FIELD ("contact", N_ ("Contact"), REF, BY_TYPE, 0, REF ("member")),
  FIELD ("exclude_from_slo", N_ ("Not counted in objectives"), BOOLEAN, BY_TYPE, 0,
         BRIEF (N_ ("No SLO"))),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("schedule", N_ ("Schedule"), N_ ("Begins and ends by the clock"),
          FROM ("draft"), TO ("scheduled"), EXPECT ("starts_at", "ends_at"),
          DANGER_CCN, HOLD (MINUTES (15)), WHO (OPERATOR), INVERSE ("cancel")),
  ACTION ("extend", N_ ("Change end"), N_ ("The maintenance ends then"),
          FROM ("scheduled", "active"), EXPECT ("ends_at"),
          ARGUMENTS (NEED ("ends_at", N_ ("Ends"), TIME)),
          EFFECTS (SET_ARG ("ends_at", "ends_at")),
          DANGER_CCN, HOLD (MINUTES (30)), WHO (OPERATOR), INVERSE ("extend")),
  ACTION ("finish", N_ ("Finish"), N_ ("Pages return"),
          FROM ("active"), TO ("finished"), EXPECT ("ends_at"),
          CONFIRM, ALLOW (HOURS (1)), WHO (OPERATOR), FLAGS (SAFE)),
  ACTION ("cancel", N_ ("Cancel"), N_ ("It will not take place"),
          FROM ("scheduled"), TO ("cancelled"), EXPECT ("starts_at"),
          CONFIRM, ALLOW (HOURS (12)), WHO (OPERATOR), FLAGS (SAFE)),
  ACTIONS_END
};

const M77Kind m77_kind_maintenance = {
  .name = "maintenance", .label = N_ ("Maintenance"), .plural = N_ ("Maintenances"),
  .group = "response",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "MNT", .title_field = "title",
  .state_field = "status", .open_states = LIST ("scheduled", "active"),
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (OPERATOR),
  .remove_states = LIST ("draft"),
  .fields = fields,
  .columns = LIST ("status", "starts_at", "ends_at", "environment", "services", "title", "contact"),
  .sort = "starts_at",
  .actions = actions,
};
// clang-format on
