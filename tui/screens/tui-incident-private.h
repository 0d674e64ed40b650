/* tui-incident-private.h: the incident room, for the files that make it: tui-incident.c is the view
 * of an incident on a record's screen, tui-incident-head.c what stands over it,
 * tui-incident-timeline.c what was said and done, tui-incident-next.c who is paged next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-detail-private.h"

G_BEGIN_DECLS

/* Which entries are shown. */
typedef enum
{
  TUI_ONLY_ALL,
  TUI_ONLY_PEOPLE, /* what people wrote */
  TUI_ONLY_PUBLIC, /* what others were told */
  TUI_N_ONLY
} TuiOnly;

typedef struct
{
  TuiOnly only;
  gboolean placed;  /* the cursor is where it begins: on the newest entry */
  char *newest;     /* the id of that line, as last built */
  guint seen;       /* entries, when the cursor was last on the newest */
  GPtrArray *tasks; /* char *: keys of tasks, as they stood when they were first shown */
} TuiRoom;

int tui_incident_head (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area);
void tui_incident_add_timeline (TuiDetail *self);
/* The policy it is under; NULL: not in the cache, or none. */
const M77Json *tui_incident_policy (TuiDetail *self);
/* Who is paged next and when, as the cached policy has it; "" for nobody. Free with g_free. */
char *tui_incident_next_words (TuiDetail *self, const TuiMoment *moment);
/* Likewise as lines, with what happens to what was asked for here. */
void tui_incident_add_next (TuiDetail *self);
/* Asks for the policy, schedules and teams that tell. */
void tui_incident_follow (TuiDetail *self);
/* Incidents of the same service that sounded like this one. */
void tui_incident_add_like (TuiDetail *self, TuiSections *sections);
void tui_incident_add_tasks (TuiDetail *self);
/* Done, or open again. FALSE: the line is no task. */
gboolean tui_incident_turn_task (TuiDetail *self, const char *id);
gboolean tui_incident_open_task (TuiDetail *self, const char *id);
/* The operations on this record that are not applied: of app->outbox. */
const M77Json *tui_incident_next_operation (TuiDetail *self, const M77Json *after);

G_END_DECLS
