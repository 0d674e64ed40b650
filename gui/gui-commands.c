/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-commands"

#include "config.h"

#include "gui/gui-commands.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-preferences.h"
#include "gui/dialogs/gui-profile-add.h"
#include "gui/gui-compat.h"
#include "gui/gui-connection.h"
#include "gui/gui-sections.h"
#include "gui/gui-text.h"
#include "gui/gui-undo.h"
#include "gui/gui-window.h"
#include "gui/widgets/gui-pane.h"

/* The commands that are a section's: the others have the name of theirs. */
static const char *
section_of (const char *command)
{
  return g_str_equal (command, "on-call") ? "oncall" : command;
}

/* ---- What they do ---- */

static void
run_go_back (GuiWindow *window)
{
  gui_window_go_back (window);
}

static void
run_go_forward (GuiWindow *window)
{
  gui_window_go_forward (window);
}

/* Those in sight that have no other in them, in order. */
static void
find_panes (GtkWidget *widget, GPtrArray *panes)
{
  guint before = panes->len;

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_panes (child, panes);
  if (GUI_IS_PANE (widget) && panes->len == before)
    g_ptr_array_add (panes, widget);
}

static void
run_next_pane (GuiWindow *window)
{
  g_autoptr (GPtrArray) panes = g_ptr_array_new ();
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  guint at = 0;

  find_panes (GTK_WIDGET (window), panes);
  for (guint i = 0; focus != NULL && i < panes->len; i++)
    if (gtk_widget_is_ancestor (focus, panes->pdata[i]))
      at = i;
  for (guint i = 1; i <= panes->len; i++)
    if (gtk_widget_child_focus (panes->pdata[(at + i) % panes->len], GTK_DIR_TAB_FORWARD))
      return;
}

static void
run_close (GuiWindow *window)
{
  gtk_window_close (GTK_WINDOW (window));
}

static void
run_sync (GuiWindow *window)
{
  gui_connection_sync (GTK_WIDGET (window), gui_window_client (window));
}

static void
run_offline (GuiWindow *window)
{
  gui_connection_set_offline (GTK_WIDGET (window),
                              gui_window_client (window),
                              !gui_window_status (window)->offline_by_person);
}

/* TRUE: what was typed where the focus is was taken back. */
static gboolean
undo_typing (GuiWindow *window, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_autofree char *before = NULL;

  if (GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
      gboolean can = g_str_equal (action, "text.undo") ? gtk_text_buffer_get_can_undo (buffer)
                                                       : gtk_text_buffer_get_can_redo (buffer);

      if (can)
        gtk_widget_activate_action (focus, action, NULL);
      return can;
    }
  if (!GTK_IS_TEXT (focus))
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  gtk_widget_activate_action (focus, action, NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
run_undo (GuiWindow *window)
{
  if (!undo_typing (window, "text.undo"))
    gui_undo (GTK_WIDGET (window), gui_window_client (window), FALSE);
}

static void
run_redo (GuiWindow *window)
{
  if (!undo_typing (window, "text.redo"))
    gui_undo (GTK_WIDGET (window), gui_window_client (window), TRUE);
}

static void
run_keys (GuiWindow *window)
{
  gui_compat_show_shortcuts (GTK_WINDOW (window));
}

static void
run_help (GuiWindow *window)
{
  static const char path[] = M77_DOCDIR "/desktop.md";
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    gui_compat_show_uri (GTK_WINDOW (window), uri);
  else
    gui_window_tell (window, _ ("The manual is not installed: see docs/desktop.md"));
}

static void
run_preferences (GuiWindow *window)
{
  gui_preferences_open (GTK_WINDOW (window));
}

static void
run_about (GuiWindow *window)
{
  gui_compat_show_about (GTK_WINDOW (window));
}

/* The record that is shown, in a window of its own beside this one. */
static void
run_open_window (GuiWindow *window)
{
  const M77Kind *kind;
  const char *id;
  GuiWindow *other;
  g_autoptr (M77Client) client = NULL;

  if (!gui_page_record (gui_window_page (window), &kind, &id))
    {
      gui_window_tell (window, _ ("No record is shown"));
      return;
    }
  client = m77_client_new (gui_window_profile (window), NULL);
  other = gui_window_new (gtk_window_get_application (GTK_WINDOW (window)),
                          client,
                          gui_window_profile (window));
  gui_window_open (other, kind->name, id);
  gtk_window_present (GTK_WINDOW (other));
}

static void
added_cb (GuiWindow *window, const char *profile)
{
  /* The first one is in use, and this window waits for it. */
  if (gui_window_profile (window) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "app.profile", "s", profile);
}

static void
run_profile (GuiWindow *window)
{
  GuiProfileAdd *dialog = gui_profile_add_open (GTK_WINDOW (window));

  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), window, G_CONNECT_SWAPPED);
}

static void
signed_in_cb (GuiWindow *window)
{
  gui_connection_sync (GTK_WIDGET (window), gui_window_client (window));
}

static void
run_sign_in (GuiWindow *window)
{
  const GuiStatus *status = gui_window_status (window);
  GuiProfileAdd *dialog;

  if (status->profile == NULL)
    {
      run_profile (window);
      return;
    }
  dialog = gui_profile_add_open_sign_in (GTK_WINDOW (window),
                                         status->profile,
                                         status->platform,
                                         status->tenant);
  g_signal_connect_object (dialog, "added", G_CALLBACK (signed_in_cb), window, G_CONNECT_SWAPPED);
}

