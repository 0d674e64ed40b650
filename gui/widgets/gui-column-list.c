/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-column-list"

#include "config.h"

#include "gui/widgets/gui-column-list.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"

#define LOOK_AROUND   110 /* rows on either side of the middle of what is in sight */
#define CELL_PADDING  18  /* px, of a cell and its border */
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
  gboolean is_first;
} Column;

struct _GuiColumnList
{
  AdwBin parent;
  GtkColumnView *view;
  GtkScrolledWindow *scrolled;
  GtkSingleSelection *selection;
  M77List *list;
  const M77Kind *kind;
  GPtrArray *columns; /* Column */
  GHashTable *bound;  /* GtkListItem → Column */
  guint look_idle, fit_idle;
  int width;
};

G_DEFINE_FINAL_TYPE (GuiColumnList, gui_column_list, ADW_TYPE_BIN)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
show_cell (Column *column, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  M77Row *row = gtk_list_item_get_item (item);
  g_autofree char *text = row != NULL ? gui_text_cell (row, column->field, now ()) : g_strdup ("");
  GtkWidget *line;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (!column->is_first || row == NULL || !m77_row_is_loaded (row))
    return;

  line = gtk_widget_get_parent (cell);
  line = line != NULL ? gtk_widget_get_parent (line) : NULL;
  if (line != NULL)
    {
      g_autofree char *sentence = gui_text_sentence (row, column->list->kind, now ());

      gtk_accessible_update_property (GTK_ACCESSIBLE (line),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence,
                                      -1);
    }
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), column->chars);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), column->chars);
  gtk_list_item_set_child (item, cell);
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
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), NULL);
}

static void
loaded_cb (M77List *list, guint position, guint n, GuiColumnList *self)
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

static gboolean
look_cb (gpointer data)
{
  GuiColumnList *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double upper = gtk_adjustment_get_upper (adjustment);
  double middle = gtk_adjustment_get_value (adjustment) +
                  gtk_adjustment_get_page_size (adjustment) / 2;
  guint size = self->list != NULL ? m77_list_size (self->list) : 0;
  guint position = upper > 0 ? (guint) (middle / upper * size) : 0;

  self->look_idle = 0;
  if (self->list != NULL)
    m77_list_look_at (self->list, position - MIN (position, LOOK_AROUND), 2 * LOOK_AROUND);
  return G_SOURCE_REMOVE;
}

/* Before the list's own idle, which would take the last row bound for what is in sight. */
static void
queue_look (GuiColumnList *self)
{
  if (self->look_idle == 0)
    self->look_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, look_cb, self, NULL);
}

/* Shows what there is room for, the most important first. */
static void
fit (GuiColumnList *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int per_char = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  int room = self->width;
  gboolean is_full = FALSE;

  pango_font_metrics_unref (metrics);
  for (guint importance = 0; importance < self->columns->len + 2; importance++)
    for (guint i = 0; i < self->columns->len; i++)
      {
        Column *column = self->columns->pdata[i];

        if (column->importance != importance)
          continue;
        room -= column->chars * per_char + CELL_PADDING;
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

static void
add_column (GuiColumnList *self, const M77Field *field, gboolean is_title, gboolean is_key)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);
  const char *label = field == NULL          ? N_ ("State")
                      : field->brief != NULL ? field->brief
                                             : field->label;

  column->list = self;
  column->field = field;
  column->is_first = self->columns->len == 0;
  column->chars = field == NULL ? STATE_CHARS : is_title ? TITLE_CHARS : chars_of (field);
  column->importance = is_title                     ? 0
                       : is_key || column->is_first ? 1
                       : field == NULL              ? 2
                                                    : self->columns->len + 2;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->column = gtk_column_view_column_new (gui_text_label (label), factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, is_title);
  gtk_column_view_append_column (self->view, column->column);
  g_ptr_array_add (self->columns, column);
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_object_unref (column->column);
  g_free (column);
}

static void
clear_columns (GuiColumnList *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, ((Column *) self->columns->pdata[i])->column);
  g_hash_table_remove_all (self->bound);
  g_ptr_array_set_size (self->columns, 0);
}

static void
add_columns (GuiColumnList *self)
{
  const M77Kind *kind = self->kind;

  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);

      if (field != NULL)
        add_column (self,
                    field,
                    g_strcmp0 (field->name, kind->title_field) == 0,
                    g_strcmp0 (field->name, kind->key_field) == 0);
    }
  add_column (self, NULL, FALSE, FALSE);
}

static void
selected_cb (GuiColumnList *self)
{
  M77Row *row = gui_column_list_selected (self);

  if (row != NULL)
    g_signal_emit (self, signals[SELECTED], 0, row);
}

static void
activate_cb (GuiColumnList *self, guint position)
{
  g_autoptr (M77Row) row = self->list != NULL ? m77_list_row (self->list, position) : NULL;

  if (row != NULL && m77_row_is_loaded (row))
    g_signal_emit (self, signals[ACTIVATED], 0, row);
}

static void
gui_column_list_dispose (GObject *object)
{
  GuiColumnList *self = GUI_COLUMN_LIST (object);

  g_clear_handle_id (&self->look_idle, g_source_remove);
  g_clear_handle_id (&self->fit_idle, g_source_remove);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_single_selection_set_model (self->selection, NULL);
      clear_columns (self);
    }
  g_clear_object (&self->list);

  G_OBJECT_CLASS (gui_column_list_parent_class)->dispose (object);
}

static void
gui_column_list_finalize (GObject *object)
{
  GuiColumnList *self = GUI_COLUMN_LIST (object);

  g_clear_object (&self->selection);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->bound, g_hash_table_unref);

  G_OBJECT_CLASS (gui_column_list_parent_class)->finalize (object);
}

static void
gui_column_list_class_init (GuiColumnListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = gui_column_list_dispose;
  object_class->finalize = gui_column_list_finalize;

  signals[SELECTED] = g_signal_new (
      "selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, M77_TYPE_ROW);
  signals[ACTIVATED] = g_signal_new (
      "activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, M77_TYPE_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-column-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiColumnList, view);
  gtk_widget_class_bind_template_child (widget_class, GuiColumnList, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
gui_column_list_init (GuiColumnList *self)
{
  GtkAdjustment *adjustment;

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection,
                            "notify::selected-item",
                            G_CALLBACK (selected_cb),
                            self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment,
                           "value-changed",
                           G_CALLBACK (queue_look),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "changed",
                           G_CALLBACK (width_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

void
gui_column_list_set_list (GuiColumnList *self, M77List *list, const M77Kind *kind)
{
  g_autofree char *label = gui_text_line (gui_text_label (kind->plural));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  gtk_single_selection_set_model (self->selection, NULL);
  g_set_object (&self->list, list);
  if (kind != self->kind)
    {
      clear_columns (self);
      self->kind = kind;
      add_columns (self);
      fit (self);
    }
  g_signal_connect (list, "loaded", G_CALLBACK (loaded_cb), self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
  queue_look (self);
}

void
gui_column_list_refresh (GuiColumnList *self)
{
  loaded_cb (self->list, 0, G_MAXUINT, self);
}

M77Row *
gui_column_list_selected (GuiColumnList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}
