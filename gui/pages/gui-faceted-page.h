/* gui-faceted-page.h: a list with the values of a few of its fields above it
 *
 * What is one press away from the filter: of deliveries how they ended and to whom they went, of
 * the audit who did what to what on which day. Beside them what can be done with all that the
 * filter finds: dead deliveries are replayed, the audit is verified.
 *
 * The list is GuiListPage, which does everything else.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/gui-sections.h"
#include "gui/pages/gui-front-page.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_FACETED_PAGE (gui_faceted_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiFacetedPage, gui_faceted_page, GUI, FACETED_PAGE, GuiFrontPage)

/* Whether a section's list has facets. */
gboolean gui_faceted_page_fits (const GuiSection *section);
GuiFacetedPage *gui_faceted_page_new (M77Client *client, const GuiSection *section);

G_END_DECLS
