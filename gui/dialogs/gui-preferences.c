/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-preferences"

#include "config.h"

#include "gui/dialogs/gui-preferences.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "gui/gui-state.h"

#define GROUP "preferences"

struct _GuiPreferences
{
  AdwWindow parent;
};

G_DEFINE_FINAL_TYPE (GuiPreferences, gui_preferences, ADW_TYPE_WINDOW)

int
gui_preferences_minutes (const char *text)
{
  int hours, minutes = 0, end = 0;
  gboolean both = sscanf (text, " %2d:%2d %n", &hours, &minutes, &end) == 2;

  if (!both && (minutes = 0, sscanf (text, " %2d %n", &hours, &end) != 1))
    return -1;
  if (text[end] != '\0' || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return -1;
  return hours * 60 + minutes;
}

static void
typed_cb (GtkEditable *entry, const char *key)
{
  int minutes = gui_preferences_minutes (gtk_editable_get_text (entry));

  if (minutes >= 0)
    {
      gui_state_set_int (gui_state_default (), GROUP, NULL, key, minutes);
      gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               minutes < 0,
                               -1);
}

static GtkWidget *
new_time_row (const char *title, const char *key)
{
  GtkWidget *row = adw_entry_row_new ();
  int minutes = gui_state_int (gui_state_default (), GROUP, NULL, key, 0);
  g_autofree char *text = g_strdup_printf ("%d:%02d", minutes / 60 % 24, minutes % 60);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect (row, "changed", G_CALLBACK (typed_cb), (gpointer) key);
  return row;
}

static void
gui_preferences_class_init (GuiPreferencesClass *class)
{
}

static void
gui_preferences_init (GuiPreferences *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Quiet hours"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Between these only pages to you and incidents of severity 1 are told of. The same time "
         "twice: there are none."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_time_row (_ ("From"), "quiet-from"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_time_row (_ ("To"), "quiet-to"));
  gtk_widget_add_css_class (group, "record");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), group);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Preferences"));
  gtk_window_set_default_size (GTK_WINDOW (self), 440, -1);
}

GuiPreferences *
gui_preferences_open (GtkWindow *parent)
{
  GuiPreferences *self = g_object_new (GUI_TYPE_PREFERENCES, "transient-for", parent, NULL);

  gtk_window_present (GTK_WINDOW (self));
  return self;
}
