/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-linear"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tui/linear/tui-linear.h"

#define TICK_MS    10   /* while an answer is due */
#define LOOK_MS    250  /* else, for what cannot wait */
#define QUIET_MS   60   /* so long must nothing happen to be idle */
#define PATIENT_MS 1000 /* then it is said that the answer is still to come */
#define LINE_MOST  (1024 * 1024)

typedef struct
{
  TuiApp *app;
  TuiLinear *linear;
  GString *input;
  gboolean ended;   /* no more input comes */
  gboolean asked;   /* an answer is due */
  gboolean greeted; /* the first screen was read */
  gint64 since, quiet_since;
  guint source, timer;
} Run;

static void
say_cb (const char *line, gpointer data)
{
  fprintf (stdout, "%s\n", line);
}

static void
prompt (Run *self)
{
  fputs ("> ", stdout);
  fflush (stdout);
}

static gint64
now_ms (void)
{
  return g_get_monotonic_time () / 1000;
}

static gboolean
is_quiet (Run *self)
{
  gint64 now = now_ms ();

  if (!tui_app_is_idle (self->app))
    self->quiet_since = 0;
  else if (self->quiet_since == 0)
    self->quiet_since = now;
  return self->quiet_since != 0 && now - self->quiet_since >= QUIET_MS;
}

static void
expect (Run *self)
{
  self->asked = TRUE;
  self->since = now_ms ();
  self->quiet_since = 0;
}

/* The next whole line, where no answer is due; FALSE: there is none. */
static gboolean
take_line (Run *self)
{
  char *end = memchr (self->input->str, '\n', self->input->len);
  g_autofree char *line = NULL;

  if (end == NULL && !(self->ended && self->input->len > 0))
    return FALSE;
  line = g_strndup (self->input->str,
                    end != NULL ? (gsize) (end - self->input->str) : self->input->len);
  g_string_erase (self->input, 0, end != NULL ? end + 1 - self->input->str : -1);
  if (!isatty (STDIN_FILENO))
    fprintf (stdout, "%s\n", line);
  if (g_utf8_validate (line, -1, NULL))
    tui_linear_take (self->linear, g_strstrip (line));
  else
    fprintf (stdout, "%s\n", _ ("This line is not UTF-8 text"));
  m77_client_poke (self->app->client);
  expect (self);
  return TRUE;
}

static void
answer (Run *self, gboolean late)
{
  self->asked = FALSE;
  if (late)
    fprintf (stdout, "%s\n", _ ("No answer yet; this is how it stands now:"));
  if (!self->greeted)
    tui_linear_greet (self->linear);
  else
    tui_linear_answer (self->linear);
  self->greeted = TRUE;
  prompt (self);
}

static gboolean
tick_cb (gpointer data)
{
  Run *self = data;

  if (self->asked && is_quiet (self))
    answer (self, FALSE);
  else if (self->asked && now_ms () - self->since > PATIENT_MS)
    answer (self, TRUE);
  if (!self->asked && !take_line (self))
    {
      if (self->ended)
        tui_app_quit (self->app);
      else if (tui_linear_tell (self->linear))
        prompt (self);
    }
  self->timer = g_timeout_add (self->asked ? TICK_MS : LOOK_MS, tick_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean
input_cb (gint fd, GIOCondition condition, gpointer data)
{
  Run *self = data;
  char bytes[4096];
  gssize got = read (fd, bytes, sizeof bytes);

  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (got > 0 && self->input->len + (gsize) got <= LINE_MOST)
    g_string_append_len (self->input, bytes, got);
  if (!self->asked)
    {
      g_source_remove (self->timer);
      self->timer = g_idle_add (tick_cb, self);
    }
  if (got > 0)
    return G_SOURCE_CONTINUE;
  self->ended = TRUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer data)
{
  tui_app_quit (data);
  return G_SOURCE_CONTINUE;
}

void
tui_linear_run (TuiApp *app)
{
  Run self = { .app = app };
  guint signals[] = { g_unix_signal_add (SIGINT, end_cb, app),
                      g_unix_signal_add (SIGTERM, end_cb, app),
                      g_unix_signal_add (SIGHUP, end_cb, app) };

  self.input = g_string_new (NULL);
  self.linear = tui_linear_new (app, say_cb, NULL);
  self.source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, &self);
  self.timer = g_timeout_add (TICK_MS, tick_cb, &self);
  expect (&self);
  g_main_loop_run (app->loop);
  fputc ('\n', stdout);
  fflush (stdout);
  g_clear_handle_id (&self.source, g_source_remove);
  g_source_remove (self.timer);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (signals[i]);
  tui_linear_free (self.linear);
  g_string_free (self.input, TRUE);
}
