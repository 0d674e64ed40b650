/* gui-profile-add.h: a profile to work with, or a new token for one
 *
 * Of a new profile: a name, the platform's address, the tenant, and a token made there. Of one that
 * is there: the token alone. It needs an agent and no profile, so that it is what the first start
 * begins with. The token goes to the agent, which keeps it; it is never shown again.
 *
 * Signal "added" (const char *profile): the agent has it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_PROFILE_ADD (gui_profile_add_get_type ())
G_DECLARE_FINAL_TYPE (GuiProfileAdd, gui_profile_add, GUI, PROFILE_ADD, AdwWindow)

GuiProfileAdd *gui_profile_add_open (GtkWindow *parent);
/* A new token. token_store NULL: the keyring. */
GuiProfileAdd *gui_profile_add_open_sign_in (GtkWindow *parent,
                                             const char *name,
                                             const char *platform,
                                             const char *tenant);
/* What is wrong with what was typed, translated; NULL: nothing. */
const char *gui_profile_add_fault (GuiProfileAdd *self);

G_END_DECLS
