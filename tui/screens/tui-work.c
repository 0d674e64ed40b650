/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-work.h"

#include <glib/gi18n.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-incident.h"
#include "tui/screens/tui-call.h"

static char *
json_or_empty (const M77Json *value)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      tui_call_fail (call, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_call_stored (call);
}

TuiCall *
tui_work_edit (TuiApp *app,
               const char *what,
               const char *kind,
               const char *id,
               const M77Json *base,
               const M77Json *patch,
               const M77Json *elements)
{
  M77Agent1 *proxy = tui_call_proxy (app, what);
  TuiCall *call = proxy != NULL ? tui_call_begin (app, what) : NULL;
  g_autofree char *base_text = json_or_empty (base);
  g_autofree char *patch_text = json_or_empty (patch);
  g_autofree char *elements_text = json_or_empty (elements);

  if (call != NULL)
    m77_agent1_call_edit (proxy,
                          kind,
                          id,
                          base_text,
                          patch_text,
                          elements_text,
                          NULL,
                          edit_cb,
                          call);
  return call;
}

static void
create_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!m77_agent1_call_create_as_finish (M77_AGENT1 (source),
                                         &seq,
                                         &id,
                                         &operation,
                                         result,
                                         &error))
    {
      tui_call_fail (call, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_call_stored (call);
}

TuiCall *
tui_work_create_as (TuiApp *app, const char *kind, const M77Json *doc, const char *as)
{
  const M77Kind *table = m77_kind_find (kind);
  const char *what = table != NULL ? tui_label (table->label) : kind;
  M77Agent1 *proxy = tui_call_proxy (app, what);
  TuiCall *call = proxy != NULL ? tui_call_begin (app, what) : NULL;
  g_autofree char *text = m77_json_to_text (doc);

  if (call != NULL)
    m77_agent1_call_create_as (proxy, kind, text, as, NULL, create_cb, call);
  return call;
}

TuiCall *
tui_work_create (TuiApp *app, const char *kind, const M77Json *doc)
{
  return tui_work_create_as (app, kind, doc, "");
}

/* How an action ended, if that came soon enough to be told on the line. */
static void
say_outcome (TuiApp *app, const char *what, const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *operation = m77_json_parse (pool, json, -1, NULL);
  const char *state = m77_json_get_string (operation, "state");
  const char *detail = m77_json_get_string (operation, "detail");

  if (g_strcmp0 (state, "applied") == 0)
    tui_app_say (app, TUI_GOOD, _ ("%s: done"), what);
  else if (g_strcmp0 (state, "rejected") == 0)
    tui_app_say (app,
                 TUI_BAD,
                 _ ("%s REJECTED: %s   i inbox"),
                 what,
                 detail != NULL ? detail : m77_json_get_string (operation, "code"));
  else if (g_strcmp0 (state, "held") == 0)
    tui_app_say (app, TUI_WARN, _ ("%s HELD: nothing was done yet   i confirms or drops it"), what);
  else if (g_strcmp0 (state, "queued") == 0)
    tui_app_say (app, TUI_MINE, _ ("%s queued here, NOT delivered yet   i inbox"), what);
  else
    tui_app_say (app, TUI_WARN, "%s: %s", what, state != NULL ? state : "?");
}

static void
outcome_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autofree char *json = NULL;

  if (m77_agent1_call_wait_operation_finish (M77_AGENT1 (source), &json, result, NULL))
    say_outcome (call->app, call->what, json);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!m77_agent1_call_act_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      tui_app_say_error (call->app, call->what, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_app_say (call->app, TUI_MINE, _ ("%s queued here, being sent"), call->what);
  m77_agent1_call_wait_operation (M77_AGENT1 (source),
                                  operation,
                                  tui_app_is_online (call->app) ? 5000 : 200,
                                  NULL,
                                  outcome_cb,
                                  tui_call_begin (call->app, call->what));
}

gboolean
tui_work_act (TuiApp *app,
              const TuiRecord *record,
              const M77Action *action,
              const M77Json *args,
              const char *reason)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *what = g_strdup_printf ("%s %s", tui_label (action->label), name);
  M77Agent1 *proxy = tui_call_proxy (app, what);
  g_autofree char *expect = NULL;
  g_autofree char *args_text = NULL;

  if (proxy == NULL)
    return FALSE;
  expect = json_or_empty (m77_act_expect (pool, record->kind, action, record->doc));
  args_text = args != NULL ? m77_json_to_text (args) : g_strdup ("{}");
  m77_agent1_call_act (proxy,
                       action->name,
                       record->kind_name,
                       record->id,
                       args_text,
                       reason != NULL ? reason : "",
                       expect,
                       NULL,
                       act_cb,
                       tui_call_begin (app, what));
  return TRUE;
}

TuiCall *
tui_work_note (TuiApp *app, const TuiRecord *record, const char *id, const char *text)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *own = m77_id_new (app->runtime);
  M77Json *elements = m77_note_elements (pool,
                                         record->kind,
                                         m77_note_field (record->kind)->name,
                                         id != NULL ? id : own,
                                         tui_app_member (app),
                                         text,
                                         m77_runtime_now (app->runtime));

  return tui_work_edit (app, _ ("Note"), record->kind_name, record->id, NULL, NULL, elements);
}

static void
sync_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  if (!m77_agent1_call_sync_finish (M77_AGENT1 (source), &report, result, &error))
    tui_app_say_error (call->app, call->what, error);
  else
    tui_app_say (call->app, TUI_PLAIN, _ ("Asked the platform what is new"));
}

void
tui_work_sync (TuiApp *app)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("Sync"));

  if (proxy != NULL)
    m77_agent1_call_sync (proxy, FALSE, FALSE, NULL, sync_cb, tui_call_begin (app, _ ("Sync")));
}

static void
offline_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  TuiMoment moment = tui_app_moment (call->app);
  g_autofree char *when = NULL;
  gint64 until;

  if (!m77_agent1_call_set_offline_finish (M77_AGENT1 (source), &until, result, &error))
    {
      tui_app_say_error (call->app, call->what, error);
      return;
    }
  when = m77_time_short (until, moment.now, moment.zone);
  if (until > 0)
    tui_app_say (call->app,
                 TUI_WARN,
                 _ ("Offline by your word until %s   :offline off ends it"),
                 when);
  else
    tui_app_say (call->app, TUI_GOOD, _ ("Online again"));
}

void
tui_work_offline (TuiApp *app, gboolean on, guint seconds)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("Offline"));

  if (proxy != NULL)
    m77_agent1_call_set_offline (proxy,
                                 on,
                                 seconds,
                                 NULL,
                                 offline_cb,
                                 tui_call_begin (app, _ ("Offline")));
}

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;

  if (!m77_agent1_call_set_draft_finish (M77_AGENT1 (source), result, &error))
    tui_app_say_error (call->app, call->what, error);
}

void
tui_work_draft (TuiApp *app, const char *name, const char *text)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("Draft"));

  if (proxy != NULL)
    m77_agent1_call_set_draft (proxy,
                               name,
                               text,
                               NULL,
                               draft_cb,
                               tui_call_begin (app, _ ("Draft")));
}
