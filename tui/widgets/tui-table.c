/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-table.h"

#define GUTTER     4  /* cursor, mark, state, blank */
#define GROW_LEAST 20 /* cells, before other columns are dropped; a third of a narrow table */
#define WIDE       110

static void
clear_column (gpointer column)
{
  g_free (((TuiColumn *) column)->title);
}

void
tui_table_init (TuiTable *self,
                const TuiTableClass *class,
                gpointer data,
                void (*changed) (gpointer data))
{
  *self = (TuiTable){ .class = class, .data = data, .changed = changed };
  self->columns = g_array_new (FALSE, FALSE, sizeof (TuiColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
drop_model (TuiTable *self)
{
  if (self->model != NULL)
    g_signal_handler_disconnect (self->model, self->handler);
  g_clear_object (&self->model);
}

void
tui_table_clear (TuiTable *self)
{
  drop_model (self);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_clear_pointer (&self->cursor, g_free);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, TuiTable *self)
{
  /* What took another's place is not new, nor is all of it after the agent came back. */
  for (guint i = 0; self->frozen && added > removed && i < added - removed; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, position + i);

      if (!g_ptr_array_find (self->shown, item, NULL))
        self->arrived++;
      if (i >= 1000)
        break;
    }
  self->changed (self->data);
}

void
tui_table_set_model (TuiTable *self, GListModel *model)
{
  drop_model (self);
  self->model = g_object_ref (model);
  self->handler = g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  tui_table_thaw (self, TRUE);
}

void
tui_table_add_column (TuiTable *self, TuiColumn column)
{
  g_array_append_val (self->columns, column);
}

static void
set_cursor (TuiTable *self, const char *id)
{
  if (g_strcmp0 (self->cursor, id) == 0)
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (id);
}

/* Row on the screen of the cursor; -1: not in view. */
static int
shown_row (TuiTable *self)
{
  for (guint i = 0; self->cursor != NULL && i < self->shown->len; i++)
    if (g_strcmp0 (self->class->id (self->shown->pdata[i]), self->cursor) == 0)
      return i;
  return -1;
}

void
tui_table_thaw (TuiTable *self, gboolean to_start)
{
  self->frozen = FALSE;
  self->arrived = 0;
  if (to_start)
    {
      self->top = self->position = 0;
      set_cursor (self, NULL);
    }
  for (guint i = 0; i < self->columns->len; i++)
    g_array_index (self->columns, TuiColumn, i).seen = 0;
}

gpointer
tui_table_current (TuiTable *self)
{
  int row = shown_row (self);

  if (row < 0 && self->cursor == NULL)
    row = self->position - self->top;
  return row >= 0 && row < (int) self->shown->len ? self->shown->pdata[row] : NULL;
}

/* The cursor to a place of the model, which is shown as it is now. */
static void
go_to (TuiTable *self, int position, int screen_row)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;
  g_autoptr (GObject) item = NULL;

  self->position = CLAMP (position, 0, MAX (n - 1, 0));
  self->top = self->position - screen_row;
  self->arrived = 0;
  self->frozen = FALSE;
  item = n > 0 ? g_list_model_get_item (self->model, self->position) : NULL;
  set_cursor (self, item != NULL ? self->class->id (item) : NULL);
}

static void
step (TuiTable *self, int by)
{
  int row = shown_row (self);
  int next;
  int position;

  if (row < 0)
    row = CLAMP (self->position - self->top, 0, MAX ((int) self->shown->len - 1, 0));
  next = row + by;
  if (next >= 0 && next < (int) self->shown->len)
    {
      set_cursor (self, self->class->id (self->shown->pdata[next]));
      self->position = self->top + next;
      self->frozen = TRUE;
      return;
    }

  /* Out of view: the model as it is now, from where this row is in it. */
  position = self->cursor != NULL && self->model != NULL
                 ? self->class->find (self->model, self->cursor)
                 : -1;
  if (position < 0)
    position = self->top + row;
  go_to (self, position + by, CLAMP (next, 0, MAX (self->height - 1, 0)));
}

static void
toggle_mark (TuiTable *self)
{
  gpointer item = tui_table_current (self);
  const char *id = item != NULL ? self->class->id (item) : NULL;

  if (id == NULL)
    return;
  if (!g_hash_table_remove (self->marks, id))
    g_hash_table_add (self->marks, g_strdup (id));
  step (self, 1);
}

gboolean
tui_table_key (TuiTable *self, TuiKey key)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;

  switch (key)
    {
    case TUI_KEY_UP:
    case 'k':
      step (self, -1);
      return TRUE;
    case TUI_KEY_DOWN:
    case 'j':
      step (self, 1);
      return TRUE;
    case TUI_KEY_PAGE_UP:
      go_to (self, self->position - MAX (self->height - 1, 1), self->position - self->top);
      return TRUE;
    case TUI_KEY_PAGE_DOWN:
      go_to (self, self->position + MAX (self->height - 1, 1), self->position - self->top);
      return TRUE;
    case 'g':
    case TUI_KEY_HOME:
      tui_table_thaw (self, TRUE);
      return TRUE;
    case 'G':
    case TUI_KEY_END:
      go_to (self, n - 1, MAX (self->height - 1, 0));
      return TRUE;
    case ' ':
      toggle_mark (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The rows in view from the model, unless they stand still. */
static void
fill (TuiTable *self)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;
  int at;

  if (self->frozen && self->shown->len > 0 && self->filled == self->height)
    return;
  self->filled = self->height;

  at = self->cursor != NULL && self->model != NULL ? self->class->find (self->model, self->cursor)
                                                   : -1;
  if (at >= 0 && at != self->position)
    {
      self->top += at - self->position;
      self->position = at;
    }
  self->position = CLAMP (self->position, 0, MAX (n - 1, 0));
  if (self->position < self->top)
    self->top = self->position;
  if (self->position >= self->top + self->height)
    self->top = self->position - self->height + 1;
  self->top = CLAMP (self->top, 0, MAX (n - self->height, 0));

  if (self->class->look_at != NULL && self->model != NULL)
    self->class->look_at (self->model, self->top, self->height);
  g_ptr_array_set_size (self->shown, 0);
  for (int i = self->top; i < MIN (self->top + self->height, n); i++)
    g_ptr_array_add (self->shown, g_list_model_get_item (self->model, i));
}

static void
measure_cells (TuiTable *self, TuiCanvas *canvas)
{
  for (guint c = 0; c < self->columns->len; c++)
    {
      TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);

      column->seen = MAX (column->seen, tui_width (canvas, column->title));
      for (guint i = 0; i < self->shown->len; i++)
        {
          TuiStyle style = TUI_PLAIN;
          g_autofree char *text = NULL;

          if (self->class->id (self->shown->pdata[i]) == NULL)
            continue;
          text = self->class->cell (self->shown->pdata[i], c, &style, self->data);
          column->seen = MAX (column->seen, tui_width (canvas, text));
        }
      column->width = column->most > 0 ? MIN (column->seen, (int) column->most) : column->seen;
      if (column->seen == 0)
        column->width = 0;
    }
}

static int
total_width (TuiTable *self, int gap, int least)
{
  int total = 0;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);
      int width = column->grow ? MIN (column->width, least) : column->width;

      if (column->width > 0)
        total += width + gap;
    }
  return total - gap;
}

