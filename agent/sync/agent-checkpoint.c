/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-checkpoint"

#include "config.h"

#include "agent/sync/agent-checkpoint.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

#define ANSWER_MOST (1024 * 1024) /* bytes: a thousand checkpoints take a fifth of it */
#define ASKED_MOST  "1000"

static const M77Json *
ask (AgentWire *wire,
     M77Request *request,
     M77JsonPool *pool,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (M77Answer) answer = wire->call (wire, request, cancellable, error);
  g_autoptr (GBytes) body = NULL;
  const M77Json *value = NULL;

  if (answer == NULL)
    return NULL;
  if (answer->status == 200)
    {
      body = m77_answer_read_all (answer, ANSWER_MOST, cancellable, error);
      if (body == NULL)
        return NULL;
      value = m77_json_parse (pool,
                              g_bytes_get_data (body, NULL),
                              (gssize) g_bytes_get_size (body),
                              NULL);
    }
  if (value == NULL)
    g_set_error (error,
                 M77_ERROR,
                 answer->status == 401   ? M77_ERROR_SIGN_IN
                 : answer->status == 404 ? M77_ERROR_NOT_FOUND
                                         : M77_ERROR_BAD_ANSWER,
                 _ ("The platform told nothing of the audit chain (%u)."),
                 answer->status);
  return value;
}

static M77Request *
request_new (const char *method, const char *tenant)
{
  g_autofree char *path = g_strconcat ("/v1/tenants/", tenant, "/checkpoints", NULL);
  M77Request *request = m77_request_new (method, path);

  m77_request_set_header (request, "accept", "application/json");
  return request;
}

/* ---- Exchange ---- */

/* What the journal's lane is asked, and what it answers. */
typedef struct
{
  AgentJournal *journal;
  AgentAuditPlace end;
  char *witness;
  const char *misfit;
  GError *error;
} Ends;

static void
ends_clear (Ends *self)
{
  agent_audit_place_clear (&self->end);
  g_clear_pointer (&self->witness, g_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ends, ends_clear)

static void
read_ends_cb (gpointer data)
{
  Ends *self = data;

  if (agent_journal_audit_end (self->journal, &self->end, &self->error))
    self->witness = agent_journal_audit_last_witness (self->journal, &self->error);
}

static void
enter_witness_cb (gpointer data)
{
  Ends *self = data;

  if (agent_journal_audit_witness (self->journal, self->witness, &self->error))
    self->end.number++;
}

static void
set_body (M77Request *request, M77JsonPool *pool, const Ends *ends)
{
  M77Json *body = m77_json_object_new (pool);
  const M77Json *seen = ends->witness == NULL ? NULL
                                              : m77_json_parse (pool, ends->witness, -1, NULL);
  char *text;

  m77_json_set_string (pool, body, "chain", ends->end.chain);
  m77_json_set_int (pool, body, "sequence", ends->end.number);
  m77_json_set_string (pool, body, "hash", ends->end.hash);
  if (seen != NULL)
    m77_json_set (pool, body, "witness", m77_json_copy (pool, seen));
  text = m77_json_to_text (body);
  request->body = g_bytes_new_take (text, strlen (text));
  m77_request_set_header (request, "content-type", "application/json");
}

/* The place of the tenant's chain, as text; NULL: it has no entries yet, or it is known. */
static char *
read_witness (M77JsonPool *pool, const M77Json *tenant, const char *known)
{
  M77Json *witness = m77_json_object_new (pool);
  g_autofree char *text = NULL;

  if (m77_json_get_int (tenant, "sequence", 0) < 1)
    return NULL;
  m77_json_set_string (pool, witness, "epoch", m77_json_get_string (tenant, "epoch"));
  m77_json_set_int (pool, witness, "sequence", m77_json_get_int (tenant, "sequence", 0));
  m77_json_set_string (pool, witness, "hash", m77_json_get_string (tenant, "hash"));
  text = m77_json_to_text (witness);
  return g_strcmp0 (text, known) == 0 ? NULL : g_steal_pointer (&text);
}

/* By the words of m77 audit verify; NULL: it fits. */
static const char *
find_misfit (const M77Json *answer)
{
  const char *result = m77_json_get_string (answer, "result");
  const char *witness = m77_json_get_string (answer, "witness");

  if (g_strcmp0 (result, "differs") == 0)
    return "differs";
  if (g_strcmp0 (result, "behind") == 0)
    return "cut";
  if (witness == NULL || g_str_equal (witness, "holds"))
    return NULL;
  return g_str_equal (witness, "ahead") ? "platform-cut" : "platform-differs";
}

static void
enter_misfit_cb (gpointer data)
{
  Ends *self = data;

  agent_journal_audit_set_misfit (self->journal, self->misfit, &self->error);
}

/* It stays until the chain is verified whole, or is another: the next checkpoint may fit again. */
static void
tell_misfit (AgentStore *store, Ends *ends, const M77Json *answer)
{
  ends->misfit = find_misfit (answer);
  if (ends->misfit == NULL)
    return;
  g_message ("The audit is not the one that was seen before (%s): see m77 audit verify",
             ends->misfit);
  agent_lane_call (store->journal_lane, AGENT_LANE_BULK, enter_misfit_cb, ends);
}

gboolean
agent_checkpoint_exchange (AgentStore *store,
                           AgentWire *wire,
                           const char *tenant,
                           gint64 *known,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Request) request = request_new ("POST", tenant);
  g_auto (Ends) ends = { .journal = store->journal };
  const M77Json *answer;
  char *seen;

  agent_lane_call (store->journal_lane, AGENT_LANE_BULK, read_ends_cb, &ends);
  if (ends.error == NULL && (ends.end.chain == NULL || ends.end.number == *known))
    return TRUE;
  if (ends.error == NULL)
    {
      set_body (request, pool, &ends);
      answer = ask (wire, request, pool, cancellable, &ends.error);
      tell_misfit (store, &ends, answer);
      seen = read_witness (pool, m77_json_get (answer, "tenant"), ends.witness);
      g_free (ends.witness);
      ends.witness = seen;
      if (seen != NULL)
        agent_lane_call (store->journal_lane, AGENT_LANE_BULK, enter_witness_cb, &ends);
    }
  if (ends.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&ends.error));
      return FALSE;
    }
  *known = ends.end.number;
  return TRUE;
}

