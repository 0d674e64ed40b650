/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-matrix"

#include "config.h"

#include "gui/widgets/gui-matrix.h"

#define FIRST_ROWS   24 /* and as many more in each frame: the first one is soon there */
#define CELL_PADDING 26 /* px, of a cell and its border */

typedef struct
{
  GuiMatrix *matrix;
  GtkColumnViewColumn *column;
  char *title;
  guint index;
  GuiMatrixPart part;
  int chars;
} Column;

struct _GuiMatrix
{
  AdwBin parent;
  GtkColumnView *view;
  GtkScrolledWindow *scrolled;
  GListStore *rows; /* GtkStringObject */
  GtkSliceListModel *slice;
  GPtrArray *columns; /* Column */
  GHashTable *bound;  /* GtkListItem → Column */
  GuiMatrixFill fill;
  gpointer fill_data;
  guint grow_tick, fit_idle, focus_tick;
  char *focus_row;
  guint focus_column;
  int width;
  gboolean keeps_cells;
};

G_DEFINE_FINAL_TYPE (GuiMatrix, gui_matrix, ADW_TYPE_BIN)

static guint opened_signal;

/* ---- Cells ---- */

static void
cell_clear (GuiMatrixCell *cell)
{
  g_free (cell->text);
  g_free (cell->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GuiMatrixCell, cell_clear)

static const char *
id_of (GtkListItem *item)
{
  GtkStringObject *row = gtk_list_item_get_item (item);

  return row != NULL ? gtk_string_object_get_string (row) : NULL;
}

static void
set_style (GtkWidget *widget, const char *style)
{
  const char *old = g_object_get_data (G_OBJECT (widget), "style");

  if (old != NULL)
    gtk_widget_remove_css_class (widget, old);
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
  g_object_set_data (G_OBJECT (widget), "style", (gpointer) style);
}

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : "",
                                  -1);
}

/* "new-cart, production on 10%, staging off": the row for those who do not see it. */
static void
name_row (GuiMatrix *self, GtkListItem *item)
{
  GtkWidget *line = gtk_list_item_get_child (item);
  g_autoptr (GString) words = g_string_new (NULL);

  for (int up = 0; up < 2 && line != NULL; up++)
    line = gtk_widget_get_parent (line);
  if (line == NULL)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];
      g_auto (GuiMatrixCell) cell = { 0 };

      self->fill (id_of (item), column->index, &cell, self->fill_data);
      if (cell.text == NULL || *cell.text == '\0')
        continue;
      if (column->part == GUI_MATRIX_HEAD)
        g_string_append (words, cell.text);
      else
        g_string_append_printf (words, ", %s %s", column->title, cell.text);
    }
  set_name (line, words->str);
}

static void
show_cell (Column *column, GtkListItem *item)
{
  GuiMatrix *self = column->matrix;
  GtkWidget *child = gtk_list_item_get_child (item);
  g_auto (GuiMatrixCell) cell = { 0 };
  GtkWidget *text = child;

  if (id_of (item) == NULL || self->fill == NULL)
    return;
  self->fill (id_of (item), column->index, &cell, self->fill_data);
  if (column->part == GUI_MATRIX_CELL)
    {
      text = gtk_button_get_child (GTK_BUTTON (child));
      gtk_widget_set_sensitive (child, cell.text != NULL);
      gtk_widget_set_opacity (child, cell.text != NULL ? 1 : 0);
      set_name (child, cell.name != NULL ? cell.name : cell.text);
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (text), cell.text);
  set_style (text, cell.style);
  if (column->part == GUI_MATRIX_HEAD)
    name_row (self, item);
}

static void
clicked_cb (GtkButton *button, GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (button), "column");

  if (id_of (item) != NULL)
    g_signal_emit (column->matrix, opened_signal, 0, id_of (item), column->index);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);
  GtkWidget *button;

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), (guint) column->chars);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), (guint) column->chars);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_list_item_set_activatable (item, FALSE);
  if (column->part != GUI_MATRIX_CELL)
    {
      gtk_list_item_set_child (item, text);
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "matrix-cell");
  g_object_set_data (G_OBJECT (button), "column", column);
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), item);
  gtk_list_item_set_child (item, button);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_hash_table_insert (column->matrix->bound, item, column);
  show_cell (column, item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_hash_table_remove (column->matrix->bound, item);
}

/* ---- Rows ---- */

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GuiMatrix *self = GUI_MATRIX (widget);
  guint size = gtk_slice_list_model_get_size (self->slice);

  gtk_slice_list_model_set_size (self->slice, size + FIRST_ROWS);
  if (size + FIRST_ROWS < g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return G_SOURCE_CONTINUE;
  self->grow_tick = 0;
  return G_SOURCE_REMOVE;
}

