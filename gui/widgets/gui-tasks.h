/* gui-tasks.h: an incident's tasks, to tick and to add
 *
 * What is to be done stands before what was. A press on a task's menu says who does it and until
 * when.
 *
 * Signal "changed" (const char *key, const char *task): the task as JSON that it becomes; "" takes
 * it out.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define GUI_TYPE_TASKS (gui_tasks_get_type ())
G_DECLARE_FINAL_TYPE (GuiTasks, gui_tasks, GUI, TASKS, AdwBin)

/* member: who ticks; NULL: not known. */
void gui_tasks_show (GuiTasks *self, const M77Json *incident, const char *member);

G_END_DECLS
