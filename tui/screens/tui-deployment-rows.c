/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-deployment-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"

#define NARROW   66
#define ROWS_FEW 30 /* then the words on it are left to its fields */

static TuiLine *
add_heading (const TuiDeploymentRows *self, const char *words)
{
  TuiLine *line = tui_page_add (self->page, TUI_LINE_HEADING, NULL);

  tui_line_span (line, 1, 0, TUI_BOLD, words);
  return line;
}

/* ---- Where it is ---- */

static void
add_state (const TuiDeploymentRows *self)
{
  const M77Json *doc = self->record->doc;
  const M77Kind *kind = self->record->kind;
  const char *status = m77_json_get_string (doc, "status");
  const char *author = m77_json_get_string (doc, "author");
  const char *strategy = m77_json_get_string (doc, "strategy");
  const char *finished = m77_json_get_string (doc, "finished_at");
  g_autofree char *age = tui_age_of (doc, "started_at", self->moment.now);
  g_autofree char *ended = tui_age_of (doc, "finished_at", self->moment.now);
  g_autofree char *pending = tui_pending_words (self->record->pending);
  g_autofree char *word = tui_value_brief (m77_kind_field (kind, "status"), status);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, TUI_DEPLOYMENT_TOP);

  tui_line_span (line, 1, 0, TUI_PLAIN, strategy != NULL ? strategy : _ ("deployment"));
  tui_line_printf (line, -1, 0, tui_value_style (status) | TUI_BOLD, " %s", word);
  if (*age != '\0' && self->cols >= NARROW)
    tui_line_printf (line,
                     -1,
                     0,
                     TUI_PLAIN,
                     _ ("   begun %s ago by %s"),
                     age,
                     author != NULL ? author : "-");
  else if (*age != '\0')
    tui_line_printf (line, -1, 0, TUI_PLAIN, " %s", age);
  if (finished != NULL)
    tui_line_printf (line,
                     -1,
                     0,
                     TUI_PLAIN,
                     g_str_equal (ended, _ ("now")) ? _ ("   ended %s") : _ ("   ended %s ago"),
                     ended);
  /* What a person has to decide comes before what is under way. */
  if (g_strcmp0 (self->record->state, "conflict") == 0)
    tui_line_right (line,
                    TUI_CONFLICT | TUI_BOLD,
                    self->cols >= NARROW ? _ ("CONFLICT: i decides it") : _ ("CONFLICT"));
  else if (g_strcmp0 (self->record->state, "rejected") == 0)
    tui_line_right (line,
                    TUI_BAD | TUI_BOLD,
                    self->cols >= NARROW ? _ ("REJECTED: i tells why") : _ ("REJECTED"));
  else if (pending != NULL)
    tui_line_right (line, TUI_WARN | TUI_BOLD, pending);
}

/* "5% done > 10% done > [25%] > 50%": where the plan is told. */
static void
add_steps (const TuiDeploymentRows *self)
{
  const M77Json *doc = self->record->doc;
  guint steps = m77_rollout_steps (doc);
  guint step = (guint) CLAMP (m77_json_get_int (doc, "step", 0), 0, 50);
  int wanted = (int) m77_json_get_int (doc, "weight", 0);
  int actual = (int) m77_json_get_int (doc, "actual_weight", -1);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

  tui_line_span (line, 1, 0, TUI_PLAIN, "");
  if (step == 0)
    {
      tui_line_span (line, -1, 0, TUI_DIM, _ ("not begun"));
      return;
    }
  if (self->cols < NARROW || steps == 0 || steps > 8 || m77_rollout_weight (doc, 1) < 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, _ ("step %u of %u"), step, steps);
  else
    for (guint i = 1; i <= steps; i++)
      {
        tui_line_printf (line,
                         -1,
                         0,
                         i == step  ? TUI_ACCENT | TUI_BOLD
                         : i < step ? TUI_DIM
                                    : TUI_PLAIN,
                         i == step ? "[%d%%]" : "%d%%",
                         m77_rollout_weight (doc, i));
        tui_line_span (line, -1, 0, TUI_DIM, i < step ? _ (" done") : "");
        tui_line_span (line, -1, 0, TUI_DIM, i < steps ? " > " : "");
      }
  if (actual < 0)
    tui_line_printf (line, -1, 0, TUI_PLAIN, _ ("   wanted %d%%, not measured"), wanted);
  else
    tui_line_printf (line,
                     -1,
                     0,
                     actual == wanted ? TUI_PLAIN : TUI_WARN | TUI_BOLD,
                     actual == wanted ? _ ("   wanted %d%%  actual %d%%")
                                      : _ ("   wanted %d%%  ACTUAL %d%%"),
                     wanted,
                     actual);
}

void
tui_deployment_rows_add_head (const TuiDeploymentRows *self)
{
  const char *words = m77_json_get_string (self->record->doc, "description");

  add_state (self);
  add_steps (self);
  if (words != NULL && *words != '\0' && self->app->canvas->rows > ROWS_FEW)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL), 1, 0, TUI_DIM, words);
}

