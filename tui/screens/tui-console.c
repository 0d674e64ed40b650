/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-console.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "shared/base/m77-error.h"
#include "tui/linear/tui-linear.h"
#include "tui/screens/tui-action.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-kept.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-recorder.h"
#include "tui/screens/tui-script.h"
#include "tui/screens/tui-session.h"

static void
say_recording (TuiApp *app)
{
  g_autofree char *fault = tui_recorder_take_fault (app->recorder);

  if (fault != NULL)
    tui_app_say (app, TUI_WARN, "%s", fault);
}

static gboolean
input_cb (gint fd, GIOCondition condition, gpointer data)
{
  TuiApp *app = data;
  TuiKey key;

  while ((key = tui_term_next_key (app->term)) != TUI_KEY_NONE)
    if (key == TUI_KEY_MOUSE)
      {
        TuiMouse mouse = tui_term_mouse (app->term);

        tui_recorder_mouse (app->recorder, &mouse, m77_runtime_monotonic (app->runtime));
        tui_app_mouse (app, &mouse);
      }
    else
      {
        tui_recorder_key (app->recorder, key, m77_runtime_monotonic (app->runtime));
        tui_app_typed (app, key);
      }
  say_recording (app);
  /* Whoever presses keys is to know at once that the agent does not answer. */
  m77_client_poke (app->client);
  if (condition & (G_IO_HUP | G_IO_ERR))
    {
      tui_app_quit (app);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
resize_cb (gpointer data)
{
  TuiApp *app = data;
  int rows;
  int cols;

  tui_term_resized (app->term);
  tui_term_size (app->term, &rows, &cols);
  if (app->recorder != NULL)
    tui_recorder_size (app->recorder, rows, cols);
  tui_app_resize (app, rows, cols);
  return G_SOURCE_CONTINUE;
}

static gboolean
interrupt_cb (gpointer data)
{
  tui_app_say (data, TUI_PLAIN, _ (":q quits"));
  return G_SOURCE_CONTINUE;
}

static gboolean
terminate_cb (gpointer data)
{
  tui_app_quit (data);
  return G_SOURCE_CONTINUE;
}

static int
fail (const GError *error)
{
  fprintf (stderr, "m77: %s [%s]\n", error->message, m77_error_nick (error));
  return m77_error_exit_status (error);
}

/* Everything that wakes the loop; gone with it. */
static void
run_loop (TuiApp *app)
{
  guint sources[5] = { 0 };

  if (app->term != NULL)
    {
      sources[0] = g_unix_fd_add (tui_term_fd (app->term),
                                  G_IO_IN | G_IO_HUP | G_IO_ERR,
                                  input_cb,
                                  app);
      sources[1] = g_unix_signal_add (SIGWINCH, resize_cb, app);
    }
  sources[2] = g_unix_signal_add (SIGINT, interrupt_cb, app);
  sources[3] = g_unix_signal_add (SIGTERM, terminate_cb, app);
  sources[4] = g_unix_signal_add (SIGHUP, terminate_cb, app);
  tui_app_draw (app);
  g_main_loop_run (app->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i] != 0 && g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
      g_source_remove (sources[i]);
}

int
tui_console_print_actions (void)
{
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *keys = tui_action_default_keys (action);

      printf ("%s\t%s\t%s\n", action->name, keys, tui_action_label (action));
    }
  return 0;
}

int
tui_console_run (const TuiConsoleOptions *options)
{
  g_autoptr (TuiScript) script = NULL;
  g_autoptr (TuiTerm) term = NULL;
  g_autoptr (TuiApp) app = NULL;
  g_autoptr (TuiRecorder) recorder = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  gboolean headless = options->script != NULL && !isatty (STDOUT_FILENO) && !options->linear;
  int rows;
  int cols;

  if (options->script != NULL && (script = tui_script_load (options->script, &error)) == NULL)
    return fail (error);
  if (headless)
    tui_script_size (script, &rows, &cols);
  else if (options->linear)
    {
      rows = TUI_LINEAR_ROWS;
      cols = TUI_LINEAR_COLS;
    }
  else
    {
      if (options->record != NULL &&
          (recorder = tui_recorder_open (options->record, 24, 80, &error)) == NULL)
        return fail (error);
      term = tui_term_open (options->color, &error);
      if (term == NULL)
        return fail (error);
      tui_term_size (term, &rows, &cols);
      if (recorder != NULL)
        tui_recorder_size (recorder, rows, cols);
    }

  app = tui_app_new (m77_runtime_real (), zone, rows, cols, options->ascii || !tui_term_is_utf8 ());
  app->term = term;
  app->recorder = recorder;
  app->program = g_file_read_link ("/proc/self/exe", NULL);
  tui_config_start (app, NULL);
  tui_session_start (app, options->profile);
  if (script == NULL)
    tui_kept_start (app, NULL, options->profile);
  tui_app_push (app, tui_overview_new (app));
  if (script != NULL)
    tui_script_start (script, app);
  if (options->linear)
    tui_linear_run (app);
  else
    run_loop (app);
  tui_session_stop (app);
  return app->exit_status;
}
