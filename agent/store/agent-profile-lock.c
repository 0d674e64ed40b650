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

#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

/* Ours and nobody else's, also where somebody made it before us. */
static gboolean
ensure_directory (const char *directory, GError **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (directory, 0700) == 0 && g_stat (directory, &status) == 0 &&
      ((status.st_mode & 0077) == 0 || g_chmod (directory, 0700) == 0))
    return TRUE;
  agent_storage_set_errno (error, errno, directory);
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
  if (number == EWOULDBLOCK)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_LOCKED,
                 _ ("Another agent has this profile open. Stop it, or use it: %s"),
                 directory);
  else
    agent_storage_set_errno (error, number, path);
  return -1;
}

void
agent_profile_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
