/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-storage"

#include "config.h"

#include "agent/store/agent-storage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

M77Error
agent_storage_code (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return M77_ERROR_STORAGE_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return M77_ERROR_STORAGE_READ_ONLY;
    default:
      return M77_ERROR_STORAGE;
    }
}

void
agent_storage_set_error (GError **error, M77Error code, const char *path, const char *why)
{
  g_autofree char *directory = g_path_get_dirname (path);

  switch (code)
    {
    case M77_ERROR_STORAGE_FULL:
      g_set_error (error,
                   M77_ERROR,
                   code,
                   _ ("The disk with %s is full, so this was not saved. Free some space and try "
                      "again."),
                   directory);
      break;
    case M77_ERROR_STORAGE_READ_ONLY:
      g_set_error (error,
                   M77_ERROR,
                   code,
                   _ ("%s cannot be written to, so this was not saved. Make it and its folder "
                      "writable and try again."),
                   path);
      break;
    case M77_ERROR_STORAGE_CORRUPT:
      g_set_error (error, M77_ERROR, code, _ ("The file %s is damaged (%s)."), path, why);
      break;
    case M77_ERROR_CANCELLED:
      g_set_error_literal (error, M77_ERROR, code, _ ("Stopped before it was done."));
      break;
    default:
      g_set_error (error, M77_ERROR, code, _ ("%s could not be used: %s."), path, why);
      break;
    }
}

void
agent_storage_set_errno (GError **error, int number, const char *path)
{
  agent_storage_set_error (error, agent_storage_code (number), path, g_strerror (number));
}

void
agent_storage_sync_directory (const char *directory)
{
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}
