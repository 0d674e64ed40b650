/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-text.h"
#include "tui/screens/tui-action.h"
#include "tui/screens/tui-header.h"

#define WORDS_MOST 100 /* cells that a sentence is wide */

void
tui_draw_title (TuiCanvas *canvas,
                const TuiRect *area,
                const char *crumbs,
                const char *detail,
                const char *right)
{
  int col = area->col + 1;
  int end = area->col + area->cols - 2;

  tui_put_rule (canvas, area->row, area->col, area->cols, TUI_DIM);
  col += tui_put (canvas, area->row, col, end - col, TUI_BOLD, crumbs);
  if (detail != NULL && *detail != '\0' && end - col > 4)
    {
      col += tui_put (canvas, area->row, col, 2, TUI_PLAIN, "  ");
      col += tui_put (canvas, area->row, col, end - col, TUI_PLAIN, detail);
    }
  if (right != NULL && *right != '\0' && end - col - 2 >= tui_width (canvas, right))
    tui_put_right (canvas, area->row, end, end - col, TUI_PLAIN, right);
}

int
tui_draw_words (TuiCanvas *canvas, const TuiRect *area, TuiStyle style, const char *words)
{
  int cells = MIN (area->cols - 2, WORDS_MOST);
  /* A blank row sets it off where there is one. */
  int row = area->row + (area->rows > 2);
  g_autofree char *safe = m77_text_safe_line (words, -1);
  g_auto (GStrv) lines = m77_text_wrap (safe, MAX (cells, 1));

  for (guint i = 0; lines[i] != NULL && row < area->row + area->rows; i++, row++)
    tui_put (canvas, row, area->col + 1, cells, style, lines[i]);
  return row - area->row;
}

/* The foot: the line of the last key's result, and the keys that fit now. */
static void
draw_foot (TuiApp *self, int keys_row)
{
  TuiCanvas *canvas = self->canvas;
  TuiScreen *top = tui_app_top (self);
  int line_row = keys_row >= 0 ? keys_row - 1 : canvas->rows - 1;

  if (self->line != NULL)
    tui_put (canvas, line_row, 1, canvas->cols - 2, self->line_style, self->line);
  if (keys_row >= 0 && top != NULL)
    tui_action_draw_keys (self, canvas, keys_row);
}

static void
draw_panel (TuiApp *self, int first_row)
{
  TuiCanvas *canvas = self->canvas;
  int most = canvas->rows - first_row;
  int rows = CLAMP (self->panel->class->measure (self->panel, canvas, most), 1, most);
  TuiRect area = { canvas->rows - rows, 0, rows, canvas->cols };

  tui_clear_rect (canvas, &area);
  canvas->cursor_row = -1;
  self->panel_hits = canvas->hits->len;
  self->panel->class->draw (self->panel, canvas, &area);
  self->panel->drawn = TRUE;
  self->panel->top = area.row;
}

/* Nothing is shown before it is known who is to be masked. */
static void
draw_veil (TuiApp *self)
{
  TuiCanvas *canvas = self->canvas;

  tui_canvas_clear (canvas);
  tui_put (canvas,
           canvas->rows / 2,
           1,
           canvas->cols - 2,
           TUI_WARN | TUI_BOLD,
           _ ("PRESENTING, as before: reading who is to be masked   P ends it"));
}

void
tui_app_draw (TuiApp *self)
{
  TuiCanvas *canvas = self->canvas;
  TuiScreen *top = tui_app_top (self);
  gboolean small = canvas->rows < 8;
  int first = 0;
  TuiRect body;

  g_clear_handle_id (&self->draw_id, g_source_remove);
  canvas->mask = self->presenting ? self->mask : NULL;
  tui_canvas_clear (canvas);
  first = tui_header_draw (self, canvas);
  self->body_top = first;
  body = (TuiRect){ first, 0, canvas->rows - first - (small ? 1 : 2), canvas->cols };
  if (top != NULL && body.rows > 0)
    top->class->draw (top, canvas, &body);
  /* What did not fit on a small screen leaves the cursor on what did. */
  canvas->cursor_row = MIN (canvas->cursor_row, body.row + body.rows - 1);
  draw_foot (self, small ? -1 : canvas->rows - 1);
  if (self->panel != NULL)
    draw_panel (self, first);
  if (self->veiled)
    draw_veil (self);
  if (self->term != NULL)
    tui_term_show (self->term, canvas);
}

static gboolean
draw_cb (gpointer data)
{
  TuiApp *self = data;

  self->draw_id = 0;
  tui_app_draw (self);
  return G_SOURCE_REMOVE;
}

void
tui_app_dirty (TuiApp *self)
{
  if (self->draw_id == 0)
    self->draw_id = g_idle_add (draw_cb, self);
}

void
tui_app_resize (TuiApp *self, int rows, int cols)
{
  tui_canvas_resize (self->canvas, rows, cols);
  tui_app_dirty (self);
}
