/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-front-page"

#include "config.h"

#include "gui/pages/gui-front-page.h"

/* What is behind it stands in its object's data: the type's own are not defined yet where the
 * interface asks. */
#define PAGES "front-pages"
#define SHOWN "front-shown"

static GuiPage *
shown (GuiPage *self)
{
  return g_object_get_data (G_OBJECT (self), SHOWN);
}

/* All of them: one that is shown later knows how things stand already. */
static void
gui_front_page_set_status (GuiPage *page, const GuiStatus *status)
{
  const GPtrArray *pages = g_object_get_data (G_OBJECT (page), PAGES);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    gui_page_set_status (pages->pdata[i], status);
}

static gboolean
gui_front_page_can_go_back (GuiPage *page)
{
  return gui_page_can_go_back (shown (page));
}

static void
gui_front_page_back (GuiPage *page)
{
  gui_page_back (shown (page));
}

static void
gui_front_page_find (GuiPage *page)
{
  gui_page_find (shown (page));
}

static void
gui_front_page_save (GuiPage *page)
{
  gui_page_save (shown (page));
}

static void
gui_front_page_suggest (GuiPage *page)
{
  gui_page_suggest (shown (page));
}

static void
gui_front_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  gui_page_open (shown (page), kind, id);
}

static gboolean
gui_front_page_can_create (GuiPage *page)
{
  return gui_page_can_create (shown (page));
}

static void
gui_front_page_create (GuiPage *page)
{
  gui_page_create (shown (page));
}

static gboolean
gui_front_page_can_run (GuiPage *page, const char *command)
{
  return gui_page_can_run (shown (page), command);
}

static void
gui_front_page_run (GuiPage *page, const char *command)
{
  gui_page_run (shown (page), command);
}

static gboolean
gui_front_page_get_record (GuiPage *page, const M77Kind **kind, const char **id)
{
  return gui_page_record (shown (page), kind, id);
}

static void
gui_front_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_front_page_set_status;
  iface->can_go_back = gui_front_page_can_go_back;
  iface->back = gui_front_page_back;
  iface->find = gui_front_page_find;
  iface->save = gui_front_page_save;
  iface->suggest = gui_front_page_suggest;
  iface->open = gui_front_page_open;
  iface->can_create = gui_front_page_can_create;
  iface->create = gui_front_page_create;
  iface->can_run = gui_front_page_can_run;
  iface->run = gui_front_page_run;
  iface->get_record = gui_front_page_get_record;
}

G_DEFINE_TYPE_WITH_CODE (GuiFrontPage,
                         gui_front_page,
                         ADW_TYPE_BIN,
                         G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_front_page_page_init))

static void
gui_front_page_class_init (GuiFrontPageClass *class)
{
}

static void
gui_front_page_init (GuiFrontPage *self)
{
  g_object_set_data_full (G_OBJECT (self),
                          PAGES,
                          g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
}

void
gui_front_page_add (GuiFrontPage *self, GuiPage *page)
{
  GPtrArray *pages = g_object_get_data (G_OBJECT (self), PAGES);

  g_ptr_array_add (pages, page);
  g_signal_connect_object (page,
                           "back-changed",
                           G_CALLBACK (gui_page_back_changed),
                           self,
                           G_CONNECT_SWAPPED);
  if (pages->len == 1)
    g_object_set_data (G_OBJECT (self), SHOWN, page);
}

void
gui_front_page_show (GuiFrontPage *self, GuiPage *page)
{
  g_object_set_data (G_OBJECT (self), SHOWN, page);
  gui_page_back_changed (GUI_PAGE (self));
}
