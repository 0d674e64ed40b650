/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-oncall-page"

#include "config.h"

#include "gui/pages/gui-oncall-page.h"

#include <glib/gi18n.h>

#include "gui/pages/gui-list-page.h"
#include "gui/pages/gui-oncall-view.h"
#include "gui/pages/gui-page.h"

struct _GuiOncallPage
{
  AdwBin parent;
  GtkStack *views;
  GuiOncallView *view;
  AdwBin *list_place;

  M77Client *client;
  const GuiSection *section;
  GtkWidget *list; /* GuiListPage, made when looked at; NULL: never */
};

static GuiPage *
shown_list (GuiOncallPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->views);

  return g_strcmp0 (name, "list") == 0 && self->list != NULL ? GUI_PAGE (self->list) : NULL;
}

static void
gui_oncall_page_set_status (GuiPage *page, const GuiStatus *status)
{
  GuiOncallPage *self = GUI_ONCALL_PAGE (page);

  gui_oncall_view_set_status (self->view, status->member, status->as_of, status->is_bad);
  if (self->list != NULL)
    gui_page_set_status (GUI_PAGE (self->list), status);
}

static gboolean
gui_oncall_page_can_go_back (GuiPage *page)
{
  return shown_list (GUI_ONCALL_PAGE (page)) != NULL;
}

/* First in the list, then from it. */
static void
gui_oncall_page_back (GuiPage *page)
{
  GuiOncallPage *self = GUI_ONCALL_PAGE (page);

  if (!gui_page_back (shown_list (self)))
    gtk_stack_set_visible_child_name (self->views, "now");
}

static void
gui_oncall_page_find (GuiPage *page)
{
  GuiOncallPage *self = GUI_ONCALL_PAGE (page);

  gtk_stack_set_visible_child_name (self->views, "list");
  gui_page_find (GUI_PAGE (self->list));
}

static void
gui_oncall_page_save (GuiPage *page)
{
  if (shown_list (GUI_ONCALL_PAGE (page)) != NULL)
    gui_page_save (shown_list (GUI_ONCALL_PAGE (page)));
}

static void
gui_oncall_page_suggest (GuiPage *page)
{
  if (shown_list (GUI_ONCALL_PAGE (page)) != NULL)
    gui_page_suggest (shown_list (GUI_ONCALL_PAGE (page)));
}

static void
gui_oncall_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  GuiOncallPage *self = GUI_ONCALL_PAGE (page);

  gtk_stack_set_visible_child_name (self->views, "list");
  gui_page_open (GUI_PAGE (self->list), kind, id);
}

static gboolean
gui_oncall_page_can_create (GuiPage *page)
{
  GuiPage *list = shown_list (GUI_ONCALL_PAGE (page));

  return list != NULL && gui_page_can_create (list);
}

static void
gui_oncall_page_create (GuiPage *page)
{
  gui_page_create (shown_list (GUI_ONCALL_PAGE (page)));
}

static gboolean
gui_oncall_page_can_run (GuiPage *page, const char *command)
{
  GuiPage *list = shown_list (GUI_ONCALL_PAGE (page));

  return list != NULL && gui_page_can_run (list, command);
}

static void
gui_oncall_page_run (GuiPage *page, const char *command)
{
  gui_page_run (shown_list (GUI_ONCALL_PAGE (page)), command);
}

static gboolean
gui_oncall_page_get_record (GuiPage *page, const M77Kind **kind, const char **id)
{
  GuiPage *list = shown_list (GUI_ONCALL_PAGE (page));

  return list != NULL && gui_page_record (list, kind, id);
}

static void
gui_oncall_page_act (GuiPage *page, const char *action)
{
  GuiPage *list = shown_list (GUI_ONCALL_PAGE (page));

  if (list != NULL)
    gui_page_act (list, action);
}

static void
gui_oncall_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_oncall_page_set_status;
  iface->can_go_back = gui_oncall_page_can_go_back;
  iface->back = gui_oncall_page_back;
  iface->find = gui_oncall_page_find;
  iface->save = gui_oncall_page_save;
  iface->suggest = gui_oncall_page_suggest;
  iface->open = gui_oncall_page_open;
  iface->can_run = gui_oncall_page_can_run;
  iface->run = gui_oncall_page_run;
  iface->get_record = gui_oncall_page_get_record;
  iface->act = gui_oncall_page_act;
  iface->can_create = gui_oncall_page_can_create;
  iface->create = gui_oncall_page_create;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiOncallPage,
                               gui_oncall_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_oncall_page_page_init))

static void
back_cb (GuiOncallPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
}

/* The plain lists, made when they are looked at first. */
static void
view_cb (GuiOncallPage *self)
{
  if (self->list == NULL && self->client != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "list") == 0)
    {
      self->list = GTK_WIDGET (gui_list_page_new (self->client, self->section));
      g_signal_connect_swapped (self->list, "back-changed", G_CALLBACK (back_cb), self);
      adw_bin_set_child (self->list_place, self->list);
    }
  back_cb (self);
}

static void
gui_oncall_page_dispose (GObject *object)
{
  g_clear_object (&GUI_ONCALL_PAGE (object)->client);

  G_OBJECT_CLASS (gui_oncall_page_parent_class)->dispose (object);
}

static void
gui_oncall_page_class_init (GuiOncallPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_oncall_page_dispose;
}

static void
gui_oncall_page_init (GuiOncallPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->views = GTK_STACK (gtk_stack_new ());
  self->list_place = ADW_BIN (adw_bin_new ());
  gtk_stack_set_hhomogeneous (self->views, FALSE);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->views);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "filter-bar");
  gtk_widget_set_vexpand (GTK_WIDGET (self->views), TRUE);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views));
  adw_bin_set_child (ADW_BIN (self), box);
}

GuiOncallPage *
gui_oncall_page_new (M77Client *client, const GuiSection *section)
{
  GuiOncallPage *self = g_object_new (GUI_TYPE_ONCALL_PAGE, NULL);

  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->section = section;
  self->view = GUI_ONCALL_VIEW (gui_oncall_view_new (client));
  gtk_stack_add_titled (self->views, GTK_WIDGET (self->view), "now", _ ("On call"));
  gtk_stack_add_titled (self->views, GTK_WIDGET (self->list_place), "list", _ ("Lists"));
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (view_cb), self);
  return self;
}
