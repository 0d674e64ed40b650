/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-profile-lock"

#include "config.h"

#include "agent/store/agent-profile-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/base/m77-error.h"

static void
set_error (GError **error, const char *path, int number)
{
  switch (number)
    {
    case EWOULDBLOCK:
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_LOCKED,
                   _ ("Another agent has this profile open. Stop it, or use it: %s"),
                   path);
      break;
    case ENOSPC:
    case EDQUOT:
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_STORAGE_FULL,
                   _ ("The disk with %s is full. Free some space and try again."),
                   path);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_STORAGE_READ_ONLY,
                   _ ("%s cannot be written to. Make it and its folder writable and try again."),
                   path);
      break;
    default:
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_STORAGE,
                   _ ("%s could not be used: %s."),
                   path,
                   g_strerror (number));
      break;
    }
}

/* Ours and nobody else's, also where somebody made it before us. */
static gboolean
ensure_directory (const char *directory, GError **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (directory, 0700) == 0 && g_stat (directory, &status) == 0 &&
      ((status.st_mode & 0077) == 0 || g_chmod (directory, 0700) == 0))
    return TRUE;
  set_error (error, directory, errno);
  return FALSE;
}

int
agent_profile_lock (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  int lock, number;

  if (!ensure_directory (directory, error))
    return -1;
  lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;

  number = errno;
  if (lock >= 0)
    close (lock);
  set_error (error, number == EWOULDBLOCK ? directory : path, number);
  return -1;
}

void
agent_profile_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
