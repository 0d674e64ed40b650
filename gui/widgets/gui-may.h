/* gui-may.h: may this member do that, and why
 *
 * Member, verb, kind and, if one names it, a record; below the verdict, what decides it, and who
 * else could. Reckoned here, of the roles as they are here.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"
#include "shared/client/m77-reading.h"

G_BEGIN_DECLS

#define GUI_TYPE_MAY (gui_may_get_type ())
G_DECLARE_FINAL_TYPE (GuiMay, gui_may, GUI, MAY, AdwBin)

/* roles, members: readings of those kinds. client may be NULL (tests). */
GtkWidget *gui_may_new (M77Client *client, M77Reading *roles, M77Reading *members);
/* It is about this one only; there is nothing to choose. */
void gui_may_set_member (GuiMay *self, const char *handle);

G_END_DECLS
