/* tui-page.h: lines of styled text under folding headings, with a cursor
 *
 * What the overview, a record's sections, the inbox, help and the verbs are drawn with. Its owner
 * builds the lines anew whenever something changed; the cursor stays on the line of the same id,
 * and goes only to lines that have one. A page knows nothing of records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_LINE_TEXT,
  TUI_LINE_HEADING /* a rule with words in it */
} TuiLineType;

typedef struct
{
  TuiLineType type;
  char *id;       /* NULL: the cursor does not go there */
  GPtrArray *ids; /* what else belongs to it (the alerts of a group); may be NULL */
  GArray *spans;
} TuiLine;

typedef struct
{
  GPtrArray *lines; /* TuiLine */
  char *cursor;     /* id of the line the cursor is on; NULL: none */
  int cursor_at;    /* where that was when last drawn */
  int top;
  int height;       /* rows it had when last drawn */
  gboolean touched; /* by the person: until then the cursor is on the first line there is */
} TuiPage;

void tui_page_init (TuiPage *self);
void tui_page_clear (TuiPage *self);
/* Before building anew. */
void tui_page_begin (TuiPage *self);
/* Adds a line, which the page owns. id may be NULL. */
TuiLine *tui_page_add (TuiPage *self, TuiLineType type, const char *id);
/* A span at a column of its own (-1: after the one before it); max cells, 0: as long as it is. */
void tui_line_span (TuiLine *self, int col, int cells, TuiStyle style, const char *text);
void tui_line_printf (TuiLine *self, int col, int cells, TuiStyle style, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
/* Ends at the right edge. */
void tui_line_right (TuiLine *self, TuiStyle style, const char *text);

/* NULL: no line under the cursor. */
TuiLine *tui_page_current (TuiPage *self);
gboolean tui_page_key (TuiPage *self, TuiKey key);
/* with_cursor: this pane has the focus. */
void tui_page_draw (TuiPage *self, TuiCanvas *canvas, const TuiRect *area, gboolean with_cursor);

G_END_DECLS
