/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-audit"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/identity/agent-token.h"
#include "agent/service/agent-control.h"
#include "agent/service/agent-running.h"
#include "agent/sync/agent-checkpoint.h"
#include "agent/sync/agent-http.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

/* With a handle of its own, on the net lane: a walk along a long chain, and a platform that does
 * not answer, keep nobody waiting. */
typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  AgentRunning *running;
  gboolean in_file;
  char *token; /* NULL: the platform is not asked, because: */
  GError *unasked;
  AgentAudit *audit;
  guint compared;
  GError *error;
} Check;

static void
check_free (Check *check)
{
  agent_token_free (check->token);
  g_clear_error (&check->unasked);
  agent_audit_free (check->audit);
  agent_running_unuse (check->running);
  agent_session_unref (check->session);
  g_free (check);
}

static void
compare (Check *check, AgentJournal *journal)
{
  AgentProfile *profile = &check->running->profile;
  AgentWire *wire;

  if (check->token == NULL || check->audit->chain == NULL)
    return;
  wire = agent_http_new (profile->platform, check->token);
  agent_checkpoint_compare (journal,
                            check->audit,
                            wire,
                            profile->tenant,
                            &check->compared,
                            &check->unasked);
  wire->free (wire);
}

static void
clear_misfit_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!agent_journal_audit_set_misfit (data, NULL, &error))
    g_info ("That the audit fits cannot be noted: %s", error->message);
}

/* Compared with all that the platform has seen, and whole: what was told of it is over. */
static void
clear_misfit (const Check *check)
{
  AgentStore *store = check->running->profile.store;

  if (check->audit->findings->len == 0 && check->unasked == NULL && store != NULL)
    agent_lane_call (store->journal_lane, AGENT_LANE_PEOPLE, clear_misfit_cb, store->journal);
}

static void
check_cb (gpointer data)
{
  Check *check = data;
  g_autoptr (AgentJournal) journal = NULL;

  if (check->in_file && check->unasked == NULL)
    check->token = agent_token_file_load (check->running->directory, &check->unasked);
  journal = agent_journal_open_reader (check->running->directory, NULL, &check->error);
  if (journal == NULL)
    return;
  check->audit = agent_journal_audit_verify (journal, &check->error);
  if (check->audit == NULL)
    return;
  compare (check, journal);
  clear_misfit (check);
}

static M77Json *
findings_to_json (M77JsonPool *pool, const AgentAudit *audit)
{
  M77Json *findings = m77_json_array_new (pool);

  for (guint i = 0; i < audit->findings->len; i++)
    {
      const AgentAuditFinding *finding = audit->findings->pdata[i];
      M77Json *row = m77_json_object_new (pool);

      m77_json_set_string (pool, row, "code", finding->code);
      if (finding->number != 0)
        m77_json_set_int (pool, row, "entry", finding->number);
      else
        m77_json_set (pool, row, "entry", m77_json_null_new (pool));
      m77_json_set_string (pool, row, "text", finding->text);
      m77_json_append (findings, row);
    }
  return findings;
}

static M77Json *
before_to_json (M77JsonPool *pool, const AgentAudit *audit)
{
  M77Json *list = m77_json_array_new (pool);

  for (guint i = 0; i < audit->before->len; i++)
    {
      const AgentAuditPlace *place = &g_array_index (audit->before, AgentAuditPlace, i);
      M77Json *row = m77_json_object_new (pool);

      m77_json_set_string (pool, row, "chain", place->chain);
      m77_json_set_int (pool, row, "last", place->number);
      m77_json_set_string (pool, row, "hash", place->hash);
      m77_json_append (list, row);
    }
  return list;
}

static M77Json *
platform_to_json (M77JsonPool *pool, const Check *check)
{
  M77Json *platform = m77_json_object_new (pool);

  m77_json_set_bool (pool, platform, "asked", check->unasked == NULL);
  m77_json_set_int (pool, platform, "compared", check->compared);
  m77_json_set_string (pool,
                       platform,
                       "error",
                       check->unasked == NULL ? NULL : m77_error_nick (check->unasked));
  m77_json_set_string (pool,
                       platform,
                       "detail",
                       check->unasked == NULL ? NULL : check->unasked->message);
  return platform;
}

static char *
to_json (const Check *check)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const AgentAudit *audit = check->audit;
  M77Json *report = m77_json_object_new (pool), *begins = m77_json_object_new (pool);
  g_autofree char *at = m77_time_format (audit->began_at);

  m77_json_set_bool (pool, report, "whole", audit->findings->len == 0);
  m77_json_set_string (pool, report, "chain", audit->chain);
  m77_json_set_string (pool, begins, "why", audit->why);
  m77_json_set_string (pool, begins, "at", audit->chain == NULL ? NULL : at);
  m77_json_set (pool, begins, "after", before_to_json (pool, audit));
  m77_json_set (pool, report, "begins", begins);
  m77_json_set_int (pool, report, "entries", audit->entries);
  m77_json_set_int (pool, report, "last", audit->last);
  m77_json_set_string (pool, report, "hash", audit->hash);
  m77_json_set (pool, report, "platform", platform_to_json (pool, check));
  m77_json_set (pool, report, "findings", findings_to_json (pool, audit));
  return m77_json_to_text (report);
}

static void
checked_cb (gpointer data)
{
  Check *check = data;
  g_autofree char *report = NULL;

  if (check->error != NULL)
    agent_session_refuse (check->invocation, g_steal_pointer (&check->error));
  else
    {
      report = to_json (check);
      m77_agent1_complete_audit_verify (check->session->skeleton, check->invocation, report);
    }
  check_free (check);
}

static void
post (Check *check)
{
  agent_lane_post (check->session->host->net, AGENT_LANE_PEOPLE, check_cb, check, checked_cb, NULL);
}

static void
token_cb (const char *token, const GError *error, gpointer data)
{
  Check *check = data;

  check->token = g_strdup (token);
  if (error != NULL)
    check->unasked = g_error_copy (error);
  post (check);
}

static gboolean
verify_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
  AgentSession *session = data;
  AgentProfile *profile = agent_session_profile (session, invocation);
  Check *check;

  if (profile == NULL)
    return TRUE;
  check = g_new0 (Check, 1);
  check->session = agent_session_ref (session);
  check->invocation = invocation;
  check->running = agent_running_use ((AgentRunning *) profile);
  check->in_file = check->running->token_in_file;
  if (profile->offline_until != M77_TIME_NONE)
    check->unasked = g_error_new_literal (M77_ERROR,
                                          M77_ERROR_OFFLINE,
                                          _ ("You are offline by your own word."));
  if (check->in_file || check->unasked != NULL)
    post (check);
  else
    agent_token_secret_load (profile->uuid, token_cb, check);
  return TRUE;
}

void
agent_audit_connect (AgentSession *self)
{
  g_signal_connect (self->skeleton, "handle-audit-verify", G_CALLBACK (verify_cb), self);
}
