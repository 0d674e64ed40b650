/* gui-task-editor.h: what a task is, who does it and until when, in a popover
 *
 * Signal "changed" (const char *key, const char *task): as JSON what it becomes; "" takes it out.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define GUI_TYPE_TASK_EDITOR (gui_task_editor_get_type ())
G_DECLARE_FINAL_TYPE (GuiTaskEditor, gui_task_editor, GUI, TASK_EDITOR, GtkPopover)

/* task is named by its key, and copied. */
GtkWidget *gui_task_editor_new (const M77Json *task);

G_END_DECLS
