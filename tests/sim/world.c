/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/sim/world.h"

#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"

/* A body that ends too early. */
typedef struct
{
  M77Answer *answer;
  gsize left;
} Cut;

static gboolean
next_cut_chunk (M77Answer *self, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Cut *cut = self->source;
  g_autoptr (GBytes) whole = NULL;

  if (!cut->answer->next_chunk (cut->answer, &whole, cancellable, error))
    return FALSE;
  if (whole == NULL || g_bytes_get_size (whole) <= cut->left)
    {
      cut->left -= whole == NULL ? 0 : g_bytes_get_size (whole);
      *chunk = g_steal_pointer (&whole);
      return TRUE;
    }
  if (cut->left == 0)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE, "cut");
      return FALSE;
    }
  *chunk = g_bytes_new_from_bytes (whole, 0, cut->left);
  cut->left = 0;
  return TRUE;
}

static void
finish_cut (M77Answer *self)
{
  Cut *cut = self->source;

  m77_answer_free (cut->answer);
  g_free (cut);
}

static M77Answer *
cut_answer (M77Answer *answer, gsize after)
{
  Cut *cut = g_new0 (Cut, 1);
  M77Answer *self = m77_answer_new (answer->status, NULL, NULL);

  cut->answer = answer;
  cut->left = after;
  g_hash_table_unref (self->headers);
  self->headers = g_hash_table_ref (answer->headers);
  self->next_chunk = next_cut_chunk;
  self->finish = finish_cut;
  self->source = cut;
  return self;
}

static M77Answer *
call (AgentWire *wire, const M77Request *request, GCancellable *cancellable, GError **error)
{
  Wire *self = (Wire *) wire;
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  M77Answer *answer;

  self->calls++;
  if (self->fault == WIRE_DEAD)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE, "dead");
      return NULL;
    }
  m77_request_set_header ((M77Request *) request, "authorization", bearer);
  answer = platform_core_handle (self->platform->core, request);
  if (self->fault == WIRE_LOSES_ANSWER)
    {
      m77_answer_free (answer);
      g_set_error_literal (error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE, "lost");
      return NULL;
    }
  return self->cut_after < 0 ? answer : cut_answer (answer, self->cut_after);
}

static void
free_wire (AgentWire *wire)
{
  Wire *self = (Wire *) wire;

  g_free (self->token);
  g_free (self);
}

static void
open_agent (Agent *self, const char *token)
{
  g_autoptr (GError) error = NULL;

  self->store = agent_store_open (self->directory, NULL, &self->platform->runtime, TRUE, &error);
  g_assert_no_error (error);
  self->wire = g_new0 (Wire, 1);
  self->wire->wire.call = call;
  self->wire->wire.free = free_wire;
  self->wire->platform = self->platform;
  self->wire->token = g_strdup (token);
  self->wire->cut_after = -1;
  self->sync = agent_sync_new (self->store,
                               &self->wire->wire,
                               &self->platform->runtime,
                               "platform",
                               "shop",
                               self->member);
}

Agent *
agent_new (Fixture *platform, const char *member, const char *role)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = fixture_token (platform, member, role);
  Agent *self = g_new0 (Agent, 1);

  self->platform = platform;
  self->member = g_strdup (member);
  self->directory = g_dir_make_tmp ("m77-agent-XXXXXX", &error);
  g_assert_no_error (error);
  open_agent (self, token);
  return self;
}

void
agent_crash (Agent *self)
{
  g_autofree char *token = g_strdup (self->wire->token);

  agent_sync_free (self->sync);
  agent_store_close (self->store);
  open_agent (self, token);
}

void
agent_free (Agent *self)
{
  g_autoptr (GDir) files = NULL;
  const char *name;

  agent_sync_free (self->sync);
  agent_store_close (self->store);
  files = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->member);
  g_free (self);
}

