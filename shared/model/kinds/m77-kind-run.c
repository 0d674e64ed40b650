/* m77-kind-run.c: one following of a runbook
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("finished", N_ ("Finished"), "DONE"),
  VALUES_END
};

static const M77Value outcomes[] = {
  VALUE ("fixed", N_ ("Fixed"), "fixed"),
  VALUE ("mitigated", N_ ("Mitigated"), "mitig"),
  VALUE ("not-fixed", N_ ("Not fixed"), "notfix"),
  VALUE ("escalated", N_ ("Escalated"), "escal"),
  VALUE ("abandoned", N_ ("Abandoned"), "abandn"),
  VALUE ("drill", N_ ("Drill"), "drill"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_STATUS (statuses, ACTION, "active"),
  STD_SERVICE (BY_TYPE, 0),
  STD_ENVIRONMENT (BY_TYPE, 0),
  STD_REGION (BY_TYPE, 0),
  FIELD ("runbook", N_ ("Runbook"), REF, BY_TYPE, REQ | IDX | FIX, REF ("runbook")),
  FIELD ("revision", N_ ("Revision"), INTEGER, BY_TYPE, REQ | IDX | FIX, BRIEF (N_ ("Rev"))),
  FIELD ("incident", N_ ("Incident"), REF, BY_TYPE, IDX, REF ("incident")),
  FIELD ("alert", N_ ("Alert"), REF, BY_TYPE, IDX, REF ("alert")),
  FIELD ("driver", N_ ("Driver"), REF, ACTION, IDX, REF ("member")),
  FIELD ("variables", N_ ("Variables"), MAP, BY_TYPE, PII),
  FIELD ("steps", N_ ("Steps"), LOG, BY_TYPE, SEA | PII),
  FIELD ("outcome", N_ ("Outcome"), ENUM, ACTION, IDX, VALUES (outcomes)),
  FIELD ("started_at", N_ ("Started"), TIME, MIN, IDX, BRIEF (N_ ("Age"))),
  FIELD ("finished_at", N_ ("Finished"), TIME, ACTION, IDX),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("hand-over", N_ ("Hand over"), N_ ("That member goes on with it"),
          FROM ("active"), EXPECT ("driver"),
          ARGUMENTS (NEED ("driver", N_ ("Driver"), REF, REF ("member"))),
          EFFECTS (SET_ARG ("driver", "driver")),
          CONFIRM, ALLOW (HOURS (1)), WHO (RESPONDER), INVERSE ("hand-over")),
  ACTION ("finish", N_ ("Finish"), N_ ("A summary goes to the incident's timeline"),
          FROM ("active"), TO ("finished"), EXPECT ("driver"),
          ARGUMENTS (NEED ("outcome", N_ ("Outcome"), ENUM, VALUES (outcomes)),
                     CAN ("text", N_ ("Text"), TEXT)),
          EFFECTS (SET_ARG ("outcome", "outcome"), SET_NOW ("finished_at")),
          CONFIRM, ALLOW (DAYS (7)), WHO (RESPONDER), INVERSE ("reopen")),
  ACTION ("reopen", N_ ("Reopen"), N_ ("Steps done stay done"),
          FROM ("finished"), TO ("active"), EXPECT ("outcome"),
          EFFECTS (CLEAR ("outcome"), CLEAR ("finished_at")),
          CONFIRM, HOLD (HOURS (24)), WHO (RESPONDER), INVERSE ("finish")),
  ACTIONS_END
};

const M77Kind m77_kind_run = {
  .name = "run", .label = N_ ("Run"), .plural = N_ ("Runs"), .group = "response",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "RUN", .title_field = "runbook",
  .state_field = "status", .open_states = LIST ("active"),
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("number", "status", "runbook", "incident", "driver", "started_at", "outcome"),
  .sort = "-started_at",
  .actions = actions,
};
// clang-format on
