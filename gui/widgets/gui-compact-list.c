/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-compact-list"

#include "config.h"

#include "gui/widgets/gui-compact-list.h"

#include "gui/gui-text.h"
#include "gui/widgets/gui-cell.h"
#include "gui/widgets/gui-look.h"
#include "gui/widgets/gui-row-menu.h"
#include "shared/base/m77-runtime.h"

struct _GuiCompactList
{
  AdwBin parent;
  GtkListView *view;
  GtkScrolledWindow *scrolled;
  GuiLook *looking;
  const M77Kind *kind;
  const M77Field *group, *title;
  GPtrArray *fields; /* const M77Field *: of the second line */
  GHashTable *bound; /* GtkListItem */
  guint width_idle;
  int width;
};

G_DEFINE_FINAL_TYPE (GuiCompactList, gui_compact_list, ADW_TYPE_BIN)

enum
{
  ACTIVATED,
  LOOK,
  WIDTH,
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Rows ---- */

static GtkWidget *
title_of (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_list_item_get_child (item)));
}

static GtkWidget *
state_of (GtkListItem *item)
{
  return gtk_widget_get_next_sibling (title_of (item));
}

static GtkWidget *
rest_of (GtkListItem *item)
{
  return gtk_widget_get_last_child (gtk_list_item_get_child (item));
}

static void
name_row (GtkListItem *item, const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static char *
second_line (GuiCompactList *self, M77Row *row, gint64 now)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *cell = gui_text_cell (row, self->fields->pdata[i], now);

      if (*cell != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", cell);
    }
  return g_string_free (out, FALSE);
}

static void
show_heading (GuiCompactList *self, GtkListItem *item, M77Heading *heading)
{
  g_autofree char *text = gui_cell_heading (heading, self->kind, self->group);

  gui_cell_show (title_of (item), NULL, NULL, 0);
  gui_cell_show (state_of (item), NULL, NULL, 0);
  gtk_inscription_set_text (GTK_INSCRIPTION (title_of (item)), text);
  gtk_widget_set_visible (state_of (item), FALSE);
  gtk_widget_set_visible (rest_of (item), FALSE);
  name_row (item, text);
}

static void
show_row (GuiCompactList *self, GtkListItem *item)
{
  gint64 now = m77_runtime_now (m77_runtime_real ());
  gpointer row = gtk_list_item_get_item (item);
  g_autofree char *rest = NULL;
  g_autofree char *sentence = NULL;

  if (M77_IS_HEADING (row))
    {
      show_heading (self, item, row);
      return;
    }
  gui_cell_show (title_of (item), row, self->title, now);
  gui_cell_show (state_of (item), row, NULL, now);
  gtk_widget_set_visible (state_of (item),
                          gtk_inscription_get_text (GTK_INSCRIPTION (state_of (item))) != NULL &&
                              *gtk_inscription_get_text (GTK_INSCRIPTION (state_of (item))) !=
                                  '\0');
  gtk_widget_set_visible (rest_of (item), TRUE);
  if (row == NULL || !m77_row_is_loaded (row))
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (rest_of (item)), NULL);
      return;
    }
  rest = second_line (self, row, now);
  gtk_inscription_set_text (GTK_INSCRIPTION (rest_of (item)), rest);
  sentence = gui_cell_sentence (row, self->kind, now);
  name_row (item, sentence);
}

static void
setup_cb (GuiCompactList *self, GtkListItem *item)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gui_cell_new ();
  GtkWidget *state = gui_cell_new ();
  GtkWidget *rest = gui_cell_new ();

  gtk_widget_set_hexpand (title, TRUE);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (title), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (title), 24);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (state), 14);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (state), 10);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (state), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (rest), 8);
  gtk_widget_add_css_class (rest, "dim-label");
  gtk_box_append (GTK_BOX (top), title);
  gtk_box_append (GTK_BOX (top), state);
  gtk_box_append (GTK_BOX (lines), top);
  gtk_box_append (GTK_BOX (lines), rest);
  gtk_list_item_set_child (item, lines);
  gui_row_menu_mark (lines, item);
}

