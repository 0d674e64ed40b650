/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "shared/base/m77-time.h"

#define OLD_MS   (3600 * G_GINT64_CONSTANT (1000))
#define ROWS_FEW 24 /* then what belongs together shares a line */

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

/* What is old says so. */
static void
add_age (TuiRows *self, TuiLine *line, gint64 at)
{
  g_autofree char *age = tui_age (at, self->moment.now);

  if (at != M77_TIME_NONE && self->moment.now - at > OLD_MS)
    tui_line_printf (line, -1, 0, TUI_WARN, " %s!", age);
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
      add_age (self, line, tui_rows_time_of (record.doc, "evaluated_at"));
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
  if (line != NULL && self->app->canvas->rows <= ROWS_FEW)
    {
      tui_line_span (line, -1, 0, TUI_PLAIN, _ ("   deliveries given up "));
      tui_line_printf (line, -1, 0, TUI_WARN, "%u", dead);
      return;
    }
  line = tui_page_add (self->page, TUI_LINE_TEXT, "deliveries/status:dead");
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Webhooks"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("deliveries given up "));
  tui_line_printf (line, -1, 0, TUI_WARN, "%u", dead);
}

/* Whether one could go offline now, or what one would have to see to first. */
static void
add_readiness (TuiRows *self, const TuiReadiness *ready)
{
  int records = (int) m77_json_get_int (self->app->profile, "records", 0);
  int behind = (int) m77_json_get_int (self->app->profile, "search_behind", 0);
  g_autofree char *faults = NULL;
  TuiLine *line;

  if (self->app->profile == NULL)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, "ready");
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Ready"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("%'d records here"), records);
  if (behind > 0)
    tui_line_printf (line, -1, 0, TUI_DIM, _ (", search has %d to read"), behind);
  if (ready == NULL || ready->checks == NULL)
    return;
  faults = tui_readiness_faults (ready);
  if (*faults == '\0')
    tui_line_span (line, -1, 0, TUI_PLAIN, _ ("; nothing is missing offline"));
  else
    tui_line_printf (line,
                     -1,
                     0,
                     tui_readiness_count (ready, "bad") > 0 ? TUI_BAD : TUI_WARN,
                     _ ("   see to %s"),
                     faults);
}

void
tui_rows_add_health (TuiRows *self,
                     GListModel *slos,
                     GListModel *connectors,
                     guint dead,
                     const TuiReadiness *ready)
{
  add_budgets (self, slos);
  add_connectors (self, connectors, dead);
  add_readiness (self, ready);
}
