/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client-spawn"

#include "config.h"

#include "shared/client/m77-client-spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-client.h"

#define LOG_MOST (1024 * 1024) /* bytes, before the log is put aside as agent.log.1 */

/* -1 where it cannot be written: the agent runs without one. */
static int
open_log (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "m77", NULL);
  g_autofree char *path = g_build_filename (folder, "agent.log", NULL);
  g_autofree char *older = g_strconcat (path, ".1", NULL);
  struct stat info;

  g_mkdir_with_parents (folder, 0700);
  if (stat (path, &info) == 0 && info.st_size > LOG_MOST)
    (void) g_rename (path, older);

  return open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Between fork and exec: only what is safe in a signal handler. */
static void
leave_terminal_cb (gpointer data)
{
  (void) setsid ();
  signal (SIGPIPE, SIG_DFL);
}

gboolean
m77_client_spawn_agent (GError **error)
{
  g_autofree char *program = m77_agent_program ();
  const char *argv[] = { program, NULL };
  g_autoptr (GError) failed = NULL;
  int log = open_log ();
  gboolean started;

  started = g_spawn_async_with_fds ("/",
                                    (char **) argv,
                                    NULL,
                                    G_SPAWN_STDOUT_TO_DEV_NULL |
                                        (log < 0 ? G_SPAWN_STDERR_TO_DEV_NULL : 0),
                                    leave_terminal_cb,
                                    NULL,
                                    NULL,
                                    -1,
                                    -1,
                                    log,
                                    &failed);
  if (log >= 0)
    close (log);
  if (!started)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_AGENT_UNREACHABLE,
                 _ ("The agent could not be started (%s): install m77-agent, or set "
                    "M77_AGENT_PROGRAM"),
                 failed->message);
  return started;
}
