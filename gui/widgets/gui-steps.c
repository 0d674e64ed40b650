/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-steps"

#include "config.h"

#include "gui/widgets/gui-steps.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"

struct _GuiSteps
{
  AdwBin parent;
  GtkFlowBox *box;
  char *shown; /* what stands there: the same again changes nothing */
};

G_DEFINE_FINAL_TYPE (GuiSteps, gui_steps, ADW_TYPE_BIN)

static void
add (GuiSteps *self, const char *label, guint number, guint n, guint at)
{
  GtkWidget *step = gtk_label_new (NULL);
  const char *state = number < at ? _ ("done") : number == at ? _ ("current") : _ ("to come");
  g_autofree char *text = number == at ? g_strdup_printf ("[%s]", label) : g_strdup (label);
  /* Translators: a step, of how many, its label, and whether it is done */
  g_autofree char *name = g_strdup_printf (_ ("%u of %u, %s, %s"), number, n, label, state);

  gtk_label_set_text (GTK_LABEL (step), text);
  gtk_widget_add_css_class (step, "step");
  if (number <= at)
    gtk_widget_add_css_class (step, number == at ? "step-current" : "step-done");
  gui_a11y_name (step, name);
  gtk_flow_box_append (self->box, step);
  gtk_widget_set_focusable (gtk_widget_get_parent (step), FALSE);
}

void
gui_steps_show (GuiSteps *self, const char *const *labels, guint at)
{
  g_autofree char *joined = g_strjoinv ("\n", (GStrv) labels);
  g_autofree char *text = g_strdup_printf ("%u\n%s", at, joined);
  guint n = g_strv_length ((GStrv) labels);
  GtkWidget *old;

  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, old);
  for (guint i = 0; i < n; i++)
    add (self, labels[i], i + 1, n, at);
  gtk_flow_box_set_max_children_per_line (self->box, MAX (n, 1));
}

static void
gui_steps_finalize (GObject *object)
{
  g_free (GUI_STEPS (object)->shown);

  G_OBJECT_CLASS (gui_steps_parent_class)->finalize (object);
}

static void
gui_steps_class_init (GuiStepsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_steps_finalize;
}

static void
gui_steps_init (GuiSteps *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (self->box, 4);
  gui_a11y_name (GTK_WIDGET (self->box), _ ("Steps"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
