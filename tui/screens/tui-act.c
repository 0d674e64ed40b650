/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-act.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-arming.h"
#include "shared/model/m77-record.h"
#include "tui/screens/tui-arm.h"
#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-deployment-verbs.h"
#include "tui/screens/tui-incident.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

/* What a bar keeps of the record: rows move on while it is open. */
typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
  const M77Action *action;
  const M77Json *args; /* known already; NULL: none */
  char *reason;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *self = data;

  m77_json_pool_free (self->pool);
  g_free (self->reason);
  g_free (self);
}

static Asked *
keep (const TuiRecord *record, const M77Action *action)
{
  Asked *self = g_new0 (Asked, 1);

  self->pool = m77_json_pool_new ();
  self->record = *record;
  self->record.doc = m77_json_copy (self->pool, record->doc);
  self->record.pending = NULL;
  self->record.id = m77_json_string (m77_json_string_new (self->pool, record->id));
  self->record.kind_name = m77_json_string (m77_json_string_new (self->pool, record->kind_name));
  self->record.state = NULL;
  self->action = action;
  return self;
}

static gboolean
is_production (const TuiRecord *record)
{
  return m77_arming_is_production (tui_record_environment (record));
}

static gboolean
wants_arming (TuiApp *app, const TuiRecord *record)
{
  return !tui_app_is_armed (app) &&
         m77_arming_covers (record->kind, NULL, tui_record_environment (record));
}

char *
tui_act_refusal (TuiApp *app, const TuiRecord *record, const M77Action *action)
{
  g_autoptr (GError) error = NULL;

  if (app->read_only)
    return g_strdup (_ ("this session is read-only"));
  if (!m77_act_check_state (record->kind, action, record->doc, &error))
    {
      const char *state = m77_record_state (record->kind, record->doc);

      return g_strdup_printf (_ ("it is %s"), state != NULL ? state : _ ("in no such state"));
    }
  if (app->grants != NULL &&
      !m77_grants_allow (app->grants, record->kind, action->name, record->doc))
    return g_strdup (_ ("not for your role"));
  if (action->offline == M77_OFFLINE_DENY && app->profile != NULL && !tui_app_is_online (app))
    return g_strdup (_ ("offline"));
  return NULL;
}

gboolean
tui_act_may_edit (TuiApp *app, const TuiRecord *record)
{
  if (app->read_only)
    {
      tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
      return FALSE;
    }
  if (wants_arming (app, record))
    {
      tui_arm_open_for_key (app);
      return FALSE;
    }
  return TRUE;
}

gboolean
tui_act_is_armed_for (TuiApp *app, const M77Kind *kind, const M77Action *action)
{
  TuiRecord record = { .kind = kind };

  return (action->flags & M77_ACTION_SAFE) != 0 || !wants_arming (app, &record);
}

gboolean
tui_act_may_confirm (TuiApp *app, const M77Kind *kind, const M77Action *action)
{
  if (tui_act_is_armed_for (app, kind, action))
    return TRUE;
  tui_arm_open_for_key (app);
  return FALSE;
}

/* What it does offline, in words that are true now. */
static char *
offline_words (TuiApp *app, const M77Action *action)
{
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *until = m77_time_short (moment.now + action->offline_ms,
                                           moment.now,
                                           moment.zone);

  if (tui_app_is_online (app))
    return NULL;
  if (action->offline == M77_OFFLINE_ALLOW)
    return g_strdup_printf (_ ("Offline: queued; from %s held, you are asked again."), until);
  return g_strdup_printf (_ ("Offline: HELD, you are asked again; lapses %s."), until);
}

static gboolean
act_done (TuiPrompt *prompt, gpointer data)
{
  Asked *asked = data;
  TuiApp *app = tui_prompt_app (prompt);
  const M77Kind *kind = asked->record.kind;
  g_autoptr (GError) error = NULL;
  M77Json *args = NULL;
  const char *reason = NULL;

  if (!tui_asked_read (prompt, asked->action, asked->pool, &args, &reason))
    return FALSE;
  if (!m77_act_check_order (kind,
                            asked->action,
                            asked->record.doc,
                            args,
                            m77_runtime_now (app->runtime),
                            &error))
    {
      tui_prompt_fault (prompt, 0, error->message);
      return FALSE;
    }
  return tui_prompt_is_taken (prompt,
                              tui_work_act (app, &asked->record, asked->action, args, reason));
}

static char *
make_title (const TuiRecord *record, const M77Action *action)
{
  g_autofree char *verb = g_utf8_strup (tui_label (action->label), -1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);

  return g_strdup_printf ("%s %s %s", verb, name, g_str_equal (name, title) ? "" : title);
}

/* Where and as whom: "shop PROD  checkout prod-eu  as jana". */
static char *
make_right (TuiApp *app, const TuiRecord *record)
{
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  const char *service = m77_json_get_string (record->doc, "service");
  const char *member = tui_app_member (app);
  g_autofree char *place = tui_record_place (record);

  /* Translators: tenant, PROD or nothing, service, place, and in whose name */
  return g_strdup_printf (_ ("%s %s  %s %s  as %s"),
                          tenant != NULL ? tenant : "?",
                          is_production (record) ? _ ("PROD") : "",
                          service != NULL ? service : "",
                          place,
                          member != NULL ? member : "?");
}

