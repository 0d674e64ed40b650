/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-status-strip"

#include "config.h"

#include "gui/widgets/gui-status-strip.h"

#include "gui/gui-text.h"

struct _GuiStatusStrip
{
  AdwBin parent;
  GtkImage *icon;
  GtkLabel *state, *facts;
};

G_DEFINE_FINAL_TYPE (GuiStatusStrip, gui_status_strip, ADW_TYPE_BIN)

static void
gui_status_strip_class_init (GuiStatusStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-status-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, state);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, facts);
}

static void
gui_status_strip_init (GuiStatusStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
gui_status_strip_show (GuiStatusStrip *self, const GuiStatus *status)
{
  g_autofree char *facts = gui_text_line (status->facts);

  gtk_image_set_from_icon_name (self->icon,
                                status->is_bad ? "network-offline-symbolic"
                                               : "network-transmit-receive-symbolic");
  gtk_label_set_label (self->state, status->state);
  gtk_label_set_label (self->facts, facts);
  set_class (GTK_WIDGET (self), "bad", status->is_bad);
  set_class (GTK_WIDGET (self), "wants", status->wants && !status->is_bad);
}
