/* tui-list.h: the records of a kind, as a table
 *
 * How it stands is a view (shared/client/m77-view.h); words and columns come from the table of
 * kinds; filter, sort and groups are the agent's to apply. What is marked is marked by id, and
 * what is done to many says first whom it fits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-outline.h"
#include "shared/client/m77-view.h"
#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-table.h"

G_BEGIN_DECLS

/* filter may be NULL: what is open, where the kind has states; "" is everything. */
TuiScreen *tui_list_new (TuiApp *app, const M77Kind *kind, const char *filter);
/* A saved one, of a kind this version knows. */
TuiScreen *tui_list_new_view (TuiApp *app, const M77View *view);
/* NULL: the screen is no list. */
TuiScreen *tui_list_cast (TuiScreen *screen);
const M77Kind *tui_list_kind (TuiScreen *screen);
/* Borrowed; change it by the functions here. */
const M77View *tui_list_view (TuiScreen *screen);
const char *tui_list_filter (TuiScreen *screen);
void tui_list_set_filter (TuiScreen *screen, const char *filter);
/* "severity,-started_at"; NULL: the kind's. */
void tui_list_set_sort (TuiScreen *screen, const char *sort);
const char *tui_list_sort (TuiScreen *screen);
/* A field; NULL: not grouped. */
void tui_list_set_group (TuiScreen *screen, const char *group);
/* Columns as the view has them from now on, which may be NULL: the kind's. Copied. */
void tui_list_set_columns_of (TuiScreen *screen, const M77View *view);
void tui_list_set_name (TuiScreen *screen, const char *name);
TuiTable *tui_list_table (TuiScreen *screen);
M77Outline *tui_list_outline (TuiScreen *screen);
/* "12", "1,000+": how many the filter finds. Free with g_free. */
char *tui_list_count (TuiScreen *screen);
/* So many; *exact: no more. */
guint tui_list_size (TuiScreen *screen, gboolean *exact);

/* ---- What keys do ---- */

void tui_list_toggle_preview (TuiScreen *screen);
void tui_list_toggle_follow (TuiScreen *screen);
void tui_list_open_group (TuiScreen *screen);
void tui_list_open_sort (TuiScreen *screen);
void tui_list_open_columns (TuiScreen *screen);
void tui_list_reset_widths (TuiScreen *screen);
void tui_list_scroll (TuiScreen *screen, int by);

/* ---- Marks (tui-list-marks.c) ---- */

/* Begins a range, or marks what is in it. */
void tui_list_mark_range (TuiScreen *screen);
/* All that the filter finds; again: none. */
void tui_list_mark_all (TuiScreen *screen);
/* 0: nothing; what is done is done to the row under the cursor. */
guint tui_list_marked (TuiScreen *screen);

G_END_DECLS
