/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include "platform/api/platform-act.h"

#include <glib/gi18n-lib.h>

#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

#define STEP_UP_ACR "urn:m77:acr:recent" /* of RFC 9470: any sign-in, but a recent one */

static const struct
{
  const char *kind;
  const PlatformActRule *rules;
} specials[] = {
  { "incident", platform_act_incident },
  { "alert", platform_act_alert },
  { "silence", platform_act_silence },
  { "page", platform_act_page },
  { "schedule", platform_act_schedule },
  { "maintenance", platform_act_maintenance },
  { "run", platform_act_run },
  { "deployment", platform_act_deployment },
  { "flag", platform_act_flag },
  { "config", platform_act_config },
  { "member", platform_act_member },
  { "role", platform_act_role },
  { "credential", platform_act_credential },
  { "webhook", platform_act_webhook },
  { "delivery", platform_act_delivery },
  { "review", platform_act_review },
};

gboolean
platform_act_refuse (PlatformAct *act, const char *code, const char *message)
{
  if (act->before != NULL)
    act->attempt->result = act->attempt->current;
  return platform_attempt_reject (act->attempt, code, "%s", message);
}

M77Json *
platform_act_copy (PlatformAct *act, const M77Json *value)
{
  return m77_json_copy (act->write->pool, value);
}

void
platform_act_set_integer (PlatformAct *act, const char *field, gint64 value)
{
  m77_json_set_int (act->write->pool, act->doc, field, value);
}

void
platform_act_set_text (PlatformAct *act, const char *field, const char *text)
{
  if (text != NULL)
    m77_json_set_string (act->write->pool, act->doc, field, text);
  else
    m77_json_remove (act->doc, field);
}

const char *
platform_act_text (PlatformAct *act, const char *argument)
{
  return m77_json_get_string (act->args, argument);
}

