/* tui-page-private.h: a page, for the files that make it: tui-page.c has its lines and its cursor,
 * tui-page-draw.c draws them, tui-page-find.c looks for words in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

#define TUI_AT_RIGHT G_MAXINT

typedef struct
{
  int col, cells;
  TuiStyle style;
  char *text;
} TuiSpan;

/* NULL: no such line. */
TuiLine *tui_page_line (TuiPage *self, int index);
/* Makes the lines of a paragraph that was not seen yet; returns how many, at least one. */
int tui_page_fill (TuiPage *self, int index);
/* Of all of them. */
void tui_page_fill_all (TuiPage *self);
/* Puts the words on a row that was not drawn yet. */
void tui_line_write (TuiLine *self, int cols);
/* Where the cursor is now; a line that is gone leaves it to the one that took its place. */
int tui_page_settle (TuiPage *self);
void tui_page_move (TuiPage *self, int index);
/* Where the words begin in text, whatever their case; *length gets how much of it they are. NULL:
 * nowhere. */
const char *tui_page_words (const char *text, const char *words, gsize *length);

G_END_DECLS
