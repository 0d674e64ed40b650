/* gui-pages.h: which page shows a section
 *
 * A section has the list of its kinds, or a page made by hand. A new page is one line in
 * gui-pages.c.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/gui-sections.h"
#include "gui/pages/gui-page.h"
#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

/* The caller's to unref. */
GtkWidget *gui_pages_new (const GuiSection *section, M77Client *client, M77OutboxModel *outbox);

G_END_DECLS
