/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-table.h"

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
  self->marks = m77_marks_new ();
  self->cells = g_ptr_array_new_with_free_func (g_free);
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
  g_clear_pointer (&self->marks, m77_marks_free);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->range, g_free);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, TuiTable *self)
{
  guint n = g_list_model_get_n_items (model);

  /* All of it is another list: from its first row. */
  if (position == 0 && added == n && removed > 0 && !self->touched)
    {
      self->top = self->position = 0;
      g_clear_pointer (&self->cursor, g_free);
    }
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

void
tui_table_clear_columns (TuiTable *self)
{
  g_array_set_size (self->columns, 0);
  self->scroll = 0;
}

void
tui_table_set_cursor (TuiTable *self, const char *id)
{
  if (g_strcmp0 (self->cursor, id) == 0)
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (id);
}

int
tui_table_shown_row (TuiTable *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->shown->len; i++)
    if (g_strcmp0 (self->class->id (self->shown->pdata[i]), id) == 0)
      return (int) i;
  return -1;
}

gboolean
tui_table_is_heading (TuiTable *self, gpointer item, gboolean *folded)
{
  return self->class->heading != NULL &&
         self->class->heading (item, folded, NULL, 0, 0, 0, self->data);
}

void
tui_table_thaw (TuiTable *self, gboolean to_start)
{
  self->frozen = self->loose = FALSE;
  self->arrived = 0;
  if (to_start)
    {
      self->top = self->position = 0;
      self->touched = FALSE;
      tui_table_set_cursor (self, NULL);
    }
  for (guint i = 0; i < self->columns->len; i++)
    g_array_index (self->columns, TuiColumn, i).seen = 0;
}

void
tui_table_follow (TuiTable *self, gboolean follow)
{
  self->follow = follow;
  if (follow)
    tui_table_thaw (self, TRUE);
}

gpointer
tui_table_current (TuiTable *self)
{
  int row = tui_table_shown_row (self, self->cursor);

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
  self->touched = TRUE;
  self->arrived = 0;
  self->frozen = FALSE;
  item = n > 0 ? g_list_model_get_item (self->model, self->position) : NULL;
  tui_table_set_cursor (self, item != NULL ? self->class->id (item) : NULL);
}

static void
step (TuiTable *self, int by)
{
  int row = tui_table_shown_row (self, self->cursor);
  int next;
  int position;

  if (row < 0)
    row = CLAMP (self->position - self->top, 0, MAX ((int) self->shown->len - 1, 0));
  next = row + by;
  if (next >= 0 && next < (int) self->shown->len)
    {
      tui_table_set_cursor (self, self->class->id (self->shown->pdata[next]));
      self->position = self->top + next;
      self->frozen = self->touched = TRUE;
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

int
tui_table_position (TuiTable *self)
{
  int at = self->cursor != NULL && self->model != NULL
               ? self->class->find (self->model, self->cursor)
               : -1;

  return at >= 0 ? at : self->position;
}

static void
toggle_mark (TuiTable *self)
{
  gpointer item = tui_table_current (self);
  const char *id = item != NULL ? self->class->id (item) : NULL;
  gboolean folded;

  if (id == NULL || tui_table_is_heading (self, item, &folded))
    return;
  m77_marks_toggle (self->marks, id);
  step (self, 1);
}

/* ---- Ranges ---- */

void
tui_table_begin_range (TuiTable *self)
{
  gpointer item = tui_table_current (self);

  g_free (self->range);
  self->range = item != NULL ? g_strdup (self->class->id (item)) : NULL;
  self->range_at = tui_table_position (self);
}

void
tui_table_end_range (TuiTable *self)
{
  g_clear_pointer (&self->range, g_free);
}

GPtrArray *
tui_table_range (TuiTable *self, int *first, int *last)
{
  int from = tui_table_shown_row (self, self->range);
  int to = tui_table_shown_row (self, self->cursor);
  int begun = self->range != NULL && self->model != NULL
                  ? self->class->find (self->model, self->range)
                  : -1;
  GPtrArray *ids;

  begun = begun >= 0 ? begun : self->range_at;
  *first = MIN (begun, tui_table_position (self));
  *last = MAX (begun, tui_table_position (self));
  if (from < 0 || to < 0)
    return NULL;
  ids = g_ptr_array_new ();
  for (int i = MIN (from, to); i <= MAX (from, to); i++)
    {
      gpointer item = self->shown->pdata[i];
      gboolean folded = FALSE;

      if (tui_table_is_heading (self, item, &folded))
        {
          /* What is folded away was not seen: by places. */
          if (folded)
            {
              g_ptr_array_unref (ids);
              return NULL;
            }
        }
      else if (self->class->id (item) != NULL)
        g_ptr_array_add (ids, (gpointer) self->class->id (item));
    }
  return ids;
}

/* ---- Keys ---- */

gboolean
tui_table_scroll (TuiTable *self, int by)
{
  if (by > 0 ? !self->more : self->scroll == 0)
    return FALSE;
  self->scroll += by;
  return TRUE;
}

static gboolean
is_move (TuiKey key)
{
  return key == TUI_KEY_UP || key == TUI_KEY_DOWN || key == 'k' || key == 'j' ||
         key == TUI_KEY_PAGE_UP || key == TUI_KEY_PAGE_DOWN || key == TUI_KEY_END || key == 'G' ||
         key == ' ';
}

/* To the cursor, from where the wheel has scrolled to. */
static void
come_back (TuiTable *self)
{
  self->loose = FALSE;
  if (tui_table_shown_row (self, self->cursor) < 0)
    go_to (self, tui_table_position (self), MAX (self->height / 2, 0));
  tui_table_fill (self);
}

gboolean
tui_table_key (TuiTable *self, TuiKey key)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;

  if (is_move (key))
    self->follow = FALSE;
  if (is_move (key) && self->loose)
    come_back (self);
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

void
tui_table_fill (TuiTable *self)
{
  int n = self->model != NULL ? (int) g_list_model_get_n_items (self->model) : 0;
  int at;

  if (self->frozen && self->shown->len > 0 && self->filled == self->height)
    return;
  self->filled = self->height;
  if (self->follow)
    {
      self->position = self->top = 0;
      tui_table_set_cursor (self, NULL);
    }

  at = self->cursor != NULL && self->model != NULL ? self->class->find (self->model, self->cursor)
                                                   : -1;
  if (at >= 0 && at != self->position)
    {
      self->top += self->loose ? 0 : at - self->position;
      self->position = at;
    }
  self->position = CLAMP (self->position, 0, MAX (n - 1, 0));
  if (self->position < self->top && !self->loose)
    self->top = self->position;
  if (self->position >= self->top + self->height && !self->loose)
    self->top = self->position - self->height + 1;
  self->top = CLAMP (self->top, 0, MAX (n - self->height, 0));

  if (self->class->look_at != NULL && self->model != NULL)
    self->class->look_at (self->model, self->top, self->height);
  g_ptr_array_set_size (self->shown, 0);
  for (int i = self->top; i < MIN (self->top + self->height, n); i++)
    g_ptr_array_add (self->shown, g_list_model_get_item (self->model, i));
}
