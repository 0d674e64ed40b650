/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal-audit"

#include "config.h"

#include "agent/store/agent-journal-audit.h"

#include "agent/store/agent-journal-audit-private.h"
#include "shared/base/m77-json.h"

#define MISFIT_VALUE "audit-misfit" /* {"chain","code","at"} */

/* ---- Before ---- */

static void
add_place (M77JsonPool *pool, M77Json *list, const char *chain, gint64 number, const char *hash)
{
  M77Json *place = NULL;

  if (chain == NULL)
    return;
  for (const M77Json *p = m77_json_first (list); p != NULL; p = m77_json_next (p))
    if (g_strcmp0 (m77_json_get_string (p, "chain"), chain) == 0)
      place = (M77Json *) p;
  if (place != NULL && m77_json_get_int (place, "number", 0) >= number)
    return;
  if (place == NULL)
    {
      place = m77_json_object_new (pool);
      m77_json_append (list, place);
    }
  m77_json_set_string (pool, place, "chain", chain);
  m77_json_set_int (pool, place, "number", number);
  m77_json_set_string (pool, place, "hash", hash);
}

static void
add_all_before (AgentJournal *self, M77JsonPool *pool, M77Json *list)
{
  static const char *const sql = "SELECT subject, seq, detail FROM audit WHERE what = "
                                 "'" AGENT_AUDIT_BEFORE "' ORDER BY number";
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->db, sql, NULL);
  gboolean have_row = statement != NULL;

  while (have_row && agent_db_next (self->db, statement, &have_row, NULL) && have_row)
    add_place (pool,
               list,
               (const char *) sqlite3_column_text (statement, 0),
               sqlite3_column_int64 (statement, 1),
               (const char *) sqlite3_column_text (statement, 2));
}

gboolean
agent_journal_audit_leave (AgentJournal *to, AgentJournal *from, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *known = agent_journal_get_value (to, AGENT_AUDIT_BEFORE_VALUE), *text = NULL;
  const M77Json *list = known == NULL ? NULL : m77_json_parse (pool, known, -1, NULL);
  g_auto (AgentAuditPlace) end = { 0 };

  if (list == NULL)
    list = m77_json_array_new (pool);
  add_all_before (from, pool, (M77Json *) list);
  if (agent_journal_audit_end (from, &end, NULL) && end.number > 0)
    add_place (pool, (M77Json *) list, end.chain, end.number, end.hash);
  if (m77_json_size (list) == 0)
    return TRUE;
  text = m77_json_to_text (list);
  return agent_journal_put (to, AGENT_AUDIT_BEFORE_VALUE, text, error);
}

/* ---- What does not fit ---- */

gboolean
agent_journal_audit_set_misfit (AgentJournal *self, const char *code, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *value = m77_json_object_new (pool);
  g_auto (AgentAuditPlace) end = { 0 };
  g_autofree char *text = NULL;

  if (code == NULL)
    return agent_journal_put (self, MISFIT_VALUE, NULL, error);
  if (!agent_journal_audit_end (self, &end, error))
    return FALSE;
  m77_json_set_string (pool, value, "chain", end.chain);
  m77_json_set_string (pool, value, "code", code);
  m77_json_set_int (pool, value, "at", m77_runtime_now (self->runtime));
  text = m77_json_to_text (value);
  return agent_journal_put (self, MISFIT_VALUE, text, error);
}

char *
agent_journal_audit_misfit (AgentJournal *self, gint64 *at)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = agent_journal_get_value (self, MISFIT_VALUE);
  const M77Json *value = text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL);
  g_autofree char *chain = text == NULL ? NULL
                                        : agent_journal_get_value (self, AGENT_AUDIT_CHAIN_VALUE);

  *at = m77_json_get_int (value, "at", 0);
  if (chain == NULL || g_strcmp0 (m77_json_get_string (value, "chain"), chain) != 0)
    return NULL;
  return g_strdup (m77_json_get_string (value, "code"));
}
