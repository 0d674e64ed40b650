/* gui-oncall-groups.h: who is on call, what changes, overrides and handovers, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-row-group.h"
#include "shared/client/m77-list.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 now, at; /* ms; at: when it is asked about */
  GTimeZone *zone;
  const char *member; /* who looks; NULL: not known */
} GuiOncallMoment;

/* rows: element M77Row. Keys: a schedule's id; of an override "ID/OVERRIDE"; of a handover
 * "ID/ACTION", by what suggests itself. */
void gui_oncall_show_schedules (GuiRowGroup *group,
                                const GPtrArray *rows,
                                const GuiOncallMoment *moment);
void gui_oncall_show_changes (GuiRowGroup *group,
                              const GPtrArray *rows,
                              const GuiOncallMoment *moment);
void gui_oncall_show_overrides (GuiRowGroup *group,
                                const GPtrArray *rows,
                                const GuiOncallMoment *moment);
void gui_oncall_show_handovers (GuiRowGroup *group,
                                const GPtrArray *rows,
                                const GuiOncallMoment *moment);

G_END_DECLS
