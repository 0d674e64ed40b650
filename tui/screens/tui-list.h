/* tui-list.h: the records of a kind, as a table
 *
 * Columns, sort and words from the table of kinds; filter and sort are the agent's to apply.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-table.h"

G_BEGIN_DECLS

/* filter may be NULL: what is open, where the kind has states; "" is everything. */
TuiScreen *tui_list_new (TuiApp *app, const M77Kind *kind, const char *filter);
const M77Kind *tui_list_kind (TuiScreen *screen);
const char *tui_list_filter (TuiScreen *screen);
void tui_list_set_filter (TuiScreen *screen, const char *filter);
/* A field's name, "-" before it for descending. */
void tui_list_set_sort (TuiScreen *screen, const char *sort);
const char *tui_list_sort (TuiScreen *screen);
TuiTable *tui_list_table (TuiScreen *screen);
/* Names of the fields a person can sort by; NULL-terminated, free with g_free. */
const char **tui_list_sortable (TuiScreen *screen);
/* "12", "1,000+": how many the filter finds. Free with g_free. */
char *tui_list_count (TuiScreen *screen);

G_END_DECLS
