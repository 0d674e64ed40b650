/* tui-actions.h: what every key does, by group
 *
 * Each group is a const table in a file of its own: a screen with keys of its own adds a file, its
 * name here and in tui-action.c. Of two rows with one key and one context the first is taken, and
 * the row of keys at the foot follows the same order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-action.h"

G_BEGIN_DECLS

typedef struct
{
  const TuiAction *rows;
  guint n;
} TuiActionTable;

extern const TuiActionTable tui_actions_alerts;     /* the alerts by group */
extern const TuiActionTable tui_actions_deployment; /* a deployment */
extern const TuiActionTable tui_actions_oncall;     /* who is on call */
extern const TuiActionTable tui_actions_ready;      /* what would be missing offline */
extern const TuiActionTable tui_actions_record;     /* what is done to a record */
extern const TuiActionTable tui_actions_room;       /* the incident room */
extern const TuiActionTable tui_actions_detail;     /* a record's own screen */
extern const TuiActionTable tui_actions_inbox;      /* the inbox */
extern const TuiActionTable tui_actions_conflict;   /* a conflict */
extern const TuiActionTable tui_actions_form;       /* a form */
extern const TuiActionTable tui_actions_list;       /* moving, and lists */
extern const TuiActionTable tui_actions_go;         /* going from screen to screen */
extern const TuiActionTable tui_actions_session;    /* the session */

/* The record an action is meant for, of the screen on top; FALSE: none. */
gboolean tui_action_target (TuiApp *app, TuiRecord *record);
/* What several groups share. */
char *tui_action_refuse_without_record (TuiApp *app);
void tui_action_run_open (TuiApp *app, int argument);
void tui_action_run_back (TuiApp *app, int argument);

G_END_DECLS
