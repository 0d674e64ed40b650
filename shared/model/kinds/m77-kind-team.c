/* m77-kind-team.c: people who own things together
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
  FIELD ("members", N_ ("Members"), SET, BY_TYPE, IDX, REF ("member")),
  FIELD ("leads", N_ ("Leads"), SET, BY_TYPE, IDX, REF ("member"),
         HELP (N_ ("Leads are members too"))),
  FIELD ("escalation", N_ ("Escalation"), REF, BY_TYPE, 0, REF ("escalation")),
  FIELD ("chat", N_ ("Chat"), URL, LAST, 0),
  STD_LABELS,
  FIELDS_END
};

const M77Kind m77_kind_team = {
  .name = "team", .label = N_ ("Team"), .plural = N_ ("Teams"), .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .read = MAY (VIEWER), .create = MAY (OPERATOR), .edit = MAY (OPERATOR), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "title", "leads", "members", "escalation"),
  .sort = "name",
};
// clang-format on
