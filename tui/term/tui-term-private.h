/* tui-term-private.h: what the files of the terminal share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define NCURSES_WIDECHAR 1

#include "tui/term/tui-term.h"

#include <curses.h>
#include <term.h>

G_BEGIN_DECLS

#define TUI_CODE_PASTE_BEGIN (KEY_MAX + 1)
#define TUI_CODE_PASTE_END   (KEY_MAX + 2)

struct _TuiTerm
{
  SCREEN *screen;
  TuiTheme theme;
  TuiCanvas *shown; /* what the terminal has; NULL: nobody knows */
  TuiAnswer answer; /* within a late answer of the terminal, which is no key */
  guint answer_length;
  TuiMouse mouse; /* the last one */
};

/* The pairs of colours of the theme as it is. */
void tui_term_start_colors (TuiTerm *self);

G_END_DECLS
