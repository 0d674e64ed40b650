/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-token"

#include "config.h"

#include "tui/commands/tui-token.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "tui/commands/tui-ask.h"

#define TOKEN_MOST 4096 /* bytes */

/* One line of standard input, or typed without being shown. */
char *
tui_token_read (TuiContext *self, GError **error)
{
  g_autofree char *token = NULL;
  char buffer[TOKEN_MOST + 2];

  if (tui_context_has (self, "token-stdin"))
    token = g_strdup (fgets (buffer, sizeof buffer, stdin) != NULL ? buffer : "");
  else if (tui_ask_can (self))
    token = tui_ask_hidden (_ ("Token:"));
  else
    {
      tui_context_misused (error, _ ("no token: write it to standard input, with --token-stdin"));
      return NULL;
    }

  if (token != NULL)
    g_strstrip (token);
  if (token == NULL || *token == '\0' || strlen (token) > TOKEN_MOST)
    {
      tui_context_misused (error, _ ("that is no token: it is empty or too long"));
      return NULL;
    }

  return g_steal_pointer (&token);
}

/* The token crosses in a pipe, so that it stands in no message. */
gboolean
tui_token_send (TuiContext *self, const char *profile, const char *token, GError **error)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  gsize length = strlen (token);
  gboolean sent = FALSE;
  int ends[2];
  int index = -1;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return FALSE;

  /* Shorter than a pipe's room, so this does not wait. */
  if (write (ends[1], token, length) == (gssize) length)
    index = g_unix_fd_list_append (fds, ends[0], error);
  close (ends[0]);
  close (ends[1]);
  if (index >= 0)
    sent = m77_agent1_call_profile_add_sync (self->agent,
                                             profile,
                                             g_variant_new_handle (index),
                                             fds,
                                             NULL,
                                             NULL,
                                             error);
  return sent;
}
