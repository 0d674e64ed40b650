/* gui-create.h: a new record
 *
 * A window of its own, beside the one it was asked for in: looking something up meanwhile is
 * possible. What was typed stays until the agent has taken it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_CREATE (gui_create_get_type ())
G_DECLARE_FINAL_TYPE (GuiCreate, gui_create, GUI, CREATE, AdwWindow)

/* The window of `near` opens the record when it is made. */
GuiCreate *gui_create_open (GtkWidget *near, M77Client *client, const M77Kind *kind);
/* Whether people make records of the kind by hand. */
gboolean gui_create_is_possible (const M77Kind *kind);

G_END_DECLS
