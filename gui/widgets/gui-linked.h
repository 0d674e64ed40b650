/* gui-linked.h: the first records of a query, as a group of rows that open them
 *
 * Follows the agent by itself; where there is nothing it is not shown. Rows keep their places while
 * what they say changes.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

#define GUI_TYPE_LINKED (gui_linked_get_type ())
G_DECLARE_FINAL_TYPE (GuiLinked, gui_linked, GUI, LINKED, AdwBin)

/* At most so many rows; the rest is counted. sort NULL: the kind's. */
GtkWidget *gui_linked_new (M77Client *client,
                           const char *kind,
                           const char *title,
                           const char *filter,
                           const char *sort,
                           guint most);
/* Other records of the same kind; the same query changes nothing. */
void gui_linked_set_filter (GuiLinked *self, const char *filter);
/* Shows the rows of a list that somebody else fills. */
GtkWidget *gui_linked_new_of_rows (const char *kind,
                                   const char *title,
                                   GListModel *rows,
                                   guint most);
guint gui_linked_count (GuiLinked *self);

G_END_DECLS
