/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-session.h"

#include <glib/gi18n.h>

#include "shared/base/m77-id.h"
#include "tui/screens/tui-duty.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-values.h"
#include "tui/screens/tui-views.h"

#define TICK_S        1 /* only while something on the screen counts seconds */
#define IDLE_TICK_S   5
#define STATUS_OLD_MS 10000 /* then it is asked for again: its ages are those of its answer */

static GListModel *
open_list (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  return G_LIST_MODEL (m77_list_new (app->client, kind, filter, sort, NULL));
}

/* One question at a time, however many operations end together; TRUE: ask now. */
static gboolean
begin_outbox (TuiApp *app)
{
  app->outbox_again = app->outbox_asked;
  if (app->outbox_asked || m77_client_proxy (app->client) == NULL)
    return FALSE;
  app->outbox_asked = TRUE;
  tui_app_began (app);
  return TRUE;
}

static void
outbox_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiApp *app = data;
  g_autofree char *json = NULL;

  if (m77_agent1_call_outbox_finish (M77_AGENT1 (source), &json, result, NULL))
    tui_app_set_outbox (app, json);
  app->outbox_asked = FALSE;
  tui_app_ended (app);
  if (app->outbox_again && begin_outbox (app))
    m77_agent1_call_outbox (m77_client_proxy (app->client), NULL, outbox_cb, app);
}

static void
ask_outbox (TuiApp *app)
{
  if (begin_outbox (app))
    m77_agent1_call_outbox (m77_client_proxy (app->client), NULL, outbox_cb, app);
}

/* Roles the table of kinds knows; with any other nothing is refused here, the platform decides. */
static void
read_grants (TuiApp *app, const M77Json *member)
{
  const M77Json *roles = m77_json_get (m77_json_get (member, "doc"), "roles");
  M77Grants *grants = m77_grants_new (tui_app_member (app));
  gboolean known = m77_json_size (roles) > 0;

  for (const M77Json *role = m77_json_first (roles); role != NULL; role = m77_json_next (role))
    known = known && m77_json_string (role) != NULL &&
            m77_grants_add_builtin (grants, m77_json_string (role));
  g_clear_pointer (&app->grants, m77_grants_free);
  if (known)
    app->grants = grants;
  else
    m77_grants_free (grants);
}

static void
member_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiApp *app = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *json = NULL;

  if (m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, NULL))
    read_grants (app, m77_json_parse (pool, json, -1, NULL));
  tui_app_ended (app);
}

static void
ask_me (TuiApp *app)
{
  M77Agent1 *proxy = m77_client_proxy (app->client);

  if (proxy == NULL || tui_app_member (app) == NULL)
    return;
  tui_app_began (app);
  m77_agent1_call_record (proxy, "member", tui_app_member (app), 0, NULL, member_cb, app);
  tui_duty_ask (app);
}

/* The minute of the clock, or seconds while they are counted. */
static void
plan_tick (TuiApp *app, GSourceFunc tick)
{
  gboolean counts = m77_client_state (app->client) == M77_CLIENT_SILENT;

  g_clear_handle_id (&app->tick_id, g_source_remove);
  app->tick_id = g_timeout_add_seconds (counts ? TICK_S : IDLE_TICK_S, tick, app);
}

static gboolean
tick_cb (gpointer data)
{
  TuiApp *app = data;

  app->tick_id = 0;
  m77_client_poke (app->client);
  if (m77_client_state (app->client) == M77_CLIENT_READY &&
      m77_runtime_now (app->runtime) - app->status_at >= STATUS_OLD_MS)
    m77_client_ask_status (app->client);
  tui_duty_tick (app);
  tui_app_draw (app);
  plan_tick (app, tick_cb);
  return G_SOURCE_REMOVE;
}

static void
status_cb (TuiApp *app)
{
  gboolean first = app->profile == NULL;
  g_autofree char *member = g_strdup (tui_app_member (app));

  tui_app_set_status (app, m77_client_status (app->client));
  if (first || g_strcmp0 (member, tui_app_member (app)) != 0)
    ask_me (app);
  ask_outbox (app);
}

static void
state_cb (TuiApp *app)
{
  if (m77_client_state (app->client) == M77_CLIENT_READY)
    {
      ask_outbox (app);
      ask_me (app);
      tui_present_begin_again (app);
      tui_views_of (app);
    }
  plan_tick (app, tick_cb);
  tui_app_dirty (app);
}

static void
operation_cb (M77Client *client, const char *operation, const char *state, TuiApp *app)
{
  ask_outbox (app);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, TuiApp *app)
{
  const char *const *names = (const char *const *) kinds;

  if (names == NULL || names[0] == NULL || g_strv_contains (names, "schedule") ||
      g_strv_contains (names, "member"))
    ask_me (app);
  if (names == NULL || names[0] == NULL || g_strv_contains (names, "member"))
    tui_present_refresh (app);
  if (names == NULL || names[0] == NULL)
    tui_values_forget (app, "");
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    tui_values_forget (app, names[i]);
}

void
tui_session_start (TuiApp *app, const char *profile)
{
  g_autofree char *id = m77_id_new (app->runtime);
  g_autofree char *session = g_strdup_printf ("tui-%s", id);

  app->open_list = open_list;
  app->client = m77_client_new (profile, session);
  app->drafts = m77_drafts_new (app->client, NULL);
  g_signal_connect_swapped (app->client, "notify::state", G_CALLBACK (state_cb), app);
  g_signal_connect_swapped (app->client, "status-changed", G_CALLBACK (status_cb), app);
  g_signal_connect (app->client, "operation-changed", G_CALLBACK (operation_cb), app);
  g_signal_connect (app->client, "changed", G_CALLBACK (changed_cb), app);
  plan_tick (app, tick_cb);
}

void
tui_session_stop (TuiApp *app)
{
  g_signal_handlers_disconnect_by_data (app->client, app);
  g_clear_handle_id (&app->tick_id, g_source_remove);
}
