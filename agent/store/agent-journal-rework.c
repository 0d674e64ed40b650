/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <glib/gi18n.h>

#include "agent/store/agent-asked.h"
#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-error.h"

gboolean
agent_journal_unbase_followers (AgentJournal *self, const AgentOperation *operation, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT
      "WHERE record = ? AND kind = ? AND seq > ? AND state < 4"
      " AND (base_version > 0 OR ifnull (patch, '{}') <> '{}')";
  sqlite3_stmt *statement;
  g_autoptr (GPtrArray) followers = NULL;

  if (operation->type == M77_OPERATION_ACT)
    return TRUE;
  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, operation->record, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, operation->kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, operation->seq);
  followers = agent_journal_read (self, &agent_operation_rows, statement, error);
  if (followers == NULL)
    return FALSE;
  for (guint i = 0; i < followers->len; i++)
    {
      AgentOperation *follower = followers->pdata[i];

      if (follower->type == M77_OPERATION_ACT)
        continue;
      follower->base_version = AGENT_VERSION_UNKNOWN;
      if (!agent_journal_replace (self, &agent_operation_rows, follower, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_decision (AgentJournal *self, gint64 seq, const char *decision, GError **error)
{
  g_autoptr (AgentConflict) conflict = agent_journal_conflict (self, seq, error);

  if (conflict == NULL)
    return FALSE;
  g_free (conflict->decision);
  conflict->decision = g_strdup (decision);
  return agent_journal_replace (self, &agent_conflict_rows, conflict, error);
}

static gboolean
keep_decision_cb (AgentJournal *self, gpointer data, GError **error)
{
  const AgentRework *rework = data;
  g_autoptr (AgentOperation) operation = agent_journal_get (self, rework->seq, error);

  if (operation == NULL)
    return FALSE;
  if (operation->state == AGENT_OP_CONFLICT)
    return put_decision (self, rework->seq, rework->decision, error);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_PRECONDITION_CHANGED,
               /* Translators: the change's number, then its state */
               _ ("Change %" G_GINT64_FORMAT " is no conflict any more, it is %s."),
               operation->seq,
               agent_op_state_name (operation->state));
  return FALSE;
}

gboolean
agent_journal_keep_decision (AgentJournal *self, gint64 seq, const char *decision, GError **error)
{
  AgentRework rework = { .seq = seq, .decision = decision };

  return agent_journal_transact (self, keep_decision_cb, &rework, error);
}

static void
replace_text (char **text, const char *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = g_strdup (with);
}

static AgentOperation *
get_movable (AgentJournal *self, gint64 seq, GError **error)
{
  g_autoptr (AgentOperation) operation = agent_journal_get (self, seq, error);

  if (operation == NULL)
    return NULL;
  if (!AGENT_OP_IS_ENDED (operation->state) && operation->open_key == NULL)
    return g_steal_pointer (&operation);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_PRECONDITION_CHANGED,
               AGENT_OP_IS_ENDED (operation->state)
                   ? _ ("Change %" G_GINT64_FORMAT " has ended.")
                   : _ ("Change %" G_GINT64_FORMAT " was sent and the platform's answer decides. "
                        "Try again when it is there."),
               operation->seq);
  return NULL;
}

/* What is called here finds itself in this transaction, and commits nothing of its own. */
static gboolean
rework_cb (AgentJournal *self, gpointer data, GError **error)
{
  const AgentRework *rework = data;
  g_autoptr (AgentOperation) operation = get_movable (self, rework->seq, error);

  if (operation == NULL ||
      (rework->decision != NULL && !put_decision (self, rework->seq, rework->decision, error)))
    return FALSE;
  agent_journal_move (self, operation, rework->state, rework->code, NULL);
  operation->not_before = 0;
  if (rework->is_merge)
    agent_asked_keep (operation);
  else if (rework->patch != NULL || rework->elements != NULL)
    agent_asked_forget (operation);
  if (rework->base_version > 0)
    operation->base_version = rework->base_version;
  if (rework->applied_version > 0)
    operation->applied_version = rework->applied_version;
  replace_text (&operation->base, rework->base);
  replace_text (&operation->doc, rework->doc);
  replace_text (&operation->patch, rework->patch);
  replace_text (&operation->elements, rework->elements);
  return agent_journal_replace (self, &agent_operation_rows, operation, error) &&
         agent_journal_unbase_followers (self, operation, error) &&
         (rework->others == NULL || agent_journal_add_all (self, rework->others, error));
}

gboolean
agent_journal_rework (AgentJournal *self, const AgentRework *rework, GError **error)
{
  return agent_journal_transact (self, rework_cb, (gpointer) rework, error);
}

typedef struct
{
  GPtrArray *ended, *added;
  AgentOpState state;
} Supersession;

static gboolean
supersede_cb (AgentJournal *self, gpointer data, GError **error)
{
  const Supersession *supersession = data;

  for (guint i = 0; i < supersession->ended->len; i++)
    {
      const AgentOperation *ended = supersession->ended->pdata[i];

      if (!agent_journal_set_state (self, ended->seq, supersession->state, NULL, NULL, error))
        return FALSE;
    }
  return supersession->added == NULL || agent_journal_add_all (self, supersession->added, error);
}

gboolean
agent_journal_supersede (AgentJournal *self,
                         GPtrArray *ended,
                         AgentOpState state,
                         GPtrArray *added,
                         GError **error)
{
  Supersession supersession = { ended, added, state };

  return agent_journal_transact (self, supersede_cb, &supersession, error);
}
