/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-view"

#include "config.h"

#include "gui/pages/gui-record-view.h"

G_DEFINE_INTERFACE (GuiRecordView, gui_record_view, GTK_TYPE_WIDGET)

static void
gui_record_view_default_init (GuiRecordViewInterface *iface)
{
}

void
gui_record_view_show (GuiRecordView *self, GuiSight *sight)
{
  GUI_RECORD_VIEW_GET_IFACE (self)->show (self, sight);
}

gboolean
gui_record_view_has_draft (GuiRecordView *self)
{
  return GUI_RECORD_VIEW_GET_IFACE (self)->has_draft != NULL &&
         GUI_RECORD_VIEW_GET_IFACE (self)->has_draft (self);
}

void
gui_record_view_save (GuiRecordView *self)
{
  if (GUI_RECORD_VIEW_GET_IFACE (self)->save != NULL)
    GUI_RECORD_VIEW_GET_IFACE (self)->save (self);
}

void
gui_record_view_asked (GuiRecordView *self, const char *action)
{
  if (GUI_RECORD_VIEW_GET_IFACE (self)->asked != NULL)
    GUI_RECORD_VIEW_GET_IFACE (self)->asked (self, action);
}

gboolean
gui_record_view_run (GuiRecordView *self, const char *command)
{
  return GUI_RECORD_VIEW_GET_IFACE (self)->run != NULL &&
         GUI_RECORD_VIEW_GET_IFACE (self)->run (self, command);
}
