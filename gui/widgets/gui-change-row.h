/* gui-change-row.h: what one field was and became, as a row
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-span.h"

G_BEGIN_DECLS

GtkWidget *gui_change_row_new (const char *title, const GArray *spans);
/* kind NULL: not known here. from NULL: there was nothing to compare with. */
GtkWidget *gui_change_row_of (const char *kind,
                              const char *field,
                              const M77Json *from,
                              const M77Json *to);

/* elements: what an edit adds to a set or log, and takes from it (docs/json.md). */
GtkWidget *gui_change_row_elements (const char *kind, const char *field, const M77Json *elements);

G_END_DECLS
