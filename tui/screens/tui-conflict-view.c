/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-conflict-view.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-conflict-table.h"
#include "tui/widgets/tui-marked.h"

#define TEXTS_COLS  110 /* long texts stand beside each other */
#define SIDE_COL    9   /* of stacked texts, behind their names */
#define SHORT_LINES 2
#define TINY_ROWS   7

static const char *const side_names[M77_N_SIDES] = { N_ ("base"), N_ ("theirs"), N_ ("mine"), "" };

void
tui_conflict_view_init (TuiConflictView *self, TuiApp *app)
{
  *self = (TuiConflictView){ .app = app, .built_cols = -1 };
  tui_page_init (&self->table);
  tui_page_init (&self->sides);
  tui_page_init (&self->result);
}

void
tui_conflict_view_clear (TuiConflictView *self)
{
  tui_page_clear (&self->table);
  tui_page_clear (&self->sides);
  tui_page_clear (&self->result);
}

void
tui_conflict_view_set (TuiConflictView *self, const M77Decision *decision)
{
  self->decision = decision;
  self->field = MIN (self->field, MAX (m77_decision_size (decision), 1) - 1);
  self->built_cols = -1;
}

gboolean
tui_conflict_view_scroll (TuiConflictView *self, TuiKey key)
{
  return tui_page_key (&self->sides, key);
}

/* ---- The sides of the field under the cursor ---- */

/* A side against the base, in its role. */
static TuiMarked *
side_marked (TuiConflictView *self, guint field, M77Side side)
{
  static const TuiStyle roles[M77_N_SIDES] = { TUI_PLAIN, TUI_CONFLICT, TUI_MINE, TUI_GOOD };
  TuiMoment moment = tui_app_moment (self->app);
  g_autoptr (GArray)
      spans = m77_side_spans (self->decision, field, side, self->whole, moment.now, moment.zone);
  TuiMarked *marked = tui_marked_new ();

  tui_marked_add_spans (marked, roles[side], spans);
  return marked;
}

static void
add_stacked (TuiConflictView *self, TuiMarked *marked, M77Side side)
{
  static const TuiStyle styles[] = { TUI_DIM, TUI_CONFLICT, TUI_MINE };
  guint n = tui_marked_count (marked);

  for (guint i = 0; i < n; i++)
    {
      TuiLine *line = tui_page_add (&self->sides, TUI_LINE_TEXT, NULL);

      if (i == 0)
        tui_line_span (line, 1, SIDE_COL - 2, styles[side], _ (side_names[side]));
      tui_marked_put (marked, i, line, SIDE_COL);
    }
}

static void
add_beside (TuiConflictView *self, TuiMarked *const marked[3], int col, int cells)
{
  guint n = 0;

  for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
    n = MAX (n, tui_marked_count (marked[side]));
  for (guint i = 0; i < n; i++)
    {
      TuiLine *line = tui_page_add (&self->sides, TUI_LINE_TEXT, NULL);

      for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
        tui_marked_put (marked[side], i, line, col + (int) side * cells);
    }
}

/* The base is told first while it is short: of a long text the changes matter, and have it in
 * them. */
static void
add_sides (TuiConflictView *self, int cols)
{
  gboolean beside = cols >= TEXTS_COLS;
  int col = tui_conflict_sides_col (self);
  int cells = beside ? (cols - col) / 3 - 3 : MIN (cols - SIDE_COL - 1, 100);
  TuiMarked *marked[3];

  for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
    {
      marked[side] = side_marked (self, self->field, side);
      tui_marked_wrap (marked[side], cells);
    }
  if (beside)
    add_beside (self, marked, col, (cols - col) / 3);
  else
    {
      M77Side first = tui_marked_count (marked[M77_SIDE_BASE]) > SHORT_LINES ? M77_SIDE_THEIRS
                                                                             : M77_SIDE_BASE;

      for (int i = 0; i < 3; i++)
        {
          M77Side side = (M77Side) (((int) first + i) % 3);

          add_stacked (self, marked[side], side);
        }
    }
  for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
    tui_marked_free (marked[side]);
}

