/* …/checkpoints: each side holds the newest checkpoint of the other's audit chain. POST
 * {"chain","sequence","hash","witness"?} is answered {"result","latest","tenant","witness"?};
 * GET lists what is kept of a chain of one's own. docs/decisions/0007 says why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "platform-checkpoints"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-problem.h"
#include "platform/api/platform-write.h"
#include "platform/store/platform-checkpoint.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-audit-chain.h"

#define LIST_DEFAULT 100

static const char *const results[] = { "kept", "known", "differs", "behind" };

/* A request's checkpoint, or its witness; FALSE when it is none. */
static gboolean
read_checkpoint (const M77Json *value, PlatformCheckpoint *checkpoint)
{
  const char *hash = m77_json_get_string (value, "hash");

  checkpoint->sequence = m77_json_get_int (value, "sequence", 0);
  if (checkpoint->sequence < 1 || checkpoint->sequence > G_GINT64_CONSTANT (9007199254740991) ||
      !m77_audit_hash_is_valid (hash))
    return FALSE;
  g_strlcpy (checkpoint->hash, hash, sizeof checkpoint->hash);
  return TRUE;
}

static M77Json *
checkpoint_to_json (M77JsonPool *pool, const PlatformCheckpoint *checkpoint)
{
  M77Json *value = m77_json_object_new (pool);
  g_autofree char *at = m77_time_format (checkpoint->received_at);

  m77_json_set_int (pool, value, "sequence", checkpoint->sequence);
  m77_json_set_string (pool, value, "hash", checkpoint->hash);
  m77_json_set_string (pool, value, "received_at", at);
  return value;
}

/* Where the tenant's own chain ends, into *end too. */
static M77Json *
tenant_to_json (PlatformCall *call, M77JsonPool *pool, M77AuditPlace *end, GError **error)
{
  M77Json *value = m77_json_object_new (pool);
  g_autofree char *at = m77_time_format (call->now);

  if (!platform_audit_end (call->core->db, call->tenant->id, end, error))
    return NULL;
  m77_json_set_string (pool, value, "epoch", call->tenant->epoch);
  m77_json_set_int (pool, value, "sequence", end->sequence);
  m77_json_set_string (pool, value, "hash", end->hash);
  m77_json_set_string (pool, value, "at", at);
  return value;
}

/* Whether the tenant's chain still passes through what somebody saw of it. */
static const char *
judge_witness (PlatformCall *call,
               M77JsonPool *pool,
               const PlatformCheckpoint *witness,
               const M77AuditPlace *end,
               GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, witness->sequence);
  M77Record entry;

  if (witness->sequence > end->sequence)
    return "ahead";
  if (!platform_record_by_key (call->core->db, call->tenant->id, "audit", key, pool, &entry, error))
    return NULL;
  return g_strcmp0 (m77_json_get_string (entry.doc, "hash"), witness->hash) == 0 ? "holds"
                                                                                 : "differs";
}

static M77Answer *
answer_json (const M77Json *value)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  M77Answer *answer;

  m77_json_write (value, text);
  body = g_string_free_to_bytes (text);
  answer = m77_answer_new (200, "application/json", body);
  m77_answer_set_header (answer, "cache-control", "no-store");
  return answer;
}

static gboolean
put (PlatformCall *call,
     const PlatformChain *chain,
     const PlatformCheckpoint *checkpoint,
     PlatformCheckpointResult *result,
     PlatformCheckpoint *latest,
     GError **error)
{
  g_auto (PlatformWrite) write = { NULL };
  gboolean is_news;
  PlatformAuditEntry entry = { .asked_at = M77_TIME_NONE,
                               .verb = "checkpoint",
                               .subject_kind = "audit",
                               .subject = chain->chain,
                               .outcome = "failure" };

  if (!platform_call_begin_write (call, &write, error) ||
      !platform_checkpoint_put (call->core->db, chain, checkpoint, result, latest, &is_news, error))
    return FALSE;
  entry.code = *result == PLATFORM_CHECKPOINT_DIFFERS ? "chain-differs" : "chain-behind";
  if (is_news && !platform_write_audit (&write, &entry, error))
    return FALSE;
  return platform_write_commit (&write, error);
}

