/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-state-page"

#include "config.h"

#include "gui/widgets/gui-state-page.h"

#include "gui/gui-text.h"

struct _GuiStatePage
{
  AdwBin parent;
  AdwStatusPage *page;
  GtkButton *first, *second;
};

G_DEFINE_FINAL_TYPE (GuiStatePage, gui_state_page, ADW_TYPE_BIN)

static void
gui_state_page_class_init (GuiStatePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-state-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiStatePage, page);
  gtk_widget_class_bind_template_child (widget_class, GuiStatePage, first);
  gtk_widget_class_bind_template_child (widget_class, GuiStatePage, second);
}

static void
gui_state_page_init (GuiStatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_button (GtkButton *button, const GuiStateButton *what)
{
  g_autofree char *label = gui_text_line (what->label);

  gtk_widget_set_visible (GTK_WIDGET (button), what->label != NULL);
  gtk_button_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          what->target != NULL ? g_variant_new_string (what->target)
                                                               : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), what->action);
}

void
gui_state_page_show (GuiStatePage *self,
                     const char *icon,
                     const char *title,
                     const char *text,
                     const GuiStateButton buttons[GUI_STATE_BUTTONS])
{
  g_autofree char *line = gui_text_line (title);
  g_autofree char *markup = gui_text_markup (text);

  adw_status_page_set_icon_name (self->page, icon);
  adw_status_page_set_title (self->page, line);
  adw_status_page_set_description (self->page, markup);
  show_button (self->first, &buttons[0]);
  show_button (self->second, &buttons[1]);
}
