/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-pages"

#include "config.h"

#include "gui/pages/gui-pages.h"

#include "gui/pages/gui-alerts-page.h"
#include "gui/pages/gui-faceted-page.h"
#include "gui/pages/gui-flags-page.h"
#include "gui/pages/gui-inbox-page.h"
#include "gui/pages/gui-list-page.h"
#include "gui/pages/gui-oncall-page.h"
#include "gui/pages/gui-overview-page.h"
#include "gui/pages/gui-pair-page.h"
#include "gui/pages/gui-roles-page.h"

GtkWidget *
gui_pages_new (const GuiSection *section, M77Client *client, M77OutboxModel *outbox)
{
  const char *id = section->id;

  if (g_str_equal (id, "overview"))
    return GTK_WIDGET (gui_overview_page_new (client, outbox));
  if (g_str_equal (id, "inbox"))
    return GTK_WIDGET (gui_inbox_page_new (client, outbox));
  if (g_str_equal (id, "alerts"))
    return GTK_WIDGET (gui_alerts_page_new (client, section, NULL));
  if (g_str_equal (id, "oncall"))
    return GTK_WIDGET (gui_oncall_page_new (client, section));
  if (g_str_equal (id, "flags"))
    return GTK_WIDGET (gui_pair_page_new (GTK_WIDGET (gui_flags_page_new (client)),
                                          GTK_WIDGET (gui_list_page_new (client, section))));
  if (g_str_equal (id, "roles"))
    return GTK_WIDGET (gui_pair_page_new (GTK_WIDGET (gui_roles_page_new (client)),
                                          GTK_WIDGET (gui_list_page_new (client, section))));
  if (gui_faceted_page_fits (section))
    return GTK_WIDGET (gui_faceted_page_new (client, section));
  return GTK_WIDGET (gui_list_page_new (client, section));
}
