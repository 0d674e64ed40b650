/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-desk.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"

void
agent_desk_init (AgentDesk *self, AgentStore *store, gboolean slow)
{
  *self = (AgentDesk){ .store = store, .session = "" };
  self->reader = slow ? store->slow : store->reader;
  self->search = slow ? store->slow_search : store->reader_search;
  self->journal = slow ? NULL : store->reader_journal;
  self->zone = g_time_zone_new_local ();
  self->moved = g_ptr_array_new_with_free_func (g_free);
}

void
agent_desk_clear (AgentDesk *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
}

gint64
agent_desk_now (const AgentDesk *self)
{
  return m77_runtime_now (self->store->runtime);
}

M77FilterContext
agent_desk_context (const AgentDesk *self)
{
  return (M77FilterContext){ .now = agent_desk_now (self), .me = self->member, .zone = self->zone };
}

void
agent_desk_settle (const AgentDesk *self)
{
  gint64 seq = self->journal != NULL ? agent_journal_last_seq (self->journal) : G_MAXINT64;

  agent_store_settle (self->store, seq);
}

const M77Kind *
agent_desk_kind (const char *name, GError **error)
{
  const M77Kind *kind = m77_kind_find (name);

  if (kind == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_UNKNOWN_KIND,
                 _ ("There is no kind “%s”; m77 list --help names them."),
                 name);
  return kind;
}

AgentRow *
agent_desk_find (const AgentDesk *self, const M77Kind *kind, const char *id, GError **error)
{
  g_autoptr (AgentRow) row = agent_cache_find (self->reader, kind->name, id, error);

  if (row == NULL)
    return NULL;
  if (!row->deleted)
    return g_steal_pointer (&row);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               /* Translators: a kind of record, then what the person called it */
               _ ("The %s “%s” was deleted."),
               g_dgettext (GETTEXT_PACKAGE, kind->label),
               id);
  return NULL;
}

gboolean
agent_desk_read_object (M77JsonPool *pool, const char *text, const M77Json **object, GError **error)
{
  *object = NULL;
  if (text == NULL || *text == '\0')
    return TRUE;
  *object = m77_json_parse (pool, text, -1, error);
  if (*object == NULL)
    return FALSE;
  if (m77_json_is (*object, M77_JSON_OBJECT))
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_BAD_JSON,
                       _ ("A JSON object is expected: {\"field\": value}."));
  return FALSE;
}

AgentOperation *
agent_desk_operation (const AgentDesk *self,
                      M77OperationType type,
                      const M77Kind *kind,
                      const char *record,
                      GError **error)
{
  AgentOperation *operation;

  if (self->member == NULL || *self->member == '\0')
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_SIGN_IN,
                           _ ("The platform has not said yet who you are; sign in once, online."));
      return NULL;
    }
  operation = g_new0 (AgentOperation, 1);
  operation->type = type;
  operation->kind = g_strdup (kind->name);
  operation->record = g_strdup (record);
  operation->author = g_strdup (self->member);
  operation->session = g_strdup (self->session);
  operation->state = AGENT_OP_QUEUED;
  return operation;
}

static void
note_moved (AgentDesk *self, const AgentOperation *operation, AgentOpState state)
{
  g_ptr_array_add (self->moved, g_strdup (operation->id));
  g_ptr_array_add (self->moved, g_strdup (agent_op_state_name (state)));
}

gboolean
agent_desk_add (AgentDesk *self, GPtrArray *operations, GError **error)
{
  if (!agent_store_add (self->store, operations, error))
    return FALSE;
  for (guint i = 0; i < operations->len; i++)
    {
      const AgentOperation *operation = operations->pdata[i];

      note_moved (self, operation, operation->state);
    }
  return TRUE;
}

/* Something to be written on the journal's lane. */
typedef struct
{
  AgentJournal *journal;
  gint64 seq;
  AgentOpState state;
  const char *expect;
  gint64 asked_at, expires_at;
  const char *name, *text;
  const AgentRework *rework;
  GPtrArray *ended, *added;
  gboolean ok;
  GError **error;
} Writing;

