/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-facets"

#include "config.h"

#include "gui/widgets/gui-facets.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

#define CHIPS_MOST  (2 * M77_FACET_VALUES_MOST)
#define TITLE_CHARS 8

typedef struct
{
  GuiFacets *facets;
  guint index;
  GtkBox *box;
  GtkToggleButton *chips[CHIPS_MOST];
} Line;

struct _GuiFacets
{
  AdwBin parent;
  GtkBox *box;
  M77Facets *model;
  GPtrArray *lines; /* Line */
  gboolean taking;
};

G_DEFINE_FINAL_TYPE (GuiFacets, gui_facets, ADW_TYPE_BIN)

static guint filter_signal;

static void
toggled_cb (GtkToggleButton *chip, Line *line)
{
  GuiFacets *self = line->facets;
  const M77FacetGroup *group = m77_facets_groups (self->model)->pdata[line->index];
  g_autofree char *filter = NULL;

  for (guint i = 0; !self->taking && i < MIN (group->values->len, CHIPS_MOST); i++)
    if (line->chips[i] == chip)
      {
        filter = m77_facets_toggle (self->model, group, group->values->pdata[i]);
        g_signal_emit (self, filter_signal, 0, filter);
        return;
      }
}

static void
show_chip (Line *line, guint at, const M77FacetGroup *group, const M77FacetValue *value)
{
  GtkToggleButton *chip = line->chips[at];
  g_autofree char *label = gui_text_line (value->label);
  g_autofree char *count = value->count >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value->count)
                                             : g_strdup ("…");
  g_autofree char *text = g_strdup_printf ("%s  %s", label, count);
  /* Translators: a field, a value of it and how many records have that */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s, %s"),
                                           gui_text_label (group->field->label),
                                           label,
                                           count);

  gtk_button_set_label (GTK_BUTTON (chip), text);
  gtk_toggle_button_set_active (chip, value->is_chosen);
  gtk_widget_set_visible (GTK_WIDGET (chip), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_line (Line *line)
{
  const M77FacetGroup *group = m77_facets_groups (line->facets->model)->pdata[line->index];

  for (guint i = 0; i < CHIPS_MOST; i++)
    if (i < group->values->len)
      show_chip (line, i, group, group->values->pdata[i]);
    else
      gtk_widget_set_visible (GTK_WIDGET (line->chips[i]), FALSE);
}

static void
show (GuiFacets *self)
{
  self->taking = TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    show_line (self->lines->pdata[i]);
  self->taking = FALSE;
}

static void
add_line (GuiFacets *self, guint index, const M77FacetGroup *group)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (gui_text_label (group->field->label));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  line->facets = self;
  line->index = index;
  line->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  for (guint i = 0; i < CHIPS_MOST; i++)
    {
      GtkWidget *chip = gtk_toggle_button_new ();

      gtk_widget_add_css_class (chip, "facet");
      gtk_widget_set_visible (chip, FALSE);
      g_signal_connect (chip, "toggled", G_CALLBACK (toggled_cb), line);
      gtk_box_append (line->box, chip);
      line->chips[i] = GTK_TOGGLE_BUTTON (chip);
    }
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "side-title");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (line->box));
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), scrolled);
  gtk_box_append (self->box, row);
  g_ptr_array_add (self->lines, line);
}

static void
gui_facets_dispose (GObject *object)
{
  GuiFacets *self = GUI_FACETS (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (gui_facets_parent_class)->dispose (object);
}

static void
gui_facets_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_FACETS (object)->lines);

  G_OBJECT_CLASS (gui_facets_parent_class)->finalize (object);
}

static void
gui_facets_class_init (GuiFacetsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_facets_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_facets_finalize;
  filter_signal = g_signal_new ("filter",
                                G_TYPE_FROM_CLASS (class),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
}

static void
gui_facets_init (GuiFacets *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "facets");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
gui_facets_new (M77Facets *facets)
{
  GuiFacets *self = g_object_new (GUI_TYPE_FACETS, NULL);
  const GPtrArray *groups = m77_facets_groups (facets);

  self->model = g_object_ref (facets);
  for (guint i = 0; i < groups->len; i++)
    add_line (self, i, groups->pdata[i]);
  g_signal_connect_swapped (facets, "changed", G_CALLBACK (show), self);
  show (self);
  return GTK_WIDGET (self);
}
