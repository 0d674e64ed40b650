/* gui-connection.h: what is asked of the agent's connection, and what came of it
 *
 * The window tells what went wrong ("win.tell"), or what came of it where that is not seen at once.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

void gui_connection_sync (GtkWidget *window, M77Client *client);
/* By the person's word, for as long as the agent takes it to be. */
void gui_connection_set_offline (GtkWidget *window, M77Client *client, gboolean offline);

G_END_DECLS
