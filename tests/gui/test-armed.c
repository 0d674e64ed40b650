/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/gui-arm.h"
#include "gui/gui-session.h"
#include "gui/widgets/gui-arm-button.h"
#include "tests/gui/display.h"

typedef struct
{
  GtkWidget *window, *button;
} Armed;

static void
set_up (Armed *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->button = g_object_new (GUI_TYPE_ARM_BUTTON, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), self->button);
  gtk_window_present (GTK_WINDOW (self->window));
  display_settle ();
}

static void
tear_down (Armed *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  display_settle ();
}

static void
assert_button (Armed *self, const char *text)
{
  GtkWidget *button = display_find (self->button, GTK_TYPE_BUTTON, NULL);

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

/* A window's, and its dialogs'; not another window's. */
static void
test_windows (Armed *self, gconstpointer data)
{
  GtkWidget *dialog = gtk_window_new ();
  GtkWidget *other = gtk_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
  assert_button (self, "Production: read-only");
  gui_arm_begin (gui_arm_of (dialog));
  g_assert_true (gui_arm_is_armed (gui_arm_of (self->button)));
  g_assert_false (gui_arm_is_armed (gui_arm_of (other)));
  assert_button (self, "Armed 30 min");
  g_assert_cmpint (gui_arm_left (gui_arm_of (self->window)), <=, 30 * 60 * 1000);

  gui_arm_button_press (GUI_ARM_BUTTON (self->button));
  g_assert_false (gui_arm_is_armed (gui_arm_of (dialog)));
  assert_button (self, "Production: read-only");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (other));
}

static void
test_may_write (Armed *self, gconstpointer data)
{
  const M77Kind *flag = m77_kind_find ("flag");
  const M77Kind *incident = m77_kind_find ("incident");

  g_assert_true (gui_arm_may_write (self->button, incident, NULL, "production"));
  g_assert_true (gui_arm_may_write (self->button, flag, NULL, "staging"));
  gui_arm_begin (gui_arm_of (self->button));
  g_assert_true (gui_arm_may_write (self->button, flag, NULL, "production"));

  g_object_set (gui_session_default (), "read-only", TRUE, NULL);
  g_assert_false (gui_arm_may_write (self->button, incident, NULL, "production"));
  g_object_set (gui_session_default (), "read-only", FALSE, NULL);
}

/* Refused, the name is asked for, and pressing Arm without it does nothing. */
static void
test_asks (Armed *self, gconstpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint before = g_list_model_get_n_items (windows);

  g_assert_false (gui_arm_may_write (self->button, m77_kind_find ("flag"), NULL, "production"));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before + 1);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (GTK_WIDGET (each) != self->window)
        {
          gtk_window_close (each);
          break;
        }
    }
  display_settle ();
  g_assert_false (gui_arm_is_armed (gui_arm_of (self->button)));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add ("/armed/windows", Armed, NULL, set_up, test_windows, tear_down);
  g_test_add ("/armed/may-write", Armed, NULL, set_up, test_may_write, tear_down);
  g_test_add ("/armed/asks", Armed, NULL, set_up, test_asks, tear_down);
  status = g_test_run ();
  display_close ();
  return status;
}
