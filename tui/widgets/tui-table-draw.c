/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-table.h"

#include <string.h>

#define GUTTER     TUI_TABLE_GUTTER
#define GROW_LEAST 20 /* cells, before other columns are dropped; a third of a narrow table */
#define WIDE       110

/* A cell as it was measured, so that it is made once a frame. */
typedef struct
{
  TuiStyle style;
  char text[];
} Cell;

static Cell *
cell_new (TuiTable *self, gpointer item, guint column)
{
  TuiStyle style = TUI_PLAIN;
  g_autofree char *text = self->class->cell (item, column, &style, self->data);
  gsize length = strlen (text);
  Cell *cell = g_malloc (sizeof (Cell) + length + 1);

  cell->style = style;
  memcpy (cell->text, text, length + 1);
  return cell;
}

static TuiColumn *
column_at (TuiTable *self, guint index)
{
  return &g_array_index (self->columns, TuiColumn, index);
}

/* Every cell of the rows in view; NULL where there is none. */
static void
make_cells (TuiTable *self)
{
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->shown->len; i++)
    {
      gpointer item = self->shown->pdata[i];
      gboolean folded;
      gboolean has_cells = self->class->id (item) != NULL &&
                           !tui_table_is_heading (self, item, &folded);

      for (guint c = 0; c < self->columns->len; c++)
        g_ptr_array_add (self->cells, has_cells ? cell_new (self, item, c) : NULL);
    }
}

static void
measure_cells (TuiTable *self, TuiCanvas *canvas)
{
  for (guint c = 0; c < self->columns->len; c++)
    {
      TuiColumn *column = column_at (self, c);

      column->seen = MAX (column->seen, tui_width (canvas, column->title));
      for (guint i = c; i < self->cells->len; i += self->columns->len)
        {
          const Cell *cell = self->cells->pdata[i];

          if (cell != NULL)
            column->seen = MAX (column->seen, tui_width (canvas, cell->text));
        }
      column->width = column->seen;
      if (column->fixed > 0)
        column->width = (int) column->fixed;
      else if (column->most > 0)
        column->width = MIN (column->seen, (int) column->most);
    }
}

static gboolean
grows (const TuiColumn *column)
{
  return column->grow && column->fixed == 0;
}

static int
total_width (TuiTable *self, int gap, int least)
{
  int total = 0;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = column_at (self, c);
      int width = grows (column) ? MIN (column->width, least) : column->width;

      if (column->width > 0)
        total += width + gap;
    }
  return total - gap;
}

/* Those scrolled away are not there; of the others those furthest on go first. */
static TuiColumn *
find_worst (TuiTable *self)
{
  TuiColumn *worst = NULL;

  for (guint c = 0; c < self->columns->len; c++)
    {
      TuiColumn *column = column_at (self, c);

      if (column->width == 0 || (self->scroll > 0 && column->key))
        continue;
      if (self->scroll > 0 || column->priority > (worst != NULL ? worst->priority : 0))
        worst = column;
    }
  return worst;
}

static guint
count_visible (TuiTable *self)
{
  guint n = 0;

  for (guint c = 0; c < self->columns->len; c++)
    n += column_at (self, c)->width > 0;
  return n;
}

static void
scroll_columns (TuiTable *self)
{
  int left = self->scroll;

  for (guint c = 0; c < self->columns->len && left > 0; c++)
    {
      TuiColumn *column = column_at (self, c);

      if (column->key || column->width == 0)
        continue;
      column->width = 0;
      left--;
    }
}

/* Drops columns until the rest fits, then gives the growing one what is left. */
static void
lay_out (TuiTable *self, TuiCanvas *canvas, int room, int gap)
{
  TuiColumn *last = NULL;
  int least = MIN (GROW_LEAST, room / 3);

  measure_cells (self, canvas);
  scroll_columns (self);
  self->more = FALSE;
  while (total_width (self, gap, least) > room && count_visible (self) > 1)
    {
      TuiColumn *worst = find_worst (self);

      if (worst == NULL)
        break;
      worst->width = 0;
      self->more = TRUE;
    }

  for (guint c = 0; c < self->columns->len; c++)
    {
      TuiColumn *column = column_at (self, c);

      if (column->width > 0 && (last == NULL || !grows (last) || grows (column)))
        last = column;
    }
  if (last != NULL && (grows (last) || total_width (self, gap, G_MAXINT) > room))
    last->width = MAX (last->width + room - total_width (self, gap, G_MAXINT), 1);
}

static void
draw_cell (TuiCanvas *canvas,
           int row,
           int col,
           const TuiColumn *column,
           TuiStyle style,
           const char *text)
{
  if (column->right)
    tui_put_right (canvas, row, col + column->width, column->width, style, text);
  else
    tui_put (canvas, row, col, column->width, style, text);
}

/* Where a range reaches, as rows on the screen. */
static void
find_range (TuiTable *self, int cursor, int *from, int *to)
{
  int begun = tui_table_shown_row (self, self->range);

  *from = *to = -1;
  if (self->range == NULL)
    return;
  if (begun < 0)
    begun = self->range_at < self->top ? 0 : (int) self->shown->len - 1;
  *from = MIN (begun, cursor);
  *to = MAX (begun, cursor);
}

