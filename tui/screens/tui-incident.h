/* tui-incident.h: the incident room: what a person does in it
 *
 * An incident's own view on the screen of a record (tui-detail.h): its state, roles and times stand
 * over the page, its timeline is what one sees first and writes into, tasks, links and fields
 * follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-prompt.h"

G_BEGIN_DECLS

extern const struct _TuiDetailView *const tui_incident_view;

/* Which entries are shown: all, what people wrote, what others were told. */
void tui_incident_turn_only (TuiApp *app);
/* The bar of a new task. */
void tui_incident_add_task (TuiApp *app);
/* Who does what: a form of the roles. */
void tui_incident_open_duties (TuiApp *app);
/* When it began, was acknowledged and so on, what sets those to come, and the next update. */
void tui_incident_open_milestones (TuiApp *app);
/* Adds this person to those who respond. */
void tui_incident_join (TuiApp *app);
char *tui_incident_refuse_join (TuiApp *app);
/* What a person should see before it is resolved or mitigated: which of its alerts still fire. */
void tui_incident_add_effect (TuiPrompt *prompt, const TuiRecord *record, const M77Action *action);
/* What it has of one, or the template. */
void tui_incident_open_postmortem (TuiApp *app);

G_END_DECLS
