/* tui-ask.h: asking a person at the terminal
 *
 * Questions go to stderr, answers come from stdin, and only where both are a terminal and
 * --no-input was not given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

gboolean tui_ask_can (const TuiContext *self);
/* A line without its end; NULL when the person ended the input. g_free. */
char *tui_ask_line (const char *question);
/* Likewise, without showing what is typed. */
char *tui_ask_hidden (const char *question);

G_END_DECLS
