/* tui-list-private.h: a list, for the files that make it
 *
 * tui-list.c is the screen, tui-list-rows.c its columns and cells, tui-list-words.c what it says of
 * itself, tui-list-group.c its headings, tui-list-preview.c the pane beside it, tui-list-marks.c
 * what is marked, tui-list-many.c what is done to that, tui-list-fields.c the overlay of columns
 * and sorts, tui-list-out.c what leaves it: copies, pager, export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-view.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-sections.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  M77View *view;
  GListModel *rows;
  M77Outline *outline;
  gulong loaded_handler, notify_handler;
  GPtrArray *fields; /* const M77Field *: one for each column */
  TuiTable table;
  gint64 asked_at;
  gboolean newest_first; /* full text without a sort */
  TuiPage page;          /* the preview's */
  gboolean in_preview;   /* it has the keys */
  TuiSections sections;
  GCancellable *cancellable; /* of what is asked for it */
} TuiList;

extern const TuiTableClass tui_list_rows;

/* ---- tui-list-rows.c ---- */

/* The table's columns anew, as the view has them. */
void tui_list_set_columns (TuiList *self);

/* ---- tui-list-words.c ---- */

/* NULL: none. */
const GError *tui_list_error (TuiList *self);
gboolean tui_list_is_loading (TuiList *self);
/* "by severity, started newest". Free with g_free. */
char *tui_list_sort_words (TuiList *self);
/* "2 marked--+37 new--by severity": the right of the title rule; brief: without the order. Free
 * with g_free. */
char *tui_list_right_words (TuiList *self, gboolean brief);
void tui_list_draw_empty (TuiList *self, TuiCanvas *canvas, const TuiRect *area);

/* ---- tui-list-group.c ---- */

gboolean tui_list_draw_heading (gpointer item,
                                gboolean *folded,
                                TuiCanvas *canvas,
                                int row,
                                int col,
                                int cells,
                                gpointer data);
/* Folds or unfolds what the cursor is on; FALSE: that is no heading. */
gboolean tui_list_fold (TuiList *self);
/* Left and Right: to a row's heading, and folded or not. */
gboolean tui_list_fold_to (TuiList *self, gboolean folded);

/* ---- tui-list-preview.c ---- */

/* Takes its part of the area, which becomes the list's; FALSE: there is no room for it. */
gboolean tui_list_split_preview (TuiList *self, TuiRect *area, TuiRect *pane);
/* After the list, whose row under the cursor it shows. */
void tui_list_draw_preview (TuiList *self, TuiCanvas *canvas, const TuiRect *pane);
/* While the pane has the keys. */
gboolean tui_list_key_preview (TuiList *self, TuiKey key);

/* ---- tui-list.c ---- */

/* Asks anew with what the view now says. */
void tui_list_ask (TuiList *self);

G_END_DECLS
