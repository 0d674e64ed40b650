/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-mount.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#define IMAGE_BYTES (1024 * 1024 * 1024)     /* sparse */
#define SHUTDOWN    _IOR ('X', 125, guint32) /* EXT4_IOC_SHUTDOWN, and XFS_IOC_GOINGDOWN */
#define NO_FLUSH    2                        /* of the log */

struct _FaultsMount
{
  char *directory, *image;
};

/* Its words; NULL where it went well. */
static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv,
                                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                           G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                                       &error);

  if (process == NULL)
    return g_strdup (error->message);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &output, NULL);
  if (g_subprocess_get_successful (process))
    return NULL;
  return g_strdup_printf ("%s: %s", argv[0], g_strstrip (output));
}

static char *
mount_image (const FaultsMount *self)
{
  const char *const argv[] = { "mount", "-o", "loop", self->image, self->directory, NULL };

  return run (argv);
}

static char *
make_image (const FaultsMount *self)
{
  const char *const argv[] = { "mkfs.ext4", "-q", "-F", self->image, NULL };
  int fd = g_open (self->image, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean made = fd >= 0 && ftruncate (fd, IMAGE_BYTES) == 0;

  if (fd >= 0)
    close (fd);
  return made ? run (argv) : g_strdup (g_strerror (errno));
}

/* Whoever was killed may hold a file for a moment yet. */
static void
unmount (const FaultsMount *self)
{
  while (umount (self->directory) != 0)
    {
      g_assert_cmpint (errno, ==, EBUSY);
      g_thread_yield ();
    }
}

static void
dispose (FaultsMount *self)
{
  g_unlink (self->image);
  g_free (self->directory);
  g_free (self->image);
  g_free (self);
}

/* Seen by this thread and those it starts alone, and gone with the last of them, however they end.
 */
static char *
go_private (void)
{
  if (unshare (CLONE_NEWNS) != 0 || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    return g_strdup_printf ("no mounts of one's own: %s", g_strerror (errno));
  return NULL;
}

FaultsMount *
faults_mount_new (const char *directory, char **why)
{
  FaultsMount *self = g_new0 (FaultsMount, 1);

  self->directory = g_strdup (directory);
  self->image = g_strconcat (directory, ".ext4", NULL);
  *why = geteuid () != 0 ? g_strdup ("only root may mount") : go_private ();
  if (*why == NULL)
    *why = make_image (self);
  if (*why == NULL)
    *why = mount_image (self);
  if (*why != NULL)
    {
      dispose (self);
      return NULL;
    }
  g_assert_cmpint (g_chmod (directory, 0700), ==, 0);
  return self;
}

void
faults_mount_free (FaultsMount *self)
{
  unmount (self);
  dispose (self);
}

void
faults_mount_again (FaultsMount *self)
{
  g_autofree char *why = NULL;

  unmount (self);
  why = mount_image (self);
  g_assert_cmpstr (why, ==, NULL);
}

gboolean
faults_mount_cut (const char *directory)
{
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  guint32 flags = NO_FLUSH;
  gboolean cut = fd >= 0 && ioctl (fd, SHUTDOWN, &flags) == 0;

  if (fd >= 0)
    close (fd);
  return cut;
}
