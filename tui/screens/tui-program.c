/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-program.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "tui/screens/tui-pager.h"
#include "tui/screens/tui-present.h"
#include "tui/widgets/tui-page.h"

#define LINES_MOST 5000
#define READ_BYTES 65536

/* ---- The pane ---- */

typedef struct
{
  TuiPanel panel;
  char *title, *text;
  TuiPage page;
  int cols; /* it was wrapped for */
} Pane;

static void
build (Pane *self, int cols)
{
  g_auto (GStrv) lines = g_strsplit (self->text, "\n", LINES_MOST + 1);

  if (self->cols == cols)
    return;
  self->cols = cols;
  tui_page_begin (&self->page);
  for (guint i = 0; lines[i] != NULL && i < LINES_MOST; i++)
    {
      g_autofree char *safe = m77_text_safe_line (lines[i], -1);
      g_auto (GStrv) wrapped = m77_text_wrap (safe, MAX (cols - 2, 1));

      for (guint k = 0; wrapped[k] != NULL; k++)
        tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                       1,
                       0,
                       TUI_PLAIN,
                       wrapped[k]);
    }
}

static int
measure_pane (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  Pane *self = (Pane *) panel;

  build (self, canvas->cols);
  return (int) self->page.lines->len + 2;
}

static void
draw_pane (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  Pane *self = (Pane *) panel;
  TuiRect body = { area->row + 1, area->col, area->rows - 2, area->cols };
  int last = area->row + area->rows - 1;

  tui_draw_title (canvas, area, self->title, NULL, NULL);
  if (body.rows > 0)
    tui_page_draw (&self->page, canvas, &body, FALSE);
  tui_put (canvas, last, 1, canvas->cols - 2, TUI_DIM, _ ("y copy   p pager   Esc back"));
  if ((int) self->page.lines->len > body.rows)
    {
      g_autofree char *place = g_strdup_printf ("%d-%d/%u",
                                                self->page.top + 1,
                                                MIN (self->page.top + body.rows,
                                                     (int) self->page.lines->len),
                                                self->page.lines->len);

      tui_put_right (canvas, last, canvas->cols - 1, 20, TUI_DIM, place);
    }
}

static void
key_pane (TuiPanel *panel, TuiKey key)
{
  Pane *self = (Pane *) panel;
  TuiApp *app = panel->app;

  if (key == TUI_KEY_ESC || key == 'q' || key == TUI_KEY_ENTER)
    tui_app_close_panel (app);
  else if (key == 'y' && app->term != NULL)
    {
      g_autofree char *shown = tui_present_text (app, self->text);
      gboolean copied = tui_term_copy (app->term, shown);

      tui_app_say (app,
                   copied ? TUI_PLAIN : TUI_WARN,
                   copied ? _ ("Copied") : _ ("Too long to copy"));
    }
  else if (key == 'p')
    {
      g_autofree char *shown = tui_present_text (app, self->text);

      tui_pager_run (app, shown, ".txt", FALSE);
    }
  else
    tui_page_key (&self->page, key);
}

static void
free_pane (TuiPanel *panel)
{
  Pane *self = (Pane *) panel;

  tui_page_clear (&self->page);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

static const TuiPanelClass pane_class = {
  .measure = measure_pane,
  .draw = draw_pane,
  .key = key_pane,
  .free = free_pane,
};

void
tui_program_show_text (TuiApp *app, const char *title, const char *text)
{
  Pane *self = g_new0 (Pane, 1);

  self->panel = (TuiPanel){ .class = &pane_class, .app = app };
  self->title = g_utf8_strup (title, -1);
  self->text = m77_text_safe_lines (text, -1);
  g_strchomp (self->text);
  tui_page_init (&self->page);
  tui_app_open_panel (app, &self->panel);
}

/* ---- The program ---- */

typedef struct
{
  TuiApp *app;
  char *title;
  TuiOutput output;
  GSubprocess *process;
  GCancellable *cancellable;
  GString *printed;
} Run;

/* The last thing it said is why. */
static char *
last_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  while (n > 0 && *g_strstrip (lines[n - 1]) == '\0')
    n--;
  return n > 0 ? m77_text_safe_line (lines[n - 1], -1) : g_strdup ("");
}

