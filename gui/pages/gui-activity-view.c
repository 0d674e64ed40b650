/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-activity-view"

#include "config.h"

#include "gui/pages/gui-activity-view.h"

#include "gui/widgets/gui-log-group.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"

struct _GuiActivityView
{
  AdwBin parent;
  GuiLogGroup *logs;
};

static void
gui_activity_view_show (GuiRecordView *view, GuiSight *sight)
{
  gui_log_group_show (GUI_ACTIVITY_VIEW (view)->logs,
                      sight->kind,
                      sight->doc,
                      m77_runtime_now (m77_runtime_real ()));
}

static void
gui_activity_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_activity_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiActivityView,
                               gui_activity_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_activity_view_view_init))

static void
gui_activity_view_class_init (GuiActivityViewClass *class)
{
}

static void
gui_activity_view_init (GuiActivityView *self)
{
  self->logs = gui_log_group_new ();
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->logs)));
}
