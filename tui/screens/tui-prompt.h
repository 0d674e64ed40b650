/* tui-prompt.h: a bar at the foot that asks for a few words and Enter
 *
 * A note, an action's arguments and confirmation, arming, a filter's or command's line are all
 * one of these. It takes no key typed before it was drawn, and no Enter from a paste; a field that
 * wants a name typed takes no paste at all. Where target and effect do not fit it says "too small
 * to confirm" and takes nothing but Esc.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-entry.h"

G_BEGIN_DECLS

typedef struct _TuiPrompt TuiPrompt;

/* Enter: TRUE closes the bar; FALSE keeps it (tui_prompt_fault says why). */
typedef gboolean (*TuiPromptDone) (TuiPrompt *self, gpointer data);

/* title and right as in a title rule; enter: what Enter does, a verb: "queue". */
TuiPrompt *tui_prompt_new (TuiApp *app,
                           const char *title,
                           const char *right,
                           const char *enter,
                           TuiPromptDone done,
                           gpointer data,
                           GDestroyNotify free_data);
void tui_prompt_add_info (TuiPrompt *self, TuiStyle style, const char *text);
/* Returns the field's index. */
guint tui_prompt_add_field (TuiPrompt *self, const char *label, const char *text);
/* Enter does nothing while it is empty, and says why. */
void tui_prompt_need (TuiPrompt *self, guint field, const char *why);
/* What may be meant in that field is suggested, as in a form; Tab takes it. kind: whose field that
 * is; NULL: an argument's. */
void tui_prompt_suggest (TuiPrompt *self, guint field, const M77Kind *kind, const M77Field *of);
/* Must be typed, not pasted, exactly so before Enter does anything. */
void tui_prompt_add_typed (TuiPrompt *self, const char *name);
const char *tui_prompt_text (TuiPrompt *self, guint field);
void tui_prompt_fault (TuiPrompt *self, guint field, const char *message);
/* FALSE, with the words: the value names a record that is not there (tui-values.h). */
gboolean tui_prompt_stands (TuiPrompt *self,
                            guint field,
                            const M77Field *of,
                            const M77Json *value,
                            const M77Json *before);
/* What done returns: FALSE, with the words, where no agent was there to take it. */
gboolean tui_prompt_is_taken (TuiPrompt *self, gboolean taken);
TuiApp *tui_prompt_app (TuiPrompt *self);
/* Shows it, at the first field that must not stay empty, else at the first. */
void tui_prompt_open (TuiPrompt *self);

G_END_DECLS