/* Drops columns by priority until the rest fits, then gives the growing one what is left. */
static void
lay_out (TuiTable *self, TuiCanvas *canvas, int room, int gap)
{
  TuiColumn *last = NULL;

  measure_cells (self, canvas);
  while (total_width (self, gap, MIN (GROW_LEAST, room / 3)) > room)
    {
      TuiColumn *worst = NULL;

      for (guint c = 0; c < self->columns->len; c++)
        {
          TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);

          if (column->width > 0 && column->priority > (worst != NULL ? worst->priority : 0))
            worst = column;
        }
      if (worst == NULL)
        break;
      worst->width = 0;
    }

  for (guint c = 0; c < self->columns->len; c++)
    {
      TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);

      if (column->width > 0 && (last == NULL || !last->grow || column->grow))
        last = column;
    }
  if (last != NULL && (last->grow || total_width (self, gap, G_MAXINT) > room))
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

static void
draw_gutter (TuiTable *self, TuiCanvas *canvas, int row, int col, gpointer item, const char *id)
{
  TuiStyle style = TUI_PLAIN;
  TuiGlyph glyph = TUI_N_GLYPHS;

  if (g_hash_table_contains (self->marks, id))
    tui_put_glyph (canvas, row, col + 1, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_MARKED);
  if (self->class->gone != NULL && self->class->gone (item))
    tui_put (canvas, row, col + 2, 1, TUI_DIM, "-");
  else if (self->class->state != NULL)
    glyph = self->class->state (item, &style);
  if (glyph != TUI_N_GLYPHS)
    tui_put_glyph (canvas, row, col + 2, style, glyph);
}

