/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-term-private.h"

#include <string.h>
#include <wchar.h>

/* A number of the 256 as a terminal of direct colour wants it: its first eight are as ever, else
 * red, green and blue. */
static int
direct_color (int color)
{
  static const int steps[] = { 0, 95, 135, 175, 215, 255 };

  if (color < 16)
    return color < 8 ? color : color - 8;
  if (color >= 232)
    return (8 + (color - 232) * 10) * 0x010101;
  color -= 16;
  return steps[color / 36] << 16 | steps[color / 6 % 6] << 8 | steps[color % 6];
}

void
tui_term_start_colors (TuiTerm *self)
{
  for (int tint = 0; tint < 2; tint++)
    for (int role = 0; role < TUI_N_ROLES; role++)
      {
        TuiPaint paint = tui_theme_paint (&self->theme, role | (tint ? TUI_TINT : 0));
        int foreground = paint.foreground;
        int background = paint.background;

        if (COLORS > 256 && foreground >= 0)
          foreground = direct_color (foreground);
        if (COLORS > 256 && background >= 0)
          background = direct_color (background);
        init_extended_pair (1 + role + tint * TUI_N_ROLES, foreground, background);
      }
}

static attr_t
attributes_of (TuiTerm *self, guint style)
{
  TuiPaint paint = tui_theme_paint (&self->theme, style);
  attr_t attributes = A_NORMAL;

  if (paint.bold)
    attributes |= A_BOLD;
  if (paint.reverse)
    attributes |= A_REVERSE;
  if (paint.underline)
    attributes |= A_UNDERLINE;
  return attributes;
}

/* A cluster that the C library measures otherwise than we do would push the rest of its row aside:
 * it becomes question marks. */
static void
add_cell (const TuiCell *cell)
{
  gunichar first = g_utf8_get_char (cell->text);

  if (first >= 0x80 && (!tui_term_is_utf8 () || wcwidth ((wchar_t) first) != cell->width))
    addstr (cell->width == 2 ? "??" : "?");
  else
    addstr (cell->text);
}

/* Whether the cells are what was shown last. */
static gboolean
is_shown (TuiTerm *self, const TuiCanvas *canvas, gsize index, guint width)
{
  return self->shown != NULL &&
         memcmp (&self->shown->cells[index], &canvas->cells[index], width * sizeof (TuiCell)) == 0;
}

static void
put_row (TuiTerm *self, const TuiCanvas *canvas, int row, int cols)
{
  guint last_style = G_MAXUINT;
  int at = -1;

  for (int col = 0; col < cols; col++)
    {
      gsize index = (gsize) row * canvas->cols + col;
      const TuiCell *cell = &canvas->cells[index];
      short pair = 0;

      if (cell->width == 0 || col + cell->width > cols ||
          is_shown (self, canvas, index, cell->width))
        continue;
      if (self->theme.colors > 0)
        pair = 1 + (cell->style & TUI_ROLE_MASK) + (cell->style & TUI_TINT ? TUI_N_ROLES : 0);
      if (cell->style != last_style)
        attr_set (attributes_of (self, cell->style), pair, NULL);
      last_style = cell->style;
      if (at != col)
        move (row, col);
      add_cell (cell);
      at = col + cell->width;
    }
}

static void
remember (TuiTerm *self, const TuiCanvas *canvas)
{
  gsize bytes = sizeof (TuiCell) * canvas->rows * canvas->cols;

  if (self->shown == NULL)
    self->shown = tui_canvas_new (canvas->rows, canvas->cols, canvas->ascii);
  memcpy (self->shown->cells, canvas->cells, bytes);
}

void
tui_term_show (TuiTerm *self, const TuiCanvas *canvas)
{
  int rows;
  int cols;

  /* Between a change of the size and its being told, what does not fit waits. */
  getmaxyx (stdscr, rows, cols);
  rows = MIN (rows, canvas->rows);
  cols = MIN (cols, canvas->cols);
  if (self->shown != NULL &&
      (self->shown->rows != canvas->rows || self->shown->cols != canvas->cols))
    g_clear_pointer (&self->shown, tui_canvas_free);

  for (int row = 0; row < rows; row++)
    put_row (self, canvas, row, cols);
  if (rows == canvas->rows && cols == canvas->cols)
    remember (self, canvas);

  curs_set (canvas->cursor_row >= 0 ? 1 : 0);
  if (canvas->cursor_row >= 0)
    move (MIN (canvas->cursor_row, rows - 1), MIN (canvas->cursor_col, cols - 1));
  wnoutrefresh (stdscr);
  doupdate ();
}
