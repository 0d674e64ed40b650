/* test-term.c: what really goes to a terminal: colours, bytes, and how it is left
 *
 * The program under test is this one: it runs itself on a terminal of its own, as "test-term draw
 * HOW", where each thing that can be drawn is drawn once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tui/pty.h"
#include "tui/term/tui-term.h"

static char *self_path;

/* ---- What is run ---- */

static void
draw_roles (TuiCanvas *canvas)
{
  static const char *const words[TUI_N_ROLES] = { "plain",    "accent", "bad",  "warn",
                                                  "conflict", "mine",   "good", "dim" };

  tui_canvas_clear (canvas);
  for (int role = 0; role < TUI_N_ROLES; role++)
    tui_put (canvas, role, 0, 20, role, words[role]);
  tui_put (canvas, 8, 0, 20, TUI_TINT, "tinted");
  tui_put (canvas, 9, 0, 20, TUI_BAD | TUI_REVERSE, "armed");
}

static void
mark (const char *words)
{
  printf ("\033]0;%s\a", words); /* a title: no cell */
  fflush (stdout);
}

static G_GNUC_NO_INLINE int
overflow (int depth)
{
  volatile char room[4096];

  room[0] = (char) depth;
  return depth < 0 ? 0 : room[0] + overflow (depth + 1) + room[depth % 4096];
}

static volatile sig_atomic_t was_resized;

static void
resized_cb (int number)
{
  was_resized = 1;
}

static void
wait_for_line (TuiTerm *term, const TuiCanvas *canvas)
{
  while (tui_term_next_key (term) != TUI_KEY_ENTER)
    {
      g_usleep (1000);
      if (!was_resized)
        continue;
      was_resized = 0;
      tui_term_resized (term);
      tui_term_show (term, canvas);
    }
}

/* Frames one after the other, each between two marks. */
static void
draw_frames (TuiTerm *term, TuiCanvas *canvas)
{
  draw_roles (canvas);
  tui_term_show (term, canvas);
  mark ("same");
  tui_term_show (term, canvas);
  mark ("one");
  tui_put (canvas, 8, 3, 1, TUI_TINT, "X");
  tui_term_show (term, canvas);
  mark ("wide");
  tui_put (canvas, 12, 0, 20, TUI_PLAIN, "a注b");
  tui_term_show (term, canvas);
  tui_put (canvas, 12, 2, 1, TUI_PLAIN, "-");
  tui_term_show (term, canvas);
  mark ("end");
}

static int
run_drawing (const char *how, const char *look)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TuiTerm) term = NULL;
  g_autoptr (TuiCanvas) canvas = tui_canvas_new (24, 80, FALSE);

  signal (SIGWINCH, resized_cb);
  term = tui_term_open ("auto", &error);
  g_assert_no_error (error);
  if (look != NULL)
    tui_term_set_look (term, tui_look_from_name (look));
  draw_roles (canvas);
  tui_term_show (term, canvas);
  if (g_str_equal (how, "frames"))
    draw_frames (term, canvas);
  if (g_str_equal (how, "stay"))
    wait_for_line (term, canvas);
  if (g_str_equal (how, "SEGV"))
    raise (SIGSEGV);
  if (g_str_equal (how, "ABRT"))
    abort ();
  if (g_str_equal (how, "overflow"))
    return overflow (0);
  if (g_str_equal (how, "exit"))
    exit (0);
  return 0;
}

/* ---- The tests ---- */

/* "TERM=xterm NO_COLOR=1 …" in addition to what this program has. */
static Pty *
start (const char *how, const char *look, const char *settings)
{
  const char *const argv[] = { self_path, "draw", how, look, NULL };
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (GStrv) pairs = g_strsplit (settings, " ", -1);
  Pty *pty;

  environment = g_environ_unsetenv (environment, "NO_COLOR");
  environment = g_environ_unsetenv (environment, "COLORFGBG");
  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      environment = g_environ_setenv (environment, pair[0], pair[1], TRUE);
    }
  pty = pty_new (argv, environment, 24, 80);
  return pty;
}

typedef struct
{
  const char *name, *settings, *look;
  const char *bad, *dim, *tinted; /* what stands right before the word; bad NULL: bold */
} Colour;

// clang-format off
static const Colour colours[] = {
  { "256-dark", "TERM=xterm-256color COLORFGBG=15;0", NULL, "\033[38;5;203m", "\033[38;5;246m", "\033[48;5;235m" },
  { "256-light", "TERM=xterm-256color COLORFGBG=0;15", NULL, "\033[38;5;160m", "\033[38;5;241m", "\033[48;5;255m" },
  { "256-unknown", "TERM=xterm-256color", NULL, "\033[38;5;203m", "\033[38;5;246m", "\033[48;5;235m" },
  { "look-light", "TERM=xterm-256color COLORFGBG=15;0", "light", "\033[38;5;160m", "\033[38;5;241m", "\033[48;5;255m" },
  { "look-dark", "TERM=xterm-256color COLORFGBG=0;15", "dark", "\033[38;5;203m", "\033[38;5;246m", "\033[48;5;235m" },
  { "look-terminal", "TERM=xterm-256color COLORFGBG=15;0", "terminal", "\033[31m", "", "1m" },
  { "look-contrast", "TERM=xterm-256color COLORFGBG=15;0", "contrast", "\033[38;5;203m", "", "7m" },
  { "16-dark", "TERM=xterm-16color COLORFGBG=15;0", NULL, "\033[31m", "", "1m" },
  { "8-dark", "TERM=xterm COLORFGBG=15;0", NULL, "\033[31m", "", "1m" },
  { "8-unknown", "TERM=xterm", NULL, "\033[31m", "", "1m" },
  { "8-contrast", "TERM=xterm", "contrast", "\033[31m", "", "7m" },
  { "direct", "TERM=xterm-direct COLORFGBG=15;0", NULL, "\033[38:2::255:95:95m", "\033[38:2::148:148:148m", "\033[48:2::38:38:38m" },
  { "mono", "TERM=vt220", NULL, NULL, "", "1m" },
  { "no-color", "TERM=xterm-256color NO_COLOR=1", NULL, NULL, "", "1m" },
  { "no-color-contrast", "TERM=xterm-256color NO_COLOR=1", "contrast", NULL, "", "7m" },
};
// clang-format on

