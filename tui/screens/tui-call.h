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
  char *draft, *text; /* kept where it fails: the draft's name and what was typed; may be NULL */
} TuiCall;

TuiCall *tui_call_begin (TuiApp *app, const char *what);
void tui_call_end (TuiCall *self);
/* Where it fails, what was typed becomes that draft. */
void tui_call_keep (TuiCall *self, const char *draft, const char *text);
/* Says so, and keeps the draft. */
void tui_call_fail (TuiCall *self, const GError *error);

/* NULL after it was said that there is no agent. */
M77Agent1 *tui_call_proxy (TuiApp *app, const char *what);
/* What was done has this number: later reads include it. */
void tui_call_saw (TuiApp *app, guint64 seq);
void tui_call_say_stored (TuiApp *app, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiCall, tui_call_end)

G_END_DECLS
