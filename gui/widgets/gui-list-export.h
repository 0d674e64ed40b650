/* gui-list-export.h: what a list shows, as a file
 *
 * All rows of the filter, or those that are marked, in its order, by its columns; personal data
 * masked. The agent writes it; what became of it is told at its end.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"
#include "shared/client/m77-export.h"

G_BEGIN_DECLS

/* Copies, so that the list may go on. */
typedef struct
{
  const M77Kind *kind;
  char *filter, *sort;
  char **columns;
} GuiListQuery;

/* marked: only those; NULL: none is, or too many to be named. Else what is marked, or all. */
GuiListQuery *gui_list_query_new (GuiListPane *pane, gboolean marked);
void gui_list_query_free (GuiListQuery *self);
/* Borrowed from it. */
M77ExportQuery gui_list_query_as (const GuiListQuery *self, const char *format);

/* Asks where to, and writes it; the window tells. */
void gui_list_export (GuiListPane *pane);

G_END_DECLS