static void
bind_cb (GuiCompactList *self, GtkListItem *item)
{
  g_hash_table_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_cb (GuiCompactList *self, GtkListItem *item)
{
  g_hash_table_remove (self->bound, item);
  gui_cell_show (title_of (item), NULL, NULL, 0);
  gui_cell_show (state_of (item), NULL, NULL, 0);
  gtk_inscription_set_text (GTK_INSCRIPTION (rest_of (item)), NULL);
}

void
gui_compact_list_refresh (GuiCompactList *self, guint position, guint n)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      guint at = gtk_list_item_get_position (item);

      if (at >= position && at - position < n)
        show_row (self, item);
    }
}

/* ---- The widget ---- */

static gboolean
width_idle_cb (gpointer data)
{
  GuiCompactList *self = data;

  self->width_idle = 0;
  g_signal_emit (self, signals[WIDTH], 0, self->width);
  return G_SOURCE_REMOVE;
}

static void
width_cb (GuiCompactList *self, GtkAdjustment *adjustment)
{
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (width != self->width && self->width_idle == 0)
    self->width_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_idle_cb, self, NULL);
  self->width = width;
}

static void
activate_cb (GuiCompactList *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

static void
look_cb (GuiCompactList *self, guint position, guint n)
{
  g_signal_emit (self, signals[LOOK], 0, position, n);
}

static void
menu_cb (GuiCompactList *self, guint position, int x, int y)
{
  g_signal_emit (self, signals[MENU], 0, position, x, y);
}

static void
gui_compact_list_dispose (GObject *object)
{
  GuiCompactList *self = GUI_COMPACT_LIST (object);

  g_clear_handle_id (&self->width_idle, g_source_remove);
  g_clear_pointer (&self->looking, gui_look_free);
  if (self->view != NULL)
    {
      gtk_list_view_set_model (self->view, NULL);
      gtk_list_view_set_factory (self->view, NULL);
    }
  self->view = NULL;

  G_OBJECT_CLASS (gui_compact_list_parent_class)->dispose (object);
}

static void
gui_compact_list_finalize (GObject *object)
{
  GuiCompactList *self = GUI_COMPACT_LIST (object);

  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->bound);

  G_OBJECT_CLASS (gui_compact_list_parent_class)->finalize (object);
}

static gboolean
gui_compact_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GUI_COMPACT_LIST (widget)->view));
}

static void
gui_compact_list_class_init (GuiCompactListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = gui_compact_list_dispose;
  object_class->finalize = gui_compact_list_finalize;
  widget_class->grab_focus = gui_compact_list_grab_focus;
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
  signals[WIDTH] = g_signal_new (
      "width", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-compact-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiCompactList, view);
  gtk_widget_class_bind_template_child (widget_class, GuiCompactList, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
gui_compact_list_init (GuiCompactList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->fields = g_ptr_array_new ();
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  self->looking = gui_look_new (self->scrolled, G_CALLBACK (look_cb), self);
  gui_row_menu_watch (GTK_WIDGET (self->view), G_CALLBACK (menu_cb), self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "changed",
                           G_CALLBACK (width_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

void
gui_compact_list_set_view (GuiCompactList *self, const M77Kind *kind, const M77View *view)
{
  g_autoptr (GArray) columns = m77_view_shown_columns (view, kind);

  self->kind = kind;
  self->group = view->group != NULL ? m77_kind_field (kind, view->group) : NULL;
  self->title = m77_kind_field (kind,
                                kind->title_field != NULL ? kind->title_field : kind->key_field);
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      const M77Field *field = m77_kind_field (kind,
                                              g_array_index (columns, M77ViewColumn, i).field);

      if (field != NULL && field != self->title && field != self->group)
        g_ptr_array_add (self->fields, (gpointer) field);
    }
  if (self->title == NULL && self->fields->len > 0)
    self->title = g_ptr_array_steal_index (self->fields, 0);
  gui_compact_list_refresh (self, 0, G_MAXUINT);
}

void
gui_compact_list_set_model (GuiCompactList *self, GtkSelectionModel *model)
{
  gtk_list_view_set_model (self->view, model);
  gui_look_set_model (self->looking, model != NULL ? G_LIST_MODEL (model) : NULL);
}

void
gui_compact_list_go_to_top (GuiCompactList *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);

  /* Not by the adjustment: new rows have no places yet. */
  if (model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
}

void
gui_compact_list_set_name (GuiCompactList *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  -1);
}
