/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-arm-button"

#include "config.h"

#include "gui/widgets/gui-arm-button.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "gui/gui-arm.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

struct _GuiArmButton
{
  AdwBin parent;
  GtkWidget *button;
  AdwButtonContent *content;
  GuiArm *arm; /* of the window; NULL: in none */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (GuiArmButton, gui_arm_button, ADW_TYPE_BIN)

static void
show (GuiArmButton *self)
{
  gint64 left = self->arm != NULL ? gui_arm_left (self->arm) : 0;
  g_autofree char *armed = g_strdup_printf (_ ("Armed %d min"),
                                            (int) ((left + MINUTE_MS - 1) / MINUTE_MS));
  const char *text = left > 0 ? armed : _ ("Production: read-only");

  adw_button_content_set_icon_name (self->content,
                                    left > 0 ? "changes-allow-symbolic"
                                             : "changes-prevent-symbolic");
  adw_button_content_set_label (self->content, self->is_narrow ? "" : text);
  gui_a11y_name (self->button, text);
  gtk_widget_set_tooltip_text (self->button,
                               left > 0 ? _ ("Production may be changed from this window: press "
                                             "to end that")
                                        : _ ("Changes in production want its name typed first"));
  if (left > 0)
    gtk_widget_add_css_class (self->button, "armed");
  else
    gtk_widget_remove_css_class (self->button, "armed");
}

void
gui_arm_button_press (GuiArmButton *self)
{
  if (self->arm == NULL)
    return;
  if (gui_arm_is_armed (self->arm))
    gui_arm_end (self->arm);
  else
    gui_arm_ask (GTK_WIDGET (self));
}

static void
gui_arm_button_root (GtkWidget *widget)
{
  GuiArmButton *self = GUI_ARM_BUTTON (widget);

  GTK_WIDGET_CLASS (gui_arm_button_parent_class)->root (widget);
  g_set_object (&self->arm, gui_arm_of (widget));
  g_signal_connect_swapped (self->arm, "changed", G_CALLBACK (show), self);
  show (self);
}

static void
gui_arm_button_unroot (GtkWidget *widget)
{
  GuiArmButton *self = GUI_ARM_BUTTON (widget);

  g_signal_handlers_disconnect_by_data (self->arm, self);
  g_clear_object (&self->arm);
  GTK_WIDGET_CLASS (gui_arm_button_parent_class)->unroot (widget);
}

static void
gui_arm_button_class_init (GuiArmButtonClass *class)
{
  GTK_WIDGET_CLASS (class)->root = gui_arm_button_root;
  GTK_WIDGET_CLASS (class)->unroot = gui_arm_button_unroot;
}

static void
gui_arm_button_init (GuiArmButton *self)
{
  self->content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->content));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (gui_arm_button_press), self);
  adw_bin_set_child (ADW_BIN (self), self->button);
  show (self);
}

void
gui_arm_button_set_narrow (GuiArmButton *self, gboolean narrow)
{
  self->is_narrow = narrow;
  show (self);
}
