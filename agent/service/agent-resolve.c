/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-resolve.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/service/agent-clash.h"
#include "agent/service/agent-decide.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define DECISION_MOST (1024 * 1024) /* bytes */

/* One conflict being decided. */
typedef struct
{
  AgentDesk *desk;
  const AgentOperation *operation;
  const AgentConflict *conflict;
  AgentClash clash;
  const M77Json *choices;
  char *decision; /* as it is kept */
} Case;

/* {"choices","by","at"} */
static char *
write_decision (const Case *self)
{
  M77JsonPool *pool = self->clash.pool;
  M77Json *kept = m77_json_object_new (pool);
  g_autofree char *at = m77_time_format (agent_desk_now (self->desk));

  m77_json_set (pool, kept, "choices", m77_json_copy (pool, self->choices));
  if (self->desk->member != NULL)
    m77_json_set_string (pool, kept, "by", self->desk->member);
  m77_json_set_string (pool, kept, "at", at);
  return m77_json_to_text (kept);
}

static char *
to_text (const M77Json *value, const char *otherwise)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup (otherwise);
}

/* It goes again with what is set in `rework`. */
static gboolean
go_again (const Case *self, AgentRework *rework, GError **error)
{
  rework->seq = self->operation->seq;
  rework->state = AGENT_OP_QUEUED;
  rework->code = "decided";
  rework->decision = self->decision;
  return agent_desk_rework (self->desk, self->operation, rework, error);
}

/* Theirs stands, or another operation takes its place. */
static gboolean
end (const Case *self, GPtrArray *others, GError **error)
{
  const AgentRework rework = { .seq = self->operation->seq,
                               .state = AGENT_OP_RESOLVED,
                               .decision = self->decision,
                               .others = others };

  return agent_desk_rework (self->desk, self->operation, &rework, error);
}

static gboolean
decide_edit (const Case *self, gboolean *sends, GError **error)
{
  M77JsonPool *pool = self->clash.pool;
  const M77Json *theirs = self->clash.theirs;
  g_autofree char *base = NULL, *patch_text = NULL, *elements_text = NULL;
  AgentRework rework = { .base_version = self->conflict->theirs_version };
  M77Json *patch, *elements;

  m77_edit_diff (pool,
                 self->clash.kind,
                 theirs,
                 agent_clash_apply (&self->clash, self->choices),
                 &patch,
                 &elements);
  *sends = patch != NULL || elements != NULL;
  if (!*sends)
    return end (self, NULL, error);
  rework.base = base = m77_json_to_text (m77_edit_base (pool, theirs, patch, elements));
  rework.patch = patch_text = to_text (patch, "{}");
  rework.elements = elements_text = to_text (elements, "{}");
  return go_again (self, &rework, error);
}

/* Of a document what a person may write: the rest is the platform's to make. */
static M77Json *
writable (M77JsonPool *pool, const M77Kind *kind, const M77Json *doc)
{
  M77Json *kept = m77_json_object_new (pool);

  for (const M77Json *m = m77_json_first (doc); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (m)) : NULL;

      if (field != NULL && m77_field_is_editable (field) && !m77_json_is_null (m))
        m77_json_set (pool, kept, m77_json_name (m), m77_json_copy (pool, m));
    }
  return kept;
}

/* The record was deleted by another; mine makes it again, under a new id. */
static gboolean
make_again (const Case *self, GError **error)
{
  const M77Kind *kind = self->clash.kind;
  g_autoptr (AgentRow) row = NULL;
  g_autoptr (GPtrArray)
      made = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autofree char *id = m77_id_new (self->desk->store->runtime);
  AgentOperation *create;

  row = agent_cache_find (self->desk->reader,
                          self->operation->kind,
                          self->operation->record,
                          error);
  if (row == NULL || kind == NULL)
    return FALSE;
  /* The cache was made anew since, and a tombstone says nothing of what it was. */
  if (row->base_doc == NULL)
    {
      g_set_error_literal (
          error,
          M77_ERROR,
          M77_ERROR_CONFLICT,
          _ ("The record was deleted, and what else was in it is not known here any "
             "more; copy out what you wrote, or take theirs."));
      return FALSE;
    }
  create = agent_desk_operation (self->desk, M77_OPERATION_CREATE, kind, id, error);
  if (create == NULL)
    return FALSE;
  create->doc = m77_json_to_text (
      writable (self->clash.pool,
                kind,
                row->doc != NULL ? m77_json_parse (self->clash.pool, row->doc, -1, NULL) : NULL));
  g_ptr_array_add (made, create);
  return end (self, made, error);
}

