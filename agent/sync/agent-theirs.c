/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-theirs"

#include "config.h"

#include "agent/sync/agent-theirs.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-merge.h"
#include "shared/model/m77-record.h"

/* One conflict whose other side may have moved. */
typedef struct
{
  AgentOperation *operation;
  AgentConflict *conflict;
  AgentRow *row; /* as the cache has it; NULL: not there */
} Met;

static void
met_clear (gpointer data)
{
  Met *met = data;

  g_clear_pointer (&met->operation, agent_operation_free);
  g_clear_pointer (&met->conflict, agent_conflict_free);
  g_clear_pointer (&met->row, agent_row_free);
}

typedef struct
{
  AgentStore *store;
  GArray *open; /* Met */
  GPtrArray *moved, *touched;
  gboolean goes; /* something goes, or goes again */
  gboolean ok;
  GError **error;
} Following;

/* On the journal's lane. */
static void
read_open_cb (gpointer data)
{
  Following *self = data;
  AgentJournal *journal = self->store->journal;
  g_autoptr (GPtrArray) operations = agent_journal_in_conflict (journal, self->error);

  self->ok = operations != NULL;
  for (guint i = 0; self->ok && i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];
      Met met = { .conflict = agent_journal_conflict (journal, operation->seq, self->error) };

      self->ok = met.conflict != NULL;
      if (!self->ok)
        return;
      met.operation = g_steal_pointer (&operations->pdata[i]);
      g_array_append_val (self->open, met);
    }
}

/* On the cache's lane. */
static void
read_rows_cb (gpointer data)
{
  Following *self = data;

  for (guint i = 0; i < self->open->len; i++)
    {
      Met *met = &g_array_index (self->open, Met, i);

      met->row = agent_cache_find (self->store->cache,
                                   met->operation->kind,
                                   met->operation->record,
                                   NULL);
    }
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static gboolean
keep_theirs (Following *self, const Met *met, const M77Record *theirs, GPtrArray *overlaps)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) record = g_string_new (NULL);
  g_autofree char *names_text = NULL;
  M77Json *names = m77_json_array_new (pool);
  AgentConflict newer = { .seq = met->operation->seq };

  m77_record_write (theirs, record);
  for (guint i = 0; overlaps != NULL && i < overlaps->len; i++)
    m77_json_append (names, m77_json_string_new (pool, overlaps->pdata[i]));
  newer.theirs = record->str;
  newer.theirs_version = theirs->version;
  newer.theirs_by = (char *) theirs->updated_by;
  newer.theirs_at = theirs->updated_at;
  newer.overlaps = names_text = m77_json_to_text (names);
  return agent_journal_update_theirs (self->store->journal, &newer, self->error);
}

/* Nobody needs to decide any more. */
static gboolean
go_again (Following *self,
          const Met *met,
          M77JsonPool *pool,
          const M77Record *theirs,
          const M77MergeResult *merge)
{
  gboolean sends = merge->patch != NULL || merge->elements != NULL;
  g_autofree char *patch = merge->patch != NULL ? m77_json_to_text (merge->patch) : NULL;
  g_autofree char *elements = merge->elements != NULL ? m77_json_to_text (merge->elements) : NULL;
  g_autofree char *base = m77_json_to_text (
      m77_edit_base (pool, theirs->doc, merge->patch, merge->elements));
  const AgentRework rework = { .seq = met->operation->seq,
                               .state = sends ? AGENT_OP_QUEUED : AGENT_OP_APPLIED,
                               .code = sends ? "merged" : "already-so",
                               .is_merge = TRUE,
                               .base_version = theirs->version,
                               .applied_version = sends ? 0 : theirs->version,
                               .base = base,
                               .patch = patch != NULL ? patch : "{}",
                               .elements = elements != NULL ? elements : "{}" };

  self->goes = TRUE; /* or what waited behind it */
  return agent_journal_rework (self->store->journal, &rework, self->error);
}

static gboolean
follow (Following *self, const Met *met)
{
  const AgentOperation *operation = met->operation;
  const AgentRow *row = met->row;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_auto (M77MergeResult) merge = { 0 };
  M77Record theirs = { .kind = row->kind,
                       .id = row->id,
                       .version = row->version,
                       .created_at = row->created_at,
                       .updated_at = row->updated_at,
                       .updated_by = row->updated_by,
                       .deleted = row->gone };
  const M77Operation mine = { .type = operation->type,
                              .kind = operation->kind,
                              .id = operation->record,
                              .doc = parse (pool, operation->doc),
                              .patch = parse (pool, operation->patch),
                              .elements = parse (pool, operation->elements) };
  gboolean is_edit = operation->type == M77_OPERATION_UPDATE;
  M77MergeOutcome met_now;

  if (!row->gone)
    theirs.doc = parse (pool, row->base_doc);
  met_now = m77_merge_operation (&merge, pool, &mine, parse (pool, met->conflict->base), &theirs);
  if (is_edit && met_now != M77_MERGE_PERSON && met->conflict->decision == NULL)
    return go_again (self, met, pool, &theirs, &merge);
  return keep_theirs (self, met, &theirs, is_edit ? merge.overlaps : NULL);
}

/* On the journal's lane: a person may have decided meanwhile. */
static void
follow_cb (gpointer data)
{
  Following *self = data;
  AgentJournal *journal = self->store->journal;

  for (guint i = 0; self->ok && i < self->open->len; i++)
    {
      Met *met = &g_array_index (self->open, Met, i);
      g_autoptr (AgentOperation) now = NULL;

      if (met->row == NULL || met->row->version <= met->conflict->theirs_version)
        continue;
      now = agent_journal_get (journal, met->operation->seq, self->error);
      self->ok = now != NULL;
      if (!self->ok || now->state != AGENT_OP_CONFLICT)
        continue;
      agent_conflict_free (met->conflict);
      met->conflict = agent_journal_conflict (journal, now->seq, self->error);
      self->ok = met->conflict != NULL && follow (self, met);
      if (!self->ok)
        return;
      g_ptr_array_add (self->moved, g_strdup (now->id));
      g_ptr_array_add (self->touched, g_strconcat (now->kind, "/", now->record, NULL));
    }
}

gboolean
agent_theirs_follow (AgentStore *store, GPtrArray *moved, gboolean *goes, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (Met));
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  Following self = { store, open, moved, touched, FALSE, TRUE, error };

  *goes = FALSE;
  g_array_set_clear_func (open, met_clear);
  agent_lane_call (store->journal_lane, AGENT_LANE_PEOPLE, read_open_cb, &self);
  if (!self.ok || open->len == 0)
    return self.ok;
  agent_lane_call (store->cache_lane, AGENT_LANE_PEOPLE, read_rows_cb, &self);
  agent_lane_call (store->journal_lane, AGENT_LANE_PEOPLE, follow_cb, &self);
  if (touched->len > 0)
    agent_store_refresh (store, touched);
  *goes = self.goes;
  return self.ok;
}
