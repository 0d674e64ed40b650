/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-linear"

#include "config.h"

#include "tui/linear/tui-linear.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "tui/linear/tui-linear-words.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-header.h"

#define CHANGES_MOST 5
#define STEPS_MOST   500  /* keys to a row */
#define ERASE_MOST   4096 /* characters of a field */

struct _TuiLinear
{
  TuiApp *app;
  TuiLinearSay say;
  gpointer data;
  GArray *numbered; /* int: rows by number */
  GPtrArray *read;  /* char *: keys of the lines read last */
  const TuiScreen *screen;
  const TuiPanel *panel;
  char *mode;   /* key of row 2, when last told */
  char *banner; /* when last told; NULL: none */
  guint said;   /* messages of the app */
};

/* The one way out: not all that is said was drawn before, where text is made safe. */
static void G_GNUC_PRINTF (2, 3) say (TuiLinear *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *safe = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  safe = m77_text_safe_line (line, -1);
  self->say (safe, self->data);
}

TuiLinear *
tui_linear_new (TuiApp *app, TuiLinearSay say_line, gpointer data)
{
  TuiLinear *self = g_new0 (TuiLinear, 1);

  self->app = app;
  self->say = say_line;
  self->data = data;
  self->numbered = g_array_new (FALSE, FALSE, sizeof (int));
  self->read = g_ptr_array_new_with_free_func (g_free);
  app->canvas->linear = TRUE;
  tui_app_resize (app, TUI_LINEAR_ROWS, TUI_LINEAR_COLS);
  return self;
}

void
tui_linear_free (TuiLinear *self)
{
  g_array_unref (self->numbered);
  g_ptr_array_unref (self->read);
  g_free (self->mode);
  g_free (self->banner);
  g_free (self);
}

/* ---- Reading ---- */

/* The rows of what has the keys: a bar's, else the screen's without header and foot. */
static void
find_body (TuiLinear *self, int *first, int *last)
{
  TuiApp *app = self->app;

  *last = app->canvas->rows - 1;
  if (app->panel != NULL)
    {
      *first = app->panel->top;
      return;
    }
  *first = app->body_top;
  *last -= 2;
}

static char *
read_row (TuiLinear *self, int row)
{
  char *words = tui_linear_row (self->app->canvas, row);

  if (g_str_has_prefix (words, "! "))
    memmove (words, words + 2, strlen (words + 2) + 1);
  return words;
}

/* Says all of it, and what can be chosen with a number. */
static void
read_body (TuiLinear *self)
{
  TuiCanvas *canvas = self->app->canvas;
  int first;
  int last;

  tui_app_draw (self->app);
  g_array_set_size (self->numbered, 0);
  g_ptr_array_set_size (self->read, 0);
  self->screen = tui_app_top (self->app);
  self->panel = self->app->panel;
  find_body (self, &first, &last);
  for (int row = first; row <= last; row++)
    {
      g_autofree char *words = read_row (self, row);

      if (*words == '\0')
        continue;
      g_ptr_array_add (self->read, tui_linear_key (words));
      if (canvas->spots[row])
        {
          g_array_append_val (self->numbered, row);
          say (self, "%u %s", self->numbered->len, words);
        }
      else
        say (self, "%s", words);
      if (row == last && self->panel == NULL)
        say (self, "%s", _ ("PgDn reads on"));
    }
}

static char *
mode_row (TuiLinear *self)
{
  return self->app->body_top > 1 ? tui_linear_row (self->app->canvas, 1) : g_strdup ("");
}

void
tui_linear_greet (TuiLinear *self)
{
  g_autofree char *where = NULL;
  g_autofree char *mode = NULL;

  tui_app_draw (self->app);
  where = tui_linear_row (self->app->canvas, 0);
  mode = mode_row (self);
  say (self, "%s", where);
  say (self, "%s", mode);
  g_free (self->mode);
  self->mode = tui_linear_key (mode);
  tui_linear_tell (self);
  read_body (self);
}

/* ---- Telling what changed ---- */

gboolean
tui_linear_tell (TuiLinear *self)
{
  g_autofree char *banner = tui_header_banner (self->app, FALSE);
  g_autofree char *shown = NULL;
  gboolean is_news = g_strcmp0 (banner, self->banner) != 0;

  if (!is_news)
    return FALSE;
  if (banner != NULL)
    {
      shown = tui_linear_words (banner);
      say (self, _ ("Attention: %s"), shown);
    }
  else
    say (self, "%s", _ ("No longer: what asked for attention before"));
  g_free (self->banner);
  self->banner = g_steal_pointer (&banner);
  return TRUE;
}

static gboolean
was_read (TuiLinear *self, const char *key)
{
  for (guint i = 0; i < self->read->len; i++)
    if (g_str_equal (self->read->pdata[i], key))
      return TRUE;
  return FALSE;
}

/* What stands on the screen now and did not when it was read. */
static void
say_changes (TuiLinear *self)
{
  guint more = 0;
  guint told = 0;
  int first;
  int last;

  find_body (self, &first, &last);
  for (int row = first; row <= last; row++)
    {
      g_autofree char *words = read_row (self, row);
      g_autofree char *key = tui_linear_key (words);

      if (*words == '\0' || was_read (self, key))
        continue;
      g_ptr_array_add (self->read, g_steal_pointer (&key));
      if (told < CHANGES_MOST)
        say (self, _ ("Changed: %s"), words);
      told++;
    }
  more = told > CHANGES_MOST ? told - CHANGES_MOST : 0;
  if (more > 0)
    say (self, ngettext ("%u more changed", "%u more changed", more), more);
}

