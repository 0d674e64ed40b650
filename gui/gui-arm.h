/* gui-arm.h: whether a window may change production
 *
 * Production is read-only (m77-arming.h) until its name was typed; then the window is armed for
 * half an hour. It ends with that time, when the screen is locked, when the person is signed out,
 * and by one press. Each window has its own; a dialog has its window's.
 *
 * Signal "changed": armed, not armed, or another minute has gone.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_ARM (gui_arm_get_type ())
G_DECLARE_FINAL_TYPE (GuiArm, gui_arm, GUI, ARM, GObject)

/* Of the window that a widget is in, or is over; made when it is first asked for. */
GuiArm *gui_arm_of (GtkWidget *near);
gboolean gui_arm_is_armed (GuiArm *self);
/* ms; 0: not armed. */
gint64 gui_arm_left (GuiArm *self);
void gui_arm_begin (GuiArm *self);
void gui_arm_end (GuiArm *self);
/* Asks for the name. */
void gui_arm_ask (GtkWidget *near);
/* Whether a record of a kind may be written there: FALSE after it was said that nothing is written
 * now, or the name was asked for. action NULL: an edit; environment NULL: unknown. */
gboolean gui_arm_may_write (GtkWidget *near,
                            const M77Kind *kind,
                            const M77Action *action,
                            const char *environment);

G_END_DECLS
