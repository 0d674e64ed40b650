/* tui-writer.h: the built-in editor: a text of several lines over the body of the screen
 *
 * For texts of a form, notes of several lines, a postmortem. Ctrl-E goes on in $EDITOR. Leaving by
 * Esc loses nothing: the owner gets the text either way and says what becomes of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* The writer is gone when it is called. finished: by Ctrl-D; else by Esc. */
typedef void (*TuiWriterDone) (TuiApp *app, const char *text, gboolean finished, gpointer data);
/* At each change, for who keeps a draft; may be NULL. */
typedef void (*TuiWriterChanged) (TuiApp *app, const char *text, gpointer data);

/* verb: what Ctrl-D does ("take"); esc: what Esc does ("back"). data is freed after done. */
void tui_writer_open (TuiApp *app,
                      const char *title,
                      const char *verb,
                      const char *esc,
                      const char *text,
                      TuiWriterDone done,
                      TuiWriterChanged changed,
                      gpointer data,
                      GDestroyNotify free_data);

G_END_DECLS
