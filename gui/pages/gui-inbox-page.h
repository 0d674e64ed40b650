/* gui-inbox-page.h: what was done here and is not on the platform
 *
 * What needs the person first; beside it one of them: why it waits and what can be done about it,
 * or, of a conflict, the resolver. Where there is no room for both, it takes the list's place
 * until back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

#define GUI_TYPE_INBOX_PAGE (gui_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiInboxPage, gui_inbox_page, GUI, INBOX_PAGE, AdwBin)

GuiInboxPage *gui_inbox_page_new (M77Client *client, M77OutboxModel *outbox);

G_END_DECLS
