/* gui-search-provider.h: incidents and runbooks in the desktop's own search
 *
 * org.gnome.Shell.SearchProvider2, for the profile in use. Ids are "KIND/ID". The agent finds them
 * by their titles; while there is none, nothing is found, and nobody waits. A result that is chosen
 * is shown, and nothing else is done.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GUI_SEARCH_PROVIDER_PATH "/com/mogothrow77/Console/SearchProvider"

#define GUI_TYPE_SEARCH_PROVIDER (gui_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (GuiSearchProvider, gui_search_provider, GUI, SEARCH_PROVIDER, GObject)

/* Borrows the application. */
GuiSearchProvider *gui_search_provider_new (GApplication *application);
gboolean gui_search_provider_export (GuiSearchProvider *self, GDBusConnection *bus, GError **error);
void gui_search_provider_unexport (GuiSearchProvider *self);

/* What of Titles' rows is a result: ids, in order; their names are kept. Free with g_strfreev. */
char **gui_search_provider_take (GuiSearchProvider *self, GVariant *rows);
/* aa{sv}; floating. */
GVariant *gui_search_provider_metas (GuiSearchProvider *self, const char *const *ids);

G_END_DECLS
