/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-settle"

#include "config.h"

#include "agent/sync/agent-settle.h"

#include "agent/store/agent-asked.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-merge.h"

#define RETRY_LEAST_S 1
#define RETRY_MOST_S  3600

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL);
}

static char *
write_or_null (const M77Json *value)
{
  return value == NULL ? NULL : m77_json_to_text (value);
}

static char *
overlaps_to_text (M77JsonPool *pool, GPtrArray *overlaps)
{
  M77Json *array = m77_json_array_new (pool);

  for (guint i = 0; overlaps != NULL && i < overlaps->len; i++)
    m77_json_append (array, m77_json_string_new (pool, overlaps->pdata[i]));
  return m77_json_to_text (array);
}

static gboolean
keep_conflict (AgentJournal *journal,
               const AgentOperation *operation,
               AgentSettlement *settlement,
               const M77Record *theirs,
               const M77Json *theirs_json,
               M77JsonPool *pool,
               GPtrArray *overlaps,
               gint64 now,
               GError **error)
{
  g_autofree char *theirs_text = m77_json_to_text (theirs_json);
  g_autofree char *overlaps_text = overlaps_to_text (pool, overlaps);
  g_autofree char *base = NULL;
  AgentConflict conflict = { 0 };
  AgentAsked asked;

  agent_asked_read (operation, pool, &asked);
  conflict.seq = operation->seq;
  conflict.base = base = write_or_null (asked.base);
  conflict.theirs = theirs_text;
  conflict.theirs_version = theirs->version;
  conflict.theirs_by = (char *) theirs->updated_by;
  conflict.theirs_at = theirs->updated_at;
  conflict.overlaps = overlaps_text;
  conflict.found_at = now;
  settlement->state = AGENT_OP_CONFLICT;
  settlement->conflict = &conflict;
  return agent_journal_settle (journal, settlement, error);
}

/* What a person changed is not in the way of what others did: it goes again, on top. */
static gboolean
rebase (AgentJournal *journal,
        AgentSettlement *settlement,
        M77JsonPool *pool,
        const M77Record *theirs,
        const M77MergeResult *merge,
        GError **error)
{
  g_autofree char *base = NULL, *patch = NULL, *elements = NULL;

  if (merge->patch == NULL && merge->elements == NULL)
    {
      settlement->state = AGENT_OP_APPLIED;
      settlement->code = "already-so";
      settlement->applied_version = theirs->version;
      return agent_journal_settle (journal, settlement, error);
    }

  base = write_or_null (m77_edit_base (pool, theirs->doc, merge->patch, merge->elements));
  patch = write_or_null (merge->patch);
  elements = write_or_null (merge->elements);
  settlement->state = AGENT_OP_QUEUED;
  settlement->code = "merged";
  settlement->base_version = theirs->version;
  settlement->base = base;
  settlement->patch = patch != NULL ? patch : "{}";
  settlement->elements = elements != NULL ? elements : "{}";
  return agent_journal_settle (journal, settlement, error);
}

static M77MergeOutcome
merge (M77MergeResult *result,
       M77JsonPool *pool,
       const AgentOperation *operation,
       const AgentAsked *asked,
       const M77Record *theirs)
{
  const M77Operation mine = { .type = operation->type,
                              .kind = operation->kind,
                              .id = operation->record,
                              .doc = parse (pool, operation->doc),
                              .patch = asked->patch,
                              .elements = asked->elements };

  return m77_merge_operation (result, pool, &mine, asked->base, theirs);
}

/* From what was asked, however often it was merged: theirs is the record as it is now, and what
 * gave way to one of before may have its place again. Only what is being taken back goes on from
 * what is left of it, which is what the undo behind it is of. */
static gboolean
merge_with (AgentJournal *journal,
            const AgentOperation *operation,
            const M77Record *theirs,
            M77JsonPool *pool,
            M77MergeResult *result,
            M77MergeOutcome *met,
            GError **error)
{
  const AgentAsked left = { parse (pool, operation->base),
                            parse (pool, operation->patch),
                            parse (pool, operation->elements) };
  gboolean is_taken = FALSE;
  AgentAsked asked;

  if (operation->asked != NULL &&
      !agent_journal_is_taken_back (journal, operation, &is_taken, error))
    return FALSE;
  *met = is_taken ? merge (result, pool, operation, &left, theirs) : M77_MERGE_PERSON;
  if (*met != M77_MERGE_PERSON)
    return TRUE;
  m77_merge_result_clear (result);
  agent_asked_read (operation, pool, &asked);
  *met = merge (result, pool, operation, &asked, theirs);
  return TRUE;
}