static void
add_clash (TuiConflictView *self, const char *clash, int cols)
{
  g_autoptr (TuiMarked) marked = tui_marked_new ();

  tui_marked_add (marked, TUI_WARN, clash);
  tui_marked_wrap (marked, cols - 2);
  for (guint i = 0; i < tui_marked_count (marked); i++)
    tui_marked_put (marked, i, tui_page_add (&self->sides, TUI_LINE_TEXT, NULL), 1);
}

/* Built once for a field and a width: a comparison of long texts costs. */
static void
build_sides (TuiConflictView *self, int cols)
{
  g_autofree char *clash = NULL;

  if (self->built_cols == cols && self->built_field == self->field)
    return;
  clash = m77_side_clash (self->decision);
  tui_page_begin (&self->sides);
  self->sides.top = 0;
  if (clash != NULL)
    add_clash (self, clash, cols);
  add_sides (self, cols);
  self->built_cols = cols;
  self->built_field = self->field;
}

static void
draw_sides (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area)
{
  const M77DecisionField *field = m77_decision_field (self->decision, self->field);
  g_autofree char *label = g_utf8_strup (tui_label (field->label), -1);
  g_autofree char *place = NULL;
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };
  int n = (int) self->sides.lines->len;

  if (body.rows <= 0)
    return;
  self->sides.height = body.rows;
  self->sides.top = CLAMP (self->sides.top, 0, MAX (n - body.rows, 0));
  if (n > body.rows)
    place = g_strdup_printf (_ ("%d-%d of %d, PgDn"),
                             self->sides.top + 1,
                             MIN (self->sides.top + body.rows, n),
                             n);
  tui_draw_title (canvas, area, label, NULL, place);
  tui_page_draw (&self->sides, canvas, &body, FALSE);
}

/* ---- What comes out ---- */

static void
add_open_words (TuiConflictView *self, TuiLine *line, const M77DecisionField *field)
{
  static const struct
  {
    M77Choice choice;
    const char *key, *word;
  } ways[] = { { M77_CHOICE_THEIRS, "t", N_ ("theirs") },
               { M77_CHOICE_MINE, "m", N_ ("mine") },
               { M77_CHOICE_BOTH, "b", N_ ("both") },
               { M77_CHOICE_VALUE, "e", N_ ("edit") } };

  tui_line_span (line, -1, 0, TUI_WARN, _ ("? yours to decide: "));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if ((field->takes & 1u << ways[i].choice) != 0)
      {
        tui_line_printf (line, -1, 0, TUI_ACCENT | TUI_BOLD, " %s", ways[i].key);
        tui_line_printf (line, -1, 0, TUI_PLAIN, " %s ", _ (ways[i].word));
      }
}

static void
add_result (TuiConflictView *self, guint index, int label, int cols, gboolean whole)
{
  const M77DecisionField *field = m77_decision_field (self->decision, index);
  TuiLine *line = tui_page_add (&self->result, TUI_LINE_TEXT, NULL);
  int col = 1 + label + 2;
  g_autoptr (TuiMarked) marked = NULL;
  guint n;

  tui_line_span (line, 1, label, whole ? TUI_BOLD : TUI_PLAIN, tui_label (field->label));
  tui_line_span (line, col, 0, TUI_PLAIN, "");
  if (whole && m77_decision_is_open (self->decision, index))
    {
      add_open_words (self, line, field);
      return;
    }
  if (!whole)
    {
      tui_conflict_add_choice (self, line, index, col);
      return;
    }
  marked = side_marked (self, index, M77_SIDE_RESULT);
  tui_marked_wrap (marked, MIN (cols - col - 1, 100));
  n = tui_marked_count (marked);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        line = tui_page_add (&self->result, TUI_LINE_TEXT, NULL);
      tui_marked_put (marked, i, line, col);
    }
}

