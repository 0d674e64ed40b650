/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-fold"

#include "config.h"

#include "gui/widgets/gui-fold.h"

#define SPACE_PX 8

struct _GuiFold
{
  GtkWidget parent;
  GtkWidget *first, *second;
  int together;
};

G_DEFINE_FINAL_TYPE (GuiFold, gui_fold, GTK_TYPE_WIDGET)

enum
{
  PROP_TOGETHER = 1,
  PROP_FIRST,
  PROP_SECOND,
  N_PROPS
};

static void
measure (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* What the second has of a width, side by side. */
static int
second_width (GuiFold *self, int width)
{
  int minimum, natural;

  measure (self->second, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  return CLAMP (natural, minimum, MAX (width / 2, minimum));
}

static gboolean
is_together (GuiFold *self, int width)
{
  return width < 0 || width >= self->together;
}

static void
gui_fold_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  GuiFold *self = GUI_FOLD (widget);
  int first_min, first_nat, second_min, second_nat;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure (self->first, orientation, -1, &first_min, &first_nat);
      measure (self->second, orientation, -1, &second_min, &second_nat);
      *minimum = MAX (first_min, second_min);
      *natural = MAX (*minimum, first_nat + second_nat + SPACE_PX);
      return;
    }
  if (is_together (self, for_size))
    {
      int second = for_size < 0 ? -1 : second_width (self, for_size);
      int first = for_size < 0 ? -1 : MAX (for_size - second - SPACE_PX, 0);

      measure (self->first, orientation, first, &first_min, &first_nat);
      measure (self->second, orientation, second, &second_min, &second_nat);
      *minimum = MAX (first_min, second_min);
      *natural = MAX (first_nat, second_nat);
      return;
    }
  measure (self->first, orientation, for_size, &first_min, &first_nat);
  measure (self->second, orientation, for_size, &second_min, &second_nat);
  *minimum = first_min + second_min + (second_min > 0 ? SPACE_PX / 2 : 0);
  *natural = MAX (*minimum, first_nat + second_nat + (second_nat > 0 ? SPACE_PX / 2 : 0));
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation area = { x, y, width, height };

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &area, -1);
}

static void
gui_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GuiFold *self = GUI_FOLD (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minimum, natural;

  if (is_together (self, width))
    {
      int second = second_width (self, width);
      int first = MAX (width - second - (second > 0 ? SPACE_PX : 0), 0);

      place (self->first, rtl ? width - first : 0, 0, first, height);
      place (self->second, rtl ? 0 : width - second, 0, second, height);
      return;
    }
  measure (self->second, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural);
  place (self->first, 0, 0, width, height - minimum - (minimum > 0 ? SPACE_PX / 2 : 0));
  place (self->second, 0, height - minimum, width, minimum);
}

static GtkSizeRequestMode
gui_fold_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gui_fold_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GuiFold *self = GUI_FOLD (object);

  switch (id)
    {
    case PROP_TOGETHER:
      self->together = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_FIRST:
      self->first = g_value_get_object (value);
      gtk_widget_insert_after (self->first, GTK_WIDGET (self), NULL);
      break;
    case PROP_SECOND:
      self->second = g_value_get_object (value);
      gtk_widget_insert_before (self->second, GTK_WIDGET (self), NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gui_fold_dispose (GObject *object)
{
  GuiFold *self = GUI_FOLD (object);

  g_clear_pointer (&self->first, gtk_widget_unparent);
  g_clear_pointer (&self->second, gtk_widget_unparent);

  G_OBJECT_CLASS (gui_fold_parent_class)->dispose (object);
}

static void
gui_fold_class_init (GuiFoldClass *class)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = gui_fold_set_property;
  object_class->dispose = gui_fold_dispose;
  widget_class->measure = gui_fold_measure;
  widget_class->size_allocate = gui_fold_size_allocate;
  widget_class->get_request_mode = gui_fold_get_request_mode;
  g_object_class_install_property (
      object_class,
      PROP_TOGETHER,
      g_param_spec_int ("together", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (
      object_class, PROP_FIRST, g_param_spec_object ("first", NULL, NULL, GTK_TYPE_WIDGET, flags));
  g_object_class_install_property (object_class,
                                   PROP_SECOND,
                                   g_param_spec_object ("second",
                                                        NULL,
                                                        NULL,
                                                        GTK_TYPE_WIDGET,
                                                        flags));
}

static void
gui_fold_init (GuiFold *self)
{
}
