/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>
#include <math.h>

/* The fastest burn of an objective's windows. */
static double
worst_burn (const M77Json *doc)
{
  double worst = 0;

  for (const M77Json *rate = m77_json_first (m77_json_get (doc, "burn")); rate != NULL;
       rate = m77_json_next (rate))
    {
      double value;

      if (m77_json_double (rate, &value))
        worst = MAX (worst, value);
    }
  return worst;
}

static void
add_budgets (TuiRows *self, GListModel *slos)
{
  TuiLine *line = NULL;
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (slos) && shown < (self->cols < 100 ? 2u : 3u);
       i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (slos, i);
      TuiRecord record;
      double left;

      if (!tui_record_from_row (&record, row) ||
          !m77_json_double (m77_json_get (record.doc, "budget_left"), &left))
        continue;
      if (line == NULL)
        {
          g_autofree char *id = g_strdup_printf ("slo/%s", record.id);

          line = tui_page_add (self->page, TUI_LINE_TEXT, id);
          tui_line_span (line, 1, 9, TUI_DIM, _ ("Budget"));
          tui_line_span (line, 10, 0, TUI_PLAIN, "");
        }
      tui_line_printf (line,
                       -1,
                       0,
                       TUI_PLAIN,
                       "%s%s ",
                       shown > 0 ? "   " : "",
                       m77_json_get_string (record.doc, "name"));
      tui_line_printf (line,
                       -1,
                       0,
                       left <= 0 ? TUI_BAD | TUI_BOLD : TUI_WARN,
                       "%.0f%%",
                       floor (left * 100));
      if (worst_burn (record.doc) >= 1)
        tui_line_printf (line, -1, 0, TUI_PLAIN, _ (" burn %.1fx"), worst_burn (record.doc));
      shown++;
    }
}

static void
add_connectors (TuiRows *self, GListModel *connectors, guint dead)
{
  TuiLine *line = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (connectors, i);
      TuiRecord record;
      const char *word;
      g_autofree char *upper = NULL;

      if (!tui_record_from_row (&record, row))
        continue;
      word = m77_json_get_string (record.doc, "status");
      if (g_strcmp0 (word, "quarantined") != 0)
        word = m77_json_get_string (record.doc, "health");
      if (g_strcmp0 (word, "quarantined") != 0 && g_strcmp0 (word, "failing") != 0)
        continue;
      if (line == NULL)
        {
          g_autofree char *id = g_strdup_printf ("connector/%s", record.id);

          line = tui_page_add (self->page, TUI_LINE_TEXT, id);
          tui_line_span (line, 1, 9, TUI_DIM, _ ("Links"));
          tui_line_span (line, 10, 0, TUI_PLAIN, "");
        }
      else
        tui_line_span (line, -1, 0, TUI_PLAIN, "   ");
      upper = g_ascii_strup (word, -1);
      tui_line_printf (line, -1, 0, TUI_PLAIN, "%s ", m77_json_get_string (record.doc, "name"));
      tui_line_span (line, -1, 0, TUI_BAD, upper);
    }
  if (dead == 0)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, "deliveries/status:dead");
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Webhooks"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("deliveries given up "));
  tui_line_printf (line, -1, 0, TUI_WARN, "%u", dead);
}

void
tui_rows_add_health (TuiRows *self, GListModel *slos, GListModel *connectors, guint dead)
{
  gint64 records = m77_json_get_int (self->app->profile, "records", 0);
  gint64 behind = m77_json_get_int (self->app->profile, "search_behind", 0);
  TuiLine *line;

  add_budgets (self, slos);
  add_connectors (self, connectors, dead);
  if (self->app->profile == NULL)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Here"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("%'d records to work with offline"), (int) records);
  if (behind > 0)
    tui_line_printf (line, -1, 0, TUI_DIM, _ (", search has %d to read"), (int) behind);
}
