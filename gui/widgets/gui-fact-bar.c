/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-fact-bar"

#include "config.h"

#include "gui/widgets/gui-fact-bar.h"

#include <glib/gi18n.h>

#define SPACING 2

typedef struct
{
  char *icon, *text, *style, *action, *target;
  GtkWidget *button;
} Fact;

struct _GuiFactBar
{
  GtkWidget parent;
  GPtrArray *facts; /* Fact */
  GtkMenuButton *more;
  GtkBox *rest;
  guint n_hidden, idle;
  gboolean is_told; /* the rest is that of n_hidden */
};

G_DEFINE_FINAL_TYPE (GuiFactBar, gui_fact_bar, GTK_TYPE_WIDGET)

static void
free_fact (gpointer data)
{
  Fact *fact = data;

  gtk_widget_unparent (fact->button);
  g_free (fact->icon);
  g_free (fact->text);
  g_free (fact->style);
  g_free (fact->action);
  g_free (fact->target);
  g_free (fact);
}

static GtkWidget *
new_button (const Fact *fact)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  fact->icon,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (fact->text));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "fact");
  if (fact->style != NULL)
    gtk_widget_add_css_class (button, fact->style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fact->text,
                                  -1);
  if (fact->target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", fact->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), fact->action);
  return button;
}

static void
forget_rest (GuiFactBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rest))) != NULL)
    gtk_box_remove (self->rest, child);
}

/* Outside of an allocation, where nothing may ask for another size. */
static gboolean
tell_rest_cb (gpointer data)
{
  GuiFactBar *self = data;
  g_autofree char *label = g_strdup_printf (ngettext ("%u more", "%u more", self->n_hidden),
                                            self->n_hidden);

  self->idle = 0;
  self->is_told = TRUE;
  forget_rest (self);
  for (guint i = self->facts->len - self->n_hidden; i < self->facts->len; i++)
    gtk_box_append (self->rest, new_button (self->facts->pdata[i]));
  gtk_menu_button_set_label (self->more, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
  return G_SOURCE_REMOVE;
}

static int
width_of (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* All, or as many as leave room for the button that tells of the others. */
static guint
count_fitting (GuiFactBar *self, int width)
{
  int more = width_of (GTK_WIDGET (self->more)) + SPACING;
  int used = 0;
  guint fitting = 0;

  for (guint i = 0; i < self->facts->len; i++)
    {
      used += width_of (((Fact *) self->facts->pdata[i])->button) + SPACING;
      if (used + (i + 1 < self->facts->len ? more : 0) <= width)
        fitting = i + 1;
    }
  return used <= width ? self->facts->len : MIN (fitting, self->facts->len - 1);
}

static void
gui_fact_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GuiFactBar *self = GUI_FACT_BAR (widget);
  guint fitting = self->facts->len > 0 ? count_fitting (self, width) : 0;
  int x = width;

  gtk_widget_set_child_visible (GTK_WIDGET (self->more), fitting < self->facts->len);
  if (fitting < self->facts->len)
    {
      int least = width_of (GTK_WIDGET (self->more));

      x -= least;
      gtk_widget_allocate (GTK_WIDGET (self->more),
                           least,
                           height,
                           -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (MAX (x, 0), 0)));
    }
  for (guint i = self->facts->len; i > 0; i--)
    {
      GtkWidget *button = ((Fact *) self->facts->pdata[i - 1])->button;
      int least = width_of (button);

      gtk_widget_set_child_visible (button, i <= fitting);
      if (i > fitting)
        continue;
      x -= least + SPACING;
      gtk_widget_allocate (button,
                           least,
                           height,
                           -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (MAX (x, 0), 0)));
    }
  self->is_told = self->is_told && self->n_hidden == self->facts->len - fitting;
  self->n_hidden = self->facts->len - fitting;
  if (!self->is_told && self->idle == 0)
    self->idle = g_idle_add (tell_rest_cb, self);
}

static void
gui_fact_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  GuiFactBar *self = GUI_FACT_BAR (widget);

  /* What else is in the line comes first: the rest of it is for this. */
  gtk_widget_measure (GTK_WIDGET (self->more), orientation, -1, minimum, natural, NULL, NULL);
  for (guint i = 0; orientation == GTK_ORIENTATION_VERTICAL && i < self->facts->len; i++)
    {
      int height;

      gtk_widget_measure (((Fact *) self->facts->pdata[i])->button,
                          orientation,
                          -1,
                          NULL,
                          &height,
                          NULL,
                          NULL);
      *minimum = *natural = MAX (*natural, height);
    }
  *minimum_baseline = *natural_baseline = -1;
}

static void
gui_fact_bar_dispose (GObject *object)
{
  GuiFactBar *self = GUI_FACT_BAR (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->facts, 0);
  g_clear_pointer ((GtkWidget **) &self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (gui_fact_bar_parent_class)->dispose (object);
}

static void
gui_fact_bar_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_FACT_BAR (object)->facts);

  G_OBJECT_CLASS (gui_fact_bar_parent_class)->finalize (object);
}

static void
gui_fact_bar_class_init (GuiFactBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_fact_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_fact_bar_finalize;
  widget_class->measure = gui_fact_bar_measure;
  widget_class->size_allocate = gui_fact_bar_size_allocate;
}

static void
gui_fact_bar_init (GuiFactBar *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->rest = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->rest));
  self->more = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->more, "9");
  gtk_menu_button_set_popover (self->more, popover);
  gtk_menu_button_set_has_frame (self->more, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "fact");
  gtk_widget_set_parent (GTK_WIDGET (self->more), GTK_WIDGET (self));
}

void
gui_fact_bar_clear (GuiFactBar *self)
{
  g_ptr_array_set_size (self->facts, 0);
  self->is_told = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
gui_fact_bar_add (GuiFactBar *self,
                  const char *icon,
                  const char *text,
                  const char *style,
                  const char *action,
                  const char *target)
{
  Fact *fact = g_new0 (Fact, 1);

  fact->icon = g_strdup (icon);
  fact->text = g_strdup (text);
  fact->style = g_strdup (style);
  fact->action = g_strdup (action);
  fact->target = g_strdup (target);
  fact->button = new_button (fact);
  gtk_widget_set_parent (fact->button, GTK_WIDGET (self));
  g_ptr_array_add (self->facts, fact);
}

guint
gui_fact_bar_hidden (GuiFactBar *self)
{
  return self->n_hidden;
}