static const char *
row_at (GuiMatrix *self, guint position)
{
  g_autoptr (GtkStringObject) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  return row != NULL ? gtk_string_object_get_string (row) : NULL;
}

static GHashTable *
set_of (const char *const *ids, guint n)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (set, (gpointer) ids[i]);
  return set;
}

static void
splice (GuiMatrix *self, guint position, guint removed, const char *const *ids, guint added)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (rows, gtk_string_object_new (ids[i]));
  if (removed > 0 || added > 0)
    g_list_store_splice (self->rows, position, removed, rows->pdata, added);
}

/* From the end, so that positions before stay. */
static void
remove_others (GuiMatrix *self, GHashTable *wanted)
{
  guint end = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  while (end > 0)
    {
      guint start = end;

      while (start > 0 && !g_hash_table_contains (wanted, row_at (self, start - 1)))
        start--;
      splice (self, start, end - start, NULL, 0);
      end = start > 0 ? start - 1 : 0;
    }
}

void
gui_matrix_set_rows (GuiMatrix *self, const char *const *ids, guint n)
{
  g_autoptr (GHashTable) wanted = set_of (ids, n);
  guint position = 0;

  remove_others (self, wanted);
  while (position < n)
    {
      const char *next = row_at (self, position);
      guint end = position;

      while (end < n && g_strcmp0 (ids[end], next) != 0)
        end++;
      /* What comes next there comes no more here: the order is another, and all is made anew. */
      if (end == n && next != NULL)
        {
          splice (self,
                  position,
                  g_list_model_get_n_items (G_LIST_MODEL (self->rows)) - position,
                  NULL,
                  0);
        }
      splice (self, position, 0, ids + position, end - position);
      position = end + 1;
    }
  if (self->grow_tick == 0 && n > gtk_slice_list_model_get_size (self->slice))
    self->grow_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
  gui_matrix_refresh (self);
}

void
gui_matrix_refresh (GuiMatrix *self)
{
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    show_cell (column, item);
}

/* ---- Columns ---- */

/* The first crossing is always there: without it the table says nothing. */
static gboolean
fit_cb (gpointer data)
{
  GuiMatrix *self = data;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int per_char = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  int room = self->width;
  gboolean is_full = FALSE;

  self->fit_idle = 0;
  pango_font_metrics_unref (metrics);
  for (GuiMatrixPart part = GUI_MATRIX_HEAD; part <= GUI_MATRIX_ASIDE; part++)
    for (guint i = 0; i < self->columns->len; i++)
      {
        Column *column = self->columns->pdata[i];

        if (column->part != part)
          continue;
        room -= column->chars * per_char + CELL_PADDING;
        is_full |= room < 0 && i > 1 && (part == GUI_MATRIX_ASIDE || !self->keeps_cells);
        gtk_column_view_column_set_visible (column->column, !is_full);
      }
  return G_SOURCE_REMOVE;
}

static void
queue_fit (GuiMatrix *self)
{
  if (self->fit_idle == 0)
    self->fit_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

static void
width_cb (GuiMatrix *self, GtkAdjustment *adjustment)
{
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (width != self->width)
    queue_fit (self);
  self->width = width;
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_object_unref (column->column);
  g_free (column->title);
  g_free (column);
}

static void
clear_columns (GuiMatrix *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, ((Column *) self->columns->pdata[i])->column);
  g_hash_table_remove_all (self->bound);
  g_ptr_array_set_size (self->columns, 0);
}

static gboolean
has_columns (GuiMatrix *self, const GuiMatrixColumn *columns, guint n)
{
  if (n != self->columns->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const Column *column = self->columns->pdata[i];

      if (!g_str_equal (column->title, columns[i].title) || column->part != columns[i].part ||
          column->chars != columns[i].chars)
        return FALSE;
    }
  return TRUE;
}

static void
add_column (GuiMatrix *self, const GuiMatrixColumn *like)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);

  column->matrix = self;
  column->index = self->columns->len;
  column->title = g_strdup (like->title);
  column->part = like->part;
  column->chars = like->chars;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->column = gtk_column_view_column_new (like->title, factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_append_column (self->view, column->column);
  g_ptr_array_add (self->columns, column);
}

void
gui_matrix_set_columns (GuiMatrix *self, const GuiMatrixColumn *columns, guint n)
{
  if (has_columns (self, columns, n))
    return;
  clear_columns (self);
  for (guint i = 0; i < n; i++)
    add_column (self, &columns[i]);
  /* What is over goes behind the last: crossings stay beside what they are of. */
  if (n > 0)
    gtk_column_view_column_set_expand (((Column *) self->columns->pdata[n - 1])->column, TRUE);
  queue_fit (self);
}

void
gui_matrix_set_keeps_cells (GuiMatrix *self, gboolean keeps)
{
  self->keeps_cells = keeps;
  queue_fit (self);
}

