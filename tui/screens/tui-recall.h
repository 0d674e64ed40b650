/* tui-recall.h: what was typed before: command lines, filters, what the palette was asked for
 *
 * Kept by the agent with the profile (a draft of the name below), so it is there on the next day
 * and goes with the profile. At most TUI_RECALL_MOST lines of each list; a line that is over a few
 * hundred bytes, begins with a blank, or gives a secret is not kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

#define TUI_RECALL_DRAFT "console/recall"
#define TUI_RECALL_MOST  100

TuiRecall *tui_recall_new (TuiApp *app);
void tui_recall_free (TuiRecall *self);

/* Asks the agent for what was kept; until it answers there is only what was typed since. */
void tui_recall_ask (TuiRecall *self);
/* As the agent keeps it. */
void tui_recall_take (TuiRecall *self, const char *json);
char *tui_recall_to_json (TuiRecall *self);

/* list: "command", "filter/incident", "palette". The newest, and only there once. */
void tui_recall_add (TuiRecall *self, const char *list, const char *line);
/* char *, the newest last; the recall's own. */
const GPtrArray *tui_recall_lines (TuiRecall *self, const char *list);
/* Whether a line may be kept at all. */
gboolean tui_recall_may_keep (const char *line);

G_END_DECLS
