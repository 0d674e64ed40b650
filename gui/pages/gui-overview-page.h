/* gui-overview-page.h: what needs this person now, and how things stand
 *
 * Cards: what needs you, incidents, alerts by group, changes of the last hours, health. One column
 * where it is narrow, up to three where there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

#define GUI_TYPE_OVERVIEW_PAGE (gui_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiOverviewPage, gui_overview_page, GUI, OVERVIEW_PAGE, AdwBin)

GuiOverviewPage *gui_overview_page_new (M77Client *client, M77OutboxModel *outbox);

G_END_DECLS
