/* m77-kind-deployment.c: a version going to a service in an environment
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("planned", N_ ("Planned"), "PLAN"),
  VALUE ("running", N_ ("Running"), "RUN"),
  VALUE ("paused", N_ ("Paused"), "PAUSED"),
  VALUE ("succeeded", N_ ("Succeeded"), "OK"),
  VALUE ("failed", N_ ("Failed"), "FAILED"),
  VALUE ("aborted", N_ ("Aborted"), "ABORT"),
  VALUE ("rolled-back", N_ ("Rolled back"), "ROLLBK"),
  VALUE ("cancelled", N_ ("Cancelled"), "CANCEL"),
  VALUES_END
};

static const M77Value strategies[] = {
  VALUE ("canary", N_ ("Canary"), "canary"),
  VALUE ("blue-green", N_ ("Blue-green"), "bluegr"),
  VALUE ("rolling", N_ ("Rolling"), "roll"),
  VALUE ("recreate", N_ ("Recreate"), "recr"),
  VALUES_END
};

static const M77Value entries[] = {
  VALUE ("step", N_ ("Step"), "step"),
  VALUE ("analysis", N_ ("Analysis"), "analys"),
  VALUE ("action", N_ ("Action"), "action"),
  VALUE ("note", N_ ("Note"), "note"),
  VALUE ("system", N_ ("System"), "system"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_SERVICE (BY_TYPE, REQ, WHILE ("planned")),
  STD_ENVIRONMENT (BY_TYPE, REQ, WHILE ("planned")),
  STD_REGION (BY_TYPE, 0),
  STD_DESCRIPTION,
  STD_STATUS (statuses, ACTION, "planned"),
  STD_PROPOSAL,
  FIELD ("version", N_ ("Version"), LINE, BY_TYPE, REQ | IDX | SEA, WHILE ("planned")),
  FIELD ("strategy", N_ ("Strategy"), ENUM, BY_TYPE, IDX | SEA, VALUES (strategies),
         WHILE ("planned")),
  FIELD ("plan", N_ ("Plan"), JSON, BY_TYPE, SEA, WHILE ("planned"),
         HELP (N_ ("At most 50 steps: weight, pause, analysis"))),
  FIELD ("previous_version", N_ ("Previous version"), LINE, SERVER, 0, BRIEF (N_ ("Before"))),
  FIELD ("step", N_ ("Step"), INTEGER, SERVER, 0),
  FIELD ("steps", N_ ("Steps"), INTEGER, SERVER, 0),
  FIELD ("weight", N_ ("Weight"), INTEGER, SERVER, 0, BRIEF (N_ ("Want")), BOUNDS (0, 100)),
  FIELD ("actual_weight", N_ ("Weight measured"), INTEGER, SERVER, 0, BRIEF (N_ ("Is")),
         BOUNDS (0, 100)),
  FIELD ("analysis", N_ ("Analysis"), MAP, SERVER, 0),
  FIELD ("measured_at", N_ ("Measured"), TIME, SERVER, 0),
  FIELD ("current", N_ ("Current"), BOOLEAN, SERVER, IDX),
  FIELD ("started_at", N_ ("Started"), TIME, SERVER, IDX, BRIEF (N_ ("Age"))),
  FIELD ("finished_at", N_ ("Finished"), TIME, SERVER, IDX),
  FIELD ("rolled_back_by", N_ ("Rolled back by"), REF, SERVER, IDX, REF ("deployment")),
  FIELD ("author", N_ ("Author"), REF, SERVER, IDX, REF ("member")),
  FIELD ("commit", N_ ("Commit"), LINE, BY_TYPE, IDX),
  FIELD ("digest", N_ ("Digest"), LINE, BY_TYPE, IDX),
  FIELD ("change", N_ ("Change"), URL, BY_TYPE, IDX, HELP (N_ ("Its pull request"))),
  FIELD ("irreversible", N_ ("Irreversible"), SET, BY_TYPE, 0,
         HELP (N_ ("Migrations and the like that a rollback leaves behind"))),
  FIELD ("events", N_ ("Events"), LOG, BY_TYPE, SEA, VALUES (entries)),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("start", N_ ("Start"), N_ ("The version begins to take traffic"),
          FROM ("planned"), TO ("running"), EXPECT ("version"),
          DANGER_TCN, DENY, WHO (OPERATOR), FLAGS (FRZ | PROP), INVERSE ("abort")),
  ACTION ("promote", N_ ("Promote"), N_ ("Moves to that step; refused while its analysis fails"),
          FROM ("running", "paused"), TO ("running"), EXPECT ("version", "step"),
          ARGUMENTS (NEED ("to", N_ ("To step, or full"), LINE)),
          DANGER_TCN, DENY, WHO (OPERATOR), FLAGS (FRZ | PROP), INVERSE ("abort")),
  ACTION ("pause", N_ ("Pause"), N_ ("The weight stays as it is"),
          FROM ("running"), TO ("paused"), EXPECT ("version", "step"),
          CONFIRM, ALLOW (MINUTES (15)), WHO (RESPONDER), FLAGS (SAFE), INVERSE ("resume")),
  ACTION ("resume", N_ ("Resume"), N_ ("Its steps go on"),
          FROM ("paused"), TO ("running"), EXPECT ("version", "step"),
          DANGER_TCN, DENY, WHO (OPERATOR), FLAGS (FRZ), INVERSE ("pause")),
  ACTION ("abort", N_ ("Abort"), N_ ("All traffic returns to the previous version"),
          FROM ("running", "paused"), TO ("aborted"), EXPECT ("version", "step"),
          CONFIRM, ALLOW (MINUTES (15)), WHO (RESPONDER), FLAGS (SAFE), INVERSE ("retry")),
  ACTION ("retry", N_ ("Retry"), N_ ("Begins again at step 1"),
          FROM ("failed", "aborted"), TO ("running"), EXPECT ("version", "current"),
          DANGER_TCN, DENY, WHO (OPERATOR), FLAGS (FRZ | PROP), INVERSE ("abort")),
  ACTION ("rollback", N_ ("Roll back"), N_ ("All traffic moves to that version at once"),
          FROM ("running", "paused", "failed", "aborted", "succeeded"), TO ("rolled-back"),
          EXPECT ("version", "step", "weight", "current"),
          ARGUMENTS (NEED ("to", N_ ("To version"), LINE)),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (RESPONDER), INVERSE ("deployment.rollback")),
  ANSWER_PROPOSAL (OPERATOR),
  ACTIONS_END
};

const M77Kind m77_kind_deployment = {
  .name = "deployment", .label = N_ ("Deployment"), .plural = N_ ("Deployments"),
  .group = "change",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "DEP", .title_field = "version",
  .state_field = "status", .open_states = LIST ("planned", "running", "paused", "failed"),
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (OPERATOR),
  .remove_states = LIST ("planned"),
  .fields = fields,
  .columns = LIST ("status", "version", "step", "weight", "actual_weight", "started_at", "service",
                   "environment", "author", "analysis"),
  .sort = "-started_at",
  .actions = actions,
};
// clang-format on
