/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-script.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "tui/screens/tui-command-line.h"

#define TICK_MS    10
#define QUIET_MS   60 /* so long must nothing happen to be idle */
#define PATIENT_MS 10000

struct _TuiScript
{
  char **lines;
  guint next;
  TuiApp *app;
  gint64 waiting_since, quiet_since; /* monotonic ms; 0: not */
  guint source;
  gboolean begun; /* the first screen is there */
};

TuiScript *
tui_script_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  TuiScript *self;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_USAGE, _ ("%s is not UTF-8 text"), path);
      return NULL;
    }
  self = g_new0 (TuiScript, 1);
  self->lines = g_strsplit (text, "\n", -1);
  return self;
}

void
tui_script_free (TuiScript *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_strfreev (self->lines);
  g_free (self);
}

void
tui_script_size (TuiScript *self, int *rows, int *cols)
{
  *rows = 24;
  *cols = 80;
  for (guint i = 0; self->lines[i] != NULL; i++)
    if (sscanf (self->lines[i], "size %d %d", cols, rows) == 2 ||
        (*self->lines[i] != '\0' && *self->lines[i] != '#'))
      break;
  *rows = CLAMP (*rows, 5, 500);
  *cols = CLAMP (*cols, 20, 1000);
}

static void
type_text (TuiApp *app, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      tui_app_key (app, g_utf8_get_char (text));
      tui_app_draw (app);
    }
}

/* "\\n" is a new line, "\\\\" a backslash. */
static void
paste_text (TuiApp *app, const char *text)
{
  tui_app_key (app, TUI_KEY_PASTE_BEGIN);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gboolean escaped = *text == '\\' && (text[1] == 'n' || text[1] == '\\');

      text += escaped;
      tui_app_key (app, escaped && *text == 'n' ? (TuiKey) TUI_KEY_ENTER : g_utf8_get_char (text));
    }
  tui_app_key (app, TUI_KEY_PASTE_END);
}

/* "press 5 10": row and column from 1. FALSE: it is no such step. */
static gboolean
point (TuiApp *app, const char *rest)
{
  static const char *const types[] = { "press", "release", "up", "down" };
  char type[8] = "";
  TuiMouse mouse;

  if (sscanf (rest, "%7s %d %d", type, &mouse.row, &mouse.col) != 3)
    return FALSE;
  mouse.row--;
  mouse.col--;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i], type))
      {
        mouse.type = i;
        tui_app_mouse (app, &mouse);
        return TRUE;
      }
  return FALSE;
}

static void
say_failure (TuiScript *self, const char *what)
{
  fprintf (stderr, "m77: script line %u: %s\n", self->next + 1, what);
  self->app->exit_status = 1;
  tui_app_quit (self->app);
}

/* TRUE when the wait is over. */
static gboolean
has_waited (TuiScript *self, const char *words)
{
  gint64 now = g_get_monotonic_time () / 1000;
  g_autofree char *shown = NULL;

  if (self->waiting_since == 0)
    self->waiting_since = now;
  if (now - self->waiting_since > PATIENT_MS)
    {
      say_failure (self, _ ("waited too long"));
      return TRUE;
    }
  if (words != NULL)
    {
      tui_app_draw (self->app);
      shown = tui_canvas_to_text (self->app->canvas, FALSE);
      return strstr (shown, words) != NULL;
    }
  if (!tui_app_is_idle (self->app))
    self->quiet_since = 0;
  else if (self->quiet_since == 0)
    self->quiet_since = now;
  return self->quiet_since != 0 && now - self->quiet_since >= QUIET_MS;
}

static void
run_command (TuiScript *self, const char *command)
{
  g_autofree char *fault = tui_command_line_run (self->app, command);

  if (fault != NULL)
    say_failure (self, fault);
}

/* FALSE: the same line again later. */
static gboolean
run_line (TuiScript *self, const char *line)
{
  TuiApp *app = self->app;
  int rows;
  int cols;

  if (*line == '\0' || *line == '#')
    return TRUE;
  if (sscanf (line, "size %d %d", &cols, &rows) == 2)
    {
      if (app->term == NULL)
        tui_app_resize (app, CLAMP (rows, 5, 500), CLAMP (cols, 20, 1000));
    }
  else if (g_str_equal (line, "wait-idle"))
    return has_waited (self, NULL);
  else if (g_str_has_prefix (line, "wait-for "))
    return has_waited (self, line + strlen ("wait-for "));
  else if (g_str_has_prefix (line, "text "))
    type_text (app, line + strlen ("text "));
  else if (g_str_has_prefix (line, "paste "))
    paste_text (app, line + strlen ("paste "));
  else if (g_str_has_prefix (line, "mouse "))
    {
      if (!point (app, line + strlen ("mouse ")))
        say_failure (self, _ ("mouse press|release|up|down ROW COLUMN"));
    }
  else if (*line == ':' && line[1] != '\0')
    run_command (self, line + 1);
  else if (tui_key_from_name (line) != TUI_KEY_NONE)
    tui_app_key (app, tui_key_from_name (line));
  else
    type_text (app, line);
  tui_app_draw (app);
  return TRUE;
}

static gboolean
step_cb (gpointer data)
{
  TuiScript *self = data;
  const char *line = self->lines[self->next];

  if (!self->begun)
    {
      self->begun = has_waited (self, NULL);
      if (self->begun)
        self->waiting_since = self->quiet_since = 0;
      return G_SOURCE_CONTINUE;
    }
  if (line == NULL)
    {
      self->source = 0;
      if (self->app->term == NULL)
        tui_app_quit (self->app);
      return G_SOURCE_REMOVE;
    }
  if (run_line (self, line))
    {
      self->next++;
      self->waiting_since = self->quiet_since = 0;
    }
  return G_SOURCE_CONTINUE;
}

void
tui_script_start (TuiScript *self, TuiApp *app)
{
  self->app = app;
  self->source = g_timeout_add_full (G_PRIORITY_LOW, TICK_MS, step_cb, self, NULL);
}
