/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-conflict-table.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"

#define LABEL_COL  3
#define LABEL_MOST 16

static TuiStyle
choice_style (const TuiConflictView *self, guint index)
{
  const M77DecisionField *field = m77_decision_field (self->decision, index);

  if (m77_decision_is_open (self->decision, index))
    return TUI_WARN | TUI_BOLD;
  switch (field->choice)
    {
    case M77_CHOICE_THEIRS:
      return TUI_CONFLICT | TUI_BOLD;
    case M77_CHOICE_NONE:
      return TUI_DIM;
    default:
      return TUI_MINE | TUI_BOLD;
    }
}

/* t m b e, ? for an open one, = for what merged by itself. */
static const char *
choice_letter (const TuiConflictView *self, guint index)
{
  static const char *const letters[] = { "=", "t", "m", "b", "e" };

  if (m77_decision_is_open (self->decision, index))
    return "?";
  return letters[m77_decision_field (self->decision, index)->choice];
}

int
tui_conflict_label_cells (const TuiConflictView *self)
{
  int cells = 6;

  for (guint i = 0; i < m77_decision_size (self->decision); i++)
    cells = MAX (cells,
                 tui_width (self->app->canvas,
                            tui_label (m77_decision_field (self->decision, i)->label)));
  return MIN (cells, LABEL_MOST);
}

int
tui_conflict_sides_col (const TuiConflictView *self)
{
  return LABEL_COL + tui_conflict_label_cells (self) + 2;
}

/* "Theirs v9, omar 02:03"; without the time where there is no room for it. */
static char *
side_title (const TuiConflictView *self, M77Side side, const TuiMoment *moment, int cells)
{
  const M77Json *conflict = self->decision->conflict;
  gboolean theirs = side == M77_SIDE_THEIRS;
  const char *by = m77_json_get_string (conflict, theirs ? "theirs_by" : "author");
  const char *at = m77_json_get_string (conflict, theirs ? "theirs_at" : "made_at");
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          moment->now,
                                          moment->zone);
  g_autofree char *brief = NULL;
  g_autofree char *title = NULL;

  if (side == M77_SIDE_BASE)
    return g_strdup (_ ("Base"));
  /* The last hand on it was one's own: who else changed it is not known here. */
  if (theirs && g_strcmp0 (by, m77_json_get_string (conflict, "author")) == 0)
    by = _ ("somebody");
  if (by == NULL)
    by = "?";
  brief = theirs ? g_strdup_printf (_ ("Theirs v%d, %s"), (int) self->decision->theirs_version, by)
                 : g_strdup_printf (_ ("Mine, %s"), by);
  title = g_strdup_printf ("%s %s", brief, when);
  return tui_width (self->app->canvas, title) <= cells ? g_steal_pointer (&title)
                                                       : g_steal_pointer (&brief);
}

void
tui_conflict_add_choice (const TuiConflictView *self, TuiLine *line, guint index, int col)
{
  const M77DecisionField *field = m77_decision_field (self->decision, index);
  TuiMoment moment = tui_app_moment (self->app);
  const char *choice = m77_side_choice (field->choice);
  g_autofree char *cell = NULL;

  if (m77_decision_is_open (self->decision, index))
    {
      tui_line_span (line,
                     col,
                     0,
                     TUI_WARN,
                     field->reopened ? _ ("open again: theirs moved on") : _ ("open"));
      return;
    }
  cell = m77_side_cell (self->decision, index, M77_SIDE_RESULT, moment.now, moment.zone);
  tui_line_span (line, col, 0, TUI_PLAIN, cell);
  if (choice != NULL)
    tui_line_printf (line, -1, 0, TUI_DIM, "  (%s)", choice);
}

static void
add_table_row (TuiConflictView *self, guint index, int label, int cols)
{
  const M77DecisionField *field = m77_decision_field (self->decision, index);
  TuiMoment moment = tui_app_moment (self->app);
  g_autofree char *id = g_strdup_printf ("%u", index);
  TuiLine *line = tui_page_add (&self->table, TUI_LINE_TEXT, id);
  int col = LABEL_COL + label + 2;
  int cells = MAX ((cols - col) / 3, 4);

  tui_line_span (line, 1, 1, choice_style (self, index), choice_letter (self, index));
  tui_line_span (line,
                 LABEL_COL,
                 label,
                 m77_decision_is_open (self->decision, index) ? TUI_BOLD : TUI_PLAIN,
                 tui_label (field->label));
  if (cols < TUI_CONFLICT_BESIDE)
    {
      tui_conflict_add_choice (self, line, index, col);
      return;
    }
  for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
    {
      static const TuiStyle styles[] = { TUI_DIM, TUI_CONFLICT, TUI_MINE };
      g_autofree char *cell = m77_side_cell (self->decision, index, side, moment.now, moment.zone);

      tui_line_span (line, col + (int) side * cells, cells - 1, styles[side], cell);
    }
}

void
tui_conflict_build_table (TuiConflictView *self, int cols)
{
  int label = tui_conflict_label_cells (self);

  tui_page_begin (&self->table);
  for (guint i = 0; i < m77_decision_size (self->decision); i++)
    add_table_row (self, i, label, cols);
  g_free (self->table.cursor);
  self->table.cursor = g_strdup_printf ("%u", self->field);
  self->table.touched = TRUE;
}

void
tui_conflict_draw_table (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiMoment moment = tui_app_moment (self->app);
  TuiRect body = *area;
  int col = tui_conflict_sides_col (self);
  int cells = MAX ((area->cols - col) / 3, 4);

  if (area->cols >= TUI_CONFLICT_BESIDE && area->rows > 1)
    {
      tui_put (canvas, area->row, LABEL_COL, col - LABEL_COL, TUI_DIM, _ ("Field"));
      for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
        {
          g_autofree char *title = side_title (self, side, &moment, cells - 1);

          tui_put (canvas, area->row, col + (int) side * cells, cells - 1, TUI_DIM, title);
        }
      body.row++;
      body.rows--;
    }
  tui_page_draw (&self->table, canvas, &body, TRUE);
}