static gboolean
decide_create (const Case *self, const M77Json *name, GError **error)
{
  M77JsonPool *pool = self->clash.pool;
  const AgentClashField *field = &g_array_index (self->clash.fields, AgentClashField, 0);
  g_autofree char *text = NULL;
  AgentRework rework = { 0 };
  M77Json *doc;

  if (name != NULL)
    {
      doc = m77_json_copy (pool, m77_json_parse (pool, self->operation->doc, -1, NULL));
      m77_json_set (pool, doc, field->path, m77_json_copy (pool, name));
      rework.doc = text = m77_json_to_text (doc);
    }
  return go_again (self, &rework, error);
}

static gboolean
decide (const Case *self, gboolean *sends, GError **error)
{
  const AgentClashField *field = &g_array_index (self->clash.fields, AgentClashField, 0);
  AgentRework rework = { .base_version = self->conflict->theirs_version };
  const M77Json *value;

  if (self->clash.type == AGENT_CLASH_EDIT)
    return decide_edit (self, sends, error);
  *sends = !agent_clash_takes_theirs (self->choices, field->path, &value);
  if (!*sends && self->clash.type == AGENT_CLASH_CREATE)
    return agent_desk_keep_decision (self->desk, self->operation->seq, self->decision, error) &&
           agent_decide_end (self->desk, self->operation, AGENT_OP_RESOLVED, error);
  if (!*sends)
    return end (self, NULL, error);
  if (self->clash.type == AGENT_CLASH_DELETED)
    return make_again (self, error);
  if (self->clash.type == AGENT_CLASH_CREATE)
    return decide_create (self, value, error);
  return go_again (self, &rework, error);
}

static gboolean
resolve (AgentDesk *desk,
         const AgentOperation *operation,
         const char *choices,
         gboolean *sends,
         GError **error)
{
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *decision = NULL;
  Case decided = { .desk = desk, .operation = operation };
  gboolean ok;

  if (operation->state != AGENT_OP_CONFLICT)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_PRECONDITION_CHANGED,
                   /* Translators: the change's number, then its state */
                   _ ("Change %" G_GINT64_FORMAT " is %s: only a conflict is resolved."),
                   operation->seq,
                   agent_op_state_name (operation->state));
      return FALSE;
    }
  conflict = agent_journal_conflict (desk->journal, operation->seq, error);
  if (conflict == NULL || !agent_desk_read_object (pool, choices, &decided.choices, error))
    return FALSE;
  if (decided.choices == NULL)
    decided.choices = m77_json_object_new (pool);
  decided.conflict = conflict;
  agent_clash_read (&decided.clash, pool, operation, conflict);
  decided.decision = decision = write_decision (&decided);
  ok = agent_clash_check (&decided.clash, decided.choices, error) &&
       decide (&decided, sends, error);
  agent_clash_clear (&decided.clash);
  return ok;
}

gboolean
agent_resolve (AgentDesk *desk,
               const char *operation,
               const char *choices,
               gint64 *seq,
               GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  gboolean sends = FALSE;

  if (found == NULL || !resolve (desk, found, choices, &sends, error))
    return FALSE;
  *seq = sends ? found->seq : 0;
  return TRUE;
}

gboolean
agent_resolve_mine (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  gboolean sends;

  return resolve (desk, operation, "{\"*\":\"mine\"}", &sends, error);
}

/* ---- Half-made ---- */

gboolean
agent_resolve_save (AgentDesk *desk, const char *operation, const char *decision, GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *object;

  if (found == NULL || !agent_desk_read_object (pool, decision, &object, error))
    return FALSE;
  if (strlen (decision) <= DECISION_MOST)
    return agent_desk_keep_decision (desk, found->seq, object != NULL ? decision : NULL, error);
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_TOO_LARGE,
                       _ ("The decision is over 1 MiB; give long texts by a file."));
  return FALSE;
}

char *
agent_resolve_read (AgentDesk *desk, const char *operation, GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  g_autoptr (AgentConflict) conflict = NULL;

  if (found == NULL)
    return NULL;
  conflict = agent_journal_conflict (desk->journal, found->seq, error);
  if (conflict == NULL)
    return NULL;
  return g_strdup (conflict->decision != NULL ? conflict->decision : "");
}
