/* tui-table.h: a window of rows by id, over a list model
 *
 * The cursor is on an id, not on a place: until the person has moved in it a table shows the
 * model as it is; from then on the rows in view stand still (cells change in place, what is gone
 * keeps its row and says so, arrivals are counted) until they turn a page, or the owner thaws it
 * (another sort or filter, F5, g). Only the rows in view are ever asked of the model, so a million
 * rows cost a screenful.
 *
 * What a row is, the owner's functions know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;
  guint most;     /* cells at most; 0: no limit */
  gboolean right; /* numbers, ages */
  gboolean grow;  /* takes the room that is left */
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
  GHashTable *marks;       /* ids */
  char *cursor;            /* id; NULL: the row at position */
  int position;            /* of the cursor in the model when it was last known */
  int top, height, filled; /* filled: the height that shown was made for */
  guint arrived;
  gboolean frozen;
  gboolean plain; /* only cells, no column titles */
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
/* Shows the model as it is again; to_start: from its first row. */
void tui_table_thaw (TuiTable *self, gboolean to_start);
/* The item under the cursor, borrowed until the next draw; NULL: none. */
gpointer tui_table_current (TuiTable *self);
gboolean tui_table_key (TuiTable *self, TuiKey key);
void tui_table_draw (TuiTable *self, TuiCanvas *canvas, const TuiRect *area);

G_END_DECLS
