/* gui-timeline.h: what happened, in order, the newest at the end
 *
 * A log's entries, and under the platform's last word what waits here. Lines are never edited; one
 * that is the same stays the same object, so that nothing moves but what came. Who stands at the
 * end stays there; else a button says how much is new.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_TIMELINE (gui_timeline_get_type ())
G_DECLARE_FINAL_TYPE (GuiTimeline, gui_timeline, GUI, TIMELINE, AdwBin)

typedef enum
{
  GUI_TIMELINE_ALL,
  GUI_TIMELINE_PEOPLE, /* what people wrote */
  GUI_TIMELINE_OTHERS  /* what others were told */
} GuiTimelineOnly;

typedef struct
{
  const M77Field *log;
  const M77Json *entries; /* may be NULL */
  const M77Json *pending; /* the record's pending_action, or NULL */
  const char *member;     /* who asked for that; may be NULL */
  gboolean is_offline;
  gint64 as_of; /* ms: when the platform was heard last */
  gint64 now;
  GuiTimelineOnly only;
} GuiTimelineSource;

/* source is read before it returns. */
void gui_timeline_show (GuiTimeline *self, const GuiTimelineSource *source);
/* To the newest. */
void gui_timeline_go_end (GuiTimeline *self);
GListModel *gui_timeline_model (GuiTimeline *self);

G_END_DECLS