static M77Answer *
exchange (PlatformCall *call,
          M77JsonPool *pool,
          const PlatformChain *chain,
          const PlatformCheckpoint *checkpoint,
          const PlatformCheckpoint *witness,
          GError **error)
{
  M77Json *value = m77_json_object_new (pool), *tenant;
  PlatformCheckpointResult result;
  PlatformCheckpoint latest;
  const char *judged = NULL;
  M77AuditPlace end;

  if (!put (call, chain, checkpoint, &result, &latest, error))
    return NULL;
  tenant = tenant_to_json (call, pool, &end, error);
  if (tenant != NULL && witness->sequence > 0)
    judged = judge_witness (call, pool, witness, &end, error);
  if (tenant == NULL || (witness->sequence > 0 && judged == NULL))
    return NULL;
  m77_json_set_string (pool, value, "result", results[result]);
  m77_json_set (pool, value, "latest", checkpoint_to_json (pool, &latest));
  m77_json_set (pool, value, "tenant", tenant);
  if (judged != NULL)
    m77_json_set_string (pool, value, "witness", judged);
  return answer_json (value);
}

M77Answer *
platform_checkpoints_exchange (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                 : NULL;
  const M77Json *body = m77_json_parse (pool, text != NULL ? text : "", (gssize) size, &error);
  const M77Json *seen = m77_json_get (body, "witness");
  PlatformChain chain = { call->tenant->id,
                          call->token.member,
                          m77_json_get_string (body, "chain") };
  PlatformCheckpoint checkpoint = { .received_at = call->now }, witness = { .sequence = 0 };
  M77Answer *answer;

  if (error != NULL)
    return platform_problem_error (call, error);
  if (chain.chain == NULL || !m77_id_is_valid (chain.chain))
    return platform_problem (call, "validation-failed", _ ("“chain” must be a UUID."));
  if (!read_checkpoint (body, &checkpoint) ||
      (!m77_json_is_null (seen) && !read_checkpoint (seen, &witness)))
    return platform_problem (call,
                             "validation-failed",
                             _ ("A checkpoint is a sequence, from 1 on, and a SHA-256 as 64 "
                                "lower-case hexadecimal digits."));
  answer = exchange (call, pool, &chain, &checkpoint, &witness, &error);
  return answer != NULL ? answer : platform_problem_error (call, error);
}

static M77Answer *
list (PlatformCall *call, M77JsonPool *pool, const PlatformChain *chain, guint most, GError **error)
{
  M77Json *value = m77_json_object_new (pool), *rows = m77_json_array_new (pool), *tenant;
  g_autoptr (GArray) kept = platform_checkpoint_list (call->core->db, chain, most, error);
  M77AuditPlace end;

  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < kept->len; i++)
    m77_json_append (rows, checkpoint_to_json (pool, &g_array_index (kept, PlatformCheckpoint, i)));
  tenant = tenant_to_json (call, pool, &end, error);
  if (tenant == NULL)
    return NULL;
  m77_json_set_string (pool, value, "chain", chain->chain);
  m77_json_set (pool, value, "rows", rows);
  m77_json_set (pool, value, "tenant", tenant);
  return answer_json (value);
}

M77Answer *
platform_checkpoints_read (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const char *said = m77_request_query (call->request, "limit");
  PlatformChain chain = { call->tenant->id,
                          call->token.member,
                          m77_request_query (call->request, "chain") };
  guint64 most = LIST_DEFAULT;
  M77Answer *answer;

  if (chain.chain == NULL || !m77_id_is_valid (chain.chain))
    return platform_problem (call, "validation-failed", _ ("“chain” must be a UUID."));
  if (said != NULL &&
      !g_ascii_string_to_unsigned (said, 10, 1, PLATFORM_CHECKPOINTS_KEPT, &most, NULL))
    return platform_problem (call, "validation-failed", _ ("“limit” must be from 1 to 1000."));
  answer = list (call, pool, &chain, (guint) most, &error);
  return answer != NULL ? answer : platform_problem_error (call, error);
}
