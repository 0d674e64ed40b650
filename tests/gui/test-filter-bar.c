/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-filter-bar"

#include "config.h"

#include "gui/gui-theme.h"
#include "gui/widgets/gui-completion.h"
#include "gui/widgets/gui-filter-bar.h"
#include "tests/gui/display.h"

typedef struct
{
  GtkWidget *window, *bar, *entry;
  char *filter; /* the last one told */
  guint told, left;
} Fixture;

static void
filter_cb (Fixture *self, const char *filter)
{
  g_free (self->filter);
  self->filter = g_strdup (filter);
  self->told++;
}

static void
leave_cb (Fixture *self)
{
  self->left++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->bar = g_object_new (GUI_TYPE_FILTER_BAR, NULL);
  gui_filter_bar_set_kind (GUI_FILTER_BAR (self->bar), NULL, m77_kind_find ("incident"));
  g_signal_connect_swapped (self->bar, "filter", G_CALLBACK (filter_cb), self);
  g_signal_connect_swapped (self->bar, "leave", G_CALLBACK (leave_cb), self);
  gtk_window_set_child (GTK_WINDOW (self->window), self->bar);
  gtk_window_present (GTK_WINDOW (self->window));
  self->entry = display_find (self->bar, GTK_TYPE_ENTRY, NULL);
  gtk_widget_grab_focus (self->bar);
  display_settle ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  display_settle ();
  g_free (self->filter);
}

/* As a person types: letter by letter, at the end. */
static void
type (Fixture *self, const char *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));

  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      g_signal_emit_by_name (delegate, "insert-at-cursor", letter);
      display_settle ();
    }
}

static gboolean
press (Fixture *self, guint key)
{
  GListModel *controllers = gtk_widget_observe_controllers (self->entry);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (one) &&
          gtk_event_controller_get_propagation_phase (one) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (one, "key-pressed", key, 0, 0, &handled);
    }
  g_object_unref (controllers);
  display_settle ();
  return handled;
}

static gboolean
is_offering (Fixture *self)
{
  return gui_completion_is_shown (
      GUI_COMPLETION (display_find (self->bar, GUI_TYPE_COMPLETION, NULL)));
}

static GtkWidget *
alert (Fixture *self)
{
  GtkWidget *label = gtk_widget_get_next_sibling (self->entry);

  g_assert_true (GTK_IS_LABEL (label));
  return label;
}

/* Half a word is not looked for; a whole term is, and words as they are typed. */
static void
test_types (Fixture *self, gconstpointer data)
{
  type (self, "stat");
  g_assert_cmpuint (self->told, ==, 0);
  g_assert_true (is_offering (self));
  g_assert_false (gtk_widget_get_visible (alert (self)));
  type (self, "us:triggered");
  g_assert_cmpstr (self->filter, ==, "status:triggered");
  type (self, " card");
  g_assert_cmpstr (self->filter, ==, "status:triggered card");
}

/* Nothing is chosen until one chooses: Enter keeps what is typed. */
static void
test_chooses (Fixture *self, gconstpointer data)
{
  type (self, "severity<=s");
  g_assert_true (is_offering (self));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Return));
  g_assert_cmpstr (gui_filter_bar_text (GUI_FILTER_BAR (self->bar)), ==, "severity<=sev2");
  g_assert_cmpstr (self->filter, ==, "severity<=sev2");
  g_assert_false (is_offering (self));
}

/* What is wrong is said, and nothing new is looked for. */
static void
test_wrong (Fixture *self, gconstpointer data)
{
  guint told;

  type (self, "card ");
  told = self->told;
  type (self, "foo:bar");
  g_assert_true (gtk_widget_get_visible (alert (self)));
  g_assert_cmpuint (self->told, ==, told + 3); /* f, o, o: words */
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gui_filter_bar_set_text (GUI_FILTER_BAR (self->bar), "is:open");
  g_assert_false (gtk_widget_get_visible (alert (self)));
  g_assert_cmpuint (self->told, ==, told + 3);
}

/* Escape: the suggestions, then what stood there, then the rows. */
static void
test_escape (Fixture *self, gconstpointer data)
{
  type (self, "status:triggered is:");
  g_assert_true (is_offering (self));
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_false (is_offering (self));
  g_assert_cmpuint (self->left, ==, 0);
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_cmpstr (self->filter, ==, "");
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_cmpuint (self->left, ==, 1);
}

static void
test_remove_term (Fixture *self, gconstpointer data)
{
  gui_filter_bar_set_text (GUI_FILTER_BAR (self->bar), "is:open \"disk full\" severity<=sev2");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 12);
  gtk_widget_activate_action (self->bar, "filter.remove-term", NULL);
  g_assert_cmpstr (self->filter, ==, "is:open severity<=sev2");
  gtk_widget_activate_action (self->bar, "filter.clear", NULL);
  g_assert_cmpstr (self->filter, ==, "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  gui_theme_install ();
  g_test_add ("/filter-bar/types", Fixture, NULL, set_up, test_types, tear_down);
  g_test_add ("/filter-bar/chooses", Fixture, NULL, set_up, test_chooses, tear_down);
  g_test_add ("/filter-bar/wrong", Fixture, NULL, set_up, test_wrong, tear_down);
  g_test_add ("/filter-bar/escape", Fixture, NULL, set_up, test_escape, tear_down);
  g_test_add ("/filter-bar/remove-term", Fixture, NULL, set_up, test_remove_term, tear_down);
  status = g_test_run ();
  display_close ();
  return status;
}
