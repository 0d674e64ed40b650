/* m77-kind-flag.c: one feature flag in one environment
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value types[] = {
  VALUE ("release", N_ ("Release"), "releas"),
  VALUE ("experiment", N_ ("Experiment"), "exper"),
  VALUE ("operational", N_ ("Operational"), "operat"),
  VALUE ("kill-switch", N_ ("Kill switch"), "kill"),
  VALUE ("permission", N_ ("Permission"), "permis"),
  VALUES_END
};

static const M77Field fields[] = {
  FIELD ("key", N_ ("Key"), SLUG, BY_TYPE, REQ | IDX | SEA | FIX,
         HELP (N_ ("As the code asks for it; unique with environment and region"))),
  STD_TITLE (0),
  STD_DESCRIPTION,
  STD_SERVICE (BY_TYPE, 0),
  STD_OWNER,
  STD_ENVIRONMENT (BY_TYPE, REQ | FIX),
  STD_REGION (BY_TYPE, FIX),
  STD_PROPOSAL,
  FIELD ("type", N_ ("Type"), ENUM, BY_TYPE, REQ | IDX | SEA, VALUES (types)),
  FIELD ("on", N_ ("On"), BOOLEAN, ACTION, IDX, START ("false")),
  FIELD ("rollout", N_ ("Rollout, percent"), INTEGER, ACTION, IDX, BRIEF (N_ ("%")),
         BOUNDS (0, 100)),
  FIELD ("targeting", N_ ("Targeting"), JSON, ACTION, 0),
  FIELD ("variants", N_ ("Variants"), MAP, ACTION, 0, BOUNDS (0, 100)),
  FIELD ("revision", N_ ("Revision"), INTEGER, SERVER, IDX, BRIEF (N_ ("Rev"))),
  FIELD ("stickiness", N_ ("Stickiness"), LINE, BY_TYPE, 0, START ("user"),
         HELP (N_ ("What the share is drawn by"))),
  FIELD ("slos", N_ ("Objectives"), SET, BY_TYPE, 0, REF ("slo")),
  FIELD ("auto_off", N_ ("Off when one burns"), BOOLEAN, BY_TYPE, 0, BRIEF (N_ ("Auto off"))),
  FIELD ("expires_at", N_ ("Expires"), TIME, BY_TYPE, IDX),
  FIELD ("stale", N_ ("Stale"), BOOLEAN, SERVER, IDX),
  FIELD ("evaluated_at", N_ ("Evaluated"), TIME, SERVER, IDX),
  FIELD ("changed_at", N_ ("Changed"), TIME, SERVER, IDX, BRIEF (N_ ("Age"))),
  FIELD ("changed_by", N_ ("Changed by"), REF, SERVER, IDX, BRIEF (N_ ("By")), REF ("member")),
  FIELD ("archived_at", N_ ("Archived"), TIME, ACTION, IDX),
  STD_LABELS,
  FIELDS_END
};

#define ENVIRONMENT                                                                                \
  NEED ("env", N_ ("Environment"), RANKED, VALUES (m77_environments))

static const M77Action actions[] = {
  ACTION ("turn-on", N_ ("Turn on"), N_ ("Served at its rollout"),
          FROM ("off"), TO ("on"), EXPECT ("revision"), ARGUMENTS (ENVIRONMENT),
          EFFECTS (SET_TO ("on", "true")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (OPERATOR), FLAGS (FRZ | PROP),
          INVERSE ("turn-off")),
  ACTION ("turn-off", N_ ("Turn off"), N_ ("Everybody gets the default"),
          FROM ("on"), TO ("off"), ARGUMENTS (ENVIRONMENT), EFFECTS (SET_TO ("on", "false")),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), FLAGS (SAFE), INVERSE ("turn-on")),
  ACTION ("set-rollout", N_ ("Set rollout"), N_ ("That share of them is served"),
          EXPECT ("revision"),
          ARGUMENTS (ENVIRONMENT, NEED ("to", N_ ("To percent"), INTEGER, .min = 0, .max = 100)),
          EFFECTS (SET_ARG ("rollout", "to")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (OPERATOR), FLAGS (FRZ | PROP),
          INVERSE ("set-rollout")),
  ACTION ("set-targeting", N_ ("Set targeting"), N_ ("These rules decide who is served"),
          EXPECT ("revision"),
          ARGUMENTS (ENVIRONMENT, NEED ("targeting", N_ ("Targeting"), JSON),
                     CAN ("variants", N_ ("Variants"), MAP, .max = 100)),
          EFFECTS (SET_ARG ("targeting", "targeting"), SET_ARG ("variants", "variants")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (OPERATOR), FLAGS (FRZ | PROP),
          INVERSE ("set-targeting")),
  ACTION ("archive", N_ ("Archive"), N_ ("The code gets the default"),
          FROM ("off"), TO ("archived"), EXPECT ("revision"), ARGUMENTS (ENVIRONMENT),
          EFFECTS (SET_TO ("on", "false"), SET_NOW ("archived_at")),
          DANGER_CCN, HOLD (HOURS (12)), WHO (OPERATOR), INVERSE ("restore")),
  ACTION ("restore", N_ ("Restore"), N_ ("The flag is back, off"),
          FROM ("archived"), TO ("off"), ARGUMENTS (ENVIRONMENT),
          EFFECTS (SET_TO ("on", "false"), CLEAR ("archived_at")),
          DANGER_CCN, HOLD (HOURS (12)), WHO (OPERATOR), INVERSE ("archive")),
  ANSWER_PROPOSAL (OPERATOR),
  ACTIONS_END
};

const M77Kind m77_kind_flag = {
  .name = "flag", .label = N_ ("Flag"), .plural = N_ ("Flags"), .group = "change",
  .key = M77_KEY_FIELD, .key_field = "key", .key_scope = "environment", .title_field = "title",
  .state_field = "on", .open_states = LIST ("off", "on"),
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (ADMIN),
  .remove_states = LIST ("archived"),
  .fields = fields,
  .columns = LIST ("key", "environment", "on", "rollout", "service", "owner", "changed_at",
                   "changed_by", "expires_at"),
  .sort = "key,environment",
  .actions = actions,
};
// clang-format on
