/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>

#include "shared/model/m77-rollout.h"

/* "errors 4.1 %/0.3 %": the figure that is worst, while it goes on. NULL: none. */
static char *
figure_words (const M77Json *doc, gboolean *is_over)
{
  g_autoptr (GArray) measures = m77_rollout_measures (doc);
  const M77Measure *worst = NULL;
  g_autofree char *value = NULL;
  g_autofree char *base = NULL;

  for (guint i = 0; i < measures->len; i++)
    {
      const M77Measure *measure = &g_array_index (measures, M77Measure, i);

      if (worst == NULL || (m77_measure_is_over (measure) && !m77_measure_is_over (worst)))
        worst = measure;
    }
  if (worst == NULL)
    return NULL;
  *is_over = m77_measure_is_over (worst);
  value = m77_measure_words (worst->value, NULL);
  base = m77_measure_words (worst->baseline, worst->unit);
  return g_strdup_printf ("%s %s/%s", worst->name, value, base);
}

static char *
remark_of (const TuiRecord *record, gboolean moving, TuiStyle *style)
{
  const char *author = m77_json_get_string (record->doc, "author");
  char *pending = tui_pending_words (record->pending);
  char *figures;
  gboolean is_over = FALSE;

  *style = TUI_MINE;
  if (pending != NULL)
    return pending;
  figures = moving ? figure_words (record->doc, &is_over) : NULL;
  *style = is_over ? TUI_BAD | TUI_BOLD : TUI_PLAIN;
  return figures != NULL ? figures : g_strdup (author != NULL ? author : "");
}

void
tui_rows_add_deployment (TuiRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *status = m77_json_get_string (doc, "status");
  const char *version = m77_json_get_string (doc, "version");
  gboolean moving = tui_rows_is_moving (record);
  int wanted = (int) m77_json_get_int (doc, "weight", 0);
  int actual = (int) m77_json_get_int (doc, "actual_weight", wanted);
  TuiStyle style;
  g_autofree char *id = g_strdup_printf ("deployment/%s", record->id);
  g_autofree char *word = tui_value_brief (m77_kind_field (record->kind, "status"), status);
  g_autofree char *remark = remark_of (record, moving, &style);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, tui_rows_head_cells (self), TUI_PLAIN, version != NULL ? version : "-");
  tui_rows_add_where (self, line, record, tui_rows_time_of (doc, "started_at"));
  tui_line_span (line, tui_rows_title_col (self), 0, tui_value_style (status) | TUI_BOLD, word);
  if (moving)
    tui_line_printf (line,
                     -1,
                     MAX (tui_rows_title_cells (self, remark) - 7, 1),
                     actual == wanted ? TUI_PLAIN : TUI_WARN,
                     actual == wanted ? _ (" %d/%d %d%%") : _ (" %d/%d %d%% is %d%%"),
                     (int) m77_json_get_int (doc, "step", 0),
                     (int) m77_rollout_steps (doc),
                     wanted,
                     actual);
  tui_rows_add_remark (self, line, style, remark);
}

void
tui_rows_add_flag (TuiRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *key = m77_json_get_string (doc, "key");
  const char *by = m77_json_get_string (doc, "changed_by");
  gboolean on = m77_json_get_bool (doc, "on");
  g_autofree char *id = g_strdup_printf ("flag/%s", record->id);
  g_autofree char *name = g_strdup_printf (_ ("flag %s"), key != NULL ? key : "-");
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, tui_rows_head_cells (self), TUI_PLAIN, name);
  tui_rows_add_where (self, line, record, tui_rows_time_of (doc, "changed_at"));
  if (on)
    tui_line_printf (line,
                     tui_rows_title_col (self),
                     tui_rows_title_cells (self, by),
                     TUI_PLAIN,
                     _ ("on, %d%%"),
                     (int) m77_json_get_int (doc, "rollout", 100));
  else
    tui_line_span (line, tui_rows_title_col (self), 0, TUI_PLAIN, _ ("off"));
  tui_rows_add_remark (self, line, TUI_PLAIN, by != NULL ? by : "");
}