static void
draw_gutter (TuiTable *self,
             TuiCanvas *canvas,
             int row,
             int col,
             gpointer item,
             const char *id,
             gboolean in_range)
{
  TuiStyle style = TUI_PLAIN;
  TuiGlyph glyph = TUI_N_GLYPHS;

  if (in_range || m77_marks_has (self->marks, id))
    tui_put_glyph (canvas, row, col + 1, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_MARKED);
  if (self->class->gone != NULL && self->class->gone (item))
    tui_put (canvas, row, col + 2, 1, TUI_DIM, "-");
  else if (self->class->state != NULL)
    glyph = self->class->state (item, &style);
  if (glyph != TUI_N_GLYPHS)
    tui_put_glyph (canvas, row, col + 2, style, glyph);
}

static void
draw_heading (TuiTable *self, TuiCanvas *canvas, int row, const TuiRect *area, gpointer item)
{
  gboolean folded = FALSE;
  int col = area->col + GUTTER - 1;

  tui_table_is_heading (self, item, &folded);
  tui_put_glyph (canvas, row, col, TUI_PLAIN, folded ? TUI_GLYPH_FOLDED : TUI_GLYPH_OPEN);
  self->class->heading (item, &folded, canvas, row, col + 1, area->cols - GUTTER, self->data);
}

static void
draw_row (TuiTable *self,
          TuiCanvas *canvas,
          int row,
          const TuiRect *area,
          guint index,
          int gap,
          gboolean in_range)
{
  gpointer item = self->shown->pdata[index];
  const char *id = self->class->id (item);
  gboolean gone = self->class->gone != NULL && self->class->gone (item);
  int col = area->col + GUTTER;

  if (id == NULL)
    {
      tui_put (canvas, row, col, area->cols - GUTTER, TUI_DIM, ".");
      return;
    }
  draw_gutter (self, canvas, row, area->col, item, id, in_range);
  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = column_at (self, c);
      const Cell *cell = self->cells->pdata[index * self->columns->len + c];

      if (column->width == 0)
        continue;
      draw_cell (canvas, row, col, column, gone ? TUI_DIM : cell->style, cell->text);
      col += column->width + gap;
    }
}

static void
draw_titles (TuiTable *self, TuiCanvas *canvas, const TuiRect *area, int gap)
{
  int col = area->col + GUTTER;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = column_at (self, c);

      if (column->width == 0)
        continue;
      draw_cell (canvas,
                 area->row,
                 col,
                 column,
                 column->sorts ? TUI_DIM | TUI_BOLD : TUI_DIM,
                 column->title);
      col += column->width + gap;
    }
  if (self->scroll > 0)
    tui_put (canvas, area->row, area->col, 1, TUI_ACCENT | TUI_BOLD, "<");
  if (self->more)
    tui_put (canvas, area->row, area->col + 1, 1, TUI_ACCENT | TUI_BOLD, ">");
}

static void
draw_cursor (TuiCanvas *canvas, int row, const TuiRect *area)
{
  tui_restyle (canvas, row, area->col, area->cols, TUI_TINT);
  tui_put_glyph (canvas, row, area->col, TUI_ACCENT | TUI_BOLD | TUI_TINT, TUI_GLYPH_CURSOR);
  canvas->cursor_row = row;
  canvas->cursor_col = area->col;
}

/* Its row on the screen; where it was nowhere, on a row rather than on the heading over it. */
static int
place_cursor (TuiTable *self)
{
  int last = MAX ((int) self->shown->len - 1, 0);
  int cursor = tui_table_shown_row (self, self->cursor);
  gboolean folded;

  if (cursor >= 0 || self->loose)
    return cursor;
  cursor = CLAMP (self->position - self->top, 0, last);
  if (!self->touched && cursor < last &&
      tui_table_is_heading (self, self->shown->pdata[cursor], &folded) && !folded)
    self->position = self->top + ++cursor;
  if (cursor < (int) self->shown->len)
    tui_table_set_cursor (self, self->class->id (self->shown->pdata[cursor]));
  return cursor;
}

void
tui_table_draw (TuiTable *self, TuiCanvas *canvas, const TuiRect *area)
{
  gboolean titles = !self->plain && area->rows >= 5;
  int gap = area->cols >= WIDE || canvas->linear ? 2 : 1;
  int first = area->row + (titles ? 1 : 0);
  int cursor, from, to;

  self->height = MAX (area->rows - (titles ? 1 : 0), 1);
  tui_table_fill (self);
  make_cells (self);
  lay_out (self, canvas, area->cols - GUTTER, gap);
  cursor = place_cursor (self);

  if (titles)
    draw_titles (self, canvas, area, gap);
  find_range (self, cursor, &from, &to);
  for (guint i = 0; i < self->shown->len && (int) i < self->height; i++)
    {
      gboolean folded;

      if (self->class->id (self->shown->pdata[i]) != NULL)
        tui_canvas_add_spot (canvas, first + (int) i);
      if (tui_table_is_heading (self, self->shown->pdata[i], &folded))
        draw_heading (self, canvas, first + (int) i, area, self->shown->pdata[i]);
      else
        draw_row (self,
                  canvas,
                  first + (int) i,
                  area,
                  i,
                  gap,
                  from >= 0 && (int) i >= from && (int) i <= to);
    }
  if (self->shown->len > 0 && (!self->loose || tui_table_shown_row (self, self->cursor) >= 0))
    draw_cursor (canvas, first + cursor, area);
  tui_table_add_hits (self, canvas, area, titles, gap);
}
