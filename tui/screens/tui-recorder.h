/* tui-recorder.h: a session as a script
 *
 * What is pressed, typed, pasted and clicked, as steps that tui-script.h plays: m77 --record FILE,
 * then m77 --script FILE. After a pause in which a person looked at what came, the script waits
 * until nothing is asked. Everything typed is in it, so only its owner may read the file. What
 * cannot be written any more is told once, and the console goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-key.h"
#include "tui/term/tui-mouse.h"

G_BEGIN_DECLS

typedef struct _TuiRecorder TuiRecorder;

/* A file that is there is left alone: M77_ERROR_FAILED. */
TuiRecorder *tui_recorder_open (const char *path, int rows, int cols, GError **error);
void tui_recorder_close (TuiRecorder *self);

/* now: monotonic ms. self may be NULL: nothing is recorded. */
void tui_recorder_key (TuiRecorder *self, TuiKey key, gint64 now);
void tui_recorder_mouse (TuiRecorder *self, const TuiMouse *mouse, gint64 now);
void tui_recorder_size (TuiRecorder *self, int rows, int cols);
/* Why it stopped, once; NULL: it goes on. Free with g_free. */
char *tui_recorder_take_fault (TuiRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiRecorder, tui_recorder_close)

G_END_DECLS
