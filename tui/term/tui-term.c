/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN     "tui-term"
#define NCURSES_WIDECHAR 1

#include "config.h"

#include "tui/term/tui-term.h"

#include <curses.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "shared/base/m77-error.h"

#define ASK_MS          50 /* for a terminal's answer about its ground */
#define ANSWER_MOST     64 /* characters of it; what goes on for longer was none */
#define KEY_PASTE_BEGIN (KEY_MAX + 1)
#define KEY_PASTE_END   (KEY_MAX + 2)
#define PASTE_ON        "\033[?2004h"
#define PASTE_OFF       "\033[?2004l"
/* Leaves the second screen, shows the cursor, plain text, no bracketed paste. */
#define RESTORE "\033[?2004l\033[?1049l\033[?25h\033[0m\r"

struct _TuiTerm
{
  SCREEN *screen;
  TuiTheme theme;
  TuiAnswer answer; /* within a late answer of the terminal, which is no key */
  guint answer_length;
};

/* For the way out, where no pointer can be followed. */
static struct termios saved_mode;
static volatile sig_atomic_t is_open;

static void
restore_on_crash (int number)
{
  if (is_open)
    {
      gssize written = write (STDOUT_FILENO, RESTORE, sizeof RESTORE - 1);

      (void) written;
      tcsetattr (STDIN_FILENO, TCSANOW, &saved_mode);
      is_open = 0;
    }
  raise (number);
}

static void
restore_at_exit (void)
{
  if (is_open)
    {
      gssize written = write (STDOUT_FILENO, PASTE_OFF, sizeof PASTE_OFF - 1);

      (void) written;
      endwin ();
      is_open = 0;
    }
}

static void
watch_crashes (void)
{
  static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT };
  struct sigaction action = { .sa_handler = restore_on_crash };

  action.sa_flags = SA_RESETHAND | SA_NODEFER;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, NULL);
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
  struct termios quiet = saved_mode;
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
  tcsetattr (STDIN_FILENO, TCSANOW, &saved_mode);
  return tui_ground_from_osc11 (answer);
}

static void
start_colors (TuiTerm *self, const char *color)
{
  gboolean wanted = g_strcmp0 (color, "never") != 0;

  if (g_strcmp0 (color, "always") != 0 && g_getenv ("NO_COLOR") != NULL &&
      *g_getenv ("NO_COLOR") != '\0')
    wanted = FALSE;
  if (!wanted || !has_colors ())
    return;

  tui_theme_load (&self->theme);
  start_color ();
  use_default_colors ();
  self->theme.colors = COLORS >= 256 ? 256 : COLORS >= 8 ? 16 : 0;
  for (int tint = 0; tint < 2; tint++)
    for (int role = 0; role < TUI_N_ROLES; role++)
      {
        TuiPaint paint = tui_theme_paint (&self->theme, role | (tint ? TUI_TINT : 0));

        init_pair (1 + role + tint * TUI_N_ROLES, paint.foreground, paint.background);
      }
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
  define_key ("\033[200~", KEY_PASTE_BEGIN);
  define_key ("\033[201~", KEY_PASTE_END);

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

  tcgetattr (STDIN_FILENO, &saved_mode);
  self->theme.ground = ask_ground ();
  if (self->theme.ground == TUI_GROUND_UNKNOWN)
    self->theme.ground = tui_ground_from_colorfgbg (g_getenv ("COLORFGBG"));

  self->screen = newterm (NULL, stdout, stdin);
  if (self->screen == NULL)
    self->screen = newterm ("xterm", stdout, stdin);
  if (self->screen == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_FAILED,
                   _ ("The terminal “%s” is not known here: try TERM=xterm m77"),
                   name);
      return NULL;
    }

  is_open = 1;
  watch_crashes ();
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
  g_free (self);
}

int
tui_term_fd (TuiTerm *self)
{
  return STDIN_FILENO;
}

static TuiKey
key_from_code (wint_t code)
{
  static const struct
  {
    int code;
    TuiKey key;
  } codes[] = {
    { KEY_UP, TUI_KEY_UP },
    { KEY_DOWN, TUI_KEY_DOWN },
    { KEY_LEFT, TUI_KEY_LEFT },
    { KEY_RIGHT, TUI_KEY_RIGHT },
    { KEY_HOME, TUI_KEY_HOME },
    { KEY_END, TUI_KEY_END },
    { KEY_PPAGE, TUI_KEY_PAGE_UP },
    { KEY_NPAGE, TUI_KEY_PAGE_DOWN },
    { KEY_DC, TUI_KEY_DELETE },
    { KEY_BACKSPACE, TUI_KEY_BACKSPACE },
    { KEY_BTAB, TUI_KEY_BACKTAB },
    { KEY_ENTER, TUI_KEY_ENTER },
    { KEY_F (5), TUI_KEY_F5 },
    { KEY_RESIZE, TUI_KEY_RESIZE },
    { KEY_PASTE_BEGIN, TUI_KEY_PASTE_BEGIN },
    { KEY_PASTE_END, TUI_KEY_PASTE_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].code == (int) code)
      return codes[i].key;
  return TUI_KEY_NONE;
}

static TuiKey
key_from_character (wint_t character)
{
  switch (character)
    {
    case '\r':
    case '\n':
      return TUI_KEY_ENTER;
    case '\t':
      return TUI_KEY_TAB;
    case 27:
      return TUI_KEY_ESC;
    case 8:
    case 127:
      return TUI_KEY_BACKSPACE;
    default:
      return character < 27 ? TUI_CTRL ('a' + character - 1) : character;
    }
}

