/* m77-kind-service.c: what we run and who answers for it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value tiers[] = {
  VALUE ("tier1", N_ ("Tier 1"), "T1"),
  VALUE ("tier2", N_ ("Tier 2"), "T2"),
  VALUE ("tier3", N_ ("Tier 3"), "T3"),
  VALUE ("tier4", N_ ("Tier 4"), "T4"),
  VALUES_END
};

static const M77Value lifecycles[] = {
  VALUE ("planned", N_ ("Planned"), "PLAN"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("deprecated", N_ ("Deprecated"), "DEPREC"),
  VALUE ("retired", N_ ("Retired"), "RETIRD"),
  VALUES_END
};

static const M77Value healths[] = {
  VALUE ("down", N_ ("Down"), "DOWN"),
  VALUE ("degraded", N_ ("Degraded"), "DEGRAD"),
  VALUE ("unknown", N_ ("Unknown"), "?"),
  VALUE ("healthy", N_ ("Healthy"), "ok"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_DESCRIPTION,
  STD_OWNER,
  FIELD ("tier", N_ ("Tier"), RANKED, BY_TYPE, REQ | IDX, VALUES (tiers)),
  FIELD ("lifecycle", N_ ("Lifecycle"), ENUM, BY_TYPE, IDX, BRIEF (N_ ("Life")),
         VALUES (lifecycles), START ("active")),
  FIELD ("escalation", N_ ("Escalation"), REF, BY_TYPE, IDX, REF ("escalation")),
  FIELD ("depends_on", N_ ("Depends on"), SET, BY_TYPE, IDX, REF ("service")),
  FIELD ("runbooks", N_ ("Runbooks"), SET, BY_TYPE, IDX, REF ("runbook")),
  FIELD ("dashboards", N_ ("Dashboards"), SET, BY_TYPE, IDX, REF ("dashboard")),
  FIELD ("environments", N_ ("Environments"), SET, BY_TYPE, IDX, BRIEF (N_ ("Envs")),
         HELP (N_ ("Such as production/eu"))),
  FIELD ("selector", N_ ("Selector"), SET, BY_TYPE, IDX,
         HELP (N_ ("Matchers that tell which alerts are its own"))),
  FIELD ("repository", N_ ("Repository"), URL, LAST, 0),
  FIELD ("chat", N_ ("Chat"), URL, LAST, 0),
  FIELD ("health", N_ ("Health"), RANKED, SERVER, IDX, VALUES (healths)),
  FIELD ("versions", N_ ("Versions"), MAP, SERVER, 0),
  FIELD ("open_incidents", N_ ("Open incidents"), INTEGER, SERVER, IDX, BRIEF (N_ ("Inc"))),
  FIELD ("firing_alerts", N_ ("Firing alerts"), INTEGER, SERVER, IDX, BRIEF (N_ ("Alerts"))),
  STD_LABELS,
  FIELDS_END
};

const M77Kind m77_kind_service = {
  .name = "service", .label = N_ ("Service"), .plural = N_ ("Services"), .group = "change",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .state_field = "lifecycle", .open_states = LIST ("planned", "active", "deprecated"),
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "tier", "health", "owner", "open_incidents", "firing_alerts",
                   "versions"),
  .sort = "health,tier,name",
};
// clang-format on
