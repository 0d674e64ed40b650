/* tui-call.h: one thing asked of the agent, until it answers
 *
 * What tui-work.h and its like have in common: the proxy or the word that there is none, the count
 * of what is under way, and the sequence number of what was done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef struct
{
  TuiApp *app;
  char *what;         /* as the line tells it */
  gboolean redo;      /* of an undo: the other way round */
  TuiScreen *form;    /* back where it fails, with what was typed; NULL: of no form */
  char *draft, *text; /* likewise where the agent is there: the draft's name and what was typed */
} TuiCall;

TuiCall *tui_call_begin (TuiApp *app, const char *what);
void tui_call_end (TuiCall *self);
/* Hides the form, which is on top, until it is known how it went. */
void tui_call_keep (TuiCall *self, const char *draft, const char *text);
/* Says so, and brings the form back. */
void tui_call_fail (TuiCall *self, const GError *error);

/* NULL after it was said that there is no agent. */
M77Agent1 *tui_call_proxy (TuiApp *app, const char *what);
/* What was done has this number: later reads include it. */
void tui_call_saw (TuiApp *app, guint64 seq);
void tui_call_say_stored (TuiApp *app, const char *what);
/* Says so; its draft is not wanted any more. */
void tui_call_stored (TuiCall *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiCall, tui_call_end)

G_END_DECLS
