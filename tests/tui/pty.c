/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/tui/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENT_MS 20000
#define QUIET_MS   300
#define TURN_MS    50

/* In the child: nothing but system calls until exec. */
static void
run (const char *tty, const char *const *argv, char **environment)
{
  int fd;

  setsid ();
  fd = open (tty, O_RDWR);
  ioctl (fd, TIOCSCTTY, 0);
  for (int i = 0; i < 3; i++)
    dup2 (fd, i);
  for (int i = 3; i < 64; i++)
    close (i);
  signal (SIGPIPE, SIG_DFL);
  execve (argv[0], (char **) argv, environment);
  _exit (127);
}

Pty *
pty_new (const char *const *argv, char **environ_of, int rows, int cols)
{
  Pty *self = g_new0 (Pty, 1);
  g_auto (GStrv) environment = environ_of == NULL ? g_get_environ () : g_strdupv (environ_of);
  const char *name;

  self->output = g_string_new (NULL);
  self->fd = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_cmpint (grantpt (self->fd), ==, 0);
  g_assert_cmpint (unlockpt (self->fd), ==, 0);
  name = ptsname (self->fd);
  self->tty = open (name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (self->tty, >=, 0);
  pty_resize (self, rows, cols);
  tcgetattr (self->tty, &self->before);

  self->pid = fork ();
  g_assert_cmpint (self->pid, >=, 0);
  if (self->pid == 0)
    run (name, argv, environment);
  return self;
}

void
pty_free (Pty *self)
{
  if (self->pid > 0)
    {
      kill (self->pid, SIGKILL);
      waitpid (self->pid, &self->status, 0);
    }
  close (self->fd);
  close (self->tty);
  g_string_free (self->output, TRUE);
  g_free (self);
}

/* TRUE: something came. */
static gboolean
read_some (Pty *self, int patience_ms)
{
  struct pollfd input = { .fd = self->fd, .events = POLLIN };
  char bytes[65536];
  gssize got;

  if (poll (&input, 1, patience_ms) <= 0 || (input.revents & POLLIN) == 0)
    return FALSE;
  got = read (self->fd, bytes, sizeof bytes);
  if (got > 0)
    g_string_append_len (self->output, bytes, got);
  return got > 0;
}

void
pty_send (Pty *self, const char *bytes)
{
  g_assert_cmpint (write (self->fd, bytes, strlen (bytes)), ==, strlen (bytes));
}

void
pty_resize (Pty *self, int rows, int cols)
{
  struct winsize size = { .ws_row = rows, .ws_col = cols };

  g_assert_cmpint (ioctl (self->fd, TIOCSWINSZ, &size), ==, 0);
}

gsize
pty_wait_for (Pty *self, gsize from, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENT_MS * 1000;

  while (TRUE)
    {
      char *found = g_strstr_len (self->output->str + from, self->output->len - from, words);

      if (found != NULL)
        return found + strlen (words) - self->output->str;
      if (g_get_monotonic_time () > end)
        {
          g_autofree char *shown = g_strescape (self->output->str + from, NULL);

          g_error ("“%s” never came: %s", words, shown);
        }
      read_some (self, TURN_MS);
    }
}

void
pty_wait_quiet (Pty *self)
{
  while (read_some (self, QUIET_MS))
    continue;
}

void
pty_wait_end (Pty *self, gboolean stopped)
{
  gint64 end = g_get_monotonic_time () + PATIENT_MS * 1000;

  /* What it writes is read meanwhile: a full terminal would hold it up. */
  while (waitpid (self->pid, &self->status, WNOHANG | (stopped ? WUNTRACED : 0)) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      read_some (self, TURN_MS);
    }
  while (read_some (self, 0))
    continue;
  if (!stopped)
    self->pid = 0;
}

void
pty_assert_modes (Pty *self)
{
  struct termios now;

  g_assert_cmpint (tcgetattr (self->tty, &now), ==, 0);
  g_assert_cmpuint (now.c_iflag, ==, self->before.c_iflag);
  g_assert_cmpuint (now.c_oflag, ==, self->before.c_oflag);
  g_assert_cmpuint (now.c_lflag, ==, self->before.c_lflag);
  g_assert_cmpint (memcmp (now.c_cc, self->before.c_cc, sizeof now.c_cc), ==, 0);
}
