/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-raw-view"

#include "config.h"

#include "gui/pages/gui-raw-view.h"

#include <glib/gi18n.h>

#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-text.h"

struct _GuiRawView
{
  AdwBin parent;
  GtkTextBuffer *buffer;
  GuiSight *sight; /* shown; NULL: none */
};

static void
gui_raw_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiRawView *self = GUI_RAW_VIEW (view);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *safe = NULL;

  if (sight == self->sight)
    return;

  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = gui_sight_ref (sight);
  m77_json_write_pretty (sight->record, text);
  safe = m77_text_safe_lines (text->str, -1);
  gtk_text_buffer_set_text (self->buffer, safe, -1);
}

static void
gui_raw_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_raw_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiRawView,
                               gui_raw_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW, gui_raw_view_view_init))

/* As it came, not as it is shown. */
static void
copy_cb (GuiRawView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->sight == NULL)
    return;
  m77_json_write_pretty (self->sight->record, text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _ ("Copied"));
}

static void
gui_raw_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_RAW_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_raw_view_parent_class)->dispose (object);
}

static void
gui_raw_view_class_init (GuiRawViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_raw_view_dispose;
}

static void
gui_raw_view_init (GuiRawView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));
  GtkWidget *text = gtk_text_view_new ();

  gtk_widget_set_halign (copy, GTK_ALIGN_START);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (text), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (text), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (text), GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The record as JSON"),
                                  -1);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_box_append (GTK_BOX (box), copy);
  gtk_box_append (GTK_BOX (box), text);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (box));
}