static void
hurry_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_put_off (writing->journal, writing->seq, 0, writing->error);
}

static void
confirm_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_confirm (writing->journal,
                                       writing->seq,
                                       writing->expect,
                                       writing->asked_at,
                                       writing->expires_at,
                                       writing->error);
}

static void
rework_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_rework (writing->journal, writing->rework, writing->error);
}

static void
supersede_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_supersede (writing->journal,
                                         writing->ended,
                                         writing->state,
                                         writing->added,
                                         writing->error);
}

static void
keep_decision_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_keep_decision (writing->journal,
                                             writing->seq,
                                             writing->text,
                                             writing->error);
}

static void
put_cb (gpointer data)
{
  Writing *writing = data;

  writing->ok = agent_journal_put (writing->journal, writing->name, writing->text, writing->error);
}

static gboolean
write_journal (const AgentDesk *self, AgentLaneFunc func, Writing *writing)
{
  writing->journal = self->store->journal;
  agent_lane_call (self->store->journal_lane, AGENT_LANE_PEOPLE, func, writing);
  return writing->ok;
}

/* The rows follow at once: the sequence number the person holds is an old one. */
static void
show (AgentDesk *self, GPtrArray *records)
{
  agent_store_refresh (self->store, records);
  agent_store_settle (self->store, G_MAXINT64);
}

static void
note (AgentDesk *self, const AgentOperation *operation, AgentOpState state, GPtrArray *records)
{
  note_moved (self, operation, state);
  g_ptr_array_add (records, g_strconcat (operation->kind, "/", operation->record, NULL));
}

static void
follow (AgentDesk *self, const AgentOperation *operation, AgentOpState state)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);

  note (self, operation, state, records);
  show (self, records);
}

gboolean
agent_desk_supersede (AgentDesk *self,
                      GPtrArray *ended,
                      AgentOpState state,
                      GPtrArray *added,
                      GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  Writing writing = { .ended = ended, .state = state, .added = added, .error = error };

  if (!write_journal (self, supersede_cb, &writing))
    return FALSE;
  for (guint i = 0; added != NULL && i < added->len; i++)
    note (self, added->pdata[i], ((AgentOperation *) added->pdata[i])->state, records);
  for (guint i = 0; i < ended->len; i++)
    note (self, ended->pdata[i], state, records);
  show (self, records);
  return TRUE;
}

gboolean
agent_desk_hurry (AgentDesk *self, const AgentOperation *operation, GError **error)
{
  Writing writing = { .seq = operation->seq, .error = error };

  return write_journal (self, hurry_cb, &writing);
}

gboolean
agent_desk_confirm (AgentDesk *self,
                    const AgentOperation *operation,
                    const char *expect,
                    gint64 asked_at,
                    gint64 expires_at,
                    GError **error)
{
  Writing writing = { .seq = operation->seq,
                      .expect = expect,
                      .asked_at = asked_at,
                      .expires_at = expires_at,
                      .error = error };

  if (!write_journal (self, confirm_cb, &writing))
    return FALSE;
  follow (self, operation, AGENT_OP_QUEUED);
  return TRUE;
}

gboolean
agent_desk_rework (AgentDesk *self,
                   const AgentOperation *operation,
                   const AgentRework *rework,
                   GError **error)
{
  Writing writing = { .rework = rework, .error = error };

  if (!write_journal (self, rework_cb, &writing))
    return FALSE;
  for (guint i = 0; rework->others != NULL && i < rework->others->len; i++)
    {
      const AgentOperation *other = rework->others->pdata[i];

      follow (self, other, other->state);
    }
  follow (self, operation, rework->state);
  return TRUE;
}

gboolean
agent_desk_keep_decision (const AgentDesk *self, gint64 seq, const char *decision, GError **error)
{
  Writing writing = { .seq = seq, .text = decision, .error = error };

  return write_journal (self, keep_decision_cb, &writing);
}

gboolean
agent_desk_put (const AgentDesk *self, const char *name, const char *text, GError **error)
{
  Writing writing = { .name = name, .text = text, .error = error };

  return write_journal (self, put_cb, &writing);
}
