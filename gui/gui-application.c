/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-application"

#include "config.h"

#include "gui/gui-application.h"

#include <glib/gi18n.h>

#include "gui/gui-commands.h"
#include "gui/gui-state.h"
#include "gui/gui-theme.h"
#include "gui/gui-window.h"
#include "shared/base/m77-error.h"

struct _GuiApplication
{
  AdwApplication parent;
  char *profile; /* --profile; NULL: the one in use */
};

G_DEFINE_FINAL_TYPE (GuiApplication, gui_application, ADW_TYPE_APPLICATION)

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

static const GActionEntry entries[] = {
  { "quit", quit_action },
};

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
  GuiApplication *self = GUI_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      g_autoptr (M77Client) client = m77_client_new (self->profile, NULL);

      window = GTK_WINDOW (gui_window_new (GTK_APPLICATION (application), client));
    }
  gtk_window_present (window);
}

static int
gui_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  GuiApplication *self = GUI_APPLICATION (application);

  g_variant_dict_lookup (options, "profile", "s", &self->profile);
  return -1;
}

static void
gui_application_shutdown (GApplication *application)
{
  gui_state_write (gui_state_default ());

  G_APPLICATION_CLASS (gui_application_parent_class)->shutdown (application);
}

static void
gui_application_finalize (GObject *object)
{
  g_free (GUI_APPLICATION (object)->profile);

  G_OBJECT_CLASS (gui_application_parent_class)->finalize (object);
}

static void
gui_application_class_init (GuiApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_application_finalize;
  application_class->startup = gui_application_startup;
  application_class->activate = gui_application_activate;
  application_class->shutdown = gui_application_shutdown;
  application_class->handle_local_options = gui_application_handle_local_options;
}

static void
gui_application_init (GuiApplication *self)
{
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
                       "resource-base-path",
                       "/com/mogothrow77/Console",
                       NULL);
}
