/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-guard.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Text from right to left is the terminal's again, no mouse, no bracketed paste, plain text, the
 * first screen, keys as usual, a cursor. */
#define RESTORE                                                                                    \
  "\033[8h\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[0m\033[?1049l\033[?1l\033>\033[?25h\r"
#define STACK_BYTES 65536

/* For the way out, where no pointer can be followed. */
static struct termios modes;
static volatile sig_atomic_t is_taken;
static volatile sig_atomic_t was_continued;

static void
restore (void)
{
  gssize written;

  if (!is_taken)
    return;
  is_taken = 0;
  written = write (STDOUT_FILENO, RESTORE, sizeof RESTORE - 1);
  (void) written;
  tcsetattr (STDIN_FILENO, TCSANOW, &modes);
}

static void
crash_cb (int number)
{
  restore ();
  raise (number); /* SA_RESETHAND: this time it is the end */
}

/* Stops as it would have. */
static void
stop_cb (int number)
{
  int before = errno;
  struct sigaction usual = { .sa_handler = SIG_DFL };
  struct sigaction mine;
  sigset_t set;

  restore ();
  sigaction (SIGTSTP, &usual, &mine);
  sigemptyset (&set);
  sigaddset (&set, SIGTSTP);
  sigprocmask (SIG_UNBLOCK, &set, NULL);
  raise (SIGTSTP);
  sigaction (SIGTSTP, &mine, NULL);
  /* Where no shell could continue us, the system let it pass. */
  was_continued = 1;
  raise (SIGWINCH);
  errno = before;
}

static void
continue_cb (int number)
{
  int before = errno;

  was_continued = 1;
  raise (SIGWINCH);
  errno = before;
}

static void
watch (const int *numbers, guint n, void (*handler) (int), int flags)
{
  struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

  /* Setting the modes from the background must not stop us half-way. */
  sigemptyset (&action.sa_mask);
  sigaddset (&action.sa_mask, SIGTTOU);
  for (guint i = 0; i < n; i++)
    sigaction (numbers[i], &action, NULL);
}

void
tui_guard_retake (void)
{
  static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS,  SIGFPE,  SIGILL,
                                 SIGQUIT, SIGSYS,  SIGTRAP, SIGXCPU, SIGXFSZ };
  static const int stop[] = { SIGTSTP };
  static const int cont[] = { SIGCONT };
  static char stack[STACK_BYTES];
  stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
  stack_t now;

  is_taken = 1;
  if (sigaltstack (NULL, &now) == 0 && (now.ss_flags & SS_DISABLE))
    sigaltstack (&other, NULL);
  watch (crashes, G_N_ELEMENTS (crashes), crash_cb, SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  watch (stop, 1, stop_cb, SA_RESTART);
  watch (cont, 1, continue_cb, SA_RESTART);
}

void
tui_guard_take (void)
{
  tcgetattr (STDIN_FILENO, &modes);
  tui_guard_retake ();
}

gboolean
tui_guard_release (void)
{
  gboolean taken = is_taken != 0;

  is_taken = 0;
  return taken;
}

const struct termios *
tui_guard_modes (void)
{
  return &modes;
}

gboolean
tui_guard_must_retake (void)
{
  gboolean must = was_continued != 0;

  was_continued = 0;
  return must;
}