/* ---- Comparison ---- */

/* Within one epoch the platform's chain only grows. */
static void
compare_witness (AgentAudit *audit, const M77Json *seen, const M77Json *tenant)
{
  gint64 before = m77_json_get_int (seen, "sequence", 0);
  gint64 now = m77_json_get_int (tenant, "sequence", 0);
  gboolean same = g_strcmp0 (m77_json_get_string (seen, "epoch"),
                             m77_json_get_string (tenant, "epoch")) == 0;

  if (seen == NULL || !same || now > before)
    return;
  if (now < before)
    agent_audit_find (audit,
                      "platform-cut",
                      0,
                      _ ("The platform's own audit ends at entry %" G_GINT64_FORMAT
                         ", and entry %" G_GINT64_FORMAT " was seen before."),
                      now,
                      before);
  else if (g_strcmp0 (m77_json_get_string (seen, "hash"), m77_json_get_string (tenant, "hash")) !=
           0)
    agent_audit_find (audit,
                      "platform-differs",
                      0,
                      _ ("Entry %" G_GINT64_FORMAT
                         " of the platform's own audit is not the one that was seen before."),
                      now);
}

/* What the platform has kept of a chain, the newest first. */
static const M77Json *
ask_chain (AgentWire *wire,
           const char *tenant,
           const char *chain,
           M77JsonPool *pool,
           GError **error)
{
  g_autoptr (M77Request) request = request_new ("GET", tenant);

  m77_request_set_query (request, "chain", chain);
  m77_request_set_query (request, "limit", ASKED_MOST);
  return ask (wire, request, pool, NULL, error);
}

/* Chains that ended where this one begins: none may go on at the platform. */
static gboolean
compare_before (AgentAudit *audit,
                AgentWire *wire,
                const char *tenant,
                M77JsonPool *pool,
                guint *compared,
                GError **error)
{
  for (guint i = 0; i < audit->before->len; i++)
    {
      const AgentAuditPlace *before = &g_array_index (audit->before, AgentAuditPlace, i);
      const M77Json *answer = ask_chain (wire, tenant, before->chain, pool, error), *row;

      if (answer == NULL)
        return FALSE;
      row = m77_json_first (m77_json_get (answer, "rows")); /* the newest */
      if (row == NULL)
        continue;
      *compared += 1;
      agent_audit_hold_before (audit,
                               before,
                               m77_json_get_int (row, "sequence", 0),
                               m77_json_get_string (row, "hash"));
    }
  return TRUE;
}

gboolean
agent_checkpoint_compare (AgentJournal *journal,
                          AgentAudit *audit,
                          AgentWire *wire,
                          const char *tenant,
                          guint *compared,
                          GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *answer = ask_chain (wire, tenant, audit->chain, pool, error), *rows;
  g_autoptr (GError) local = NULL;
  g_autofree char *witness = NULL;

  if (answer == NULL)
    return FALSE;
  rows = m77_json_get (answer, "rows");
  *compared = m77_json_size (rows);
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    if (!agent_journal_audit_hold (journal,
                                   audit,
                                   m77_json_get_int (row, "sequence", 0),
                                   m77_json_get_string (row, "hash"),
                                   error))
      return FALSE;
  witness = agent_journal_audit_last_witness (journal, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (witness != NULL)
    compare_witness (audit,
                     m77_json_parse (pool, witness, -1, NULL),
                     m77_json_get (answer, "tenant"));
  return compare_before (audit, wire, tenant, pool, compared, error);
}
