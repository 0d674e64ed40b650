/* tui-term.h: the terminal itself
 *
 * With its files (tui-term-input.c, tui-term-show.c) the one that knows ncurses. It takes the
 * terminal over, brings canvases to it, reads keys from it, and puts it back as it was on every way
 * out: tui_term_close, exit (), and the signals of a crash or a stop (tui-guard.h). There is at
 * most one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"
#include "tui/term/tui-mouse.h"
#include "tui/term/tui-theme.h"

G_BEGIN_DECLS

typedef struct _TuiTerm TuiTerm;

/* color: "auto", "always", "never". M77_ERROR_FAILED when there is no terminal that can. */
TuiTerm *tui_term_open (const char *color, GError **error);
void tui_term_close (TuiTerm *self);

/* Watch it for G_IO_IN, then take keys until there are none. */
int tui_term_fd (TuiTerm *self);
TuiKey tui_term_next_key (TuiTerm *self);

/* Of TUI_KEY_MOUSE. */
TuiMouse tui_term_mouse (TuiTerm *self);
/* While it is on the terminal selects text only with Shift. */
void tui_term_set_mouse (TuiTerm *self, gboolean on);
/* Whether the terminal may reorder text from right to left where it knows how (ECMA-48, BDSM). */
void tui_term_set_bidi (TuiTerm *self, gboolean implicit);

void tui_term_size (TuiTerm *self, int *rows, int *cols);
/* After SIGWINCH: asks the terminal how large it is now; takes it again where this process was
 * stopped and continued meanwhile. */
void tui_term_resized (TuiTerm *self);
/* Writes what differs from what was shown last. */
void tui_term_show (TuiTerm *self, const TuiCanvas *canvas);
void tui_term_set_look (TuiTerm *self, TuiLook look);
/* The next show draws everything anew. */
void tui_term_forget (TuiTerm *self);
/* Gives the terminal back, stops this process, and takes it again when continued. */
void tui_term_suspend (TuiTerm *self);
/* Runs a program (an editor) on the terminal meanwhile; FALSE if it failed. */
gboolean tui_term_run (TuiTerm *self, const char *const *argv, GError **error);
/* Likewise with an environment of its own; NULL: this one's. */
gboolean tui_term_run_with (TuiTerm *self,
                            const char *const *argv,
                            const char *const *environment,
                            GError **error);

/* More than that most terminals throw away without a word: 100,000 bytes coded. */
#define TUI_COPY_MOST 74994
/* Asks the terminal to put text on its clipboard (OSC 52); many do, some want to be told to.
 * FALSE, and nothing was asked: it is longer than TUI_COPY_MOST bytes. */
gboolean tui_term_copy (TuiTerm *self, const char *text);

/* The locale's text is UTF-8 and the terminal takes it. */
gboolean tui_term_is_utf8 (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiTerm, tui_term_close)

G_END_DECLS
