/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-undo-target.h"

#include <glib/gi18n.h>

#include "agent/store/agent-query.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-act.h"

#define ROUND_MS 60000 /* what an action made is that near to it in time */

typedef struct
{
  const AgentDesk *desk;
  const AgentOperation *operation;
  const M77Kind *kind; /* of the targets */
  const M77Action *inverse;
  M77JsonPool *pool;
  const M77Json *args;
  GPtrArray *ids; /* char * */
  guint seen;     /* fit, whatever their state */
} Search;

/* ---- Where to look ---- */

static const M77Field *
field_to (const M77Kind *from, const M77Kind *to)
{
  for (const M77Field *f = from->fields; f != NULL && f->name != NULL; f++)
    if (g_strcmp0 (f->ref, to->name) == 0)
      return f;
  return NULL;
}

static void
add_id (Search *self, const M77Json *value)
{
  if (m77_json_string (value) != NULL)
    g_ptr_array_add (self->ids, g_strdup (m77_json_string (value)));
}

/* What the record that was acted on names: one, or a set. */
static gboolean
collect_named (Search *self, const M77Field *field, GError **error)
{
  const M77Kind *kind = m77_kind_find (self->operation->kind);
  g_autoptr (AgentRow) row = agent_desk_find (self->desk, kind, self->operation->record, error);
  const M77Json *value, *doc = row != NULL ? m77_json_parse (self->pool, row->doc, -1, NULL) : NULL;

  if (row == NULL)
    return FALSE;
  value = m77_json_get (doc, field->name);
  add_id (self, value);
  for (const M77Json *e = m77_json_is (value, M77_JSON_ARRAY) ? m77_json_first (value) : NULL;
       e != NULL;
       e = m77_json_next (e))
    add_id (self, e);
  return TRUE;
}

static gboolean
naming_cb (const AgentRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (((Search *) data)->ids, g_strdup (row->id));
  return TRUE;
}

/* Those that name it. */
static gboolean
collect_naming (Search *self, const M77Field *field, GError **error)
{
  g_autofree char *filter = g_strdup_printf ("%s:%s", field->name, self->operation->record);
  M77FilterContext context = agent_desk_context (self->desk);
  g_autoptr (AgentQuery) query = agent_query_new (self->kind->name, filter, "", &context, error);
  g_autofree char *next = NULL;

  return query != NULL && agent_query_each (query,
                                            self->desk->reader,
                                            self->desk->search,
                                            context.now,
                                            NULL,
                                            naming_cb,
                                            self,
                                            &next,
                                            error);
}

/* ---- Which of them ---- */

/* Each argument that its record has a field for is in it. */
static gboolean
is_as_asked (const Search *self, const M77Json *doc)
{
  for (const M77Json *arg = m77_json_first (self->args); arg != NULL; arg = m77_json_next (arg))
    if (m77_kind_field (self->kind, m77_json_name (arg)) != NULL && !m77_json_is_null (arg) &&
        !m77_json_equal (arg, m77_json_get (doc, m77_json_name (arg))))
      return FALSE;
  return TRUE;
}

static gboolean
is_mine (const Search *self, const AgentRow *row, const M77Json *doc)
{
  const char *author = m77_json_get_string (doc, "author");

  if (author == NULL && row->version == 1)
    author = row->updated_by;
  return author == NULL || g_strcmp0 (author, self->operation->author) == 0;
}

static gboolean
was_made_then (const Search *self, const AgentRow *row)
{
  return row->created_at >= self->operation->asked_at - ROUND_MS &&
         row->created_at <= self->operation->state_at + ROUND_MS;
}

/* Of several in turn the last: what was made together has one time. */
static void
take (GPtrArray *rows, AgentRow *row)
{
  if (rows->len > 0 && ((AgentRow *) rows->pdata[0])->created_at < row->created_at)
    g_ptr_array_set_size (rows, 0);
  if (rows->len == 0 || ((AgentRow *) rows->pdata[0])->created_at == row->created_at)
    g_ptr_array_add (rows, row);
  else
    agent_row_free (row);
}

static void
consider (Search *self, const char *id, gboolean is_one, GPtrArray *rows)
{
  g_autoptr (AgentRow) row = agent_desk_find (self->desk, self->kind, id, NULL);
  const M77Json *doc = row != NULL ? m77_json_parse (self->pool, row->doc, -1, NULL) : NULL;

  if (doc == NULL || (!is_one && !(is_as_asked (self, doc) && is_mine (self, row, doc) &&
                                   was_made_then (self, row))))
    return;
  self->seen++;
  if (m77_act_check_state (self->kind, self->inverse, doc, NULL))
    take (rows, g_steal_pointer (&row));
}

static gboolean
search (Search *self, GPtrArray *rows, GError **error)
{
  const M77Field *named = field_to (m77_kind_find (self->operation->kind), self->kind);
  const M77Field *naming = field_to (self->kind, m77_kind_find (self->operation->kind));
  gboolean is_one = named != NULL && named->type == M77_TYPE_REF;

  if (named != NULL ? !collect_named (self, named, error)
                    : naming == NULL || !collect_naming (self, naming, error))
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    consider (self, self->ids->pdata[i], is_one, rows);
  if (rows->len > 0)
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_NOTHING_TO_UNDO,
                       self->seen > 0
                           ? _ ("It was sent, and what it made has ended: nothing is left to be "
                                "taken back.")
                           : _ ("It was sent, and what it made has not arrived here yet: sync, "
                                "then undo again."));
  return FALSE;
}

GPtrArray *
agent_undo_targets (const AgentDesk *desk,
                    const AgentOperation *operation,
                    const M77Kind *kind,
                    const M77Action *inverse,
                    GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_row_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  Search self = {
    .desk = desk, .operation = operation, .kind = kind, .inverse = inverse, .pool = pool, .ids = ids
  };

  self.args = operation->args != NULL ? m77_json_parse (pool, operation->args, -1, NULL) : NULL;
  return search (&self, rows, error) ? g_steal_pointer (&rows) : NULL;
}
