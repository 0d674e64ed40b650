/* tui-page.h: lines of styled text under folding headings, with a cursor
 *
 * What the overview, a record's sections, the inbox, help and the verbs are drawn with. Its owner
 * builds the lines anew whenever something changed; the cursor stays on the line of the same id,
 * and goes only to lines that have one. A page knows nothing of records.
 *
 * Of thousands of paragraphs only those in sight are wrapped: one that was added lazily is a
 * line until it is seen, then as many as it needs. What it is made of must live until the page is
 * built anew. Of thousands of rows, likewise, only those in sight are written; a row is one line,
 * so nothing but drawing the page writes it, and what it is made of need not outlive that.
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

typedef struct _TuiPage TuiPage;
typedef struct _TuiLine TuiLine;

/* Adds the lines of a paragraph: item is what it was added with. */
typedef void (*TuiPageFill) (TuiPage *page, gconstpointer item, gpointer data);
/* Puts the words on a line that comes into sight, of a page so many columns wide. */
typedef void (*TuiLineWrite) (TuiLine *line, gconstpointer item, gpointer data, int cols);

struct _TuiLine
{
  TuiLineType type;
  char *id;       /* NULL: the cursor does not go there */
  GPtrArray *ids; /* what else belongs to it (the alerts of a group); may be NULL */
  GArray *spans;
  TuiPageFill fill;   /* NULL: filled */
  TuiLineWrite write; /* NULL: written */
  gconstpointer item;
  gpointer data;
};

struct _TuiPage
{
  GPtrArray *lines; /* TuiLine */
  char *cursor;     /* id of the line the cursor is on; NULL: none */
  int cursor_at;    /* where that was when last drawn */
  int top;
  int height;       /* rows it had when last drawn */
  gboolean touched; /* by the person: until then the cursor is on the first line there is */
  gboolean loose;   /* scrolled by the wheel: the cursor may be out of sight */
  guint stamp;      /* of what it was built of; 0: to be built */
  int insert_at;    /* where the paragraph goes that is being filled; -1: none */
  char *find;       /* marked where it stands; NULL: nothing */
};

void tui_page_init (TuiPage *self);
void tui_page_clear (TuiPage *self);
/* Before building anew. */
void tui_page_begin (TuiPage *self);
/* Adds a line, which the page owns. id may be NULL. */
TuiLine *tui_page_add (TuiPage *self, TuiLineType type, const char *id);
/* A paragraph that is made when it is seen. The first of its lines has this id, those after it
 * one of their own: tui_line_item tells whose they are. */
void tui_page_add_lazy (TuiPage *self,
                        const char *id,
                        TuiPageFill fill,
                        gconstpointer item,
                        gpointer data);
/* A line that is written when it is drawn. It is not found by its words before that. */
void tui_page_add_row (TuiPage *self,
                       const char *id,
                       TuiLineWrite write,
                       gconstpointer item,
                       gpointer data);
/* The id of the paragraph that a line is of; free with g_free. NULL: no id. */
char *tui_line_item (const TuiLine *self);
/* Whether it was built of the same (tui_page_begin forgets it); if not, it is now taken to be. */
gboolean tui_page_is_built (TuiPage *self, guint stamp);
/* A span at a column of its own (-1: after the one before it); max cells, 0: as long as it is. */
void tui_line_span (TuiLine *self, int col, int cells, TuiStyle style, const char *text);
void tui_line_printf (TuiLine *self, int col, int cells, TuiStyle style, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
/* Ends at the right edge. */
void tui_line_right (TuiLine *self, TuiStyle style, const char *text);

/* NULL: no line under the cursor. */
TuiLine *tui_page_current (TuiPage *self);
gboolean tui_page_key (TuiPage *self, TuiKey key);
/* Puts the cursor on the line of that id; FALSE where there is none. */
gboolean tui_page_go (TuiPage *self, const char *id);
/* Goes to the next line (by: 1), the one before (-1), or from here on (0) that has the words, as
 * they are marked from now on; words NULL: those of before. Case does not matter. FALSE: none has,
 * the cursor stays. */
gboolean tui_page_find (TuiPage *self, const char *words, int by);
/* with_cursor: this pane has the focus. */
void tui_page_draw (TuiPage *self, TuiCanvas *canvas, const TuiRect *area, gboolean with_cursor);

G_END_DECLS
