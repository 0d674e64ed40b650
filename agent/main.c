/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-agent"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "agent/service/agent-host.h"
#include "agent/service/agent-socket.h"
#include "agent/store/agent-pace.h"
#include "shared/base/m77-error.h"
#include "shared/client/m77-client.h"

typedef struct
{
  GMainLoop *loop;
  AgentHost *host;
} Program;

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (((Program *) data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
connected_cb (GDBusConnection *connection, gpointer data)
{
  agent_host_add_connection (((Program *) data)->host, connection);
}

/* Nobody can find us any more; the next front end starts an agent that can be found. */
static void
gone_cb (gpointer data)
{
  g_message ("The socket was deleted: the agent ends");
  g_main_loop_quit (((Program *) data)->loop);
}

static gboolean
read_options (int *argc, char ***argv, char **path, gboolean *version, GError **error)
{
  const GOptionEntry entries[] = {
    { "socket", 's', 0, G_OPTION_ARG_FILENAME, path, N_ ("Where to listen"), N_ ("PATH") },
    { "version", 0, 0, G_OPTION_ARG_NONE, version, N_ ("Show the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                _ ("Keeps a copy of a tenant and sends what was changed. Front "
                                   "ends start it by themselves."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1)
    return TRUE;
  g_set_error (error, M77_ERROR, M77_ERROR_USAGE, _ ("unknown word: %s"), (*argv)[1]);
  return FALSE;
}

static int
complain (const GError *error)
{
  fprintf (stderr, "m77-agent: %s (%s)\n", error->message, m77_error_nick (error));
  return m77_error_exit_status (error);
}

static int
run (const char *path)
{
  g_autofree char *directory = g_build_filename (g_get_user_data_dir (), "m77", "profiles", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (AgentSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  Program program = { .loop = loop };

  socket = agent_socket_listen (path, connected_cb, gone_cb, &program, &error);
  /* Two front ends started one each: the other one answers both. */
  if (g_error_matches (error, M77_ERROR, M77_ERROR_LOCKED))
    return 0;
  if (socket == NULL)
    return complain (error);
  program.host = agent_host_new (directory, m77_runtime_real (), &error);
  if (program.host == NULL)
    return complain (error);
  program.host->socket = g_strdup (path);

  g_unix_signal_add (SIGTERM, signal_cb, &program);
  g_unix_signal_add (SIGINT, signal_cb, &program);
  g_info ("Listening at %s", path);
  g_main_loop_run (loop);
  /* New ones are let in no more, then what is under way ends. */
  agent_socket_stop (socket);
  agent_host_free (program.host);
  return 0;
}

/* A first sync takes and frees a hundred megabytes in pieces of a few. Left alone, the C library
 * learns from it to keep as much for good; these limits stay as they are. */
static void
give_memory_back (void)
{
  mallopt (M_MMAP_THRESHOLD, 256 * 1024);
  mallopt (M_TRIM_THRESHOLD, 256 * 1024);
  mallopt (M_ARENA_MAX, 4);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, M77_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  umask (0077);
  signal (SIGPIPE, SIG_IGN);

  if (!read_options (&argc, &argv, &path, &version, &error))
    {
      complain (error);
      return 2;
    }
  if (version)
    {
      printf ("m77-agent %s\n", M77_VERSION);
      return 0;
    }
  if (path == NULL)
    path = m77_bus_socket_path ();
  give_memory_back ();
  agent_pace_set (AGENT_PACE_PROMPT);
  return run (path);
}
