/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-field-note"

#include "config.h"

#include "gui/widgets/gui-field-note.h"

#include <glib/gi18n.h>

struct _GuiFieldNote
{
  AdwPreferencesRow parent;
  GtkLabel *fault, *theirs;
  GtkWidget *changed; /* box of theirs and its button */
};

G_DEFINE_FINAL_TYPE (GuiFieldNote, gui_field_note, ADW_TYPE_PREFERENCES_ROW)

static guint use_theirs_signal;

static void
use_cb (GuiFieldNote *self)
{
  g_signal_emit (self, use_theirs_signal, 0);
}

static GtkLabel *
new_label (GuiFieldNote *self)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_STATUS,
                                  "xalign",
                                  0.0,
                                  "wrap",
                                  TRUE,
                                  "wrap-mode",
                                  PANGO_WRAP_WORD_CHAR,
                                  "hexpand",
                                  TRUE,
                                  NULL);

  return label;
}

static void
show (GuiFieldNote *self)
{
  gboolean wrong = *gtk_label_get_label (self->fault) != '\0';
  gboolean changed = *gtk_label_get_label (self->theirs) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->fault), wrong);
  gtk_widget_set_visible (self->changed, changed);
  gtk_widget_set_visible (GTK_WIDGET (self), wrong || changed);
}

void
gui_field_note_set_fault (GuiFieldNote *self, const char *fault)
{
  gtk_label_set_label (self->fault, fault != NULL ? fault : "");
  show (self);
}

void
gui_field_note_set_theirs (GuiFieldNote *self, const char *theirs)
{
  gtk_label_set_label (self->theirs, theirs != NULL ? theirs : "");
  show (self);
}

static void
gui_field_note_class_init (GuiFieldNoteClass *class)
{
  use_theirs_signal = g_signal_new ("use-theirs",
                                    G_TYPE_FROM_CLASS (class),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    0);
}

static void
gui_field_note_init (GuiFieldNote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Use theirs"));

  self->fault = new_label (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  self->theirs = new_label (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->theirs), "held");
  self->changed = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (self->changed), GTK_WIDGET (self->theirs));
  gtk_box_append (GTK_BOX (self->changed), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_box_append (GTK_BOX (box), self->changed);
  gtk_widget_add_css_class (box, "field-note");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  show (self);
}

GtkWidget *
gui_field_note_new (void)
{
  return g_object_new (GUI_TYPE_FIELD_NOTE, NULL);
}
