/* gui-pair-page.h: a section as a table made by hand, or as a list like any other
 *
 * The table is where one sees how things stand, the list where one sorts, saves views and changes
 * many at once. What one chose is kept while the page is.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-front-page.h"

G_BEGIN_DECLS

#define GUI_TYPE_PAIR_PAGE (gui_pair_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiPairPage, gui_pair_page, GUI, PAIR_PAGE, GuiFrontPage)

/* Both are taken. */
GuiPairPage *gui_pair_page_new (GtkWidget *table, GtkWidget *list);

G_END_DECLS
