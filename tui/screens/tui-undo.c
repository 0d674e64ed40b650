/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-undo.h"

#include <glib/gi18n.h>

#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work-outbox.h"

#define RECORDS_SHOWN 5 /* of those that an action would be asked of */

/* ---- What it is, in words ---- */

static char *
value_words (const TuiMoment *moment, const M77Field *field, const M77Json *value)
{
  g_autofree char *text = NULL;

  if (m77_json_is_null (value))
    return g_strdup (_ ("nothing"));
  text = field != NULL ? tui_value_text (field, value, moment) : NULL;
  if (text != NULL)
    return g_steal_pointer (&text);
  return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                         : m77_json_to_text (value);
}

static void
add_values (TuiPrompt *prompt, const M77Kind *kind, const M77Json *operation, gboolean again)
{
  TuiMoment moment = tui_app_moment (tui_prompt_app (prompt));
  const M77Json *base = m77_json_get (operation, "base");
  const M77Json *made = m77_json_first (m77_json_get (operation, "patch"));

  for (; made != NULL; made = m77_json_next (made))
    {
      const char *name = m77_json_name (made);
      const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;
      const char *label = field != NULL ? tui_label (field->label) : name;
      g_autofree char *was = value_words (&moment, field, m77_json_get (base, name));
      g_autofree char *is = value_words (&moment, field, made);
      g_autofree char *text = again ? g_strdup_printf (_ ("%s: from %s to %s"), label, was, is)
                                    : g_strdup_printf (_ ("%s: %s back to %s"), label, is, was);

      tui_prompt_add_info (prompt, TUI_BOLD, text);
    }
}

static void
add_elements (TuiPrompt *prompt, const M77Kind *kind, const M77Json *operation, gboolean again)
{
  static const struct
  {
    const char *part, *back, *again;
  } parts[] = { { "add", N_ ("takes out %s"), N_ ("puts in %s") },
                { "remove", N_ ("puts back %s"), N_ ("takes out %s") },
                { "append", N_ ("takes back “%s”"), N_ ("adds “%s”") } };
  const M77Json *member = m77_json_first (m77_json_get (operation, "elements"));

  for (; member != NULL; member = m77_json_next (member))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (member)) : NULL;
      const char *label = field != NULL ? tui_label (field->label) : m77_json_name (member);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        for (const M77Json *e = m77_json_first (m77_json_get (member, parts[i].part)); e != NULL;
             e = m77_json_next (e))
          {
            const char *word = m77_json_string (e) != NULL ? m77_json_string (e)
                                                           : m77_json_get_string (e, "text");
            g_autoptr (GString)
                text = g_string_new (again ? _ (parts[i].again) : _ (parts[i].back));

            g_string_replace (text, "%s", word != NULL ? word : "…", 1);
            g_string_prepend (text, ": ");
            g_string_prepend (text, label);
            tui_prompt_add_info (prompt, TUI_BOLD, text->str);
          }
    }
}

/* ---- An action ---- */

static gboolean
offer_done (TuiPrompt *prompt, gpointer operation)
{
  const char *reason = tui_prompt_text (prompt, 0);

  return tui_prompt_is_taken (prompt,
                              tui_work_undo_action (tui_prompt_app (prompt), operation, reason));
}

/* Of what: where that is another record than the one that was acted on, or several. */
static void
add_records (TuiPrompt *prompt, const M77Json *operation, const M77Json *offered)
{
  const M77Json *records = m77_json_get (offered, "records"), *row = m77_json_first (records);

  if (m77_json_size (records) == 1 && g_strcmp0 (m77_json_get_string (row, "record"),
                                                 m77_json_get_string (operation, "record")) == 0)
    return;
  for (guint i = 0; row != NULL && i < RECORDS_SHOWN; row = m77_json_next (row), i++)
    {
      const M77Kind *kind = m77_kind_find (m77_json_get_string (row, "kind"));
      const char *title = m77_json_get_string (row, "title");
      g_autofree char *text = g_strdup_printf ("%s %s  %s",
                                               kind != NULL ? tui_label (kind->label) : "",
                                               m77_json_get_string (row, "key"),
                                               title != NULL ? title : "");

      tui_prompt_add_info (prompt, TUI_BOLD, text);
    }
  if (m77_json_size (records) > RECORDS_SHOWN)
    {
      guint more = m77_json_size (records) - RECORDS_SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      tui_prompt_add_info (prompt, TUI_BOLD, text);
    }
}