static const struct
{
  const char *name;
  void (*run) (GuiWindow *window);
} runs[] = {
  { "palette", gui_window_toggle_palette },
  { "go-back", run_go_back },
  { "go-forward", run_go_forward },
  { "next-pane", run_next_pane },
  { "sidebar", gui_window_toggle_sections },
  { "close", run_close },
  { "open-window", run_open_window },
  { "profile", run_profile },
  { "sign-in", run_sign_in },
  { "sync", run_sync },
  { "offline", run_offline },
  { "undo", run_undo },
  { "redo", run_redo },
  { "arm", gui_window_press_arm },
  { "keys", run_keys },
  { "preferences", run_preferences },
  { "help", run_help },
  { "menu", gui_window_open_menu },
  { "about", run_about },
};

/* Properties of the window, which menus show with a mark. */
static const struct
{
  const char *name;
  const char *property;
} toggles[] = {
  { "read-only", "read-only" },
  { "zone", "utc" },
};

static const char *
property_of (const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    if (g_str_equal (toggles[i].name, command))
      return toggles[i].property;
  return NULL;
}

static void (*run_of (const char *command)) (GuiWindow *)
{
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    if (g_str_equal (runs[i].name, command))
      return runs[i].run;
  return NULL;
}

static gboolean
is_of_page (const M77Command *command)
{
  return command->scope == M77_COMMAND_OF_RECORD || command->scope == M77_COMMAND_OF_LIST ||
         g_str_equal (command->name, "create");
}

/* Whether this front end has it at all. */
static gboolean
is_here (const M77Command *command)
{
  return is_of_page (command) || command->scope == M77_COMMAND_OF_PROGRAM ||
         run_of (command->name) != NULL || property_of (command->name) != NULL ||
         gui_section_find (section_of (command->name)) != NULL;
}

gboolean
gui_commands_can_run (GuiWindow *window, const M77Command *command)
{
  GuiPage *page = gui_window_page (window);

  if (is_of_page (command))
    return page != NULL && gui_page_can_run (page, command->name);
  return is_here (command);
}

void
gui_commands_run (GuiWindow *window, const M77Command *command)
{
  g_autofree char *action = g_strconcat (command->scope == M77_COMMAND_OF_PROGRAM ? "app." : "win.",
                                         command->name,
                                         NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

/* ---- As actions ---- */

static void
command_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GuiWindow *window = GUI_WINDOW (widget);
  const M77Command *command = m77_command_find (action + strlen ("win."));

  if (is_of_page (command))
    gui_page_run (gui_window_page (window), command->name);
  else if (run_of (command->name) != NULL)
    run_of (command->name) (window);
  else
    gtk_widget_activate_action (widget, "win.section", "s", section_of (command->name));
}

static char *
action_of (const M77Command *command)
{
  return g_strconcat (command->scope == M77_COMMAND_OF_PROGRAM ? "app." : "win.",
                      command->name,
                      NULL);
}

/* Whether what has the focus takes its key first: Ctrl+Enter sends a note where one is written. */
static gboolean
is_after_focus (const M77Command *command)
{
  return g_str_equal (command->name, "open-window");
}

void
gui_commands_install (GtkWidgetClass *class)
{
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_autofree char *action = action_of (command);

      if (!is_here (command) || command->scope == M77_COMMAND_OF_PROGRAM)
        continue;
      if (property_of (command->name) != NULL)
        gtk_widget_class_install_property_action (class, action, property_of (command->name));
      else
        gtk_widget_class_install_action (class, action, NULL, command_action);
      if (is_after_focus (command))
        gtk_widget_class_add_binding_action (class, GDK_KEY_Return, GDK_CONTROL_MASK, action, NULL);
    }
}

void
gui_commands_set_accels (GtkApplication *application)
{
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_autofree char *action = action_of (command);

      if (is_here (command) && command->accels[0] != NULL && !is_after_focus (command))
        gtk_application_set_accels_for_action (application, action, command->accels);
    }
}

void
gui_commands_update (GuiWindow *window)
{
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_autofree char *action = action_of (command);

      if (is_of_page (command))
        gtk_widget_action_set_enabled (GTK_WIDGET (window),
                                       action,
                                       gui_commands_can_run (window, command));
    }
}

/* ---- The menu ---- */

GMenuModel *
gui_commands_menu (void)
{
  /* An empty one begins another part. */
  static const char *const names[] = {
    "undo",    "redo",    "",        "new-window", "open-window", "palette", "", "sync",
    "offline", "sign-in", "profile", "",           "read-only",   "zone",    "", "preferences",
    "keys",    "help",    "about",   "quit",
  };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) part = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const M77Command *command = m77_command_find (names[i]);

      if (command == NULL)
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (part));
          g_object_unref (part);
          part = g_menu_new ();
        }
      else if (is_here (command))
        {
          g_autofree char *heading = m77_command_heading (command);
          g_autofree char *action = action_of (command);

          g_menu_append (part, heading, action);
        }
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (part));
  return G_MENU_MODEL (menu);
}
