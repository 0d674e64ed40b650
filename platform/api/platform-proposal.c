/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define LASTS_MS (7 * 86400 * G_GINT64_CONSTANT (1000))

/* Where a tenant wants four eyes, a sensitive action becomes `proposal` of its record:
 * what, on what it was seen to be, by whom, until when. Another member's approval carries
 * it out, if all that still holds. */

/* Who else has had the token that is asked with in their hands. */
static M77Json *
issuers_of (PlatformAct *act)
{
  M77JsonPool *pool = act->write->pool;
  const char *text = act->attempt->token->issuers;
  g_auto (GStrv) handles = g_strsplit (text != NULL ? text : "", "\n", 0);
  M77Json *issuers = m77_json_array_new (pool);

  for (guint i = 0; handles[i] != NULL; i++)
    m77_json_append (issuers, m77_json_string_new (pool, handles[i]));
  return issuers;
}

gboolean
platform_act_propose (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  const M77Operation *operation = &act->attempt->operation;
  M77Json *proposal = m77_json_object_new (write->pool);

  if (m77_json_size (m77_json_get (act->before, "proposal")) > 0 &&
      platform_time_of (m77_json_get (act->before, "proposal"), "expires_at") > write->now)
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("There is a proposal already: approve or reject it first."));
  act->doc = platform_act_copy (act, act->before);
  if (g_str_equal (act->kind->name, "config"))
    platform_act_set_text (act, "status", "in-review");
  m77_json_set_string (write->pool, proposal, "action", act->action->name);
  if (act->args != NULL)
    m77_json_set (write->pool, proposal, "args", platform_act_copy (act, act->args));
  m77_json_set (write->pool,
                proposal,
                "expect",
                m77_act_expect (write->pool, act->kind, act->action, act->doc));
  m77_json_set_string (write->pool, proposal, "by", write->member);
  if (act->attempt->token->issuers != NULL)
    m77_json_set (write->pool, proposal, "issuers", issuers_of (act));
  platform_write_set_time (write, proposal, "at", write->now);
  platform_write_set_time (write, proposal, "expires_at", write->now + LASTS_MS);
  if (operation->reason != NULL)
    m77_json_set_string (write->pool, proposal, "reason", operation->reason);
  m77_json_set (write->pool, act->doc, "proposal", proposal);
  return platform_attempt_apply (act->attempt, "propose", act->id, act->doc, NULL, error);
}

/* Who proposed it must still be there to have done it. */
static gboolean
check_proposer (PlatformAct *act, const char *by, GError **error)
{
  M77Record member;

  if (!platform_record_by_ref (
          act->write->db, act->write->tenant->id, "member", by, act->write->pool, &member, error))
    return FALSE;
  if (g_strcmp0 (m77_json_get_string (member.doc, "status"), "active") != 0)
    platform_act_refuse (act, "precondition-changed", _ ("Who proposed it has left: reject it."));
  return TRUE;
}

/* What must hold when it is carried out, as if it were asked now. */
static gboolean
check_still (PlatformAct *act, const M77Json *proposal, GError **error)
{
  const M77Action *guard = m77_act_guard (act->kind, act->action, act->before);
  g_autoptr (GError) wrong = NULL;

  if (!platform_act_check_expectation (act, m77_json_get (proposal, "expect")))
    return TRUE;
  if (!m77_act_check_arguments (act->action, act->args, act->write->now, &wrong))
    return platform_attempt_reject_error (act->attempt, wrong);
  if (!check_proposer (act, m77_json_get_string (proposal, "by"), error))
    return FALSE;
  return act->attempt->is_decided || (guard->flags & M77_ACTION_FREEZE) == 0 ||
         platform_act_check_freeze (act, error);
}

static gboolean
has (const M77Json *handles, const char *handle)
{
  for (const M77Json *h = m77_json_first (handles); h != NULL; h = m77_json_next (h))
    if (g_strcmp0 (m77_json_string (h), handle) == 0)
      return TRUE;
  return FALSE;
}

/* Whether both may be one person: a member, or whoever had a token issued for them. */
static gboolean
is_same_person (PlatformAct *act, const M77Json *proposal)
{
  const char *by = m77_json_get_string (proposal, "by"), *approver = act->write->member;
  const M77Json *theirs = m77_json_get (proposal, "issuers"), *ours = issuers_of (act);

  if (g_strcmp0 (by, approver) == 0 || has (ours, by) || has (theirs, approver))
    return TRUE;
  for (const M77Json *h = m77_json_first (ours); h != NULL; h = m77_json_next (h))
    if (has (theirs, m77_json_string (h)))
      return TRUE;
  return FALSE;
}

/* The proposed action takes the place of the approval, asked by who proposed it. */
static gboolean
approve (PlatformAct *act, const M77Json *proposal, GError **error)
{
  const M77Action *action = m77_kind_action (act->kind, m77_json_get_string (proposal, "action"));
  const char *by = m77_json_get_string (proposal, "by");
  const char *approver = act->write->member;
  M77Json *without;
  gboolean done;

  if (action == NULL || !platform_attempt_may (act->attempt, action->name, act->before))
    return platform_attempt_deny (act->attempt, "approve", error);
  if (is_same_person (act, proposal))
    return platform_act_refuse (act,
                                "not-permitted",
                                _ ("Nobody approves what they proposed, nor with a token that the "
                                   "proposer had issued: ask another member."));
  if (platform_time_of (proposal, "expires_at") <= act->write->now)
    return platform_act_refuse (act, "action-lapsed", _ ("The proposal is too old: reject it."));
  act->action = action;
  act->args = m77_json_get (proposal, "args");
  act->approved_by = approver;
  if (!check_still (act, proposal, error))
    return FALSE;
  if (act->attempt->is_decided)
    return TRUE;
  act->write->action = action->name;
  without = platform_act_copy (act, act->before);
  m77_json_remove (without, "proposal");
  act->before = without;
  act->write->member = by;
  done = platform_act_carry_out (act, error);
  act->write->member = approver;
  return done;
}

gboolean
platform_act_answer_proposal (PlatformAct *act, gboolean is_approval, GError **error)
{
  const M77Json *proposal = m77_json_get (act->before, "proposal");

  if (m77_json_size (proposal) == 0)
    return platform_act_refuse (act, "precondition-changed", _ ("Nothing is proposed."));
  return is_approval ? approve (act, proposal, error) : platform_act_carry_out (act, error);
}