static void
draw_row (TuiTable *self, TuiCanvas *canvas, int row, const TuiRect *area, gpointer item, int gap)
{
  const char *id = self->class->id (item);
  int col = area->col + GUTTER;

  if (id == NULL)
    {
      tui_put (canvas, row, col, area->cols - GUTTER, TUI_DIM, ".");
      return;
    }
  draw_gutter (self, canvas, row, area->col, item, id);
  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);
      TuiStyle style = TUI_PLAIN;
      g_autofree char *text = NULL;

      if (column->width == 0)
        continue;
      text = self->class->cell (item, c, &style, self->data);
      if (self->class->gone != NULL && self->class->gone (item))
        style = TUI_DIM;
      draw_cell (canvas, row, col, column, style, text);
      col += column->width + gap;
    }
}

static void
draw_titles (TuiTable *self, TuiCanvas *canvas, const TuiRect *area, int gap)
{
  int col = area->col + GUTTER;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const TuiColumn *column = &g_array_index (self->columns, TuiColumn, c);

      if (column->width == 0)
        continue;
      draw_cell (canvas, area->row, col, column, TUI_DIM, column->title);
      col += column->width + gap;
    }
}

void
tui_table_draw (TuiTable *self, TuiCanvas *canvas, const TuiRect *area)
{
  gboolean titles = !self->plain && area->rows >= 5;
  int gap = area->cols >= WIDE ? 2 : 1;
  int first = area->row + (titles ? 1 : 0);
  int cursor;

  self->height = MAX (area->rows - (titles ? 1 : 0), 1);
  fill (self);
  lay_out (self, canvas, area->cols - GUTTER, gap);
  cursor = shown_row (self);
  if (cursor < 0)
    {
      cursor = CLAMP (self->position - self->top, 0, MAX ((int) self->shown->len - 1, 0));
      if (cursor < (int) self->shown->len)
        set_cursor (self, self->class->id (self->shown->pdata[cursor]));
    }

  if (titles)
    draw_titles (self, canvas, area, gap);
  for (guint i = 0; i < self->shown->len && (int) i < self->height; i++)
    draw_row (self, canvas, first + i, area, self->shown->pdata[i], gap);
  if (self->shown->len > 0)
    {
      tui_restyle (canvas, first + cursor, area->col, area->cols, TUI_TINT);
      tui_put_glyph (canvas,
                     first + cursor,
                     area->col,
                     TUI_ACCENT | TUI_BOLD | TUI_TINT,
                     TUI_GLYPH_CURSOR);
      canvas->cursor_row = first + cursor;
      canvas->cursor_col = area->col;
    }
}