static void
say_mode (TuiLinear *self)
{
  g_autofree char *mode = mode_row (self);
  g_autofree char *key = tui_linear_key (mode);

  if (g_strcmp0 (key, self->mode) == 0)
    return;
  say (self, _ ("Changed: %s"), mode);
  g_free (self->mode);
  self->mode = g_steal_pointer (&key);
}

void
tui_linear_answer (TuiLinear *self)
{
  TuiApp *app = self->app;
  gboolean elsewhere;

  tui_app_draw (app);
  for (; self->said < app->messages->len; self->said++)
    {
      /* "03:12  Note stored here": the line without its time. */
      const char *message = app->messages->pdata[self->said];
      const char *words = strstr (message, "  ");
      g_autofree char *whole = tui_linear_words (words != NULL ? words : message);

      say (self, "%s", whole);
    }
  elsewhere = self->screen != tui_app_top (app) || self->panel != app->panel;
  tui_linear_tell (self);
  say_mode (self);
  if (elsewhere)
    read_body (self);
  else
    say_changes (self);
}

/* ---- Taking ---- */

static void
press (TuiLinear *self, TuiKey key)
{
  tui_app_key (self->app, key);
  tui_app_draw (self->app);
}

static void
type (TuiLinear *self, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    press (self, g_utf8_get_char (text));
}

/* Moves the cursor there as a person would. FALSE: it does not go. */
static gboolean
go_to_row (TuiLinear *self, int row)
{
  TuiCanvas *canvas = self->app->canvas;

  for (int i = 0; i < STEPS_MOST && canvas->cursor_row != row; i++)
    {
      int before = canvas->cursor_row;

      press (self, canvas->cursor_row < row ? TUI_KEY_DOWN : TUI_KEY_UP);
      if (canvas->cursor_row == before)
        return FALSE;
    }
  return canvas->cursor_row == row;
}

/* Takes "3 " from the front; 0: no number stands there. */
static guint
take_number (const char **line)
{
  char *end;
  guint64 number = g_ascii_strtoull (*line, &end, 10);

  if (end == *line || !g_ascii_isdigit (**line) || (*end != ' ' && *end != '\0') ||
      number > G_MAXINT)
    return 0;
  while (*end == ' ')
    end++;
  *line = end;
  return (guint) number;
}

/* Takes "n " or "Ctrl-D " likewise; with `named` no single letters. */
static TuiKey
take_key (const char **line, gboolean named)
{
  const char *end = strchrnul (*line, ' ');
  g_autofree char *name = g_strndup (*line, end - *line);
  TuiKey key = g_utf8_validate (name, -1, NULL) ? tui_key_from_name (name) : TUI_KEY_NONE;

  if (key == TUI_KEY_NONE || (named && g_utf8_strlen (name, -1) == 1))
    return TUI_KEY_NONE;
  while (*end == ' ')
    end++;
  *line = end;
  return key;
}

static gboolean
is_typing (TuiLinear *self)
{
  TuiScreen *top = tui_app_top (self->app);

  return self->app->panel != NULL || (top != NULL && top->class->context == TUI_ON_FORM);
}

static void
replace (TuiLinear *self, const char *text)
{
  press (self, TUI_KEY_END);
  for (guint i = 0; i < ERASE_MOST; i++)
    tui_app_key (self->app, TUI_KEY_BACKSPACE);
  type (self, text);
}

/* A number with nothing behind it opens what it names; in a form it is the field to type in. */
static void
choose (TuiLinear *self, guint number, gboolean alone)
{
  TuiScreen *top = tui_app_top (self->app);
  gboolean form = self->app->panel == NULL && top->class->context == TUI_ON_FORM;

  if (number > self->numbered->len ||
      !go_to_row (self, g_array_index (self->numbered, int, number - 1)))
    tui_app_say (self->app, TUI_WARN, _ ("Nothing here has the number %u"), number);
  else if (alone && !form)
    press (self, TUI_KEY_ENTER);
}

static void
run_command (TuiLinear *self, const char *command)
{
  g_autofree char *fault = tui_command_line_run (self->app, command);

  if (fault != NULL)
    tui_app_say (self->app, TUI_BAD, "%s", fault);
}

/* What stands behind a key is for the bar that it opened, unless that asks to be read first. */
static void
take_rest (TuiLinear *self, const char *rest)
{
  if (*rest == '\0' || self->app->panel == NULL)
    return;
  if (self->app->panel->confirms)
    {
      tui_app_say (self->app, TUI_WARN, _ ("Not done yet: first hear what it does"));
      return;
    }
  type (self, rest);
  press (self, TUI_KEY_ENTER);
}

static void
take_typed (TuiLinear *self, const char *line)
{
  TuiKey key = take_key (&line, TRUE);
  gboolean bar = self->app->panel != NULL;

  if (key != TUI_KEY_NONE)
    {
      press (self, key);
      return;
    }
  if (*line == '=')
    replace (self, line + 1);
  else
    type (self, line);
  if (bar)
    press (self, TUI_KEY_ENTER);
}

void
tui_linear_take (TuiLinear *self, const char *line)
{
  gboolean typing = is_typing (self);
  guint number;
  TuiKey key;

  tui_app_draw (self->app);
  if (*line == ':' && line[1] != '\0')
    {
      run_command (self, line + 1);
      return;
    }
  if (*line == '\0' && self->app->panel != NULL)
    press (self, TUI_KEY_ENTER);
  if (*line == '\0')
    {
      self->screen = NULL; /* read it again */
      return;
    }
  number = self->numbered->len > 0 ? take_number (&line) : 0;
  if (number > 0)
    choose (self, number, *line == '\0');
  if (*line == '\0')
    return;
  if (typing)
    {
      take_typed (self, line);
      return;
    }
  key = take_key (&line, FALSE);
  if (key == TUI_KEY_NONE)
    run_command (self, line);
  else
    {
      press (self, key);
      take_rest (self, line);
    }
}
