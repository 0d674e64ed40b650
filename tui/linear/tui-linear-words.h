/* tui-linear-words.h: a row of the screen as words to be read aloud
 *
 * Columns become phrases between commas; the brief words of the table of kinds (S1, TRIG) become
 * whole ones, ages their unit, marks the word they stand for. Rules and cursors are not read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"

G_BEGIN_DECLS

/* "": nothing is there. Free with g_free. */
char *tui_linear_row (const TuiCanvas *canvas, int row);
/* Likewise any text that stands in columns. */
char *tui_linear_words (const char *text);
/* The words without what passes by itself (ages, clocks): whether a line is the one it was. */
char *tui_linear_key (const char *words);

G_END_DECLS
