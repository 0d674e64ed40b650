/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts-ack.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-prompt.h"

#define UNTIL_MS 3600000 /* what the bar offers */

/* The alerts that were seen when the bar was opened: no later ones. */
typedef struct
{
  TuiCall *call;
  GStrv ids;
  char *args, *reason;
} Seen;

static void
free_seen (gpointer data)
{
  Seen *self = data;

  g_strfreev (self->ids);
  g_free (self->args);
  g_free (self->reason);
  g_free (self);
}

static void
end (Seen *self, const GError *error)
{
  if (error != NULL)
    tui_call_fail (self->call, error);
  tui_call_end (self->call);
  free_seen (self);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Seen *self = data;
  TuiApp *app = self->call->app;
  g_autoptr (GError) error = NULL;
  guint64 seq;
  guint count;

  if (m77_agent1_call_act_ids_finish (M77_AGENT1 (source), &seq, &count, result, &error))
    {
      tui_call_saw (app, seq);
      if (tui_app_is_online (app))
        tui_app_say (app,
                     TUI_GOOD,
                     ngettext ("Acknowledging %u alert, being sent; later ones page",
                               "Acknowledging %u alerts, being sent; later ones page",
                               count),
                     count);
      else
        tui_app_say (
            app,
            TUI_MINE,
            ngettext ("Acknowledging %u alert is queued here, NOT delivered yet   i inbox",
                      "Acknowledging %u alerts is queued here, NOT delivered yet   i inbox",
                      count),
            count);
    }
  end (self, error);
}

/* Of those seen, what has ended since wants nobody's word. */
static void
fits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Seen *self = data;
  M77Agent1 *proxy = M77_AGENT1 (source);
  TuiApp *app = self->call->app;
  g_auto (GStrv) fitting = NULL;
  g_autoptr (GVariant) places = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;
  guint found, danger;

  if (!m77_agent1_call_act_fits_finish (
          proxy, &found, &fitting, &danger, &places, &why, result, &error))
    {
      end (self, error);
      return;
    }
  if (fitting[0] == NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("Nothing acknowledged: %s"), why);
      end (self, NULL);
      return;
    }
  m77_agent1_call_act_ids (proxy,
                           "acknowledge",
                           "alert",
                           (const char *const *) fitting,
                           self->args,
                           self->reason,
                           NULL,
                           act_cb,
                           self);
}

static gboolean
ack_done (TuiPrompt *prompt, gpointer data)
{
  const Seen *asked = data;
  TuiApp *app = tui_prompt_app (prompt);
  const M77Action *action = m77_kind_action (m77_kind_find ("alert"), "acknowledge");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args;
  const char *reason;
  M77Agent1 *proxy;
  Seen *self;

  if (!tui_asked_read (prompt, action, pool, &args, &reason))
    return FALSE;
  proxy = tui_call_proxy (app, _ ("Acknowledge"));
  if (proxy == NULL)
    return tui_prompt_is_taken (prompt, FALSE);
  self = g_new (Seen, 1);
  *self = (Seen){ tui_call_begin (app, _ ("Acknowledge")),
                  g_strdupv (asked->ids),
                  m77_json_to_text (args),
                  g_strdup (reason) };
  m77_agent1_call_act_fits (proxy,
                            "acknowledge",
                            "alert",
                            "",
                            (const char *const *) self->ids,
                            NULL,
                            fits_cb,
                            self);
  return TRUE;
}

/* "21 seen as of 03:04; later ones page." */
static char *
seen_words (TuiApp *app, const M77AlertGroup *group, guint n)
{
  TuiMoment moment = tui_app_moment (app);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  gint64 at = tui_app_is_online (app) || last == NULL ? moment.now : m77_time_parse (last);
  g_autofree char *when = m77_time_short (at, moment.now, moment.zone);

  if (group->acknowledged > 0)
    return g_strdup_printf (
        _ ("%u seen as of %s; later ones page. %u more are acknowledged already."),
        n,
        when,
        group->acknowledged);
  return g_strdup_printf (_ ("%u seen as of %s; later ones page."), n, when);
}

char *
tui_alerts_ack_refusal (TuiApp *app, const M77AlertGroup *group)
{
  if (app->read_only)
    return g_strdup (_ ("this session is read-only"));
  if (group->acknowledged == group->members->len)
    return g_strdup (_ ("all of them are acknowledged"));
  return NULL;
}

void
tui_alerts_ack_open (TuiApp *app, const M77AlertGroup *group)
{
  const M77Action *action = m77_kind_action (m77_kind_find ("alert"), "acknowledge");
  Seen *seen = g_new0 (Seen, 1);
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  const char *member = tui_app_member (app);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *until = NULL;
  g_autofree char *title = NULL;
  g_autofree char *right = NULL;
  g_autofree char *words = NULL;
  TuiPrompt *prompt;
  guint n;

  seen->ids = m77_alert_group_ids (group);
  n = g_strv_length (seen->ids);
  title = g_strdup_printf (_ ("ACKNOWLEDGE %s x%u"),
                           group->alertname != NULL ? group->alertname : "-",
                           n);
  /* Translators: tenant, service, environment, in whose name */
  right = g_strdup_printf (_ ("%s  %s %s  as %s"),
                           tenant != NULL ? tenant : "?",
                           group->service != NULL ? group->service : "-",
                           group->environment != NULL ? group->environment : "-",
                           member != NULL ? member : "?");
  words = seen_words (app, group, n);
  prompt = tui_prompt_new (app,
                           title,
                           right,
                           tui_app_is_online (app) ? _ ("send") : _ ("queue"),
                           ack_done,
                           seen,
                           free_seen);
  tui_prompt_add_info (prompt, TUI_BOLD, words);
  if (!tui_app_is_online (app))
    tui_prompt_add_info (
        prompt,
        TUI_WARN,
        _ ("Offline: queued for 5 minutes, then held. Paging goes on until then."));
  until = m77_time_format (m77_runtime_now (app->runtime) + UNTIL_MS);
  m77_json_set_string (pool, args, "until", until);
  /* Many at once are a step more than one. */
  tui_asked_add (prompt, action, args, NULL, n > 1);
  if (n > 1)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);

      tui_prompt_add_typed (prompt, number);
    }
  tui_prompt_open (prompt);
}
