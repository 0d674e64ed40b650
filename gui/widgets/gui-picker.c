/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-picker"

#include "config.h"

#include "gui/widgets/gui-picker.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-links.h"
#include "shared/model/m77-record.h"

#define ROWS_MOST 12

struct _GuiPicker
{
  GtkPopover parent;
  GtkEditable *search;
  GtkListBox *rows;

  const M77Kind *kind;
  char *filter, *first, *none;
  M77List *list; /* NULL: nothing is asked */
  guint idle;
};

G_DEFINE_FINAL_TYPE (GuiPicker, gui_picker, GTK_TYPE_POPOVER)

static guint picked_signal;

static void
add_row (GuiPicker *self, const char *key, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "verb");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->rows, row);
}

static void
add_found (GuiPicker *self, M77Row *row)
{
  const M77Json *doc = m77_row_doc (row);
  gboolean by_key = m77_kind_ref_by_key (self->kind);
  const char *key = by_key ? m77_json_get_string (doc, self->kind->key_field) : m77_row_id (row);
  const char *full = m77_json_get_string (doc, "full_name");
  g_autofree char *name = m77_record_key (self->kind, doc, m77_row_id (row), 0);
  g_autofree char *title = m77_record_title (self->kind, doc, m77_row_id (row));
  g_autofree char *both = full != NULL                ? g_strdup_printf ("%s  %s", key, full)
                          : g_str_equal (name, title) ? g_strdup (name)
                                                      : g_strdup_printf ("%s  %s", name, title);
  g_autofree char *safe = gui_text_line (both);

  if (key != NULL && g_strcmp0 (key, self->first) != 0)
    add_row (self, key, safe);
}

static gboolean
show_cb (gpointer data)
{
  GuiPicker *self = data;
  gboolean all = *gtk_editable_get_text (self->search) == '\0';
  GtkListBoxRow *old;

  self->idle = 0;
  while ((old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  if (all && self->first != NULL)
    {
      g_autofree char *me = g_strdup_printf (_ ("%s  (you)"), self->first);

      add_row (self, self->first, me);
    }
  if (all && self->none != NULL)
    add_row (self, "", self->none);
  for (guint i = 0; self->list != NULL && i < MIN (m77_list_size (self->list), ROWS_MOST); i++)
    {
      g_autoptr (M77Row) row = m77_list_row (self->list, i);

      if (row != NULL && m77_row_is_loaded (row) && !m77_row_is_gone (row))
        add_found (self, row);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_show (GuiPicker *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (show_cb, self);
}

static void
typed_cb (GuiPicker *self)
{
  g_autofree char *quoted = m77_filter_quote (gtk_editable_get_text (self->search));
  g_autofree char *filter = *gtk_editable_get_text (self->search) != '\0'
                                ? g_strdup_printf ("%s %s", self->filter, quoted)
                                : g_strdup (self->filter);

  if (self->list != NULL)
    m77_list_set_query (self->list, filter, self->kind->sort);
  queue_show (self);
}

static void
pick (GuiPicker *self, GtkListBoxRow *row)
{
  g_autofree char *key = row != NULL ? g_strdup (g_object_get_data (G_OBJECT (row), "key")) : NULL;

  if (key == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, key);
}

static void
row_cb (GuiPicker *self, GtkListBoxRow *row)
{
  pick (self, row);
}

static void
enter_cb (GuiPicker *self)
{
  pick (self, gtk_list_box_get_row_at_index (self->rows, 0));
}

static void
drop_list (GuiPicker *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

void
gui_picker_ask (GuiPicker *self,
                M77Client *client,
                const char *kind,
                const char *filter,
                const char *first,
                const char *none)
{
  drop_list (self);
  self->kind = m77_kind_find (kind);
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_free (self->first);
  self->first = g_strdup (first);
  g_free (self->none);
  self->none = g_strdup (none);
  gtk_editable_set_text (self->search, "");
  if (client != NULL)
    {
      self->list = m77_list_new (client, kind, filter, self->kind->sort, NULL);
      m77_list_look_at (self->list, 0, ROWS_MOST);
      g_signal_connect_swapped (self->list, "loaded", G_CALLBACK (queue_show), self);
      g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (queue_show), self);
    }
  show_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
gui_picker_dispose (GObject *object)
{
  drop_list (GUI_PICKER (object));

  G_OBJECT_CLASS (gui_picker_parent_class)->dispose (object);
}

static void
gui_picker_finalize (GObject *object)
{
  GuiPicker *self = GUI_PICKER (object);

  g_free (self->filter);
  g_free (self->first);
  g_free (self->none);

  G_OBJECT_CLASS (gui_picker_parent_class)->finalize (object);
}

static void
gui_picker_class_init (GuiPickerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_picker_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_picker_finalize;
  picked_signal = g_signal_new ("picked",
                                G_TYPE_FROM_CLASS (class),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
}

static void
gui_picker_init (GuiPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *search = gtk_search_entry_new ();

  self->search = GTK_EDITABLE (search);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search"),
                                  -1);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (search, "activate", G_CALLBACK (enter_cb), self);
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Found"),
                                  -1);
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (row_cb), self);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
gui_picker_new (void)
{
  return g_object_new (GUI_TYPE_PICKER, NULL);
}
