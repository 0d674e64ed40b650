/* gui-fold.h: two things side by side, or one below the other where there is no room
 *
 * Property "together" (int): from so many pixels on they stand side by side; the first has what the
 * second leaves. Properties "first" and "second" (widgets, set once).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_FOLD (gui_fold_get_type ())
G_DECLARE_FINAL_TYPE (GuiFold, gui_fold, GUI, FOLD, GtkWidget)

G_END_DECLS
