/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-term-private.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "shared/base/m77-error.h"
#include "tui/term/tui-guard.h"

#define ASK_MS    50 /* for a terminal's answer about its ground */
#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* How text from right to left is ordered: as it comes (explicit), or by the terminal. */
#define BIDI_EXPLICIT "\033[8l"
#define BIDI_IMPLICIT "\033[8h"

/* For the way out, where no terminal is at hand. */
static gboolean is_explicit;

static void
restore_at_exit (void)
{
  if (!tui_guard_release ())
    return;
  putp (PASTE_OFF);
  if (is_explicit)
    putp (BIDI_IMPLICIT);
  fflush (stdout);
  endwin ();
}

gboolean
tui_term_is_utf8 (void)
{
  return strcmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

/* Asks for the ground's colour, then for the terminal's kind, which all answer: so that one which
 * does not know the first question costs no waiting. */
static TuiGround
ask_ground (void)
{
  static const char question[] = "\033]11;?\033\\\033[c";
  struct termios quiet = *tui_guard_modes ();
  char answer[256];
  gsize length = 0;
  struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

  if (g_str_has_prefix (g_getenv ("TERM"), "linux"))
    return TUI_GROUND_DARK;

  quiet.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
  tcsetattr (STDIN_FILENO, TCSANOW, &quiet);
  if (write (STDOUT_FILENO, question, sizeof question - 1) < 0)
    return TUI_GROUND_UNKNOWN;
  while (length < sizeof answer - 1 && poll (&input, 1, ASK_MS) > 0)
    {
      gssize got = read (STDIN_FILENO, answer + length, sizeof answer - 1 - length);

      if (got <= 0)
        break;
      length += got;
      if (memchr (answer, 'c', length) != NULL && answer[length - 1] == 'c')
        break;
    }
  answer[length] = '\0';
  tcsetattr (STDIN_FILENO, TCSANOW, tui_guard_modes ());
  return tui_ground_from_osc11 (answer);
}

static void
start_colors (TuiTerm *self, const char *color)
{
  gboolean wanted = g_strcmp0 (color, "never") != 0;

  if (g_strcmp0 (color, "always") != 0 && g_getenv ("NO_COLOR") != NULL &&
      *g_getenv ("NO_COLOR") != '\0')
    wanted = FALSE;
  tui_theme_load (&self->theme);
  if (!wanted || !has_colors ())
    return;

  start_color ();
  use_default_colors ();
  self->theme.colors = COLORS >= 256 ? 256 : COLORS >= 8 ? 16 : 0;
  tui_term_start_colors (self);
}

/* Both forms of what terminals send: not each heeds which of them was asked for. */
static void
define_more_keys (void)
{
  static const struct
  {
    const char *sequence;
    int code;
  } keys[] = {
    { "\033[A", KEY_UP },   { "\033[B", KEY_DOWN }, { "\033[C", KEY_RIGHT },
    { "\033[D", KEY_LEFT }, { "\033[H", KEY_HOME }, { "\033[F", KEY_END },
    { "\033OA", KEY_UP },   { "\033OB", KEY_DOWN }, { "\033OC", KEY_RIGHT },
    { "\033OD", KEY_LEFT }, { "\033OH", KEY_HOME }, { "\033OF", KEY_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (key_defined (keys[i].sequence) <= 0)
      define_key (keys[i].sequence, keys[i].code);
}

static void
set_modes (void)
{
  struct termios mode;

  cbreak ();
  noecho ();
  nonl ();
  keypad (stdscr, TRUE);
  nodelay (stdscr, TRUE);
  set_escdelay (25);
  define_key ("\033[200~", TUI_CODE_PASTE_BEGIN);
  define_key ("\033[201~", TUI_CODE_PASTE_END);
  define_more_keys ();

  /* Ctrl-Z comes as a key, so that the terminal is whole again before we stop. */
  if (tcgetattr (STDIN_FILENO, &mode) == 0)
    {
      mode.c_cc[VSUSP] = _POSIX_VDISABLE;
      tcsetattr (STDIN_FILENO, TCSANOW, &mode);
    }
  def_prog_mode ();
  putp (PASTE_ON);
  fflush (stdout);
}

TuiTerm *
tui_term_open (const char *color, GError **error)
{
  const char *name = g_getenv ("TERM");
  g_autofree TuiTerm *self = g_new0 (TuiTerm, 1);
  static gboolean registered;

  if (!isatty (STDIN_FILENO) || !isatty (STDOUT_FILENO) || name == NULL ||
      g_str_equal (name, "dumb"))
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_USAGE,
                           _ ("The console needs a terminal: try “m77 status” or “m77 --help”"));
      return NULL;
    }

  tui_guard_take ();
  self->theme.ground = ask_ground ();
  if (self->theme.ground == TUI_GROUND_UNKNOWN)
    self->theme.ground = tui_ground_from_colorfgbg (g_getenv ("COLORFGBG"));

  self->screen = newterm (NULL, stdout, stdin);
  if (self->screen == NULL)
    self->screen = newterm ("xterm", stdout, stdin);
  if (self->screen == NULL)
    {
      tui_guard_release ();
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_FAILED,
                   _ ("The terminal “%s” is not known here: try TERM=xterm m77"),
                   name);
      return NULL;
    }

  tui_guard_retake (); /* ncurses has put its own handlers */
  if (!registered)
    atexit (restore_at_exit);
  registered = TRUE;
  set_modes ();
  start_colors (self, color);
  return g_steal_pointer (&self);
}

