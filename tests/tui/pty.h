/* pty.h: a program on a terminal of its own, and every byte it writes there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <termios.h>

G_BEGIN_DECLS

typedef struct
{
  int fd;          /* the terminal's other side */
  int tty;         /* the terminal itself, kept open: its modes outlive the program */
  int pid;         /* 0: it has ended, or never began */
  int status;      /* of waitpid, once it has ended or stopped */
  GString *output; /* all of it so far */
  struct termios before;
} Pty;

/* environment NULL: this program's. */
Pty *pty_new (const char *const *argv, char **environment, int rows, int cols);
/* Kills what runs. */
void pty_free (Pty *self);

void pty_send (Pty *self, const char *bytes);
void pty_resize (Pty *self, int rows, int cols);
/* Until the output from `from` on has the words; returns where they end. Fails after long. */
gsize pty_wait_for (Pty *self, gsize from, const char *words);
/* Reads until nothing came for a while. */
void pty_wait_quiet (Pty *self);
/* Until the program has ended (or, stopped: was stopped). */
void pty_wait_end (Pty *self, gboolean stopped);
/* The modes are what they were before the program began. */
void pty_assert_modes (Pty *self);

G_END_DECLS
