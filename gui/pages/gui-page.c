/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-page"

#include "config.h"

#include "gui/pages/gui-page.h"

G_DEFINE_INTERFACE (GuiPage, gui_page, GTK_TYPE_WIDGET)

static guint back_changed_signal;

static void
gui_page_default_init (GuiPageInterface *iface)
{
  back_changed_signal = g_signal_new ("back-changed",
                                      G_TYPE_FROM_INTERFACE (iface),
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      0);
}

void
gui_page_set_status (GuiPage *self, const GuiStatus *status)
{
  if (GUI_PAGE_GET_IFACE (self)->set_status != NULL)
    GUI_PAGE_GET_IFACE (self)->set_status (self, status);
}

gboolean
gui_page_can_go_back (GuiPage *self)
{
  return GUI_PAGE_GET_IFACE (self)->can_go_back != NULL &&
         GUI_PAGE_GET_IFACE (self)->can_go_back (self);
}

gboolean
gui_page_back (GuiPage *self)
{
  if (!gui_page_can_go_back (self))
    return FALSE;

  GUI_PAGE_GET_IFACE (self)->back (self);
  return TRUE;
}

void
gui_page_find (GuiPage *self)
{
  if (GUI_PAGE_GET_IFACE (self)->find != NULL)
    GUI_PAGE_GET_IFACE (self)->find (self);
}

void
gui_page_save (GuiPage *self)
{
  if (GUI_PAGE_GET_IFACE (self)->save != NULL)
    GUI_PAGE_GET_IFACE (self)->save (self);
}

void
gui_page_suggest (GuiPage *self)
{
  if (GUI_PAGE_GET_IFACE (self)->suggest != NULL)
    GUI_PAGE_GET_IFACE (self)->suggest (self);
}

void
gui_page_open (GuiPage *self, const M77Kind *kind, const char *id)
{
  if (GUI_PAGE_GET_IFACE (self)->open != NULL)
    GUI_PAGE_GET_IFACE (self)->open (self, kind, id);
}

gboolean
gui_page_can_create (GuiPage *self)
{
  return GUI_PAGE_GET_IFACE (self)->can_create != NULL &&
         GUI_PAGE_GET_IFACE (self)->can_create (self);
}

void
gui_page_create (GuiPage *self)
{
  if (gui_page_can_create (self))
    GUI_PAGE_GET_IFACE (self)->create (self);
}

/* What every page with the function for it can do. NULL: not by a function of its own. */
static void (*known (GuiPage *self, const char *command)) (GuiPage *)
{
  GuiPageInterface *iface = GUI_PAGE_GET_IFACE (self);
  const struct
  {
    const char *command;
    void (*run) (GuiPage *self);
  } all[] = {
    { "filter", iface->find },
    { "save", iface->save },
    { "acknowledge", iface->suggest },
    { "create", gui_page_can_create (self) ? iface->create : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i].command, command))
      return all[i].run;
  return NULL;
}

gboolean
gui_page_can_run (GuiPage *self, const char *command)
{
  GuiPageInterface *iface = GUI_PAGE_GET_IFACE (self);

  return (iface->can_run != NULL && iface->can_run (self, command)) ||
         known (self, command) != NULL;
}

void
gui_page_run (GuiPage *self, const char *command)
{
  GuiPageInterface *iface = GUI_PAGE_GET_IFACE (self);

  if (iface->can_run != NULL && iface->can_run (self, command))
    iface->run (self, command);
  else if (known (self, command) != NULL)
    known (self, command) (self);
}

gboolean
gui_page_record (GuiPage *self, const M77Kind **kind, const char **id)
{
  return GUI_PAGE_GET_IFACE (self)->get_record != NULL &&
         GUI_PAGE_GET_IFACE (self)->get_record (self, kind, id);
}

gboolean
gui_page_can_act (GuiPage *self)
{
  return GUI_PAGE_GET_IFACE (self)->act != NULL;
}

void
gui_page_act (GuiPage *self, const char *action)
{
  if (gui_page_can_act (self))
    GUI_PAGE_GET_IFACE (self)->act (self, action);
}

gboolean
gui_page_is_production (GuiPage *self)
{
  return GUI_PAGE_GET_IFACE (self)->is_production != NULL &&
         GUI_PAGE_GET_IFACE (self)->is_production (self);
}

gboolean
gui_page_set_filter (GuiPage *self, const char *text)
{
  if (GUI_PAGE_GET_IFACE (self)->set_filter == NULL)
    return FALSE;
  GUI_PAGE_GET_IFACE (self)->set_filter (self, text);
  return TRUE;
}

void
gui_page_back_changed (GuiPage *self)
{
  g_signal_emit (self, back_changed_signal, 0);
}
