/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>

static void
add_remark (TuiRows *self, TuiLine *line, const M77AlertGroup *group, const char *remark)
{
  TuiStyle style = group->asked > 0      ? TUI_MINE
                   : group->flapping > 0 ? TUI_WARN
                   : group->fresh > 0    ? TUI_WARN | TUI_BOLD
                                         : TUI_DIM;

  tui_rows_add_remark (self, line, style, remark);
}

/* What stands beside it: an acknowledgement under way or done, that it flaps, that it grows. */
static char *
remark_of (const M77AlertGroup *group)
{
  if (group->asked > 0)
    return g_strdup (_ ("ack queued"));
  if (group->flapping > 0)
    return g_strdup_printf (_ ("flapping %d/24h"), (int) group->flaps);
  if (group->acknowledged == group->members->len)
    return g_strdup (_ ("acked"));
  if (group->fresh > 0)
    return g_strdup_printf (_ ("%u new"), group->fresh);
  return g_strdup ("");
}

static void
write_group (TuiLine *line, gconstpointer item, gpointer data, int cols)
{
  const M77AlertGroup *group = item;
  TuiRows rows = tui_rows_of (data, cols);
  const M77AlertMember *first = &g_array_index (group->members, M77AlertMember, 0);
  TuiRecord record = {
    .kind = m77_kind_find ("alert"), .kind_name = "alert", .id = first->id, .doc = first->doc
  };
  g_autofree char *brief = tui_value_brief (m77_kind_field (record.kind, "severity"),
                                            group->severity);
  g_autofree char *remark = remark_of (group);

  tui_line_span (line, 1, 5, tui_value_style (group->severity), brief);
  if (group->members->len > 1 && tui_rows_title_col (&rows) > TUI_ROW_AGE)
    tui_line_printf (line, 7, 7, TUI_PLAIN, "x%u", group->members->len);
  tui_rows_add_where (&rows, line, &record, group->since);
  tui_line_span (line,
                 tui_rows_title_col (&rows),
                 tui_rows_title_cells (&rows, remark),
                 TUI_PLAIN,
                 group->alertname != NULL ? group->alertname : "-");
  add_remark (&rows, line, group, remark);
}

static void
add_group (TuiRows *self, const M77AlertGroup *group)
{
  const M77AlertMember *first = &g_array_index (group->members, M77AlertMember, 0);
  g_autofree char *id = group->members->len == 1 ? g_strconcat ("alert/", first->id, NULL)
                                                 : g_strconcat ("alerts/", group->key, NULL);

  tui_page_add_row (self->page, id, write_group, group, self->app);
}

guint
tui_rows_add_alerts (TuiRows *self)
{
  const M77AlertGroups *groups;

  if (self->app->alerts == NULL)
    return 0;
  groups = m77_alerts_groups (self->app->alerts, self->moment.now);
  for (guint i = 0; i < groups->firing->len; i++)
    add_group (self, groups->firing->pdata[i]);
  return groups->firing->len;
}
