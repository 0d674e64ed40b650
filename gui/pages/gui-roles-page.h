/* gui-roles-page.h: what a role gives, kinds by verbs, and what anybody may
 *
 * A cell of the table is what the rules of the role add up to; it opens what decides it, and the
 * rules that would change it with who gains and who loses. A change is a rule added or taken, asked
 * for as any action. A kind's actions open below it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_ROLES_PAGE (gui_roles_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiRolesPage, gui_roles_page, GUI, ROLES_PAGE, AdwBin)

GuiRolesPage *gui_roles_page_new (M77Client *client);
/* The JSON arrays of List, as if they had been read (tests). */
void gui_roles_page_take (GuiRolesPage *self, const char *roles, const char *members);

G_END_DECLS
