/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-column-list"

#include "config.h"

#include "gui/widgets/gui-column-list.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-cell.h"
#include "gui/widgets/gui-look.h"
#include "gui/widgets/gui-row-menu.h"
#include "shared/base/m77-runtime.h"

#define CELL_PADDING  18 /* px, of a cell and its border */
#define STATE_CHARS   11
#define TITLE_CHARS   16
#define REF_CHARS     12
#define OTHER_CHARS   14
#define TIME_CHARS    6
#define LONGEST_LABEL 13

typedef struct
{
  GuiColumnList *list;
  const M77Field *field; /* NULL: how the row stands */
  GtkColumnViewColumn *column;
  guint importance; /* 0: always shown */
  int chars;
  gboolean is_first, is_title;
} Column;

struct _GuiColumnList
{
  AdwBin parent;
  GtkColumnView *view;
  GtkScrolledWindow *scrolled;
  GuiLook *looking;
  const M77Kind *kind;
  const M77Field *group;
  char *shape;        /* what the columns were made of */
  GPtrArray *columns; /* Column */
  GHashTable *bound;  /* GtkListItem → Column */
  GObject *probes[2];
  const Column *probed; /* whose sorter was asked */
  guint fit_idle, shape_idle;
  int width;
  gboolean making; /* changes are not a person's */
};

G_DEFINE_FINAL_TYPE (GuiColumnList, gui_column_list, ADW_TYPE_BIN)

enum
{
  ACTIVATED,
  SORT,
  SHAPED,
  LOOK,
  WIDTH,
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static int
char_width (GuiColumnList *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (width, 1);
}

/* ---- Cells ---- */

static GtkWidget *
line_of (GtkWidget *cell)
{
  GtkWidget *line = gtk_widget_get_parent (cell);

  return line != NULL ? gtk_widget_get_parent (line) : NULL;
}

static void
name_line (GtkWidget *cell, const char *name)
{
  GtkWidget *line = line_of (cell);

  if (line != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_heading (GtkWidget *cell, gboolean is_heading)
{
  GtkWidget *line = line_of (cell);

  if (line != NULL && is_heading)
    gtk_widget_add_css_class (line, "heading-row");
  else if (line != NULL)
    gtk_widget_remove_css_class (line, "heading-row");
}

static void
show_heading (Column *column, GtkWidget *cell, M77Heading *heading)
{
  g_autofree char *text = gui_cell_heading (heading, column->list->kind, column->list->group);

  gui_cell_show (cell, NULL, NULL, 0);
  if (column->is_title)
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (column->is_first)
    {
      name_line (cell, text);
      set_heading (cell, TRUE);
    }
}

static void
show_cell (Column *column, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  gpointer row = gtk_list_item_get_item (item);

  if (M77_IS_HEADING (row))
    {
      show_heading (column, cell, row);
      return;
    }
  gui_cell_show (cell, row, column->field, now ());
  if (!column->is_first)
    return;
  set_heading (cell, FALSE);
  if (row != NULL && m77_row_is_loaded (row))
    {
      g_autofree char *sentence = gui_cell_sentence (row, column->list->kind, now ());

      name_line (cell, sentence);
    }
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *cell = gui_cell_new ();

  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), (guint) column->chars);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 3);
  gtk_list_item_set_child (item, cell);
  gui_row_menu_mark (cell, item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_hash_table_insert (column->list->bound, item, column);
  show_cell (column, item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_hash_table_remove (column->list->bound, item);
  gui_cell_show (gtk_list_item_get_child (item), NULL, NULL, 0);
}

void
gui_column_list_refresh (GuiColumnList *self, guint position, guint n)
{
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    {
      guint at = gtk_list_item_get_position (item);

      if (at >= position && at - position < n)
        show_cell (column, item);
    }
}

/* ---- Room ---- */

static int
width_of (const Column *column, int per_char)
{
  int fixed = gtk_column_view_column_get_fixed_width (column->column);

  return fixed > 0 ? fixed : column->chars * per_char + CELL_PADDING;
}

/* Shows what there is room for, the most important first. */
static void
fit (GuiColumnList *self)
{
  int per_char = char_width (self);
  int room = self->width;
  gboolean is_full = FALSE;

  for (guint importance = 0; importance < self->columns->len + 3; importance++)
    for (guint i = 0; i < self->columns->len; i++)
      {
        Column *column = self->columns->pdata[i];

        if (column->importance != importance)
          continue;
        room -= width_of (column, per_char);
        is_full |= room < 0 && importance > 0;
        gtk_column_view_column_set_visible (column->column, !is_full);
      }
}

static gboolean
fit_idle_cb (gpointer data)
{
  GuiColumnList *self = data;

  self->fit_idle = 0;
  fit (self);
  g_signal_emit (self, signals[WIDTH], 0, self->width);
  return G_SOURCE_REMOVE;
}

static void
width_cb (GuiColumnList *self, GtkAdjustment *adjustment)
{
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (width != self->width && self->fit_idle == 0)
    self->fit_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_idle_cb, self, NULL);
  self->width = width;
}

/* ---- Which header was pressed ---- */

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;
  GuiColumnList *self = column->list;

