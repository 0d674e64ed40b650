/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-pane"

#include "config.h"

#include "gui/widgets/gui-pane.h"

struct _GuiPane
{
  AdwBin parent;
  int min_width, nat_width;
};

G_DEFINE_FINAL_TYPE (GuiPane, gui_pane, ADW_TYPE_BIN)

enum
{
  PROP_MIN_WIDTH = 1,
  PROP_NAT_WIDTH,
  N_PROPS
};

static void
gui_pane_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  GuiPane *self = GUI_PANE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->min_width;
      *natural = MAX (self->nat_width, self->min_width);
    }
  else if (child != NULL)
    {
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (child,
                          orientation,
                          for_size < 0 ? -1 : MAX (for_size, least),
                          minimum,
                          natural,
                          NULL,
                          NULL);
    }
}

static void
gui_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least;

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > width)
    g_debug ("%s wants %d px of %d", gtk_widget_get_name (child), least, width);
  gtk_widget_allocate (child, MAX (width, least), height, baseline, NULL);
}

static void
gui_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GuiPane *self = GUI_PANE (object);

  switch (id)
    {
    case PROP_MIN_WIDTH:
      self->min_width = g_value_get_int (value);
      break;
    case PROP_NAT_WIDTH:
      self->nat_width = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
gui_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gui_pane_class_init (GuiPaneClass *class)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = gui_pane_set_property;
  widget_class->measure = gui_pane_measure;
  widget_class->size_allocate = gui_pane_size_allocate;
  widget_class->get_request_mode = gui_pane_get_request_mode;

  g_object_class_install_property (
      object_class,
      PROP_MIN_WIDTH,
      g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (
      object_class,
      PROP_NAT_WIDTH,
      g_param_spec_int ("nat-width", NULL, NULL, 0, G_MAXINT, 0, flags));
}

static void
gui_pane_init (GuiPane *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
