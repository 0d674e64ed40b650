/* gui-handing.h: drafting a handover of what is open
 *
 * Reads the incidents, deployments and silences that are open, and makes a draft of them for
 * whoever is next; the window opens it to be written on. It is offered by its own action.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

/* schedule: its document, copied. member: who hands over. */
void gui_handing_begin (GtkWidget *near,
                        M77Client *client,
                        const M77Json *schedule,
                        const char *member);

G_END_DECLS
