/* gui-front-page.h: a page in front of others
 *
 * For what stands around a page, or shows one of several: all that the window asks for goes to the
 * page that is shown.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-page.h"

G_BEGIN_DECLS

#define GUI_TYPE_FRONT_PAGE (gui_front_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GuiFrontPage, gui_front_page, GUI, FRONT_PAGE, AdwBin)

struct _GuiFrontPageClass
{
  AdwBinClass parent_class;
};

/* A page behind it, which it must outlive; the first is the one shown. */
void gui_front_page_add (GuiFrontPage *self, GuiPage *page);
/* One of those added. */
void gui_front_page_show (GuiFrontPage *self, GuiPage *page);

G_END_DECLS
