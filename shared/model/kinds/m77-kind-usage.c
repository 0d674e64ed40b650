/* m77-kind-usage.c: what the tenant consumed and owes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("open", N_ ("Open"), "OPEN"),
  VALUE ("final", N_ ("Final"), "FINAL"),
  VALUE ("invoiced", N_ ("Invoiced"), "INVOIC"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, SERVER, "open"),
  FIELD ("metric", N_ ("Metric"), LINE, SERVER, IDX),
  FIELD ("unit", N_ ("Unit"), LINE, SERVER, IDX),
  FIELD ("currency", N_ ("Currency"), LINE, SERVER, IDX, BRIEF (N_ ("Cur"))),
  FIELD ("period_start", N_ ("Period"), TIME, SERVER, IDX),
  FIELD ("period_end", N_ ("Period end"), TIME, SERVER, IDX),
  FIELD ("measured_at", N_ ("Measured"), TIME, SERVER, IDX),
  FIELD ("quantity", N_ ("Quantity"), NUMBER, SERVER, IDX),
  FIELD ("included", N_ ("Included"), NUMBER, SERVER, IDX),
  FIELD ("quota", N_ ("Quota"), NUMBER, SERVER, IDX),
  FIELD ("cost", N_ ("Cost"), INTEGER, SERVER, IDX, HELP (N_ ("In minor units: cents"))),
  FIELD ("breakdown", N_ ("Breakdown"), MAP, SERVER, PII),
  FIELD ("invoice", N_ ("Invoice"), URL, SERVER, PII),
  FIELDS_END
};

const M77Kind m77_kind_usage = {
  .name = "usage", .label = N_ ("Usage"), .plural = N_ ("Usages"), .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "metric", .key_scope = "period_start",
  .title_field = "metric",
  .state_field = "status", .open_states = LIST ("open"),
  .read = MAY (AUDITOR), .create = MAY (NOBODY), .edit = MAY (NOBODY), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("period_start", "metric", "quantity", "included", "quota", "cost", "currency",
                   "status"),
  .sort = "-period_start,metric",
};
// clang-format on