/* What stands between the end of the row before and the word: moves and attributes. */
static char *
before_word (Pty *pty, const char *word)
{
  const char *end = strstr (pty->output->str, word);
  const char *begin = end;

  g_assert_nonnull (end);
  while (begin > pty->output->str && begin[-1] != '\r')
    begin--;
  return g_strndup (begin, end - begin);
}

static void
check_before (Pty *pty, const char *word, const char *sequence)
{
  g_autofree char *before = before_word (pty, word);
  g_autofree char *shown = g_strescape (before, NULL);

  g_test_message ("before %s: %s", word, shown);
  if (*sequence == '\0')
    g_assert_null (strstr (before, "\033[38"));
  else
    g_assert_nonnull (strstr (before, sequence));
}

static void
test_colour (gconstpointer data)
{
  const Colour *colour = data;
  Pty *pty = start ("once", colour->look, colour->settings);

  pty_wait_end (pty, FALSE);
  if (WEXITSTATUS (pty->status) != 0)
    g_test_message ("%s", pty->output->str);
  g_assert_true (WIFEXITED (pty->status));
  g_assert_cmpint (WEXITSTATUS (pty->status), ==, 0);
  if (colour->bad != NULL)
    check_before (pty, "bad", colour->bad);
  else
    check_before (pty, "accent", "1m");
  check_before (pty, "dim", colour->dim);
  check_before (pty, "tinted", colour->tinted);
  if (strstr (colour->settings, "NO_COLOR") != NULL)
    {
      g_assert_null (strstr (pty->output->str, "\033[38"));
      g_assert_null (strstr (pty->output->str, "\033[48"));
    }
  pty_assert_modes (pty);
  pty_free (pty);
}

static gsize
bytes_between (Pty *pty, const char *first, const char *second)
{
  g_autofree char *from = g_strdup_printf ("\033]0;%s\a", first);
  g_autofree char *to = g_strdup_printf ("\033]0;%s\a", second);
  const char *begin = strstr (pty->output->str, from);
  const char *end = strstr (pty->output->str, to);

  g_assert_nonnull (begin);
  g_assert_nonnull (end);
  return end - begin - strlen (from);
}

/* A frame that is like the one before writes nothing, one that differs in a cell little more. */
static void
test_unchanged (void)
{
  Pty *pty = start ("frames", NULL, "TERM=xterm-256color");

  pty_wait_end (pty, FALSE);
  g_assert_cmpuint (bytes_between (pty, "same", "one"), ==, 0);
  g_assert_cmpuint (bytes_between (pty, "one", "wide"), >, 0);
  g_assert_cmpuint (bytes_between (pty, "one", "wide"), <, 40);
  pty_free (pty);
}

/* Every way out leaves the first screen, a cursor, no bracketed paste, and the modes. */
static void
test_left (gconstpointer how)
{
  static const char *const sequences[] = { "\033[?1049l", "\033[?2004l" };
  Pty *pty = start (how, NULL, "TERM=xterm-256color");

  pty_wait_end (pty, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (sequences); i++)
    g_assert_nonnull (strstr (pty->output->str, sequences[i]));
  g_assert_nonnull (strstr (pty->output->str, "\033[?1049h"));
  pty_assert_modes (pty);
  if (g_str_equal (how, "SEGV") || g_str_equal (how, "ABRT") || g_str_equal (how, "overflow"))
    {
      g_assert_true (WIFSIGNALED (pty->status));
      g_assert_nonnull (strstr (pty->output->str, "\033[?25h"));
    }
  else
    g_assert_true (WIFEXITED (pty->status) && WEXITSTATUS (pty->status) == 0);
  pty_free (pty);
}

/* Stopped from outside, where no shell is that could continue it: the terminal is given back and
 * taken again. What Ctrl-Z does under a shell is in test-tmux.c. */
static void
test_stopped (void)
{
  Pty *pty = start ("stay", NULL, "TERM=xterm-256color");
  gsize at = pty_wait_for (pty, 0, "armed");

  kill (pty->pid, SIGTSTP);
  at = pty_wait_for (pty, at, "\033[?1049l");
  at = pty_wait_for (pty, at, "\033[?1049h");
  pty_wait_for (pty, at, "armed");
  pty_send (pty, "\r");
  pty_wait_end (pty, FALSE);
  g_assert_true (WIFEXITED (pty->status));
  pty_assert_modes (pty);
  pty_free (pty);
}

int
main (int argc, char **argv)
{
  static const char *const ways[] = { "once", "exit", "SEGV", "ABRT", "overflow" };

  setlocale (LC_ALL, "");
  if (argc > 2 && g_str_equal (argv[1], "draw"))
    return run_drawing (argv[2], argc > 3 ? argv[3] : NULL);
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      g_autofree char *path = g_strconcat ("/term/colours/", colours[i].name, NULL);

      g_test_add_data_func (path, &colours[i], test_colour);
    }
  g_test_add_func ("/term/unchanged", test_unchanged);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/term/left/", ways[i], NULL);

      g_test_add_data_func (path, ways[i], test_left);
    }
  g_test_add_func ("/term/stopped", test_stopped);
  return g_test_run ();
}
