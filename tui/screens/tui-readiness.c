/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-readiness.h"

void
tui_readiness_init (TuiReadiness *self, TuiScreen *screen, guint seconds)
{
  *self = (TuiReadiness){ .pool = m77_json_pool_new (), .seconds = seconds };
  tui_question_init (&self->question, screen);
}

void
tui_readiness_clear (TuiReadiness *self)
{
  tui_question_clear (&self->question);
  g_clear_pointer (&self->pool, m77_json_pool_free);
}

void
tui_readiness_take (TuiReadiness *self, const char *json)
{
  const M77Json *report;

  m77_json_pool_reset (self->pool);
  report = m77_json_parse (self->pool, json, -1, NULL);
  self->checks = m77_json_get (report, "checks");
  self->at = m77_runtime_now (self->question.screen->app->runtime);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiReadiness *self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (m77_agent1_call_ready_finish (M77_AGENT1 (source), &json, result, &error))
    {
      tui_readiness_take (self, json);
      g_clear_pointer (&self->question.error, g_free);
    }
  else if (tui_question_is_cancelled (error))
    return;
  if (error != NULL)
    m77_client_fix_error (&error);
  tui_question_end (&self->question, error);
}

void
tui_readiness_ask (TuiReadiness *self)
{
  M77Agent1 *proxy = tui_question_begin (&self->question);

  if (proxy == NULL)
    return;
  self->asked_at = m77_runtime_now (self->question.screen->app->runtime);
  m77_agent1_call_ready (proxy, self->seconds, self->question.cancellable, ready_cb, self);
}

guint
tui_readiness_count (const TuiReadiness *self, const char *state)
{
  guint n = 0;

  for (const M77Json *check = m77_json_first (self->checks); check != NULL;
       check = m77_json_next (check))
    n += g_strcmp0 (m77_json_get_string (check, "state"), state) == 0;
  return n;
}

char *
tui_readiness_faults (const TuiReadiness *self)
{
  static const char *const states[] = { "bad", "warn" };
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (const M77Json *check = m77_json_first (self->checks); check != NULL;
         check = m77_json_next (check))
      if (g_strcmp0 (m77_json_get_string (check, "state"), states[i]) == 0)
        g_string_append_printf (names,
                                "%s%s",
                                names->len > 0 ? ", " : "",
                                m77_json_get_string (check, "name"));
  return g_string_free (names, FALSE);
}