static void
tell (Run *self, const char *text, int status)
{
  TuiApp *app = self->app;
  g_autofree char *last = last_line (text);
  g_autofree char *chomped = g_strchomp (g_strdup (text));
  gboolean brief = strchr (chomped, '\n') == NULL;

  if (status != 0 && (brief || self->output == TUI_OUTPUT_NONE || app->panel != NULL))
    tui_app_say (app, TUI_BAD, _ ("%s ended with %d: %s"), self->title, status, last);
  else if (self->output == TUI_OUTPUT_NONE)
    return;
  else if (brief)
    tui_app_say (app, TUI_PLAIN, "%s: %s", self->title, *last != '\0' ? last : _ ("done"));
  else if (app->panel != NULL)
    tui_app_say (app, TUI_PLAIN, _ ("%s is done; a bar was open, so it is not shown"), self->title);
  else
    tui_program_show_text (app, self->title, text);
}

static void
forget (Run *self)
{
  g_object_unref (self->process);
  g_object_unref (self->cancellable);
  g_string_free (self->printed, TRUE);
  g_free (self->title);
  g_free (self);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *self = data;
  TuiApp *app = self->app;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_subprocess_wait_finish (self->process, result, &error))
    {
      forget (self);
      return;
    }
  text = g_utf8_make_valid (self->printed->str, self->printed->len);
  tell (self,
        text,
        g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process)
                                                   : 128);
  g_ptr_array_remove (app->programs, self);
  forget (self);
  tui_app_ended (app);
}

/* What is more than is kept is read all the same, so that the program can end. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      forget (self);
      return;
    }
  if (size == 0)
    {
      g_subprocess_wait_async (self->process, self->cancellable, ended_cb, self);
      return;
    }
  g_string_append_len (self->printed,
                       g_bytes_get_data (bytes, NULL),
                       MIN (size, TUI_PROGRAM_MOST - self->printed->len));
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source),
                                   READ_BYTES,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   read_cb,
                                   self);
}

static gboolean
run_on_terminal (TuiApp *app, const char *title, const char *const *argv, const char *const *env)
{
  g_autoptr (GError) error = NULL;

  if (app->term == NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("%s needs a terminal"), title);
      return FALSE;
    }
  if (!tui_term_run_with (app->term, argv, env, &error))
    tui_app_say_error (app, title, error);
  tui_app_dirty (app);
  return error == NULL;
}

gboolean
tui_program_run (TuiApp *app,
                 const char *title,
                 const char *const *argv,
                 const char *const *environment,
                 TuiOutput output)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  Run *self;

  if (output == TUI_OUTPUT_TERMINAL)
    return run_on_terminal (app, title, argv, environment);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_MERGE);
  if (environment != NULL)
    g_subprocess_launcher_set_environ (launcher, (char **) environment);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (process == NULL)
    {
      tui_app_say_error (app, title, error);
      return FALSE;
    }
  self = g_new0 (Run, 1);
  self->app = app;
  self->title = g_strdup (title);
  self->output = output;
  self->process = g_steal_pointer (&process);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_add (app->programs, self);
  tui_app_began (app);
  tui_app_say (app, TUI_DIM, _ ("%s runs…"), title);
  self->printed = g_string_new (NULL);
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (self->process),
                                   READ_BYTES,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   read_cb,
                                   self);
  return TRUE;
}

void
tui_program_end_all (TuiApp *app)
{
  for (guint i = 0; i < app->programs->len; i++)
    {
      Run *run = app->programs->pdata[i];

      g_subprocess_send_signal (run->process, SIGTERM);
      g_cancellable_cancel (run->cancellable);
    }
  g_ptr_array_set_size (app->programs, 0);
}