/* ---- Figures ---- */

/* "12.4k" */
static char *
brief_number (gint64 number)
{
  if (number < 0)
    return g_strdup ("-");
  if (number < 10000)
    return g_strdup_printf ("%d", (int) number);
  if (number < 1000000)
    return g_strdup_printf ("%.1fk", number / 1000.0);
  return g_strdup_printf ("%.1fM", number / 1000000.0);
}

typedef struct
{
  int value, base, limit, verdict;
} Columns;

static Columns
place (int cols)
{
  return cols < NARROW ? (Columns){ 14, 23, 32, 0 } : (Columns){ 17, 33, 51, 66 };
}

static void
add_figure_titles (const TuiDeploymentRows *self)
{
  const M77Json *doc = self->record->doc;
  const char *version = m77_json_get_string (doc, "version");
  const char *before = m77_json_get_string (doc, "previous_version");
  gint64 age = m77_rollout_age (doc, self->moment.now);
  g_autofree char *words = m77_time_age (self->moment.now - age, self->moment.now);
  Columns at = place (self->cols);
  TuiLine *line = add_heading (self,
                               self->cols < NARROW ? _ ("CANARY") : _ ("CANARY BESIDE BASELINE"));

  if (age >= 0)
    {
      gboolean is_old = age > M77_ROLLOUT_FRESH_MS;
      g_autofree char *measured = g_strdup_printf (is_old ? _ ("measured %s ago! ")
                                                          : _ ("measured %s ago "),
                                                   words);

      tui_line_right (line, is_old ? TUI_WARN | TUI_BOLD : TUI_PLAIN, measured);
    }
  line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);
  tui_line_printf (line,
                   at.value,
                   at.base - at.value - 1,
                   TUI_DIM,
                   self->cols < NARROW ? "%s" : _ ("canary %s"),
                   version != NULL ? version : "-");
  tui_line_printf (line,
                   at.base,
                   at.limit - at.base - 1,
                   TUI_DIM,
                   self->cols < NARROW ? "%s" : _ ("baseline %s"),
                   before != NULL ? before : "-");
  tui_line_span (line, at.limit, 0, TUI_DIM, _ ("limit"));
}

static void
add_measure (const TuiDeploymentRows *self, const M77Measure *measure)
{
  Columns at = place (self->cols);
  gboolean is_over = m77_measure_is_over (measure);
  g_autofree char *label = m77_measure_label (measure);
  g_autofree char *value = m77_measure_words (measure->value, measure->unit);
  g_autofree char *base = m77_measure_words (measure->baseline, measure->unit);
  g_autofree char *limit = m77_measure_words (measure->limit, measure->unit);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

  tui_line_span (line, 1, at.value - 2, TUI_PLAIN, label);
  tui_line_printf (line,
                   at.value,
                   at.base - at.value - 1,
                   is_over ? TUI_BAD | TUI_BOLD : TUI_PLAIN,
                   is_over ? "%s !" : "%s",
                   value);
  tui_line_span (line, at.base, at.limit - at.base - 1, TUI_PLAIN, base);
  tui_line_span (line, at.limit, 0, TUI_PLAIN, limit);
  if (at.verdict > 0 && measure->verdict != NULL)
    tui_line_span (line,
                   at.verdict,
                   0,
                   is_over ? TUI_BAD : TUI_DIM,
                   is_over ? _ ("FAILS") : measure->verdict);
}

static void
add_samples (const TuiDeploymentRows *self, const M77Measure *measure)
{
  Columns at = place (self->cols);
  gboolean is_few = measure->least >= 0 && measure->samples < measure->least;
  g_autofree char *samples = brief_number (measure->samples);
  g_autofree char *least = brief_number (measure->least);
  TuiLine *line;

  if (measure->samples < 0)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);
  tui_line_span (line, 1, at.value - 2, TUI_PLAIN, _ ("Samples"));
  tui_line_printf (line,
                   at.value,
                   at.base - at.value - 1,
                   is_few ? TUI_WARN | TUI_BOLD : TUI_PLAIN,
                   is_few ? _ ("%s, too few") : "%s",
                   samples);
  if (measure->least >= 0)
    tui_line_printf (line,
                     at.limit,
                     0,
                     TUI_PLAIN,
                     self->cols < NARROW ? "%s" : _ ("%s at least"),
                     least);
}

void
tui_deployment_rows_add_figures (const TuiDeploymentRows *self)
{
  g_autoptr (GArray) measures = m77_rollout_measures (self->record->doc);

  if (measures->len == 0)
    {
      add_heading (self, _ ("FIGURES"));
      tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_DIM,
                     _ ("Nothing is measured for it."));
      return;
    }
  add_figure_titles (self);
  for (guint i = 0; i < measures->len; i++)
    add_measure (self, &g_array_index (measures, M77Measure, i));
  add_samples (self, &g_array_index (measures, M77Measure, 0));
}
