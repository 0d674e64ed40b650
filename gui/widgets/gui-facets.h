/* gui-facets.h: values of a list's fields, one press in or out of its filter
 *
 * A line for each field, scrolled sideways where it is long. What a chip says changes in place, so
 * the focus stays where it was. Signal "filter" (const char *): what the filter is to be.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-facets.h"

G_BEGIN_DECLS

#define GUI_TYPE_FACETS (gui_facets_get_type ())
G_DECLARE_FINAL_TYPE (GuiFacets, gui_facets, GUI, FACETS, AdwBin)

GtkWidget *gui_facets_new (M77Facets *facets);

G_END_DECLS
