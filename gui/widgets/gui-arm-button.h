/* gui-arm-button.h: "Production: read-only", or "Armed 29 min"
 *
 * Pressed it asks for the name, or disarms. Where it is narrow it is only its symbol.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_ARM_BUTTON (gui_arm_button_get_type ())
G_DECLARE_FINAL_TYPE (GuiArmButton, gui_arm_button, GUI, ARM_BUTTON, AdwBin)

void gui_arm_button_set_narrow (GuiArmButton *self, gboolean narrow);
void gui_arm_button_press (GuiArmButton *self);

G_END_DECLS
