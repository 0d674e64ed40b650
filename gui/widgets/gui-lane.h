/* gui-lane.h: what lies between two instants, as parts of a bar
 *
 * Each part has its words, its name for those who do not see it, and a class of style.sheet
 * ("lane-duty", "lane-gap", "lane-unknown", "lane-now", "lane-day").
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_LANE (gui_lane_get_type ())
G_DECLARE_FINAL_TYPE (GuiLane, gui_lane, GUI, LANE, GtkWidget)

GtkWidget *gui_lane_new (void);
/* Between begin and end all its parts are told anew; parts that are the same stay. */
void gui_lane_begin (GuiLane *self);
/* from, to: 0 … 1 of its length; the same: a mark. */
void gui_lane_add (GuiLane *self,
                   double from,
                   double to,
                   const char *words,
                   const char *name,
                   const char *class);
void gui_lane_end (GuiLane *self);

G_END_DECLS
