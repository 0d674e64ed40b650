/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-lane"

#include "config.h"

#include "gui/widgets/gui-lane.h"

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"

#define MARK_PX 2

typedef struct
{
  GtkWidget *label;
  double from, to;
  char *class;
} Part;

struct _GuiLane
{
  GtkWidget parent;
  GPtrArray *parts; /* Part */
  guint used;
};

G_DEFINE_FINAL_TYPE (GuiLane, gui_lane, GTK_TYPE_WIDGET)

static void
free_part (gpointer data)
{
  Part *part = data;

  gtk_widget_unparent (part->label);
  g_free (part->class);
  g_free (part);
}

static Part *
place (GuiLane *self)
{
  Part *part;

  if (self->used < self->parts->len)
    return self->parts->pdata[self->used++];
  part = g_new0 (Part, 1);
  part->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (part->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (part->label, GTK_WIDGET (self));
  g_ptr_array_add (self->parts, part);
  self->used++;
  return part;
}

void
gui_lane_begin (GuiLane *self)
{
  self->used = 0;
}

void
gui_lane_add (GuiLane *self,
              double from,
              double to,
              const char *words,
              const char *name,
              const char *class)
{
  Part *part = place (self);
  g_autofree char *safe = gui_text_line (words);
  g_autofree char *said = gui_text_line (name);

  part->from = CLAMP (from, 0, 1);
  part->to = CLAMP (to, part->from, 1);
  gtk_label_set_text (GTK_LABEL (part->label), safe);
  gtk_widget_set_tooltip_text (part->label, said);
  gui_a11y_name (part->label, said);
  if (part->class != NULL)
    gtk_widget_remove_css_class (part->label, part->class);
  g_free (part->class);
  part->class = g_strdup (class);
  gtk_widget_add_css_class (part->label, class);
}

void
gui_lane_end (GuiLane *self)
{
  if (self->parts->len > self->used)
    g_ptr_array_set_size (self->parts, (int) self->used);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
gui_lane_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  GuiLane *self = GUI_LANE (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  for (guint i = 0; i < self->parts->len && orientation == GTK_ORIENTATION_VERTICAL; i++)
    {
      int least, best;

      gtk_widget_measure (((Part *) self->parts->pdata[i])->label,
                          orientation,
                          -1,
                          &least,
                          &best,
                          NULL,
                          NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, best);
    }
}

static void
gui_lane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GuiLane *self = GUI_LANE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];
      int from = (int) (part->from * width);
      int to = MAX ((int) (part->to * width), from + MARK_PX);
      GtkAllocation area = { rtl ? width - to : from, 0, to - from, height };
      int least;

      /* It is cut where it has less room than it asks for. */
      gtk_widget_measure (part->label, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_set_child_visible (part->label, TRUE);
      area.width = MAX (area.width, least);
      gtk_widget_size_allocate (part->label, &area, -1);
    }
}

static void
gui_lane_dispose (GObject *object)
{
  g_ptr_array_set_size (GUI_LANE (object)->parts, 0);

  G_OBJECT_CLASS (gui_lane_parent_class)->dispose (object);
}

static void
gui_lane_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_LANE (object)->parts);

  G_OBJECT_CLASS (gui_lane_parent_class)->finalize (object);
}

static void
gui_lane_class_init (GuiLaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_lane_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_lane_finalize;
  widget_class->measure = gui_lane_measure;
  widget_class->size_allocate = gui_lane_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gui_lane_init (GuiLane *self)
{
  self->parts = g_ptr_array_new_with_free_func (free_part);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
gui_lane_new (void)
{
  return g_object_new (GUI_TYPE_LANE, NULL);
}
