/* tui-list-private.h: a list, for the files that make it: tui-list.c is the screen, tui-list-rows.c
 * its columns and cells, tui-list-words.c what it says of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-list.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  char *filter;
  char *sort;
  GListModel *model;
  gulong loaded_handler, notify_handler;
  GPtrArray *fields; /* const M77Field *: one for each column */
  TuiTable table;
  gint64 asked_at;
} TuiList;

extern const TuiTableClass tui_list_rows;

void tui_list_add_columns (TuiList *self);
/* NULL: none. */
const GError *tui_list_error (TuiList *self);
gboolean tui_list_is_loading (TuiList *self);
/* "by severity, started newest". Free with g_free. */
char *tui_list_sort_words (TuiList *self);
void tui_list_draw_empty (TuiList *self, TuiCanvas *canvas, const TuiRect *area);

G_END_DECLS
