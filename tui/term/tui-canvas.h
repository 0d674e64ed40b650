/* tui-canvas.h: what is to be on the screen, as cells
 *
 * Everything draws here and tui-term brings it to the terminal; tests and :save-screen read it as
 * text, so neither needs a terminal. Text given is made safe here (m77_text_safe_line):
 * nothing reaches a terminal by any other way. Positions are rows and columns from 0; what
 * falls outside is cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-mask.h"

G_BEGIN_DECLS

/* What a text means; the theme says how that looks. */
typedef enum
{
  TUI_PLAIN,
  TUI_ACCENT,   /* where you are */
  TUI_BAD,      /* harm now */
  TUI_WARN,     /* soon, or needs you */
  TUI_CONFLICT, /* theirs against mine */
  TUI_MINE,     /* made here, not yet theirs */
  TUI_GOOD,     /* just done */
  TUI_DIM,      /* may be skipped */
  TUI_N_ROLES,
  TUI_ROLE_MASK = 0x0f,
  TUI_BOLD = 0x10, /* read this first */
  TUI_REVERSE = 0x20,
  TUI_UNDERLINE = 0x40,
  TUI_TINT = 0x80 /* the selected row's background */
} TuiStyle;

/* Marks that fall back to ASCII. */
typedef enum
{
  TUI_GLYPH_PENDING,
  TUI_GLYPH_QUEUED,
  TUI_GLYPH_WAITING,
  TUI_GLYPH_HELD,
  TUI_GLYPH_CONFLICT,
  TUI_GLYPH_REJECTED,
  TUI_GLYPH_CURSOR,
  TUI_GLYPH_MARKED,
  TUI_GLYPH_OPEN,
  TUI_GLYPH_FOLDED,
  TUI_GLYPH_CUT,
  TUI_GLYPH_RULE,
  TUI_GLYPH_ARROW,
  TUI_N_GLYPHS
} TuiGlyph;

typedef struct
{
  int row, col, rows, cols;
} TuiRect;

typedef struct
{
  char text[20]; /* one cluster; empty: the right half of a wide one */
  guint8 width;
  guint8 style;
} TuiCell;

/* A glyph that was not drawn, for whoever reads the rows as words. */
typedef struct
{
  int row;
  TuiGlyph glyph;
} TuiMark;

typedef struct
{
  int rows, cols;
  gboolean ascii;
  gboolean visual;            /* text from right to left is laid out here (tui-bidi.h) */
  gboolean linear;            /* to be read, not looked at: glyphs become marks */
  GArray *marks;              /* TuiMark; of linear */
  gboolean *spots;            /* by row: the cursor can stand there */
  M77Mask *mask;              /* of all text that is put; NULL: none. Not the canvas's own */
  int cursor_row, cursor_col; /* -1: hidden */
  TuiCell *cells;
  GArray *hits; /* TuiHit: what takes clicks (tui-mouse.h) */
} TuiCanvas;

TuiCanvas *tui_canvas_new (int rows, int cols, gboolean ascii);
void tui_canvas_free (TuiCanvas *self);
/* Forgets what was drawn. */
void tui_canvas_resize (TuiCanvas *self, int rows, int cols);
void tui_canvas_clear (TuiCanvas *self);

/* One mark: of one cell. */
const char *tui_glyph (const TuiCanvas *self, TuiGlyph glyph);

/* At most `cells` cells, cut with a mark where it is longer; returns the cells used. */
int tui_put (TuiCanvas *self, int row, int col, int cells, TuiStyle style, const char *text);
int tui_put_glyph (TuiCanvas *self, int row, int col, TuiStyle style, TuiGlyph glyph);
/* Ends at column `end` (not included) and takes at most `cells`; returns where it begins. */
int tui_put_right (TuiCanvas *self, int row, int end, int cells, TuiStyle style, const char *text);
/* The cursor of a widget could be put on this row. */
void tui_canvas_add_spot (TuiCanvas *self, int row);
/* A horizontal rule over the cells. */
void tui_put_rule (TuiCanvas *self, int row, int col, int cells, TuiStyle style);
/* Adds style bits (the tint of a selected row) to what is there. */
void tui_restyle (TuiCanvas *self, int row, int col, int cells, TuiStyle style);
void tui_clear_rect (TuiCanvas *self, const TuiRect *rect);

/* Cells of text once it is safe. */
int tui_width (const TuiCanvas *self, const char *text);

/* One line a row, without blanks at ends; with styles, a second block names them: one letter a
 * cell (docs/console.md). Free with g_free. */
char *tui_canvas_to_text (const TuiCanvas *self, gboolean styles);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiCanvas, tui_canvas_free)

G_END_DECLS
