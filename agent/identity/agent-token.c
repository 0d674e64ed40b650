/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-token"

#include "config.h"

#include "agent/identity/agent-token.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

#define TOKEN_FILE "token"

void
agent_token_free (char *token)
{
  if (token == NULL)
    return;
  explicit_bzero (token, strlen (token));
  g_free (token);
}

static gboolean
wait_readable (int fd, int timeout_ms, GError **error)
{
  struct pollfd poll_fd = { fd, POLLIN, 0 };
  int ready;

  do
    ready = poll (&poll_fd, 1, timeout_ms);
  while (ready < 0 && errno == EINTR);
  if (ready > 0)
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_TIMEOUT,
                       _ ("The token did not come. Try again."));
  return FALSE;
}

/* As many bytes as there are, one more than a token may have at most; -1 is an error. */
static gssize
read_all (int fd, int timeout_ms, char *bytes, GError **error)
{
  gssize used = 0;

  while (used <= AGENT_TOKEN_MAX)
    {
      gssize got;

      if (!wait_readable (fd, timeout_ms, error))
        return -1;
      got = read (fd, bytes + used, AGENT_TOKEN_MAX + 1 - used);
      if (got == 0)
        return used;
      if (got > 0)
        used += got;
      else if (errno != EINTR && errno != EAGAIN)
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_FAILED,
                       _ ("The token could not be read: %s."),
                       g_strerror (errno));
          return -1;
        }
    }
  return used;
}

/* It goes into a header: printable ASCII, one word. */
static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length > 0;
}

char *
agent_token_read (int fd, int timeout_ms, GError **error)
{
  char bytes[AGENT_TOKEN_MAX + 1];
  gssize length = read_all (fd, timeout_ms, bytes, error);
  gsize start = 0;
  char *token = NULL;

  if (length < 0)
    return NULL;
  if (length <= AGENT_TOKEN_MAX)
    {
      while (length > 0 && g_ascii_isspace (bytes[length - 1]))
        length--;
      while (start < (gsize) length && g_ascii_isspace (bytes[start]))
        start++;
      if (is_token (bytes + start, length - start))
        token = g_strndup (bytes + start, length - start);
    }
  explicit_bzero (bytes, sizeof bytes);
  if (token == NULL)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_INVALID,
                         _ ("That is not a token: one word of at most 8192 characters is "
                            "expected."));
  return token;
}

gboolean
agent_token_file_save (const char *directory, const char *token, GError **error)
{
  g_autofree char *path = g_build_filename (directory, TOKEN_FILE, NULL);
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path,
                                token,
                                -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &local))
    return TRUE;
  agent_storage_set_error (error,
                           local->code == G_FILE_ERROR_NOSPC ? M77_ERROR_STORAGE_FULL
                           : local->code == G_FILE_ERROR_ROFS || local->code == G_FILE_ERROR_ACCES
                               ? M77_ERROR_STORAGE_READ_ONLY
                               : M77_ERROR_STORAGE,
                           path,
                           local->message);
  return FALSE;
}

static void
set_sign_in (GError **error)
{
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_SIGN_IN,
                       _ ("There is no token for this profile. Sign in: m77 login."));
}

char *
agent_token_file_load (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, TOKEN_FILE, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0);
  char *token;

  if (fd < 0)
    {
      set_sign_in (error);
      return NULL;
    }
  token = agent_token_read (fd, 0, error);
  close (fd);
  return token;
}

void
agent_token_file_forget (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, TOKEN_FILE, NULL);

  g_unlink (path);
}
