/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-duty.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"

#define PAGE 200 /* schedules of one answer */

/* What was found so far, page by page. */
typedef struct
{
  TuiApp *app;
  char *words;
  gboolean on_call;
  gint64 until; /* when the first shift of those looked at ends */
} Looking;

static void
look_at (Looking *self, const M77Json *schedule)
{
  TuiMoment moment = tui_app_moment (self->app);
  M77Duty duty = m77_duty_at (schedule, moment.now);
  g_autofree char *when = m77_time_short (duty.until, moment.now, moment.zone);
  gboolean mine = duty.member != NULL && g_strcmp0 (duty.member, tui_app_member (self->app)) == 0;

  if (duty.until != M77_TIME_NONE && (self->until == M77_TIME_NONE || duty.until < self->until))
    self->until = duty.until;
  if (duty.member == NULL || self->on_call || (!mine && self->words != NULL))
    return;
  g_free (self->words);
  self->on_call = mine;
  if (!mine)
    self->words = g_strdup_printf (_ ("on call: %s"), duty.member);
  else
    self->words = g_strdup_printf (*when != '\0' ? _ ("ON CALL %s until %s") : _ ("ON CALL %s"),
                                   m77_json_get_string (schedule, "name"),
                                   when);
}

static void
end (Looking *self, gboolean ok)
{
  TuiApp *app = self->app;

  if (ok)
    {
      g_free (app->duty);
      app->duty = g_steal_pointer (&self->words);
      app->on_call = self->on_call;
      app->duty_until = self->until;
    }
  g_free (self->words);
  g_free (self);
  tui_app_ended (app);
}

static void
schedules_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Looking *self = data;
  M77Agent1 *proxy = M77_AGENT1 (source);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (proxy, &rows, &total, &next, result, NULL))
    {
      end (self, FALSE);
      return;
    }
  for (const M77Json *row = m77_json_first (m77_json_parse (pool, rows, -1, NULL)); row != NULL;
       row = m77_json_next (row))
    look_at (self, m77_json_get (row, "doc"));
  if (*next == '\0')
    end (self, TRUE);
  else
    m77_agent1_call_list (proxy, "schedule", "", "name", PAGE, next, 0, NULL, schedules_cb, self);
}

void
tui_duty_ask (TuiApp *app)
{
  M77Agent1 *proxy = m77_client_proxy (app->client);
  Looking *self;

  if (proxy == NULL || tui_app_member (app) == NULL)
    return;
  self = g_new (Looking, 1);
  *self = (Looking){ .app = app, .until = M77_TIME_NONE };
  tui_app_began (app);
  m77_agent1_call_list (proxy, "schedule", "", "name", PAGE, "", 0, NULL, schedules_cb, self);
}

void
tui_duty_tick (TuiApp *app)
{
  if (app->duty_until == M77_TIME_NONE || app->duty_until > m77_runtime_now (app->runtime))
    return;
  app->duty_until = M77_TIME_NONE;
  tui_duty_ask (app);
}
