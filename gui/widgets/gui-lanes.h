/* gui-lanes.h: a week of schedules, a lane each
 *
 * Who is on call, by the shifts the platform made; what nobody covers is hatched, what nobody knows
 * yet is empty. The zone in which days begin is named.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define GUI_TYPE_LANES (gui_lanes_get_type ())
G_DECLARE_FINAL_TYPE (GuiLanes, gui_lanes, GUI, LANES, AdwBin)

/* schedules: element const M77Json *, their documents. from: when the week begins (ms); now: marked
 * where it is in it. member: whose shifts stand out; NULL: nobody's. */
void gui_lanes_show (GuiLanes *self,
                     const GPtrArray *schedules,
                     gint64 from,
                     gint64 now,
                     GTimeZone *zone,
                     const char *member);

G_END_DECLS
