/* gui-steps.h: the steps of something that goes on by steps, with the one it stands at
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_STEPS (gui_steps_get_type ())
G_DECLARE_FINAL_TYPE (GuiSteps, gui_steps, GUI, STEPS, AdwBin)

/* labels: "5%", "10%"; at: from 1, 0: not begun. */
void gui_steps_show (GuiSteps *self, const char *const *labels, guint at);

G_END_DECLS
