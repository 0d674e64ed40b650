/* gui-resolver.h: deciding a conflict
 *
 * Each field that both sides changed as a card: the base, theirs and mine beside each other with
 * what differs marked by word, the choices, and what comes out; below, what merged by itself, which
 * may be decided otherwise. Nothing is chosen beforehand. Each choice is kept by the agent at once.
 * When theirs moves on, the fields it changed are open again, and it says so. Nothing leaves before
 * Apply, and that only when all is decided.
 *
 * Signal "done": it was applied, or left for later.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_RESOLVER (gui_resolver_get_type ())
G_DECLARE_FINAL_TYPE (GuiResolver, gui_resolver, GUI, RESOLVER, AdwBin)

void gui_resolver_set_client (GuiResolver *self, M77Client *client);
/* operation: whose conflict; NULL: none. */
void gui_resolver_show (GuiResolver *self, const char *operation);
/* The JSON of Conflict. */
void gui_resolver_take (GuiResolver *self, const char *json);

G_END_DECLS
