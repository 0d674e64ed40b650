/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-composer"

#include "config.h"

#include "gui/widgets/gui-composer.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEIGHT_MOST 140

struct _GuiComposer
{
  AdwBin parent;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GtkDropDown *audience;
  GtkButton *add;
  GtkLabel *hint;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (GuiComposer, gui_composer, ADW_TYPE_BIN)

enum
{
  ADD,
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const audiences[] = { "internal", "stakeholders", "public" };

char *
gui_composer_text (GuiComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

void
gui_composer_set_text (GuiComposer *self, const char *text)
{
  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->setting = FALSE;
}

void
gui_composer_set_fault (GuiComposer *self, const char *fault)
{
  gtk_label_set_label (self->hint, fault != NULL ? fault : _ ("Ctrl+Enter adds"));
  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
}

static guint
audience_of (GuiComposer *self)
{
  guint position = gtk_drop_down_get_selected (self->audience);

  return gtk_widget_get_visible (GTK_WIDGET (self->audience)) && position < G_N_ELEMENTS (audiences)
             ? position
             : 0;
}

static void
add (GuiComposer *self)
{
  g_autofree char *text = gui_composer_text (self);

  g_strchomp (text);
  if (*text == '\0')
    gui_composer_set_fault (self, _ ("A note has some words"));
  else
    g_signal_emit (self, signals[ADD], 0, text, audiences[audience_of (self)]);
}

static void
changed_cb (GuiComposer *self)
{
  gui_composer_set_fault (self, NULL);
  if (!self->setting)
    g_signal_emit (self, signals[TYPED], 0);
}

static void
audience_cb (GuiComposer *self)
{
  gboolean others = audience_of (self) > 0;

  gtk_button_set_label (self->add, others ? _ ("Announce…") : _ ("Add"));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer data)
{
  GuiComposer *self = data;

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return FALSE;
  add (self);
  return TRUE;
}

void
gui_composer_set_audiences (GuiComposer *self, gboolean has_others)
{
  gtk_widget_set_visible (GTK_WIDGET (self->audience), has_others);
  audience_cb (self);
}

void
gui_composer_reset (GuiComposer *self)
{
  gtk_drop_down_set_selected (self->audience, 0);
}

void
gui_composer_focus (GuiComposer *self)
{
  gtk_widget_grab_focus (self->view);
}

static void
gui_composer_class_init (GuiComposerClass *class)
{
  signals[ADD] = g_signal_new ("add",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               2,
                               G_TYPE_STRING,
                               G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static GtkWidget *
new_view (GuiComposer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Write a note"),
                                  -1);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT_MOST);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 44);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "composer-text");
  return scrolled;
}

static void
gui_composer_init (GuiComposer *self)
{
  const char *const labels[] = { _ ("Internal"), _ ("Stakeholders"), _ ("Public"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->audience = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->audience),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("For whom"),
                                  -1);
  self->hint = GTK_LABEL (g_object_new (GTK_TYPE_LABEL,
                                        "accessible-role",
                                        GTK_ACCESSIBLE_ROLE_STATUS,
                                        "xalign",
                                        0.0,
                                        "wrap",
                                        TRUE,
                                        "hexpand",
                                        TRUE,
                                        NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "side-title");
  self->add = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->add), "suggested-action");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add), self);
  g_signal_connect_swapped (self->audience, "notify::selected", G_CALLBACK (audience_cb), self);
  gtk_box_append (GTK_BOX (box), new_view (self));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->audience));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->add));
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "composer");
  adw_bin_set_child (ADW_BIN (self), box);
  gui_composer_set_fault (self, NULL);
  audience_cb (self);
}
