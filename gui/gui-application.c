/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-application"

#include "config.h"

#include "gui/gui-application.h"

#include <glib/gi18n.h>

#include "gui/gui-commands.h"
#include "gui/gui-notify.h"
#include "gui/gui-search-provider.h"
#include "gui/gui-state.h"
#include "gui/gui-theme.h"
#include "gui/gui-window.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-address.h"

#define IDLE_MS 10000 /* as a service, without a window */

struct _GuiApplication
{
  AdwApplication parent;
  GHashTable *notifies; /* profile, "" the one in use, to GuiNotify */
  GuiSearchProvider *search;
};

G_DEFINE_FINAL_TYPE (GuiApplication, gui_application, ADW_TYPE_APPLICATION)

/* ---- Windows ---- */

/* profile NULL: the one in use. */
static GuiWindow *
new_window (GuiApplication *self, const char *profile)
{
  g_autoptr (M77Client) client = m77_client_new (profile, NULL);
  GuiWindow *window = gui_window_new (GTK_APPLICATION (self), client, profile);
  const char *key = profile != NULL ? profile : "";

  if (!g_hash_table_contains (self->notifies, key))
    g_hash_table_insert (self->notifies,
                         g_strdup (key),
                         gui_notify_new (G_APPLICATION (self), client, profile));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* One that is there; NULL. The one used last is first. */
static GuiWindow *
find_window (GuiApplication *self, const char *profile)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GUI_IS_WINDOW (l->data) &&
        (profile == NULL || g_strcmp0 (gui_window_profile (l->data), profile) == 0))
      return l->data;
  return NULL;
}

static GuiWindow *
show_window (GuiApplication *self, const char *profile)
{
  GuiWindow *window = find_window (self, profile);

  if (window == NULL)
    return new_window (self, profile);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* ---- Actions ---- */

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = gtk_application_get_windows (data);

  /* Each as if it was closed, so that it is as it was the next time. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
  g_application_quit (data);
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiWindow *window = find_window (data, NULL);

  new_window (data, window != NULL ? gui_window_profile (window) : NULL);
}

static void
profile_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_window (data, g_variant_get_string (parameter, NULL));
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *profile, *kind, *id;

  g_variant_get (parameter, "(&s&s&s)", &profile, &kind, &id);
  gui_window_open (show_window (data, *profile != '\0' ? profile : NULL), kind, id);
}

/* The buttons of a notification: profile, incident, and what was told of it. */
static void
acknowledge_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *profile, *id, *expect;
  GuiNotify *notify;

  g_variant_get (parameter, "(&s&s&s)", &profile, &id, &expect);
  notify = g_hash_table_lookup (GUI_APPLICATION (data)->notifies, profile);
  if (notify != NULL)
    gui_notify_acknowledge (notify, id, expect);
  else
    gui_window_open (show_window (data, *profile != '\0' ? profile : NULL), "incident", id);
}

static void
runbook_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *profile, *id;
  GuiWindow *window;

  g_variant_get (parameter, "(&s&s)", &profile, &id);
  window = show_window (data, *profile != '\0' ? profile : NULL);
  gui_window_open (window, "incident", id);
  gui_page_run (gui_window_page (window), "runbook");
}

static const GActionEntry entries[] = {
  { "quit", quit_action },
  { "new-window", new_window_action },
  { "profile", profile_action, "s" },
  { "open", open_action, "(sss)" },
  { "acknowledge", acknowledge_action, "(sss)" },
  { "runbook", runbook_action, "(ss)" },
};

/* ---- How it begins ---- */

static void
gui_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (gui_application_parent_class)->startup (application);
  m77_error_register ();
  gui_theme_install ();
  g_action_map_add_action_entries (G_ACTION_MAP (application),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   application);
  gui_commands_set_accels (GTK_APPLICATION (application));
}

static void
gui_application_activate (GApplication *application)
{
  show_window (GUI_APPLICATION (application), NULL);
}

/* Links show what they name; a file is shown to the window that takes it. */
static void
gui_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  GuiApplication *self = GUI_APPLICATION (application);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (M77Address) address = NULL;
      GuiWindow *window;

      if (!g_file_has_uri_scheme (files[i], M77_ADDRESS_SCHEME))
        {
          gui_window_take_file (show_window (self, NULL), files[i]);
          continue;
        }
      address = m77_address_parse (uri, &error);
      window = show_window (self, address != NULL ? address->profile : NULL);
      if (address == NULL)
        gui_window_tell (window, error->message);
      else if (address->kind != NULL)
        gui_window_open (window, address->kind, address->id);
    }
}

static int
gui_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) words = g_application_command_line_get_arguments (line, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const char *profile = NULL;

  g_variant_dict_lookup (options, "profile", "&s", &profile);
  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (line, words[i]));
  if (profile != NULL)
    show_window (GUI_APPLICATION (application), profile);
  if (files->len > 0)
    g_application_open (application, (GFile **) files->pdata, (int) files->len, "");
  else if (profile == NULL)
    g_application_activate (application);
  return 0;
}

/* The search of the desktop asks also while there is no window. */
static gboolean
gui_application_dbus_register (GApplication *application,
                               GDBusConnection *bus,
                               const char *path,
                               GError **error)
{
  GuiApplication *self = GUI_APPLICATION (application);

  return G_APPLICATION_CLASS (gui_application_parent_class)
             ->dbus_register (application, bus, path, error) &&
         gui_search_provider_export (self->search, bus, error);
}

static void
gui_application_dbus_unregister (GApplication *application, GDBusConnection *bus, const char *path)
{
  gui_search_provider_unexport (GUI_APPLICATION (application)->search);

  G_APPLICATION_CLASS (gui_application_parent_class)->dbus_unregister (application, bus, path);
}

static void
gui_application_shutdown (GApplication *application)
{
  g_hash_table_remove_all (GUI_APPLICATION (application)->notifies);
  gui_state_write (gui_state_default ());

  G_APPLICATION_CLASS (gui_application_parent_class)->shutdown (application);
}

static void
gui_application_finalize (GObject *object)
{
  GuiApplication *self = GUI_APPLICATION (object);

  g_hash_table_unref (self->notifies);
  g_object_unref (self->search);

  G_OBJECT_CLASS (gui_application_parent_class)->finalize (object);
}

static void
gui_application_class_init (GuiApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_application_finalize;
  application_class->dbus_register = gui_application_dbus_register;
  application_class->dbus_unregister = gui_application_dbus_unregister;
  application_class->startup = gui_application_startup;
  application_class->activate = gui_application_activate;
  application_class->open = gui_application_open;
  application_class->command_line = gui_application_command_line;
  application_class->shutdown = gui_application_shutdown;
}

static void
gui_application_init (GuiApplication *self)
{
  self->notifies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->search = gui_search_provider_new (G_APPLICATION (self));
  g_application_set_inactivity_timeout (G_APPLICATION (self), IDLE_MS);
  g_application_add_main_option (G_APPLICATION (self),
                                 "profile",
                                 'p',
                                 G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_STRING,
                                 _ ("The profile to show"),
                                 _ ("NAME"));
}

GuiApplication *
gui_application_new (void)
{
  return g_object_new (GUI_TYPE_APPLICATION,
                       "application-id",
                       GUI_APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path",
                       "/com/mogothrow77/Console",
                       NULL);
}
