/* gui-replay.h: replaying many deliveries
 *
 * First how many, to which targets and how fast; then progress and Stop, while one works on. Each
 * keeps its webhook-id, so a receiver that has had it can tell. What was asked for stands in the
 * inbox; what was not yet asked for when it is stopped, or the program ends, was not done.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_REPLAY (gui_replay_get_type ())
G_DECLARE_FINAL_TYPE (GuiReplay, gui_replay, GUI, REPLAY, AdwWindow)

/* Of what the filter finds, those that can be replayed. */
GuiReplay *gui_replay_open (GtkWidget *near,
                            M77Client *client,
                            const char *filter,
                            gboolean is_offline);

G_END_DECLS
