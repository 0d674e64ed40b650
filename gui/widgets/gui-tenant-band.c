/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-tenant-band"

#include "config.h"

#include "gui/widgets/gui-tenant-band.h"

#include <adwaita.h>

#define HEIGHT 5 /* px */
#define HATCH  8 /* px from one line to the next */

struct _GuiTenantBand
{
  GtkWidget parent;
  char *tenant;
  gboolean is_production;
};

G_DEFINE_FINAL_TYPE (GuiTenantBand, gui_tenant_band, GTK_TYPE_WIDGET)

const char *
gui_tenant_colour (const char *tenant, gboolean dark)
{
  /* As the series of plots; none is the colour of harm. */
  static const char *const colours[][2] = {
    { "#1a5fb4", "#78aeed" }, { "#1d6f48", "#8ff0a4" }, { "#813d9c", "#dc8add" },
    { "#865e3c", "#cdab8f" }, { "#0b6f7a", "#4fc9d4" }, { "#5e5c64", "#c0bfbc" },
  };

  return colours[g_str_hash (tenant) % G_N_ELEMENTS (colours)][dark ? 1 : 0];
}

static void
gui_tenant_band_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GuiTenantBand *self = GUI_TENANT_BAND (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA colour;
  cairo_t *cr;

  if (self->tenant == NULL || !gdk_rgba_parse (&colour, gui_tenant_colour (self->tenant, dark)))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_paint (cr);
  if (self->is_production)
    {
      cairo_set_source_rgb (cr, dark ? 0 : 1, dark ? 0 : 1, dark ? 0 : 1);
      cairo_set_line_width (cr, 2);
      for (int x = -height; x < width; x += HATCH)
        {
          cairo_move_to (cr, x, height);
          cairo_line_to (cr, x + height, 0);
        }
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
gui_tenant_band_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
  *minimum_baseline = *natural_baseline = -1;
}

static void
gui_tenant_band_finalize (GObject *object)
{
  g_free (GUI_TENANT_BAND (object)->tenant);

  G_OBJECT_CLASS (gui_tenant_band_parent_class)->finalize (object);
}

static void
gui_tenant_band_class_init (GuiTenantBandClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_tenant_band_finalize;
  widget_class->snapshot = gui_tenant_band_snapshot;
  widget_class->measure = gui_tenant_band_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gui_tenant_band_init (GuiTenantBand *self)
{
}

void
gui_tenant_band_set (GuiTenantBand *self, const char *tenant, gboolean is_production)
{
  if (g_strcmp0 (tenant, self->tenant) == 0 && is_production == self->is_production)
    return;
  g_free (self->tenant);
  self->tenant = g_strdup (tenant);
  self->is_production = is_production;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
