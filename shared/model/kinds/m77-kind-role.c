/* m77-kind-role.c: permissions as data
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_DESCRIPTION,
  STD_PROPOSAL,
  FIELD ("rules", N_ ("Rules"), SET, ACTION, SEA),
  FIELD ("max_offline", N_ ("Longest time offline"), DURATION, ACTION, 0, BRIEF (N_ ("Offline")),
         BOUNDS (SECONDS (HOURS (1)), SECONDS (DAYS (30))), START ("604800")),
  FIELD ("step_up_age", N_ ("Sign-in counts as recent for"), DURATION, ACTION, 0,
         BRIEF (N_ ("Recent")), BOUNDS (SECONDS (MINUTES (1)), SECONDS (MINUTES (60))),
         START ("900")),
  FIELD ("built_in", N_ ("Built in"), BOOLEAN, SERVER, IDX),
  FIELD ("holders", N_ ("Holders"), INTEGER, SERVER, IDX),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("add-rule", N_ ("Add rule"), N_ ("Its holders may do what the rule says"),
          EXPECT ("rules", "holders"), ARGUMENTS (NEED ("rule", N_ ("Rule"), LINE)),
          EFFECTS (ADD_ARG ("rules", "rule")),
          TYPED, HOLD (MINUTES (15)), WHO (ADMIN), FLAGS (PROP), INVERSE ("remove-rule")),
  ACTION ("remove-rule", N_ ("Remove rule"), N_ ("The rule no longer counts for its holders"),
          EXPECT ("rules", "holders"), ARGUMENTS (NEED ("rule", N_ ("Rule"), LINE)),
          EFFECTS (TAKE_ARG ("rules", "rule")),
          TYPED, HOLD (MINUTES (15)), WHO (ADMIN), FLAGS (PROP), INVERSE ("add-rule")),
  ACTION ("set-limits", N_ ("Set limits"), N_ ("How long offline, how recent a sign-in"),
          EXPECT ("max_offline", "step_up_age"),
          ARGUMENTS (CAN ("max_offline", N_ ("Longest time offline"), DURATION,
                          .min = SECONDS (HOURS (1)), .max = SECONDS (DAYS (30))),
                     CAN ("step_up_age", N_ ("Sign-in counts as recent for"), DURATION,
                          .min = SECONDS (MINUTES (1)), .max = SECONDS (MINUTES (60)))),
          EFFECTS (SET_ARG ("max_offline", "max_offline"), SET_ARG ("step_up_age", "step_up_age")),
          TYPED, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("set-limits")),
  ANSWER_PROPOSAL (ADMIN),
  ACTIONS_END
};

const M77Kind m77_kind_role = {
  .name = "role", .label = N_ ("Role"), .plural = N_ ("Roles"), .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .read = MAY (VIEWER), .create = MAY (ADMIN), .edit = MAY (ADMIN), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "title", "rules", "holders", "built_in", "max_offline"),
  .sort = "name",
  .actions = actions,
};
// clang-format on
