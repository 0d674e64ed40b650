/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"

static char *
to_text (const M77Json *value)
{
  return value == NULL ? NULL : m77_json_to_text (value);
}

/* The operation that these bytes were made of, as far as they say. */
static AgentOperation *
read_bytes (AgentJournal *self, const AgentAttempt *attempt)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *value = m77_json_parse (pool, attempt->bytes, -1, NULL);
  AgentOperation *operation;
  M77Operation wire;

  if (value == NULL || !m77_operation_from_json (&wire, value, NULL))
    return NULL;
  operation = g_new0 (AgentOperation, 1);
  operation->seq = attempt->seq;
  operation->id = m77_id_new (self->runtime);
  operation->type = wire.type;
  operation->kind = g_strdup (wire.kind);
  operation->record = g_strdup (wire.id);
  operation->author = agent_journal_get_value (self, "member");
  operation->base_version = wire.if_version;
  operation->doc = to_text (wire.doc);
  operation->patch = to_text (wire.patch);
  operation->elements = to_text (wire.elements);
  operation->action = g_strdup (wire.action);
  operation->args = to_text (wire.args);
  operation->expect = to_text (wire.expect);
  operation->reason = g_strdup (wire.reason);
  operation->asked_at = wire.asked_at;
  operation->expires_at = wire.expires_at;
  operation->made_at = operation->state_at = attempt->made_at;
  operation->tries = 1;
  return operation;
}

gboolean
agent_journal_revive (AgentJournal *self, GError **error)
{
  static const char *const sql = AGENT_ATTEMPT_SELECT
      "WHERE closed_at = 0 AND seq NOT IN (SELECT seq FROM operation)";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) orphans = NULL;

  if (statement == NULL)
    return FALSE;
  orphans = agent_journal_read (self, &agent_attempt_rows, statement, error);
  if (orphans == NULL)
    return FALSE;
  for (guint i = 0; i < orphans->len; i++)
    {
      const AgentAttemptRow *row = orphans->pdata[i];
      g_autoptr (AgentOperation) operation = read_bytes (self, &row->attempt);

      if (operation != NULL &&
          !agent_journal_insert (self, &agent_operation_rows, operation, error))
        return FALSE;
    }
  return TRUE;
}
