/* tui-text.h: a text of several lines that a person writes
 *
 * UTF-8 with a cursor, wrapped at spaces to the cells it has; nothing in it is changed by being
 * shown. What is typed is undone word by word, a paste as one; there is no selection.
 *
 * Keys: characters, Enter, Left Right Up Down, Home End of the row, PgUp PgDn, Backspace Del,
 * Ctrl-W the word before, Ctrl-U Ctrl-K the line before and after the cursor, Ctrl-Z undo, Ctrl-Y
 * redo. Tab is two blanks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

typedef struct
{
  GString *text;
  gsize cursor;             /* bytes */
  GArray *rows;             /* TuiTextRow: as last laid out */
  int cells;                /* they were laid out for */
  gboolean ascii, is_stale; /* how they were drawn; the text has changed since */
  int top, height;          /* the first row in sight, and how many there were */
  int goal;                 /* the column that Up and Down keep; -1: the cursor's */
  GPtrArray *done;          /* edits to undo */
  GPtrArray *undone;
} TuiText;

typedef struct
{
  gsize start, end; /* bytes, without the newline */
} TuiTextRow;

void tui_text_init (TuiText *self, const char *text);
void tui_text_clear (TuiText *self);
/* As a step that can be undone. */
void tui_text_set (TuiText *self, const char *text);
void tui_text_insert (TuiText *self, const char *text);
/* FALSE for a key that is not of a text. */
gboolean tui_text_key (TuiText *self, TuiKey key);
gboolean tui_text_undo (TuiText *self);
gboolean tui_text_redo (TuiText *self);
/* With the hardware cursor in it. */
void tui_text_draw (TuiText *self, TuiCanvas *canvas, const TuiRect *area);
/* "12:40": line and column of the cursor, from 1. */
void tui_text_place (const TuiText *self, guint *line, guint *column);

G_END_DECLS