/* Swallows a late answer to a question of ours: on a slow line it comes among the keys. */
static gboolean
is_of_answer (TuiTerm *self, wint_t character)
{
  gunichar ahead[TUI_ANSWER_AHEAD];
  wint_t next = 0;
  guint n = 0;
  int what = OK;

  if (self->answer != TUI_ANSWER_NONE)
    {
      if (tui_answer_ends (self->answer, character) || ++self->answer_length >= ANSWER_MOST)
        self->answer = TUI_ANSWER_NONE;
      return TRUE;
    }
  if (character != 27)
    return FALSE;
  while (n < TUI_ANSWER_AHEAD && (what = get_wch (&next)) == OK)
    ahead[n++] = next;
  self->answer = tui_answer_begins (ahead, n);
  self->answer_length = 0;
  if (self->answer != TUI_ANSWER_NONE)
    return TRUE;

  /* Keys after all: Esc now, these next. */
  if (what == KEY_CODE_YES)
    ungetch ((int) next);
  while (n > 0)
    unget_wch ((wchar_t) ahead[--n]);
  return FALSE;
}

TuiKey
tui_term_next_key (TuiTerm *self)
{
  wint_t character;
  int what;

  while ((what = get_wch (&character)) != ERR)
    {
      TuiKey key;

      if (what == OK && is_of_answer (self, character))
        continue;
      key = what == KEY_CODE_YES ? key_from_code (character) : key_from_character (character);
      if (key != TUI_KEY_NONE)
        return key;
    }
  return TUI_KEY_NONE;
}

void
tui_term_size (TuiTerm *self, int *rows, int *cols)
{
  getmaxyx (stdscr, *rows, *cols);
}

void
tui_term_resized (TuiTerm *self)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm (size.ws_row, size.ws_col);
}

static attr_t
attributes_of (TuiTerm *self, guint style)
{
  TuiPaint paint = tui_theme_paint (&self->theme, style);
  attr_t attributes = A_NORMAL;

  if (paint.bold)
    attributes |= A_BOLD;
  if (paint.reverse)
    attributes |= A_REVERSE;
  if (paint.underline)
    attributes |= A_UNDERLINE;
  return attributes;
}

/* A cluster that the C library measures otherwise than we do would push the rest of its row aside:
 * it becomes question marks. */
static void
add_cell (const TuiCell *cell)
{
  gunichar first = g_utf8_get_char (cell->text);

  if (first >= 0x80 && (!tui_term_is_utf8 () || wcwidth ((wchar_t) first) != cell->width))
    addstr (cell->width == 2 ? "??" : "?");
  else
    addstr (cell->text);
}

void
tui_term_show (TuiTerm *self, const TuiCanvas *canvas)
{
  guint last_style = G_MAXUINT;

  for (int row = 0; row < canvas->rows; row++)
    for (int col = 0; col < canvas->cols; col++)
      {
        const TuiCell *cell = &canvas->cells[(gsize) row * canvas->cols + col];
        short pair = 0;

        if (cell->width == 0)
          continue;
        if (self->theme.colors > 0)
          pair = 1 + (cell->style & TUI_ROLE_MASK) + (cell->style & TUI_TINT ? TUI_N_ROLES : 0);
        if (cell->style != last_style)
          attr_set (attributes_of (self, cell->style), pair, NULL);
        last_style = cell->style;
        move (row, col);
        add_cell (cell);
      }

  curs_set (canvas->cursor_row >= 0 ? 1 : 0);
  if (canvas->cursor_row >= 0)
    move (canvas->cursor_row, canvas->cursor_col);
  wnoutrefresh (stdscr);
  doupdate ();
}

void
tui_term_forget (TuiTerm *self)
{
  clearok (stdscr, TRUE);
}

static void
give_back (void)
{
  putp (PASTE_OFF);
  fflush (stdout);
  endwin ();
  is_open = 0;
}

static void
take_again (TuiTerm *self)
{
  is_open = 1;
  reset_prog_mode ();
  putp (PASTE_ON);
  fflush (stdout);
  tui_term_resized (self);
  clearok (stdscr, TRUE);
  refresh ();
}

void
tui_term_suspend (TuiTerm *self)
{
  struct sigaction usual = { .sa_handler = SIG_DFL };
  struct sigaction before;

  /* SIGTSTP, not SIGSTOP: where no shell could continue us the system lets it pass. */
  give_back ();
  sigaction (SIGTSTP, &usual, &before);
  kill (0, SIGTSTP);
  sigaction (SIGTSTP, &before, NULL);
  take_again (self);
}

gboolean
tui_term_run (TuiTerm *self, const char *const *argv, GError **error)
{
  gboolean ran;
  int status = 0;

  give_back ();
  ran = g_spawn_sync (NULL,
                      (char **) argv,
                      NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN |
                          G_SPAWN_CHILD_INHERITS_STDOUT | G_SPAWN_CHILD_INHERITS_STDERR,
                      NULL,
                      NULL,
                      NULL,
                      NULL,
                      &status,
                      error) &&
        g_spawn_check_wait_status (status, error);
  take_again (self);
  return ran;
}

void
tui_term_copy (TuiTerm *self, const char *text)
{
  g_autofree char *coded = g_base64_encode ((const guchar *) text, strlen (text));

  printf ("\033]52;c;%s\a", coded);
  fflush (stdout);
}
