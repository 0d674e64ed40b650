/* gui-alert-row.h: a group of alerts, or one alert, as a row of a tree
 *
 * A group says how bad, how many, what, where, since when, whether it flaps and how often it fired
 * in each of the last hours; it is acknowledged and silenced by a press. An alert says what tells
 * it from the others.
 *
 * Signals: "acknowledge", "silence": of its group.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/model/m77-alert-groups.h"

G_BEGIN_DECLS

#define GUI_TYPE_ALERT_ROW (gui_alert_row_get_type ())
G_DECLARE_FINAL_TYPE (GuiAlertRow, gui_alert_row, GUI, ALERT_ROW, AdwBin)

GtkWidget *gui_alert_row_new (void);
/* Both set all that the row shows, and its name. */
void gui_alert_row_show_group (GuiAlertRow *self,
                               const M77AlertGroup *group,
                               gboolean is_suppressed,
                               gint64 now);
void gui_alert_row_show_alert (GuiAlertRow *self, const M77Json *doc, gint64 now);
/* It has gone since. */
void gui_alert_row_show_gone (GuiAlertRow *self);
/* For those who do not see it. */
const char *gui_alert_row_sentence (GuiAlertRow *self);

G_END_DECLS
