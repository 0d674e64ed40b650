/* m77-kind-dashboard.c: panels, as Grafana JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_OWNER,
  FIELD ("uid", N_ ("UID"), LINE, BY_TYPE, IDX | SEA),
  FIELD ("folder", N_ ("Folder"), LINE, BY_TYPE, IDX | SEA),
  FIELD ("body", N_ ("Model"), JSON, TEXT, REQ | SEA, BYTES (768 * 1024),
         HELP (N_ ("As Grafana exports it"))),
  FIELD ("services", N_ ("Services"), SET, BY_TYPE, IDX, REF ("service")),
  FIELD ("keep_fresh", N_ ("Kept fresh"), BOOLEAN, BY_TYPE, IDX, BRIEF (N_ ("Fresh")),
         HELP (N_ ("Fetched in the background for whoever is on call"))),
  FIELD ("panels", N_ ("Panels"), INTEGER, SERVER, 0),
  FIELD ("unsupported", N_ ("Not drawn"), INTEGER, SERVER, 0),
  STD_LABELS,
  FIELDS_END
};

const M77Kind m77_kind_dashboard = {
  .name = "dashboard", .label = N_ ("Dashboard"), .plural = N_ ("Dashboards"), .group = "measure",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER),
  .remove = MAY (OPERATOR),
  .fields = fields,
  .columns = LIST ("title", "folder", "services", "keep_fresh", "panels", "unsupported",
                   "updated_at"),
  .sort = "folder,title",
};
// clang-format on