  if (a != self->probes[0] && a != self->probes[1])
    return 0;
  self->probed = column;
  return a == self->probes[0] ? -1 : 1;
}

static void
sorted_cb (GuiColumnList *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);

  if (self->making)
    return;
  self->probed = NULL;
  gtk_sorter_compare (sorter, self->probes[0], self->probes[1]);
  if (self->probed != NULL && self->probed->field != NULL)
    g_signal_emit (self, signals[SORT], 0, self->probed->field->name);
}

/* The arrow is on the column that the rows stand by first. */
static void
show_sort (GuiColumnList *self, const char *sort)
{
  GtkColumnViewColumn *first = NULL;
  int direction = 1;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];
      guint place = 0;
      int now_by = column->field != NULL ? m77_sort_direction (sort, column->field->name, &place)
                                         : 0;

      if (now_by != 0 && place == 0)
        {
          first = column->column;
          direction = now_by;
        }
    }
  gtk_column_view_sort_by_column (self->view,
                                  first,
                                  direction < 0 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* ---- Columns ---- */

static int
chars_of (const M77Field *field)
{
  int longest = 3;

  switch (field->type)
    {
    case M77_TYPE_TIME:
    case M77_TYPE_DURATION:
    case M77_TYPE_BOOLEAN:
      return TIME_CHARS;
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      for (const M77Value *value = field->values; value != NULL && value->name != NULL; value++)
        longest = MAX (longest, (int) g_utf8_strlen (gui_text_label (value->label), -1));
      return MIN (longest + 1, LONGEST_LABEL);
    case M77_TYPE_REF:
      return REF_CHARS;
    default:
      return OTHER_CHARS;
    }
}

static gboolean
shape_idle_cb (gpointer data)
{
  GuiColumnList *self = data;

  self->shape_idle = 0;
  g_signal_emit (self, signals[SHAPED], 0);
  return G_SOURCE_REMOVE;
}

static void
shaped_cb (GuiColumnList *self)
{
  if (!self->making && self->shape_idle == 0)
    self->shape_idle = g_idle_add (shape_idle_cb, self);
}

static void
add_column (GuiColumnList *self, const M77Field *field, guint width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);
  const char *name = field != NULL ? field->name : NULL;
  gboolean is_key = g_strcmp0 (name, self->kind->key_field) == 0 && name != NULL;
  const char *label = field == NULL          ? N_ ("State")
                      : field->brief != NULL ? field->brief
                                             : field->label;

  column->list = self;
  column->field = field;
  column->is_first = self->columns->len == 0;
  column->is_title = name != NULL && g_strcmp0 (name, self->kind->title_field) == 0;
  column->chars = field == NULL ? STATE_CHARS : column->is_title ? TITLE_CHARS : chars_of (field);
  column->importance = column->is_title             ? 0
                       : is_key || column->is_first ? 1
                       : field == NULL              ? 2
                                                    : 3 + self->columns->len;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->column = gtk_column_view_column_new (gui_text_label (label), factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, column->is_title);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column->column,
                                            (int) width * char_width (self) + CELL_PADDING);
  if (field != NULL && m77_field_sorts (field))
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  g_signal_connect_swapped (column->column, "notify::fixed-width", G_CALLBACK (shaped_cb), self);
  gtk_column_view_append_column (self->view, column->column);
  g_ptr_array_add (self->columns, column);
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_signal_handlers_disconnect_by_data (column->column, column->list);
  gtk_column_view_column_set_sorter (column->column, NULL);
  g_object_unref (column->column);
  g_free (column);
}

static void
clear_columns (GuiColumnList *self)
{
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, ((Column *) self->columns->pdata[i])->column);
  g_hash_table_remove_all (self->bound);
  g_ptr_array_set_size (self->columns, 0);
}

static char *
shape_of (const M77Kind *kind, const GArray *columns, const char *group)
{
  GString *out = g_string_new (kind->name);

  g_string_append_printf (out, "/%s", group != NULL ? group : "");
  for (guint i = 0; i < columns->len; i++)
    {
      const M77ViewColumn *column = &g_array_index (columns, M77ViewColumn, i);

      g_string_append_printf (out, " %s:%u", column->field, column->width);
    }
  return g_string_free (out, FALSE);
}

/* Where headings of groups stand. */
static guint
title_index (GuiColumnList *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((Column *) self->columns->pdata[i])->is_title)
      return i;
  return 0;
}

