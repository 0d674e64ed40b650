/* gui-tenant-band.h: whose window it is, by a colour
 *
 * A line in the tenant's colour, always the same one for the same tenant, of a window. Hatched
 * where what is shown is of production: the shape tells it where the colour does not.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUI_TYPE_TENANT_BAND (gui_tenant_band_get_type ())
G_DECLARE_FINAL_TYPE (GuiTenantBand, gui_tenant_band, GUI, TENANT_BAND, GtkWidget)

/* tenant NULL: nothing is drawn. */
void gui_tenant_band_set (GuiTenantBand *self, const char *tenant, gboolean is_production);
/* The colour of a tenant, as CSS: "#1a5fb4"; it has 4.5:1 on a light or a dark ground. */
const char *gui_tenant_colour (const char *tenant, gboolean dark);

G_END_DECLS
