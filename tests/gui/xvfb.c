/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xvfb"

#include "config.h"

#include "tests/gui/xvfb.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/prctl.h>

static GSubprocess *server;

static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

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
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, NULL, NULL);
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
xvfb_start (void)
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
  g_unsetenv ("WAYLAND_DISPLAY");
  return TRUE;
}

void
xvfb_stop (void)
{
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_clear_object (&server);
}
