/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-verb-row"

#include "config.h"

#include "gui/widgets/gui-verb-row.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/model/m77-act.h"

#define SIDE_BY_SIDE       4
#define SIDE_BY_SIDE_LEAST 2

struct _GuiVerbRow
{
  AdwBin parent;
  GtkFlowBox *box;
  const M77Kind *kind;
  const char *const *names;
  GPtrArray *buttons; /* in the order of names */
};

G_DEFINE_FINAL_TYPE (GuiVerbRow, gui_verb_row, ADW_TYPE_BIN)

static void
clicked_cb (GuiVerbRow *self, GtkButton *button)
{
  guint at;

  if (g_ptr_array_find (self->buttons, button, &at))
    gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", self->names[at], "");
}

static void
add_button (GuiVerbRow *self, const M77Action *action)
{
  g_autofree char *label = g_strdup_printf ("%s…", gui_text_label (action->label));
  GtkWidget *button = gtk_button_new_with_label (label);

  if (action->effect != NULL)
    gtk_widget_set_tooltip_text (button, gui_text_label (action->effect));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_flow_box_append (self->box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  g_ptr_array_add (self->buttons, button);
}

void
gui_verb_row_show (GuiVerbRow *self, const GuiSight *sight)
{
  gboolean is_offline = gui_sight_is_offline (sight);

  for (guint i = 0; self->names[i] != NULL; i++)
    {
      const M77Action *action = m77_kind_action (self->kind, self->names[i]);
      GtkWidget *button = self->buttons->pdata[i];
      gboolean fits = m77_act_check_state (self->kind, action, sight->doc, NULL);
      gboolean online_only = is_offline && action->offline == M77_OFFLINE_DENY;

      gtk_widget_set_visible (gtk_widget_get_parent (button), fits);
      gtk_widget_set_sensitive (button, !online_only);
      gtk_widget_set_tooltip_text (button,
                                   online_only              ? _ ("Not now: offline")
                                   : action->effect != NULL ? gui_text_label (action->effect)
                                                            : NULL);
    }
}

static void
gui_verb_row_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_VERB_ROW (object)->buttons);

  G_OBJECT_CLASS (gui_verb_row_parent_class)->finalize (object);
}

static void
gui_verb_row_class_init (GuiVerbRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_verb_row_finalize;
}

static void
gui_verb_row_init (GuiVerbRow *self)
{
  self->buttons = g_ptr_array_new ();
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, SIDE_BY_SIDE);
  gtk_flow_box_set_column_spacing (self->box, 6);
  gtk_flow_box_set_row_spacing (self->box, 6);
  gtk_flow_box_set_min_children_per_line (self->box, SIDE_BY_SIDE_LEAST);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions"),
                                  -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
gui_verb_row_new (const M77Kind *kind, const char *const *names)
{
  GuiVerbRow *self = g_object_new (GUI_TYPE_VERB_ROW, NULL);

  self->kind = kind;
  self->names = names;
  for (guint i = 0; names[i] != NULL; i++)
    add_button (self, m77_kind_action (kind, names[i]));
  return GTK_WIDGET (self);
}
