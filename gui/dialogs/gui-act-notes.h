/* gui-act-notes.h: what is to be known before an action is asked for
 *
 * Told by other records than the one it is done to: which alerts of an incident still fire before
 * it is called mitigated or resolved.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "gui/dialogs/gui-act-dialog.h"

G_BEGIN_DECLS

/* The label is shown with it, soon, where there is anything to say. */
void gui_act_notes_ask (const GuiActRequest *request, GtkLabel *label);

G_END_DECLS
