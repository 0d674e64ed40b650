/* tui-table.h: a window of rows by id, over a list model
 *
 * The cursor is on an id, not on a place: until the person has moved in it a table shows the
 * model as it is; from then on the rows in view stand still (cells change in place, what is gone
 * keeps its row and says so, arrivals are counted) until they turn a page, or the owner thaws it
 * (another sort or filter, F5, g). One that follows shows the model as it is, from its first row.
 * Only the rows in view are ever asked of the model, so a million rows cost a screenful.
 *
 * Columns are as wide as what was seen in them, or as a person made them. What does not fit is
 * dropped by priority; from the first `<` or `>` on columns scroll instead, the key staying.
 *
 * What a row is, the owner's functions know. An item may be a heading, which folds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "shared/client/m77-marks.h"
#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

#define TUI_TABLE_GUTTER 4 /* cells: cursor, mark, state, blank */

typedef struct
{
  char *title;
  guint most;     /* cells at most; 0: no limit */
  guint fixed;    /* cells by the person's word; 0: as wide as what stands in it */
  gboolean right; /* numbers, ages */
  gboolean grow;  /* takes the room that is left */
  gboolean key;   /* stays where columns scroll */
  gboolean sorts; /* rows stand by it */
  guint priority; /* dropped first where it is greatest; 0: never */
  int seen;       /* the table's own: the widest cell so far */
  int width;      /* the table's own: 0 when dropped */
} TuiColumn;

typedef struct
{
  const char *(*id) (gpointer item); /* NULL: not here yet */
  gboolean (*gone) (gpointer item);  /* may be NULL */
  /* A glyph for the state column, or TUI_N_GLYPHS. May be NULL. */
  TuiGlyph (*state) (gpointer item, TuiStyle *style);
  /* Free with g_free. */
  char *(*cell) (gpointer item, guint column, TuiStyle *style, gpointer data);
  /* Draws a heading's words and tells whether it is folded; FALSE: the item is a row. May be NULL:
   * all are. canvas NULL: only asked. */
  gboolean (*heading) (gpointer item,
                       gboolean *folded,
                       TuiCanvas *canvas,
                       int row,
                       int col,
                       int cells,
                       gpointer data);
  /* By the mouse; may be NULL. */
  void (*sort) (gpointer data, guint column);
  void (*resize) (gpointer data, guint column, guint cells);
  int (*find) (GListModel *model, const char *id);              /* -1: not found */
  void (*look_at) (GListModel *model, guint position, guint n); /* may be NULL */
} TuiTableClass;

typedef struct
{
  const TuiTableClass *class;
  gpointer data;
  GListModel *model;
  gulong handler;
  GArray *columns; /* TuiColumn */
  GPtrArray *shown;
  M77Marks *marks;
  char *cursor;            /* id; NULL: the row at position */
  int position;            /* of the cursor in the model when it was last known */
  int top, height, filled; /* filled: the height that shown was made for */
  guint arrived;
  gboolean frozen;
  gboolean follow;  /* the first rows, whatever comes */
  gboolean touched; /* the person has moved the cursor */
  gboolean loose;   /* scrolled by the wheel: the cursor may be out of view */
  int grip;         /* column of the screen where an edge is dragged from */
  gboolean plain;   /* only cells, no column titles */
  int scroll;       /* columns scrolled away */
  gboolean more;    /* there are columns further on that do not fit */
  char *range;      /* id where a range began; NULL: none */
  int range_at;     /* its place in the model then */
  GPtrArray *cells; /* of the rows in view, as measured, row by row; NULL: a heading's */
  void (*changed) (gpointer data);
} TuiTable;

/* changed is called with data when the model moved: to draw again. */
void tui_table_init (TuiTable *self,
                     const TuiTableClass *class,
                     gpointer data,
                     void (*changed) (gpointer data));
void tui_table_clear (TuiTable *self);
/* Takes a reference. */
void tui_table_set_model (TuiTable *self, GListModel *model);
void tui_table_add_column (TuiTable *self, TuiColumn column);
/* Before others are added. */
void tui_table_clear_columns (TuiTable *self);
/* Shows the model as it is again; to_start: from its first row. */
void tui_table_thaw (TuiTable *self, gboolean to_start);
void tui_table_follow (TuiTable *self, gboolean follow);
/* The item under the cursor, borrowed until the next draw; NULL: none. */
gpointer tui_table_current (TuiTable *self);
/* Where the cursor is in the model now. */
int tui_table_position (TuiTable *self);
gboolean tui_table_key (TuiTable *self, TuiKey key);
/* By −1 or 1; FALSE: there are no more that way. */
gboolean tui_table_scroll (TuiTable *self, int by);

/* A range begins at the cursor; it reaches to where that is. */
void tui_table_begin_range (TuiTable *self);
void tui_table_end_range (TuiTable *self);
/* The ids of its rows, if both ends are in view (element char *, borrowed); else NULL, and its
 * places in the model. */
GPtrArray *tui_table_range (TuiTable *self, int *first, int *last);

void tui_table_draw (TuiTable *self, TuiCanvas *canvas, const TuiRect *area);

/* Columns' titles and rows take clicks from here on. */
void tui_table_add_hits (TuiTable *self,
                         TuiCanvas *canvas,
                         const TuiRect *area,
                         gboolean titles,
                         int gap);

/* ---- Between tui-table.c and tui-table-draw.c ---- */

/* The rows in view from the model, unless they stand still. */
void tui_table_fill (TuiTable *self);
/* Row on the screen of an id; -1: not in view. */
int tui_table_shown_row (TuiTable *self, const char *id);
gboolean tui_table_is_heading (TuiTable *self, gpointer item, gboolean *folded);
void tui_table_set_cursor (TuiTable *self, const char *id);

G_END_DECLS