static char *
quote (const char *text)
{
  char *json = g_strdup (text);

  return text == NULL ? NULL : g_strdelimit (json, "'", '"');
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  g_autoptr (GError) error = NULL;
  const M77Json *value = text == NULL ? NULL : m77_json_parse (pool, text, -1, &error);

  g_assert_no_error (error);
  return value;
}

static gint64
add (Agent *self, AgentOperation *operation)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) error = NULL;

  operation->author = g_strdup (self->member);
  g_ptr_array_add (operations, operation);
  agent_store_add (self->store, operations, &error);
  g_assert_no_error (error);
  return operation->seq;
}

static AgentRow *
find (Agent *self, const char *kind, const char *id)
{
  return agent_cache_find (self->store->reader, kind, id, NULL);
}

gint64
agent_edit (Agent *self, const char *kind, const char *id, const char *patch, const char *elements)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentRow) row = find (self, kind, id);
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  g_assert_nonnull (row);
  operation->type = M77_OPERATION_UPDATE;
  operation->kind = g_strdup (kind);
  operation->record = g_strdup (row->id);
  operation->base_version = row->version;
  operation->patch = quote (patch);
  operation->elements = quote (elements);
  operation->base = m77_json_to_text (m77_edit_base (pool,
                                                     parse (pool, row->doc),
                                                     parse (pool, operation->patch),
                                                     parse (pool, operation->elements)));
  return add (self, operation);
}

char *
agent_create (Agent *self, const char *kind, const char *doc)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *quoted = quote (doc);
  AgentOperation *operation = g_new0 (AgentOperation, 1);
  char *id = m77_id_new (&self->platform->runtime);

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup (kind);
  operation->record = g_strdup (id);
  operation->doc = m77_json_to_text (
      m77_create_complete (pool, m77_kind_find (kind), parse (pool, quoted)));
  add (self, operation);
  return id;
}

gint64
agent_act (Agent *self, const char *action, const char *kind, const char *id, const char *args)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentRow) row = find (self, kind, id);
  const M77Kind *table = m77_kind_find (kind);
  const M77Action *entry = m77_kind_action (table, action);
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  g_assert_nonnull (row);
  operation->type = M77_OPERATION_ACT;
  operation->kind = g_strdup (kind);
  operation->record = g_strdup (row->id);
  operation->action = g_strdup (action);
  operation->args = args == NULL ? g_strdup ("{}") : quote (args);
  operation->expect = m77_json_to_text (
      m77_act_expect (pool, table, entry, parse (pool, row->doc)));
  operation->asked_at = m77_runtime_now (&self->platform->runtime);
  operation->expires_at = m77_act_expires_at (entry, operation->asked_at);
  return add (self, operation);
}

gboolean
agent_try_sync (Agent *self)
{
  AgentSyncReport report = { 0 };
  g_autoptr (GError) error = NULL;

  return agent_sync_once (self->sync, &report, NULL, &error);
}

AgentSyncReport
agent_sync (Agent *self)
{
  AgentSyncReport report = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint rounds = 0; rounds < 100; rounds++)
    {
      agent_sync_once (self->sync, &report, NULL, &error);
      g_assert_no_error (error);
      if (!report.more)
        return report;
    }
  g_error ("It never comes to rest");
}

char *
agent_shows (Agent *self, const char *kind, const char *id, const char *member)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentRow) row = find (self, kind, id);

  return row == NULL ? NULL : m77_json_to_text (m77_json_get (parse (pool, row->doc), member));
}

const char *
agent_row_state (Agent *self, const char *kind, const char *id)
{
  g_autoptr (AgentRow) row = find (self, kind, id);

  return row == NULL ? NULL : g_intern_string (row->state);
}

const char *
agent_operation_state (Agent *self, gint64 seq)
{
  g_autoptr (AgentOperation) operation = agent_journal_get (self->store->journal, seq, NULL);

  return operation == NULL ? NULL : agent_op_state_name (operation->state);
}
