/* gui-flags-page.h: all flags, keys by environments
 *
 * A cell is one record and opens it beside the table. The filter is the filter language's; a key
 * is shown where any of its records fits. One environment can be looked at alone, with more said
 * of each flag; so it is where there is no room for more.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_FLAGS_PAGE (gui_flags_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiFlagsPage, gui_flags_page, GUI, FLAGS_PAGE, AdwBin)

GuiFlagsPage *gui_flags_page_new (M77Client *client);
/* The JSON array of List, as if it had been read (tests). */
void gui_flags_page_take (GuiFlagsPage *self, const char *rows);

G_END_DECLS