void
tui_term_close (TuiTerm *self)
{
  restore_at_exit ();
  delscreen (self->screen);
  g_clear_pointer (&self->shown, tui_canvas_free);
  g_free (self);
}

int
tui_term_fd (TuiTerm *self)
{
  return STDIN_FILENO;
}

void
tui_term_size (TuiTerm *self, int *rows, int *cols)
{
  getmaxyx (stdscr, *rows, *cols);
}

static void
give_back (void)
{
  putp (PASTE_OFF);
  if (is_explicit)
    putp (BIDI_IMPLICIT);
  fflush (stdout);
  endwin ();
  tui_guard_release ();
}

static void
ask_size (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm (size.ws_row, size.ws_col);
}

static void
take_again (TuiTerm *self)
{
  tui_guard_retake ();
  endwin (); /* so that the second screen is entered again */
  reset_prog_mode ();
  putp (PASTE_ON);
  if (is_explicit)
    putp (BIDI_EXPLICIT);
  fflush (stdout);
  ask_size ();
  tui_term_forget (self);
  refresh ();
}

void
tui_term_resized (TuiTerm *self)
{
  if (tui_guard_must_retake ())
    take_again (self);
  else
    ask_size ();
}

void
tui_term_forget (TuiTerm *self)
{
  g_clear_pointer (&self->shown, tui_canvas_free);
  clearok (stdscr, TRUE);
}

void
tui_term_set_look (TuiTerm *self, TuiLook look)
{
  self->theme.look = look;
  if (self->theme.colors > 0)
    tui_term_start_colors (self);
  tui_term_forget (self);
}

void
tui_term_set_bidi (TuiTerm *self, gboolean implicit)
{
  if (implicit != is_explicit)
    return;
  is_explicit = !implicit;
  putp (implicit ? BIDI_IMPLICIT : BIDI_EXPLICIT);
  fflush (stdout);
  tui_term_forget (self);
}

void
tui_term_suspend (TuiTerm *self)
{
  /* SIGTSTP, not SIGSTOP: where no shell could continue us the system lets it pass. */
  give_back ();
  kill (0, SIGTSTP);
  tui_guard_must_retake ();
  take_again (self);
}

gboolean
tui_term_run (TuiTerm *self, const char *const *argv, GError **error)
{
  return tui_term_run_with (self, argv, NULL, error);
}

gboolean
tui_term_run_with (TuiTerm *self,
                   const char *const *argv,
                   const char *const *environment,
                   GError **error)
{
  gboolean ran;
  int status = 0;

  give_back ();
  ran = g_spawn_sync (NULL,
                      (char **) argv,
                      (char **) environment,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN |
                          G_SPAWN_CHILD_INHERITS_STDOUT | G_SPAWN_CHILD_INHERITS_STDERR,
                      NULL,
                      NULL,
                      NULL,
                      NULL,
                      &status,
                      error) &&
        g_spawn_check_wait_status (status, error);
  tui_guard_must_retake ();
  take_again (self);
  return ran;
}

gboolean
tui_term_copy (TuiTerm *self, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *coded = NULL;

  if (length > TUI_COPY_MOST)
    return FALSE;
  coded = g_base64_encode ((const guchar *) text, length);
  printf ("\033]52;c;%s\a", coded);
  fflush (stdout);
  return TRUE;
}
