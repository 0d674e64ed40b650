/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-verbs"

#include "config.h"

#include "gui/widgets/gui-verbs.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/gui-text.h"

struct _GuiVerbs
{
  GtkPopover parent;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (GuiVerbs, gui_verbs, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
row_cb (GuiVerbs *self, GtkListBoxRow *row)
{
  const M77Action *action = g_object_get_data (G_OBJECT (row), "action");

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, action->name);
}

static void
add_verb (GuiVerbs *self, const M77Action *action, const char *refusal)
{
  const char *words = refusal != NULL          ? refusal
                      : action->effect != NULL ? gui_text_label (action->effect)
                                               : "";
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (gui_text_label (action->label));
  GtkWidget *effect = gtk_label_new (words);
  g_autofree char *name = g_strdup_printf ("%s: %s", gui_text_label (action->label), words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (effect), 0);
  gtk_label_set_wrap (GTK_LABEL (effect), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (effect), 36);
  gtk_widget_add_css_class (effect, "side-title");
  gtk_widget_add_css_class (box, "verb");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), effect);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, refusal == NULL);
  g_object_set_data (G_OBJECT (row), "action", (gpointer) action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->rows, row);
}

void
gui_verbs_show (GuiVerbs *self, const M77Kind *kind, const M77Json *doc, gboolean is_offline)
{
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  for (int pass = 0; pass < 3; pass++)
    for (const M77Action *a = kind->actions; a != NULL && a->name != NULL; a++)
      {
        g_autofree char *refusal = gui_act_refusal (kind, a, doc, is_offline);
        int place = refusal != NULL ? 2 : (a->flags & M77_ACTION_SAFE) != 0 ? 0 : 1;

        if ((a->flags & M77_ACTION_MAKES) == 0 && place == pass)
          add_verb (self, a, refusal);
      }
}

static void
gui_verbs_class_init (GuiVerbsClass *class)
{
  chosen_signal = g_signal_new ("chosen",
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
gui_verbs_init (GuiVerbs *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions"),
                                  -1);
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (row_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->rows));
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
}
