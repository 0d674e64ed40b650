/* gui-sidebar.h: the sections, by the job they are for
 *
 * A section that has something to ask of this person says how many, up to "99+"; never a total.
 * Signal "chosen" (const char *section): a person went there.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-sections.h"
#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

#define GUI_TYPE_SIDEBAR (gui_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (GuiSidebar, gui_sidebar, GUI, SIDEBAR, AdwBin)

/* Once. */
void gui_sidebar_set_client (GuiSidebar *self, M77Client *client, M77OutboxModel *outbox);
/* Without telling. */
void gui_sidebar_select (GuiSidebar *self, const char *section);
/* How many a section asks about. */
void gui_sidebar_set_badge (GuiSidebar *self, const char *section, guint count);

G_END_DECLS
