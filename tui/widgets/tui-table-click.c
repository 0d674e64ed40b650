/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/term/tui-mouse.h"
#include "tui/widgets/tui-table.h"

/* What of it a click is on: a row by its place on the screen, a column's title or edge. */
#define TABLE      (-1)
#define TITLE(c)   (-2 - 2 * (int) (c))
#define EDGE(c)    (-3 - 2 * (int) (c))
#define COLUMN(w)  ((guint) ((-2 - (w)) / 2))
#define IS_EDGE(w) (((w) &1) != 0)

#define LEAST_WIDTH 2

static void
wheel (TuiTable *self, int by)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;

  self->top = CLAMP (self->top + by, 0, MAX (n - self->height, 0));
  self->loose = TRUE;
  self->follow = self->frozen = FALSE;
  self->touched = TRUE;
}

static TuiClick
click_row (TuiTable *self, int row)
{
  const char *id = row < (int) self->shown->len ? self->class->id (self->shown->pdata[row]) : NULL;

  if (id == NULL)
    return TUI_CLICK_NOTHING;
  self->loose = FALSE;
  if (g_strcmp0 (id, self->cursor) == 0)
    return TUI_CLICK_OPEN;
  tui_table_set_cursor (self, id);
  self->position = self->top + row;
  self->frozen = self->touched = TRUE;
  self->follow = FALSE;
  return TUI_CLICK_TAKEN;
}

static void
drag_edge (TuiTable *self, guint column, const TuiMouse *mouse)
{
  int width = g_array_index (self->columns, TuiColumn, column).width;

  if (mouse->type == TUI_MOUSE_PRESS)
    self->grip = mouse->col;
  else if (mouse->type == TUI_MOUSE_RELEASE && mouse->col != self->grip &&
           self->class->resize != NULL)
    self->class->resize (self->data,
                         column,
                         (guint) MAX (width + mouse->col - self->grip, LEAST_WIDTH));
}

static TuiClick
click_table (gpointer widget, int what, const TuiMouse *mouse)
{
  TuiTable *self = widget;

  if (mouse->type == TUI_MOUSE_UP || mouse->type == TUI_MOUSE_DOWN)
    wheel (self, mouse->type == TUI_MOUSE_UP ? -TUI_WHEEL_ROWS : TUI_WHEEL_ROWS);
  else if (what >= 0)
    return mouse->type == TUI_MOUSE_PRESS ? click_row (self, what) : TUI_CLICK_NOTHING;
  else if (what == TABLE || COLUMN (what) >= self->columns->len)
    return TUI_CLICK_NOTHING;
  else if (IS_EDGE (what))
    drag_edge (self, COLUMN (what), mouse);
  else if (mouse->type == TUI_MOUSE_PRESS && self->class->sort != NULL)
    self->class->sort (self->data, COLUMN (what));
  return TUI_CLICK_TAKEN;
}

void
tui_table_add_hits (TuiTable *self,
                    TuiCanvas *canvas,
                    const TuiRect *area,
                    gboolean titles,
                    int gap)
{
  int first = area->row + (titles ? 1 : 0);
  int col = area->col + TUI_TABLE_GUTTER;

  tui_canvas_add_hit (canvas, *area, click_table, self, TABLE);
  for (guint i = 0; i < self->shown->len && (int) i < self->height; i++)
    tui_canvas_add_hit (canvas,
                        (TuiRect){ first + (int) i, area->col, 1, area->cols },
                        click_table,
                        self,
                        (int) i);
  for (guint c = 0; titles && c < self->columns->len; c++)
    {
      const TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);

      if (column->width == 0)
        continue;
      tui_canvas_add_hit (canvas,
                          (TuiRect){ area->row, col, 1, column->width },
                          click_table,
                          self,
                          TITLE (c));
      tui_canvas_add_hit (canvas,
                          (TuiRect){ area->row, col + column->width, 1, gap },
                          click_table,
                          self,
                          EDGE (c));
      col += column->width + gap;
    }
}
