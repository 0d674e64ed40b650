/* tui-choice.h: an overlay of lines to choose from, found by typing
 *
 * The verbs of ".", the sorts of "s", help and messages (with nothing to choose).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef struct _TuiChoice TuiChoice;

/* The choice is gone when it is called. */
typedef void (*TuiChoiceDone) (TuiApp *app, const char *id, gpointer data);

/* done NULL: nothing to choose, only to read. */
TuiChoice *tui_choice_new (TuiApp *app,
                           const char *title,
                           TuiChoiceDone done,
                           gpointer data,
                           GDestroyNotify free_data);
/* id NULL: shown, not to be chosen. refused: why not now, or NULL. */
void tui_choice_add (TuiChoice *self,
                     const char *id,
                     const char *keys,
                     const char *label,
                     const char *detail,
                     const char *refused);
void tui_choice_add_heading (TuiChoice *self, const char *label);
/* What is added from here on stands below the columns, over the whole width. */
void tui_choice_begin_wide (TuiChoice *self);
/* Tab takes one and goes on: done is called with the ids of all that were, with commas between. */
void tui_choice_allow_many (TuiChoice *self);
void tui_choice_open (TuiChoice *self);

G_END_DECLS