void
gui_column_list_set_view (GuiColumnList *self, const M77Kind *kind, const M77View *view)
{
  g_autoptr (GArray) columns = m77_view_shown_columns (view, kind);
  g_autofree char *shape = shape_of (kind, columns, view->group);

  self->making = TRUE;
  self->group = view->group != NULL ? m77_kind_field (kind, view->group) : NULL;
  if (g_strcmp0 (shape, self->shape) != 0)
    {
      clear_columns (self);
      self->kind = kind;
      for (guint i = 0; i < columns->len && self->columns->len < GUI_COLUMNS_MOST - 1; i++)
        {
          const M77ViewColumn *column = &g_array_index (columns, M77ViewColumn, i);
          const M77Field *field = m77_kind_field (kind, column->field);

          if (field != NULL && (field != self->group || columns->len == 1))
            add_column (self, field, column->width);
        }
      add_column (self, NULL, 0);
      ((Column *) self->columns->pdata[title_index (self)])->is_title = TRUE;
      fit (self);
      g_free (self->shape);
      self->shape = g_steal_pointer (&shape);
    }
  show_sort (self, view->sort != NULL ? view->sort : kind->sort);
  self->making = FALSE;
}

void
gui_column_list_read (GuiColumnList *self, M77View *view)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  int per_char = char_width (self);
  guint at = 0;

  m77_view_own_columns (view, self->kind);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const Column *own = NULL;
      int fixed = gtk_column_view_column_get_fixed_width (column);

      for (guint c = 0; c < self->columns->len; c++)
        if (((Column *) self->columns->pdata[c])->column == column)
          own = self->columns->pdata[c];
      if (own == NULL || own->field == NULL)
        continue;
      while (m77_view_find_column (view, own->field->name) > (int) at &&
             m77_view_move_column (view, own->field->name, -1))
        ;
      at++;
      m77_view_set_width (view,
                          own->field->name,
                          fixed > 0 ? (guint) MAX ((fixed - CELL_PADDING) / per_char, 2) : 0);
    }
}

/* ---- The widget ---- */

static void
activate_cb (GuiColumnList *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

static void
look_cb (GuiColumnList *self, guint position, guint n)
{
  g_signal_emit (self, signals[LOOK], 0, position, n);
}

static void
menu_cb (GuiColumnList *self, guint position, int x, int y)
{
  g_signal_emit (self, signals[MENU], 0, position, x, y);
}

static void
gui_column_list_dispose (GObject *object)
{
  GuiColumnList *self = GUI_COLUMN_LIST (object);

  g_clear_handle_id (&self->fit_idle, g_source_remove);
  g_clear_handle_id (&self->shape_idle, g_source_remove);
  g_clear_pointer (&self->looking, gui_look_free);
  if (self->view != NULL)
    {
      GListModel *columns = gtk_column_view_get_columns (self->view);

      self->making = TRUE;
      g_signal_handlers_disconnect_by_data (columns, self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
      clear_columns (self);
      self->view = NULL;
    }

  G_OBJECT_CLASS (gui_column_list_parent_class)->dispose (object);
}

static void
gui_column_list_finalize (GObject *object)
{
  GuiColumnList *self = GUI_COLUMN_LIST (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_object (&self->probes[0]);
  g_clear_object (&self->probes[1]);
  g_free (self->shape);

  G_OBJECT_CLASS (gui_column_list_parent_class)->finalize (object);
}

static gboolean
gui_column_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GUI_COLUMN_LIST (widget)->view));
}

static void
gui_column_list_class_init (GuiColumnListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = gui_column_list_dispose;
  object_class->finalize = gui_column_list_finalize;
  widget_class->grab_focus = gui_column_list_grab_focus;

  signals[ACTIVATED] = g_signal_new (
      "activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[LOOK] = g_signal_new ("look",
                                type,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_UINT,
                                G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu",
                                type,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                3,
                                G_TYPE_UINT,
                                G_TYPE_INT,
                                G_TYPE_INT);
  signals[SORT] = g_signal_new (
      "sort", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHAPED] =
      g_signal_new ("shaped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WIDTH] = g_signal_new (
      "width", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-column-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiColumnList, view);
  gtk_widget_class_bind_template_child (widget_class, GuiColumnList, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
gui_column_list_init (GuiColumnList *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->bound = g_hash_table_new (NULL, NULL);
  self->probes[0] = g_object_new (G_TYPE_OBJECT, NULL);
  self->probes[1] = g_object_new (G_TYPE_OBJECT, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->looking = gui_look_new (self->scrolled, G_CALLBACK (look_cb), self);
  gui_row_menu_watch (GTK_WIDGET (self->view), G_CALLBACK (menu_cb), self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "changed",
                           G_CALLBACK (width_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (gtk_column_view_get_columns (self->view),
                            "items-changed",
                            G_CALLBACK (shaped_cb),
                            self);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view),
                            "changed",
                            G_CALLBACK (sorted_cb),
                            self);
}

void
gui_column_list_set_model (GuiColumnList *self, GtkSelectionModel *model)
{
  gtk_column_view_set_model (self->view, model);
  gui_look_set_model (self->looking, model != NULL ? G_LIST_MODEL (model) : NULL);
}

void
gui_column_list_go_to_top (GuiColumnList *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);

  /* Not by the adjustment: new rows have no places yet. */
  if (model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                "list.scroll-to-item",
                                "u",
                                0);
}

void
gui_column_list_set_name (GuiColumnList *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  -1);
}
