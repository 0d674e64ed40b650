/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"

#define FLAPPING 5 /* firings in a day */

typedef struct
{
  M77Row *first;
  guint count;
  gint64 newest;
  gint64 flaps;
  char *filter;
} Group;

static void
free_group (gpointer data)
{
  Group *self = data;

  g_object_unref (self->first);
  g_free (self->filter);
  g_free (self);
}

/* Alerts of one name, severity, service and place, in the order of their first. */
static GPtrArray *
group_alerts (GListModel *alerts)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (alerts, i);
      TuiRecord record;
      g_autofree char *place = NULL;
      g_autofree char *key = NULL;
      Group *group;

      if (!tui_record_from_row (&record, row))
        break;
      place = tui_record_place (&record);
      key = g_strdup_printf ("%s\n%s\n%s\n%s",
                             m77_json_get_string (record.doc, "severity"),
                             m77_json_get_string (record.doc, "service"),
                             place,
                             m77_json_get_string (record.doc, "alertname"));
      group = g_hash_table_lookup (by_key, key);
      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->first = g_object_ref (row);
          group->newest = M77_TIME_NONE;
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_key, g_steal_pointer (&key), group);
        }
      group->count++;
      group->newest = MAX (group->newest, tui_rows_time_of (record.doc, "starts_at"));
      group->flaps = MAX (group->flaps, m77_json_get_int (record.doc, "flaps", 0));
    }
  return groups;
}

static void
add_group (TuiRows *self, const Group *group)
{
  TuiRecord record;
  const char *severity;
  const char *name;
  const char *service;
  const char *acknowledged;
  g_autofree char *brief = NULL;
  g_autofree char *id = NULL;
  g_autofree char *remark = NULL;
  TuiLine *line;

  tui_record_from_row (&record, group->first);
  severity = m77_json_get_string (record.doc, "severity");
  name = m77_json_get_string (record.doc, "alertname");
  service = m77_json_get_string (record.doc, "service");
  acknowledged = m77_json_get_string (record.doc, "acknowledged_by");
  if (group->count == 1)
    id = g_strdup_printf ("alert/%s", record.id);
  else
    id = g_strdup_printf ("alerts/is:open alertname:%s severity:%s%s%s",
                          name != NULL ? name : "*",
                          severity != NULL ? severity : "*",
                          service != NULL ? " service:" : "",
                          service != NULL ? service : "");
  line = tui_page_add (self->page, TUI_LINE_TEXT, id);
  brief = tui_value_brief (m77_kind_field (record.kind, "severity"), severity);
  if (group->flaps >= FLAPPING)
    remark = g_strdup_printf (_ ("flapping %d/24h"), (int) group->flaps);
  else if (g_strcmp0 (m77_json_get_string (record.doc, "status"), "suppressed") == 0)
    remark = g_strdup (_ ("silenced"));
  else
    remark = g_strdup (acknowledged != NULL ? acknowledged : "");
  tui_line_span (line, 1, 5, tui_value_style (severity), brief);
  if (group->count > 1 && tui_rows_title_col (self) > TUI_ROW_AGE)
    tui_line_printf (line, 7, 5, TUI_PLAIN, "x%u", group->count);
  tui_rows_add_where (self, line, &record, group->newest);
  tui_line_span (line,
                 tui_rows_title_col (self),
                 tui_rows_title_cells (self, remark),
                 TUI_PLAIN,
                 name != NULL ? name : "-");
  tui_rows_add_remark (self, line, group->flaps >= FLAPPING ? TUI_WARN : TUI_DIM, remark);
}

guint
tui_rows_add_alerts (TuiRows *self, GListModel *alerts)
{
  g_autoptr (GPtrArray) groups = group_alerts (alerts);

  for (guint i = 0; i < groups->len; i++)
    add_group (self, groups->pdata[i]);
  return groups->len;
}