/* ---- Keys ---- */

static GtkWidget *
find_cell (GuiMatrix *self, guint position, guint index)
{
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    if (gtk_list_item_get_position (item) == position && ((Column *) column)->index == index)
      return gtk_list_item_get_child (item);
  return NULL;
}

static int
position_of (GuiMatrix *self, const char *row)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (row_at (self, i), row) == 0)
      return (int) i;
  return -1;
}

static void
forget_focus (GuiMatrix *self)
{
  self->focus_tick = 0;
  g_clear_pointer (&self->focus_row, g_free);
}

/* Rows are made in the frames after they come into sight. */
static gboolean
focus_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GuiMatrix *self = GUI_MATRIX (widget);
  int position = position_of (self, self->focus_row);
  GtkWidget *cell = position >= 0 ? find_cell (self, (guint) position, self->focus_column) : NULL;

  if (position >= 0 && (cell == NULL || !gtk_widget_get_mapped (cell)))
    return G_SOURCE_CONTINUE;
  if (cell != NULL)
    gtk_widget_grab_focus (cell);
  forget_focus (self);
  return G_SOURCE_REMOVE;
}

gboolean
gui_matrix_focus (GuiMatrix *self, const char *row, guint column)
{
  int position = position_of (self, row);

  if (position < 0)
    return FALSE;
  if ((guint) position >= gtk_slice_list_model_get_size (self->slice))
    gtk_slice_list_model_set_size (self->slice, (guint) position + FIRST_ROWS);
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item",
                              "u",
                              (guint) position);
  g_free (self->focus_row);
  self->focus_row = g_strdup (row);
  self->focus_column = column;
  if (self->focus_tick == 0)
    self->focus_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_cb, NULL, NULL);
  return TRUE;
}

/* The next cell in a direction that opens, or -1. */
static int
next_cell (GuiMatrix *self, guint position, int index, int step)
{
  for (index += step; index >= 0 && index < (int) self->columns->len; index += step)
    {
      GtkWidget *cell = find_cell (self, position, (guint) index);

      if (cell != NULL && GTK_IS_BUTTON (cell) && gtk_widget_get_mapped (cell) &&
          gtk_widget_get_sensitive (cell))
        return index;
    }
  return -1;
}

static gboolean
move (GuiMatrix *self, GtkListItem *item, int index, guint key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint position = gtk_list_item_get_position (item), to = position;
  gboolean flips = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int column = index;

  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    column = next_cell (self, position, index, (key == GDK_KEY_Left) != flips ? -1 : 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    to = key == GDK_KEY_Up ? position - MIN (position, 1) : MIN (position + 1, n - 1);
  else
    to = key == GDK_KEY_Home ? 0 : n - 1;
  if (column >= 0 && (to != position || column != index))
    gui_matrix_focus (self, row_at (self, to), (guint) column);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType mods, GuiMatrix *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  Column *column = focus != NULL ? g_object_get_data (G_OBJECT (focus), "column") : NULL;
  GtkListItem *item = focus != NULL ? g_object_get_data (G_OBJECT (focus), "item") : NULL;

  if (column == NULL || column->matrix != self || item == NULL ||
      (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Home:
    case GDK_KEY_End:
      return move (self, item, (int) column->index, key);
    default:
      return FALSE;
    }
}

/* ---- The widget ---- */

static void
gui_matrix_dispose (GObject *object)
{
  GuiMatrix *self = GUI_MATRIX (object);

  g_clear_handle_id (&self->fit_idle, g_source_remove);
  g_clear_pointer (&self->focus_row, g_free);
  if (self->view != NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      clear_columns (self);
      self->view = NULL;
    }
  g_clear_object (&self->slice);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (gui_matrix_parent_class)->dispose (object);
}

static void
gui_matrix_finalize (GObject *object)
{
  GuiMatrix *self = GUI_MATRIX (object);

  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->bound);

  G_OBJECT_CLASS (gui_matrix_parent_class)->finalize (object);
}

static void
gui_matrix_class_init (GuiMatrixClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_matrix_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_matrix_finalize;
  opened_signal = g_signal_new ("opened",
                                G_TYPE_FROM_CLASS (class),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_UINT);
}

static void
gui_matrix_init (GuiMatrix *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->bound = g_hash_table_new (NULL, NULL);
  self->rows = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)), 0, FIRST_ROWS);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->slice))))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "matrix");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), TRUE);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "changed",
                           G_CALLBACK (width_cb),
                           self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}

void
gui_matrix_set_fill (GuiMatrix *self, const char *name, GuiMatrixFill fill, gpointer data)
{
  self->fill = fill;
  self->fill_data = data;
  set_name (GTK_WIDGET (self->view), name);
}
