/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-pair-page"

#include "config.h"

#include "gui/pages/gui-pair-page.h"

#include <glib/gi18n.h>

struct _GuiPairPage
{
  GuiFrontPage parent;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (GuiPairPage, gui_pair_page, GUI_TYPE_FRONT_PAGE)

static void
visible_cb (GuiPairPage *self)
{
  gui_front_page_show (GUI_FRONT_PAGE (self), GUI_PAGE (gtk_stack_get_visible_child (self->stack)));
}

static void
gui_pair_page_class_init (GuiPairPageClass *class)
{
}

static void
gui_pair_page_init (GuiPairPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "pair");
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

GuiPairPage *
gui_pair_page_new (GtkWidget *table, GtkWidget *list)
{
  GuiPairPage *self = g_object_new (GUI_TYPE_PAIR_PAGE, NULL);

  gui_front_page_add (GUI_FRONT_PAGE (self), GUI_PAGE (table));
  gui_front_page_add (GUI_FRONT_PAGE (self), GUI_PAGE (list));
  gtk_stack_add_titled (self->stack, table, "table", _ ("Table"));
  gtk_stack_add_titled (self->stack, list, "list", _ ("List"));
  g_signal_connect_object (self->stack,
                           "notify::visible-child",
                           G_CALLBACK (visible_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}