static void
open_bar (TuiApp *app,
          const TuiRecord *record,
          const M77Action *action,
          M77Danger danger,
          const M77Json *args,
          const char *reason)
{
  g_autofree char *title = make_title (record, action);
  g_autofree char *right = make_right (app, record);
  g_autofree char *offline = offline_words (app, action);
  g_autofree char *key = tui_record_short_key (record);
  const char *service = m77_json_get_string (record->doc, "service");
  gboolean numbered = record->kind->key == M77_KEY_NUMBER && service != NULL;
  const char *verb = tui_app_is_online (app)               ? _ ("send")
                     : action->offline == M77_OFFLINE_HOLD ? _ ("hold")
                                                           : _ ("queue");
  gboolean is_deployment = g_str_equal (record->kind->name, "deployment");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiPrompt *prompt = tui_prompt_new (app,
                                      title,
                                      right,
                                      verb,
                                      act_done,
                                      keep (record, action),
                                      free_asked);

  tui_prompt_add_info (prompt, TUI_PLAIN, tui_label (action->effect));
  if (is_deployment)
    tui_deployment_verbs_add_effect (prompt, record, action);
  if (g_str_equal (record->kind->name, "incident"))
    tui_incident_add_effect (prompt, record, action);
  if (offline != NULL)
    tui_prompt_add_info (prompt, TUI_WARN, offline);
  tui_asked_add (prompt,
                 action,
                 args == NULL && is_deployment ? m77_rollout_arguments (pool, record->doc, action)
                                               : args,
                 reason,
                 danger == M77_DANGER_TYPED ||
                     m77_act_wants_reason (record->kind, action, record->doc));
  if (danger == M77_DANGER_TYPED)
    tui_prompt_add_typed (prompt, numbered ? service : key);
  tui_prompt_open (prompt);
}

void
tui_act_open (TuiApp *app, const TuiRecord *record, const M77Action *action)
{
  tui_act_open_with (app, record, action, NULL, NULL);
}

static void
armed (TuiApp *app, gpointer data)
{
  Asked *asked = data;

  tui_act_open_with (app, &asked->record, asked->action, asked->args, asked->reason);
  free_asked (asked);
}

void
tui_act_open_with (TuiApp *app,
                   const TuiRecord *record,
                   const M77Action *action,
                   const M77Json *args,
                   const char *reason)
{
  const M77Action *guard = m77_act_guard (record->kind, action, record->doc);
  M77Danger danger = m77_action_danger (guard, tui_record_environment (record));
  g_autofree char *refusal = tui_act_refusal (app, record, action);

  if (refusal != NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("%s: not now, %s"), tui_label (action->label), refusal);
      return;
    }
  if ((guard->flags & M77_ACTION_SAFE) == 0 && wants_arming (app, record))
    {
      Asked *asked = keep (record, action);

      asked->args = args != NULL ? m77_json_copy (asked->pool, args) : NULL;
      asked->reason = g_strdup (reason);
      tui_arm_open_for (app, armed, asked, free_asked);
      return;
    }
  if (danger == M77_DANGER_NONE && tui_asked_count (action) == 0)
    tui_work_act (app, record, action, NULL, NULL);
  else
    open_bar (app, record, action, danger, args, reason);
}

static void
verb_chosen (TuiApp *app, const char *id, gpointer data)
{
  Asked *asked = data;
  const M77Action *action = m77_kind_action (asked->record.kind, id);

  if (action != NULL)
    tui_act_open (app, &asked->record, action);
}

void
tui_act_open_verbs (TuiApp *app, const TuiRecord *record)
{
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = g_strdup_printf (_ ("ACTIONS on %s"), name);
  TuiChoice *choice;

  if (record->kind == NULL || record->kind->actions == NULL)
    {
      tui_app_say (app, TUI_PLAIN, _ ("This kind has no actions: e edits it"));
      return;
    }
  choice = tui_choice_new (app, title, verb_chosen, keep (record, NULL), free_asked);
  /* What can be done before what cannot, the safe directions first. */
  for (int pass = 0; pass < 3; pass++)
    for (const M77Action *action = record->kind->actions; action->name != NULL; action++)
      {
        g_autofree char *why = (action->flags & M77_ACTION_MAKES) != 0
                                   ? NULL
                                   : tui_act_refusal (app, record, action);

        int place = why != NULL ? 2 : (action->flags & M77_ACTION_SAFE) != 0 ? 0 : 1;

        if ((action->flags & M77_ACTION_MAKES) == 0 && place == pass)
          tui_choice_add (choice,
                          action->name,
                          "",
                          tui_label (action->label),
                          tui_label (action->effect),
                          why);
      }
  tui_choice_open (choice);
}
