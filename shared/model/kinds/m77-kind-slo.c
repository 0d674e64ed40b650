/* m77-kind-slo.c: an objective and its error budget
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("exhausted", N_ ("Exhausted"), "EXHAUS"),
  VALUE ("burning", N_ ("Burning"), "BURN"),
  VALUE ("no-data", N_ ("No data"), "NODATA"),
  VALUE ("healthy", N_ ("Healthy"), "ok"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_SERVICE (BY_TYPE, REQ),
  STD_ENVIRONMENT (BY_TYPE, 0),
  STD_OWNER,
  FIELD ("status", N_ ("Status"), RANKED, SERVER, IDX, VALUES (statuses), START ("no-data")),
  FIELD ("objective", N_ ("Objective"), NUMBER, BY_TYPE, REQ | IDX, BRIEF (N_ ("Goal")),
         RANGE (0.5, 0.99999), HELP (N_ ("A share, 0.5 to 0.99999: 0.999 is 99.9 %"))),
  FIELD ("window", N_ ("Window"), DURATION, BY_TYPE, REQ | IDX,
         BOUNDS (SECONDS (DAYS (1)), SECONDS (DAYS (90))), HELP (N_ ("Rolling, 1d to 90d"))),
  FIELD ("good", N_ ("Good events"), TEXT, BY_TYPE, REQ, BRIEF (N_ ("Good")),
         HELP (N_ ("PromQL"))),
  FIELD ("total", N_ ("All events"), TEXT, BY_TYPE, REQ, BRIEF (N_ ("All")),
         HELP (N_ ("PromQL"))),
  FIELD ("connector", N_ ("Connector"), REF, BY_TYPE, 0, REF ("connector"),
         HELP (N_ ("Where it is evaluated"))),
  FIELD ("alerting", N_ ("Alerting"), MAP, BY_TYPE, 0, HELP (N_ ("Burn rate by window"))),
  FIELD ("exclusions", N_ ("Exclusions"), MAP, BY_TYPE, 0),
  FIELD ("sli", N_ ("Measured"), NUMBER, SERVER, IDX, BRIEF (N_ ("SLI"))),
  FIELD ("budget_left", N_ ("Budget left"), NUMBER, SERVER, IDX, BRIEF (N_ ("Budget"))),
  FIELD ("burn", N_ ("Burn rate"), MAP, SERVER, 0, BRIEF (N_ ("Burn"))),
  FIELD ("evaluated_at", N_ ("Evaluated"), TIME, SERVER, IDX),
  STD_LABELS,
  FIELDS_END
};

const M77Kind m77_kind_slo = {
  .name = "slo", .label = N_ ("SLO"), .plural = N_ ("SLOs"), .group = "measure",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .state_field = "status", .open_states = LIST ("exhausted", "burning"),
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("status", "service", "environment", "title", "objective", "sli", "budget_left",
                   "burn"),
  .sort = "status,budget_left",
};
// clang-format on
