/* gui-undo.h: taking back what was done last, and doing it again
 *
 * An edit is taken back at once: before it was sent, or by an inverse one. For an action that was
 * sent, the one that takes it back is asked about first. The window tells what came of it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

void gui_undo (GtkWidget *window, M77Client *client, gboolean redo);

G_END_DECLS
