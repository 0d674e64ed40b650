/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-client-profile.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (m77_agent1_call_profile_add_finish (M77_AGENT1 (source), NULL, result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  m77_client_fix_error (&error);
  g_task_return_error (task, error);
}

/* The end to read of a pipe that has the token in it; NULL, or the list with it. It is shorter
 * than a pipe's room, so this does not wait. */
static GUnixFDList *
put_in_pipe (const char *token, int *index, GError **error)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  gsize length = strlen (token);
  gboolean written;
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;
  written = write (ends[1], token, length) == (gssize) length;
  *index = written ? g_unix_fd_list_append (fds, ends[0], error) : -1;
  close (ends[0]);
  close (ends[1]);
  if (!written)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_FAILED,
                         _ ("The token could not be handed on"));
  return *index >= 0 ? g_steal_pointer (&fds) : NULL;
}

void
m77_client_add_profile_async (M77Client *self,
                              const char *profile,
                              const char *token,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  M77Agent1 *proxy = m77_client_proxy (self);
  g_autoptr (GUnixFDList) fds = NULL;
  GError *error = NULL;
  int index;

  if (proxy == NULL)
    {
      g_task_return_new_error (task,
                               M77_ERROR,
                               M77_ERROR_AGENT_UNREACHABLE,
                               "%s",
                               _ ("No agent. Try again in a moment"));
      return;
    }
  if (*token == '\0' || strlen (token) > M77_TOKEN_MOST)
    {
      g_task_return_new_error (task,
                               M77_ERROR,
                               M77_ERROR_INVALID,
                               "%s",
                               _ ("That is no token: it is empty or too long"));
      return;
    }
  fds = put_in_pipe (token, &index, &error);
  if (fds == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  m77_agent1_call_profile_add (proxy,
                               profile,
                               g_variant_new_handle (index),
                               fds,
                               cancellable,
                               added_cb,
                               g_steal_pointer (&task));
}

gboolean
m77_client_add_profile_finish (M77Client *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