gint64
platform_time_of (const M77Json *object, const char *member)
{
  const char *text = m77_json_get_string (object, member);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static gboolean
check_lapse (PlatformAct *act)
{
  const M77Operation *operation = &act->attempt->operation;
  gint64 expires = operation->expires_at;

  if (expires == M77_TIME_NONE && operation->asked_at != M77_TIME_NONE)
    expires = m77_act_expires_at (act->action, operation->asked_at);
  if (expires != M77_TIME_NONE && act->write->now > expires)
    platform_act_refuse (act, "action-lapsed", _ ("Its time is over: ask for it anew."));
  return !act->attempt->is_decided;
}

gboolean
platform_act_check_expectation (PlatformAct *act, const M77Json *expect)
{
  g_autoptr (GError) wrong = NULL;
  const char *field = NULL;

  if (act->before == NULL)
    return TRUE;
  if (!m77_act_check_state (act->kind, act->action, act->before, &wrong))
    {
      platform_act_refuse (act, "precondition-changed", wrong->message);
      return FALSE;
    }
  if (m77_act_expectation_holds (act->kind, expect, act->before, &field))
    return TRUE;
  act->attempt->result = act->attempt->current;
  platform_attempt_reject (act->attempt,
                           "precondition-changed",
                           _ ("%s is not what you saw any more: look again."),
                           field);
  return FALSE;
}

static const M77Action *
guard_of (PlatformAct *act)
{
  return m77_act_guard (act->kind, act->action, act->before);
}

/* RFC 9470: a dangerous action wants a sign-in that is recent enough. */
static gboolean
check_sign_in (PlatformAct *act)
{
  PlatformAttempt *attempt = act->attempt;
  const char *environment = m77_json_get_string (act->doc, "environment");
  gint64 most = platform_grants_step_up_age (attempt->grants);

  if (m77_action_danger (guard_of (act), environment) != M77_DANGER_TYPED ||
      attempt->token->auth_at == M77_TIME_NONE ||
      act->write->now - attempt->token->auth_at <= most * 1000)
    return TRUE;
  platform_attempt_refuse (attempt,
                           M77_OUTCOME_STEP_UP,
                           "insufficient_user_authentication",
                           _ ("This wants a recent sign-in: sign in again."));
  attempt->outcome.acr_values = STEP_UP_ACR;
  attempt->outcome.max_age_s = most;
  return FALSE;
}

static gboolean
run_special (PlatformAct *act, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    {
      if (!g_str_equal (specials[i].kind, act->kind->name))
        continue;
      for (const PlatformActRule *rule = specials[i].rules; rule->func != NULL; rule++)
        {
          if (rule->action != NULL && !g_str_equal (rule->action, act->action->name))
            continue;
          if (!rule->func (act, error))
            return FALSE;
          if (act->attempt->is_decided)
            return TRUE;
        }
    }
  return TRUE;
}

gboolean
platform_act_carry_out (PlatformAct *act, GError **error)
{
  PlatformAttempt *attempt = act->attempt;
  GPtrArray *faults;

  act->doc = m77_act_apply (act->write->pool,
                            act->kind,
                            act->action,
                            act->before,
                            act->args,
                            act->write->member,
                            act->at);
  if (!run_special (act, error))
    return FALSE;
  if (attempt->is_decided)
    return TRUE;
  faults = act->before == NULL ? m77_validate_doc (act->kind, act->doc) : NULL;
  if (faults != NULL)
    return platform_attempt_reject_faults (attempt, faults);
  if (!platform_attempt_fits (attempt, act->doc, FALSE))
    return TRUE;
  if (act->before == NULL)
    {
      if (!platform_attempt_check_key (attempt, act->doc, error))
        return FALSE;
      if (attempt->is_decided)
        return TRUE;
    }
  return platform_attempt_apply (attempt,
                                 act->action->name,
                                 act->id,
                                 act->doc,
                                 act->approved_by,
                                 error);
}

static gboolean
carry_out_or_propose (PlatformAct *act, GError **error)
{
  const M77Action *guard = guard_of (act);
  gboolean is_answer = m77_kind_field (act->kind, "proposal") != NULL;

  if (is_answer && g_str_equal (act->action->name, "approve"))
    return platform_act_answer_proposal (act, TRUE, error);
  if (is_answer && g_str_equal (act->action->name, "reject"))
    return platform_act_answer_proposal (act, FALSE, error);
  if (act->write->tenant->four_eyes && (guard->flags & M77_ACTION_PROPOSAL) != 0 &&
      act->before != NULL)
    return platform_act_propose (act, error);
  return platform_act_carry_out (act, error);
}

static gboolean
check_and_run (PlatformAct *act, GError **error)
{
  PlatformAttempt *attempt = act->attempt;
  g_autoptr (GError) wrong = NULL;

  if (!check_lapse (act))
    return TRUE;
  if (!platform_attempt_check_guards (attempt, error))
    return FALSE;
  if (attempt->is_decided || !platform_act_check_expectation (act, attempt->operation.expect))
    return TRUE;
  if (!m77_act_check_arguments (act->action, act->args, act->at, &wrong))
    return platform_attempt_reject_error (attempt, wrong);
  if ((guard_of (act)->flags & M77_ACTION_FREEZE) != 0 && !platform_act_check_freeze (act, error))
    return FALSE;
  if (attempt->is_decided || !check_sign_in (act))
    return TRUE;
  return carry_out_or_propose (act, error);
}

static gboolean
begin (PlatformAct *act, GError **error)
{
  PlatformAttempt *attempt = act->attempt;
  gboolean makes = (act->action->flags & M77_ACTION_MAKES) != 0;
  const M77Json *seen = makes ? act->args : act->before;

  if (makes && attempt->current.id != NULL)
    return platform_attempt_conflict (attempt,
                                      "key-taken",
                                      &attempt->current,
                                      _ ("There is a record of that id already."));
  if (makes || attempt->exists)
    {
      if (!platform_attempt_may (attempt, act->action->name, seen))
        return platform_attempt_deny (attempt, act->action->name, error);
      return check_and_run (act, error);
    }
  if (!platform_grants_may_read (attempt->grants, act->kind->name))
    return platform_attempt_deny (attempt, act->action->name, error);
  return platform_attempt_find_nothing (attempt, error);
}

gboolean
platform_attempt_act (PlatformAttempt *self, GError **error)
{
  const M77Operation *operation = &self->operation;
  g_autofree char *fresh = NULL;
  PlatformAct act = { .attempt = self, .write = self->write, .kind = self->kind };

  if (self->kind == NULL)
    return platform_grants_may_read (self->grants, operation->kind)
               ? platform_attempt_reject (self, "unknown-kind", _ ("There is no such kind."))
               : platform_attempt_deny (self, operation->action, error);
  act.action = m77_kind_action (self->kind, operation->action);
  if (act.action == NULL)
    return platform_attempt_reject (self,
                                    "validation-failed",
                                    _ ("A record of this kind has no such action."));
  act.before = self->exists ? self->current.doc : NULL;
  act.doc = self->exists ? (M77Json *) self->current.doc : (M77Json *) operation->args;
  act.args = operation->args;
  act.at = operation->asked_at != M77_TIME_NONE ? MIN (operation->asked_at, self->write->now)
                                                : self->write->now;
  act.reason = operation->reason;
  act.id = operation->id;
  self->write->action = act.action->name;
  if (g_str_equal (operation->id, "new"))
    {
      fresh = m77_id_new (self->write->runtime);
      act.id = m77_json_string (m77_json_string_new (self->write->pool, fresh));
    }
  self->write->own = act.id;
  return begin (&act, error);
}