/* What stands behind this conflict on the same record. */
static void
add_behind (TuiConflictView *self)
{
  const char *id = m77_json_get_string (self->decision->conflict, "id");
  const M77Json *operation = m77_json_first (self->app->outbox);
  guint n = 0;

  for (; operation != NULL; operation = m77_json_next (operation))
    n += g_strcmp0 (m77_json_get_string (m77_json_get (operation, "waits_for"), "operation"), id) ==
         0;
  if (n > 0)
    tui_line_printf (tui_page_add (&self->result, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_MINE,
                     ngettext ("behind this waits %u", "behind this wait %u", n),
                     n);
}

/* The field under the cursor in full, then the others as they stand. */
static void
build_result (TuiConflictView *self, int cols)
{
  int label = tui_conflict_label_cells (self);

  tui_page_begin (&self->result);
  add_result (self, self->field, label, cols, TRUE);
  add_behind (self);
  if (cols >= TUI_CONFLICT_BESIDE)
    for (guint i = 0; i < m77_decision_size (self->decision); i++)
      if (i != self->field)
        add_result (self, i, label, cols, FALSE);
}

static void
draw_result (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area)
{
  guint open = m77_decision_count_open (self->decision);
  g_autofree char *left = g_strdup_printf (_ ("RESULT on v%d"),
                                           (int) self->decision->theirs_version);
  g_autofree char *right = open > 0 ? g_strdup_printf (ngettext ("%u field open",
                                                                 "%u fields open",
                                                                 open),
                                                       open)
                                    : g_strdup (_ ("all decided: Enter applies"));
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };

  tui_draw_title (canvas, area, left, NULL, right);
  self->result.top = 0;
  if (body.rows > 0)
    tui_page_draw (&self->result, canvas, &body, FALSE);
}

/* ---- Together ---- */

/* Rows for each: the table and the result give way to the sides of the field, to a limit. */
static void
share_rows (TuiConflictView *self, const TuiRect *area, int rows[3])
{
  int titles = area->cols >= TUI_CONFLICT_BESIDE;
  int wanted[] = { (int) self->table.lines->len + titles,
                   (int) self->sides.lines->len + 1,
                   (int) self->result.lines->len + 1 };
  int least[] = { MIN (wanted[0], MAX (area->rows / 4, 2) + titles),
                  MIN (wanted[1], 4),
                  MIN (wanted[2], MAX (area->rows / 5, 2)) };
  int left = area->rows - least[0] - least[1] - least[2];

  for (int i = 0; i < 3; i++)
    rows[i] = least[i];
  for (int turn = 0; left > 0 && turn < 3; turn++)
    {
      static const int order[] = { 1, 0, 2 };
      int part = order[turn];
      int more = MIN (wanted[part] - rows[part], part == 1 ? (left * 2 + 2) / 3 : left);

      rows[part] += MAX (more, 0);
      left -= MAX (more, 0);
    }
  rows[1] += MIN (left, MAX (wanted[1] - rows[1], 0));
}

void
tui_conflict_view_draw (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiRect part = *area;
  int rows[3];

  if (m77_decision_size (self->decision) == 0)
    return;
  tui_conflict_build_table (self, area->cols);
  build_sides (self, area->cols);
  build_result (self, area->cols);
  if (area->rows < TINY_ROWS)
    {
      tui_conflict_draw_table (self, canvas, area);
      return;
    }
  share_rows (self, area, rows);
  part.rows = rows[0];
  tui_conflict_draw_table (self, canvas, &part);
  part.row += part.rows;
  part.rows = rows[1];
  draw_sides (self, canvas, &part);
  part.row += part.rows;
  part.rows = area->row + area->rows - part.row;
  draw_result (self, canvas, &part);
}
