/* tui-question.h: what a screen asks the agent, one question at a time
 *
 * A change while one is under way asks again after the answer, by the screen's refresh. The
 * question belongs to its screen and goes with it; what is still under way then is cancelled,
 * and its callback must touch nothing.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen *screen;
  GCancellable *cancellable;
  char *error; /* why the last one got no answer, with its code; NULL */
  gboolean asking, again;
} TuiQuestion;

void tui_question_init (TuiQuestion *self, TuiScreen *screen);
void tui_question_clear (TuiQuestion *self);
/* The agent, to be asked with self->cancellable; NULL: there is none, or it is being asked. */
M77Agent1 *tui_question_begin (TuiQuestion *self);
/* Whether the screen has gone, said before anything of it is touched. */
gboolean tui_question_is_cancelled (const GError *error);
/* error NULL: there was an answer, which the screen has taken. */
void tui_question_end (TuiQuestion *self, const GError *error);

G_END_DECLS
