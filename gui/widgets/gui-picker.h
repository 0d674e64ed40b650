/* gui-picker.h: choosing a record of a kind, in a popover
 *
 * What is typed is looked for in the agent; the first that fits is taken by Enter.
 *
 * Signal "picked" (const char *key): what a reference to it holds; "" for none.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

#define GUI_TYPE_PICKER (gui_picker_get_type ())
G_DECLARE_FINAL_TYPE (GuiPicker, gui_picker, GUI, PICKER, GtkPopover)

GtkWidget *gui_picker_new (void);
/* filter: which may be chosen at all. first: a key that stands before all others (oneself); NULL.
 * none: the label of choosing none; NULL: one has to. */
void gui_picker_ask (GuiPicker *self,
                     M77Client *client,
                     const char *kind,
                     const char *filter,
                     const char *first,
                     const char *none);

G_END_DECLS