static gboolean
settle_conflict (AgentJournal *journal,
                 const AgentOperation *operation,
                 const M77Outcome *outcome,
                 AgentSettlement *settlement,
                 gint64 now,
                 GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_auto (M77MergeResult) result = { 0 };
  M77MergeOutcome met;
  M77Record theirs;

  /* Without a record, or with another one that has the name it was to be given (key-taken), there
   * is nothing to merge with: it is edited, or closed. A create is given another name. */
  if (!m77_record_from_json (&theirs, outcome->record, NULL) ||
      (operation->type != M77_OPERATION_CREATE && g_strcmp0 (theirs.id, operation->record) != 0))
    {
      settlement->state = AGENT_OP_REJECTED;
      settlement->code = outcome->code != NULL ? outcome->code : "conflict";
      return agent_journal_settle (journal, settlement, error);
    }
  if (!merge_with (journal, operation, &theirs, pool, &result, &met, error))
    return FALSE;
  if (met == M77_MERGE_DONE || (met == M77_MERGE_SEND && operation->type == M77_OPERATION_UPDATE))
    return rebase (journal, settlement, pool, &theirs, &result, error);
  return keep_conflict (journal,
                        operation,
                        settlement,
                        &theirs,
                        outcome->record,
                        pool,
                        operation->type == M77_OPERATION_UPDATE ? result.overlaps : NULL,
                        now,
                        error);
}

/* The record is not there: others deleted it, and the feed may not have told yet. */
static gboolean
settle_gone (AgentJournal *journal,
             const AgentOperation *operation,
             AgentSettlement *settlement,
             gint64 now,
             GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Record theirs = { .kind = operation->kind,
                       .id = operation->record,
                       .created_at = M77_TIME_NONE,
                       .updated_at = M77_TIME_NONE,
                       .deleted = TRUE };
  g_autoptr (GString) text = g_string_new (NULL);

  m77_record_write (&theirs, text);
  return keep_conflict (journal,
                        operation,
                        settlement,
                        &theirs,
                        m77_json_parse (pool, text->str, -1, NULL),
                        pool,
                        NULL,
                        now,
                        error);
}

/* A refused action that came too late, or to a changed record, was not carried out: the
 * person is asked again while there is time. */
static AgentOpState
state_of_refused (const AgentOperation *operation, const char *code, gint64 now)
{
  const M77Kind *kind = m77_kind_find (operation->kind);
  const M77Action *action;
  gint64 held_until;

  if (operation->type != M77_OPERATION_ACT || kind == NULL)
    return AGENT_OP_REJECTED;
  if (g_strcmp0 (code, "precondition-changed") != 0 && g_strcmp0 (code, "action-lapsed") != 0)
    return AGENT_OP_REJECTED;
  action = m77_kind_action (kind, operation->action);
  if (action == NULL || action->offline == M77_OFFLINE_DENY)
    return g_str_equal (code, "action-lapsed") ? AGENT_OP_LAPSED : AGENT_OP_REJECTED;
  held_until = operation->expires_at +
               (action->offline == M77_OFFLINE_ALLOW ? M77_ACT_HELD_AFTER_MS : 0);
  return now <= held_until ? AGENT_OP_HELD : AGENT_OP_LAPSED;
}

gboolean
agent_settle (AgentJournal *journal,
              const AgentOperation *operation,
              const M77Outcome *outcome,
              gint64 now,
              AgentOpState *state,
              GError **error)
{
  AgentSettlement settlement = { .seq = operation->seq, .key = outcome->key };
  gboolean ok;

  *state = operation->state;
  if (g_strcmp0 (operation->open_key, outcome->key) != 0)
    return TRUE;

  settlement.code = outcome->code;
  settlement.detail = outcome->detail;
  switch (outcome->type)
    {
    case M77_OUTCOME_APPLIED:
      settlement.state = AGENT_OP_APPLIED;
      settlement.applied_version = m77_json_get_int (outcome->record, "version", 0);
      break;
    case M77_OUTCOME_CONFLICT:
      ok = settle_conflict (journal, operation, outcome, &settlement, now, error);
      *state = settlement.state;
      return ok;
    case M77_OUTCOME_BLOCKED:
      settlement.state = AGENT_OP_QUEUED;
      break;
    case M77_OUTCOME_REJECTED:
      if (operation->type == M77_OPERATION_UPDATE && g_strcmp0 (outcome->code, "not-found") == 0)
        {
          ok = settle_gone (journal, operation, &settlement, now, error);
          *state = settlement.state;
          return ok;
        }
      settlement.state = state_of_refused (operation, outcome->code, now);
      break;
    case M77_OUTCOME_STEP_UP:
      settlement.state = AGENT_OP_HELD;
      settlement.code = m77_error_code_nick (M77_ERROR_STEP_UP);
      break;
    case M77_OUTCOME_RETRY:
    default:
      settlement.state = AGENT_OP_QUEUED;
      settlement.not_before = now + CLAMP (outcome->retry_s, RETRY_LEAST_S, RETRY_MOST_S) *
                                        G_GINT64_CONSTANT (1000);
      break;
    }

  ok = agent_journal_settle (journal, &settlement, error);
  *state = settlement.state;
  return ok;
}
