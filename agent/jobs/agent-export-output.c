/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-export"

#include "config.h"

#include "agent/jobs/agent-export-output.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/jobs/agent-export.h"
#include "shared/base/m77-error.h"

#define BUFFER (256 * 1024)

void
agent_export_output_init (AgentExportOutput *self, int fd)
{
  struct stat about;

  self->bytes = g_string_sized_new (BUFFER + 65536);
  self->fd = fd;
  self->is_file = fstat (fd, &about) == 0 &&
                  (S_ISREG (about.st_mode) || (S_ISCHR (about.st_mode) && !isatty (fd)));
}

void
agent_export_output_clear (AgentExportOutput *self)
{
  if (self->bytes != NULL)
    g_string_free (g_steal_pointer (&self->bytes), TRUE);
}

static gboolean
refuse_errno (int number, GError **error)
{
  M77Error code = M77_ERROR_FAILED;

  if (number == ENOSPC || number == EDQUOT)
    code = M77_ERROR_STORAGE_FULL;
  else if (number == EPIPE)
    code = M77_ERROR_CANCELLED;
  g_set_error (error,
               M77_ERROR,
               code,
               _ ("The export could not be written: %s"),
               g_strerror (number));
  return FALSE;
}

/* A pipe that says it can be written to takes PIPE_BUF bytes without waiting. */
static gboolean
wait_for_reader (AgentExportOutput *self, GError **error)
{
  struct pollfd wanted = { .fd = self->fd, .events = POLLOUT };
  int ready;

  do
    ready = poll (&wanted, 1, AGENT_EXPORT_PATIENCE_MS);
  while (ready < 0 && errno == EINTR);
  if (ready < 0)
    return refuse_errno (errno, error);
  if (ready > 0)
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_TIMEOUT,
                       _ ("Nobody reads the export; it was given up after a minute."));
  return FALSE;
}

gboolean
agent_export_output_flush (AgentExportOutput *self, gboolean end, GError **error)
{
  gsize written = 0;

  if (!end && self->bytes->len < BUFFER)
    return TRUE;
  while (written < self->bytes->len)
    {
      gsize left = self->bytes->len - written;
      gssize count;

      if (!self->is_file && !wait_for_reader (self, error))
        return FALSE;
      count = write (self->fd,
                     self->bytes->str + written,
                     self->is_file ? left : MIN (left, PIPE_BUF));
      if (count < 0 && errno != EINTR && errno != EAGAIN)
        return refuse_errno (errno, error);
      written += MAX (count, 0);
    }
  g_string_truncate (self->bytes, 0);
  return TRUE;
}

void
agent_export_output_cell (AgentExportOutput *self, const char *text, gboolean is_text)
{
  gboolean is_formula = is_text && *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL;
  GString *out = self->bytes;

  if (!is_formula && text[strcspn (text, ",\"\r\n")] == '\0')
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  if (is_formula)
    g_string_append_c (out, '\'');
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (out, text, quote + 1 - text);
      g_string_append_c (out, '"');
    }
  g_string_append (out, text);
  g_string_append_c (out, '"');
}