void
tui_undo_take_offer (TuiApp *app, const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *answer = m77_json_parse (pool, json, -1, NULL);
  const M77Json *operation = m77_json_get (answer, "operation");
  const M77Json *offered = m77_json_get (answer, "offered");
  const char *kind_name = m77_json_get_string (offered, "kind");
  const char *name = m77_json_get_string (offered, "action");
  const char *effect = m77_json_get_string (offered, "effect");
  const char *label = m77_json_get_string (offered, "label");
  const char *key = m77_json_get_string (operation, "key");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Action *action = kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
  gboolean holds = action != NULL && action->offline == M77_OFFLINE_HOLD;
  gboolean typed = action != NULL && m77_action_danger (action, NULL) == M77_DANGER_TYPED;
  g_autofree char *verb = g_utf8_strup (label != NULL ? tui_label (label) : "?", -1);
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *title = g_strdup_printf ("%s %s", verb, key != NULL ? key : "");
  g_autofree char *why = g_strdup_printf (_ ("It takes back: %s, which was sent."), what);
  TuiPrompt *prompt;

  if (name == NULL)
    return;
  prompt = tui_prompt_new (app,
                           title,
                           m77_json_get_string (operation, "title"),
                           tui_app_is_online (app) ? _ ("send")
                           : holds                 ? _ ("hold")
                                                   : _ ("queue"),
                           offer_done,
                           g_strdup (m77_json_get_string (operation, "id")),
                           g_free);
  tui_prompt_add_info (prompt, TUI_PLAIN, why);
  add_records (prompt, operation, offered);
  if (effect != NULL)
    tui_prompt_add_info (prompt, TUI_WARN | TUI_BOLD, tui_label (effect));
  tui_prompt_add_field (prompt, typed ? _ ("reason:") : _ ("reason (may be empty):"), "");
  if (typed && key != NULL)
    tui_prompt_add_typed (prompt, key);
  tui_prompt_open (prompt);
}

/* Nobody has begun to type meanwhile: a bar would take what is meant for a form. */
static gboolean
is_free (TuiApp *app)
{
  return app->panel == NULL && tui_app_top (app)->class->context != TUI_ON_FORM;
}

static void
offer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (!m77_agent1_call_undo_finish (M77_AGENT1 (source), NULL, &json, result, &error))
    tui_app_say_error (call->app, call->what, error);
  else if (is_free (call->app))
    tui_undo_take_offer (call->app, json);
}

/* For an action Undo does nothing but say what would take it back. */
static void
ask_offer (TuiApp *app)
{
  M77Agent1 *proxy = tui_call_proxy (app, _ ("Undo"));

  if (proxy != NULL)
    m77_agent1_call_undo (proxy, FALSE, NULL, offer_cb, tui_call_begin (app, _ ("Undo")));
}

/* ---- An edit ---- */

static gboolean
undo_done (TuiPrompt *prompt, gpointer redo)
{
  return tui_prompt_is_taken (prompt,
                              tui_work_undo (tui_prompt_app (prompt), GPOINTER_TO_INT (redo)));
}

static const char *
effect_words (const char *would)
{
  if (g_strcmp0 (would, "withdraw") == 0)
    return _ ("It was not sent: it is taken back as if it had not been made.");
  if (g_strcmp0 (would, "repeat") == 0)
    return _ ("It had been taken back before it was sent: it is made once more.");
  return _ ("It was sent: an edit that puts the values back follows it.");
}

void
tui_undo_take_next (TuiApp *app, gboolean redo, const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *next = *json != '\0' ? m77_json_parse (pool, json, -1, NULL) : NULL;
  const M77Json *operation = m77_json_get (next, "operation");
  const char *would = m77_json_get_string (next, "would");
  const char *kind = m77_json_get_string (operation, "kind");
  const char *key = m77_json_get_string (operation, "key");
  gint64 count = m77_json_get_int (next, "count", 1);
  gboolean again = g_strcmp0 (would, "repeat") == 0;
  g_autofree char *what = NULL;
  g_autofree char *title = NULL;
  TuiPrompt *prompt;

  if (next == NULL)
    {
      tui_app_say (app,
                   TUI_PLAIN,
                   redo ? _ ("Nothing was taken back that could be done again")
                        : _ ("Nothing was done in this session that could be taken back"));
      return;
    }
  if (g_strcmp0 (would, "offer") == 0)
    {
      ask_offer (app);
      return;
    }
  what = m77_outbox_what (operation);
  title = g_strdup_printf ("%s %s %s",
                           redo ? _ ("REDO") : _ ("UNDO"),
                           key != NULL ? key : "",
                           what);
  prompt = tui_prompt_new (app,
                           title,
                           m77_json_get_string (operation, "title"),
                           redo ? _ ("redo") : _ ("undo"),
                           undo_done,
                           GINT_TO_POINTER (redo),
                           NULL);
  add_values (prompt, kind != NULL ? m77_kind_find (kind) : NULL, operation, again);
  add_elements (prompt, kind != NULL ? m77_kind_find (kind) : NULL, operation, again);
  if (count > 1)
    {
      g_autofree char *many = g_strdup_printf (ngettext ("With it %d of the same change.",
                                                         "With it all %d of the same change.",
                                                         (gulong) count),
                                               (int) count);

      tui_prompt_add_info (prompt, TUI_WARN, many);
    }
  tui_prompt_add_info (prompt, TUI_PLAIN, effect_words (would));
  tui_prompt_open (prompt);
}

static void
next_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (!m77_agent1_call_undo_next_finish (M77_AGENT1 (source), &json, result, &error))
    tui_app_say_error (call->app, call->what, error);
  else if (is_free (call->app))
    tui_undo_take_next (call->app, call->redo, json);
}

void
tui_undo_open (TuiApp *app, gboolean redo)
{
  const char *what = redo ? _ ("Redo") : _ ("Undo");
  M77Agent1 *proxy = tui_call_proxy (app, what);

  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  else if (proxy != NULL)
    {
      TuiCall *call = tui_call_begin (app, what);

      call->redo = redo;
      m77_agent1_call_undo_next (proxy, redo, NULL, next_cb, call);
    }
}
