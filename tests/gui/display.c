/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-display"

#include "config.h"

#include "tests/gui/display.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

static GSubprocess *server;

/* Xvfb writes the number it took, and a newline. */
static char *
start_server (GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GInputStream) stream = NULL;
  char number[16] = "";
  int ends[2];
  gsize length = 0;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_take_fd (launcher, ends[1], 3);
  stream = g_unix_input_stream_new (ends[0], TRUE);
  server = g_subprocess_launcher_spawn (launcher,
                                        error,
                                        "Xvfb",
                                        "-displayfd",
                                        "3",
                                        "-screen",
                                        "0",
                                        "1280x800x24",
                                        "-nolisten",
                                        "tcp",
                                        NULL);
  g_clear_object (&launcher);
  if (server == NULL)
    return NULL;
  while (length < sizeof number - 1)
    {
      gssize got = g_input_stream_read (stream, number + length, 1, NULL, error);

      if (got <= 0 || number[length] == '\n')
        break;
      length++;
    }
  number[length] = '\0';
  return length > 0 ? g_strconcat (":", number, NULL) : NULL;
}

gboolean
display_open (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = start_server (&error);

  if (name == NULL)
    {
      g_printerr ("no display: %s\n", error != NULL ? error->message : "Xvfb ended");
      return FALSE;
    }
  g_setenv ("DISPLAY", name, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_unsetenv ("WAYLAND_DISPLAY");
  adw_init ();
  return TRUE;
}

void
display_close (void)
{
  gdk_display_close (gdk_display_get_default ());
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_clear_object (&server);
}

void
display_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  GObjectClass *class = G_OBJECT_GET_CLASS (widget);
  const char *name = g_object_class_find_property (class, "label") != NULL ? "label" : "title";
  g_autofree char *value = NULL;

  if (text == NULL)
    return TRUE;
  if (g_object_class_find_property (class, name) == NULL)
    return FALSE;
  g_object_get (widget, name, &value, NULL);
  return g_strcmp0 (value, text) == 0;
}

GtkWidget *
display_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && says (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = display_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}
