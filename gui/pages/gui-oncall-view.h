/* gui-oncall-view.h: who is on call, now and at any time
 *
 * A row for each schedule, a week of lanes, what changes next, overrides, handovers, and what would
 * be missing offline. By the shifts the platform made alone: an override that is not applied yet
 * changes nothing here.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_ONCALL_VIEW (gui_oncall_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiOncallView, gui_oncall_view, GUI, ONCALL_VIEW, AdwBin)

GtkWidget *gui_oncall_view_new (M77Client *client);
/* Who looks at it, when the platform was heard last, and whether what is asked now waits. */
void gui_oncall_view_set_status (GuiOncallView *self,
                                 const char *member,
                                 const char *as_of,
                                 gboolean is_offline);
/* Schedules and handovers as rows of M77Row that somebody else fills (tests). */
void gui_oncall_view_take (GuiOncallView *self, GListModel *schedules, GListModel *handovers);

G_END_DECLS
