/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-work-outbox.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-call.h"

static void
outbox_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  guint64 seq;

  if (!m77_agent1_call_outbox_do_finish (M77_AGENT1 (source), &seq, result, &error))
    {
      tui_app_say_error (call->app, call->what, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_app_say (call->app, TUI_GOOD, "%s", call->what);
}

/* What the line says once it is done. */
static const struct
{
  const char *verb, *said;
} verbs[] = {
  { "confirm", N_ ("Confirmed: asked anew, as things are now") },
  { "retry", N_ ("Sent again") },
  { "withdraw", N_ ("Withdrawn before it was sent") },
  { "discard", N_ ("Discarded") },
  { "join", N_ ("Joined: it stays theirs, you are a responder") },
  { "take-over", N_ ("Taken over: asked for by you") },
  { "drop", N_ ("Dropped: it stays theirs") },
};

gboolean
tui_work_outbox (TuiApp *app, const char *verb, const char *operation)
{
  const char *said = verb;
  M77Agent1 *proxy;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, verb))
      said = _ (verbs[i].said);
  proxy = tui_call_proxy (app, said);
  if (proxy != NULL)
    m77_agent1_call_outbox_do (proxy, verb, operation, NULL, outbox_cb, tui_call_begin (app, said));
  return proxy != NULL;
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint64 seq;

  if (!m77_agent1_call_outbox_edit_finish (M77_AGENT1 (source), &seq, &id, result, &error))
    {
      tui_call_fail (call, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_call_stored (call);
}

TuiCall *
tui_work_outbox_edit (TuiApp *app, const char *operation, const M77Json *content)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("The change"));
  TuiCall *call = proxy != NULL ? tui_call_begin (app, _ ("The change")) : NULL;
  g_autofree char *text = m77_json_to_text (content);

  if (call != NULL)
    m77_agent1_call_outbox_edit (proxy, operation, text, NULL, edit_cb, call);
  return call;
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  guint64 seq;

  if (!m77_agent1_call_undo_finish (M77_AGENT1 (source), &seq, &what, result, &error))
    {
      tui_app_say_error (call->app, call->what, error);
      return;
    }
  tui_call_saw (call->app, seq);
  tui_app_say (call->app,
               TUI_GOOD,
               call->redo ? _ ("Done again   u takes it back")
                          : _ ("Taken back   U does it again"));
}

gboolean
tui_work_undo (TuiApp *app, gboolean redo)
{
  const char *what = redo ? _ ("Redo") : _ ("Undo");
  M77Agent1 *proxy = tui_call_proxy (app, what);
  TuiCall *call = proxy != NULL ? tui_call_begin (app, what) : NULL;

  if (call == NULL)
    return FALSE;
  call->redo = redo;
  m77_agent1_call_undo (proxy, redo, NULL, undo_cb, call);
  return TRUE;
}

static void
undo_action_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint64 seq;

  if (!m77_agent1_call_undo_action_finish (M77_AGENT1 (source), &seq, &id, result, &error))
    {
      tui_app_say_error (call->app, call->what, error);
      return;
    }
  tui_call_saw (call->app, seq);
  if (tui_app_is_online (call->app))
    tui_app_say (call->app, TUI_GOOD, _ ("Asked for: it takes back what you did"));
  else
    tui_app_say (call->app, TUI_WARN, _ ("Queued, NOT DELIVERED: offline   i inbox"));
}

gboolean
tui_work_undo_action (TuiApp *app, const char *operation, const char *reason)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("Undo"));

  if (proxy != NULL)
    m77_agent1_call_undo_action (proxy,
                                 operation,
                                 reason,
                                 NULL,
                                 undo_action_cb,
                                 tui_call_begin (app, _ ("Undo")));
  return proxy != NULL;
}
