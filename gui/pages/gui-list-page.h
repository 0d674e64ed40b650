/* gui-list-page.h: the records of one section, and the one chosen beside them
 *
 * The filter's text is the truth. What is wrong in it is said below, and the last good list
 * stays. Where there is no room for both, the record takes the list's place until back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-sections.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_LIST_PAGE (gui_list_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiListPage, gui_list_page, GUI, LIST_PAGE, AdwBin)

GuiListPage *gui_list_page_new (M77Client *client, const GuiSection *section);

/* What is looked for. Signal "query": it is another. */
const M77Kind *gui_list_page_kind (GuiListPage *self);
const char *gui_list_page_filter (GuiListPage *self);
/* kind: one of its section. */
void gui_list_page_set_filter (GuiListPage *self, const M77Kind *kind, const char *filter);

G_END_DECLS
