/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-overlay"

#include "config.h"

#include "agent/store/agent-overlay-rescue.h"

#include <glib/gi18n.h>

#include "agent/store/agent-overlay.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-patch.h"

/* A row with something laid over it, and what the journal still knows of that. */
typedef struct
{
  M77JsonPool *pool;
  const char *kind, *id;
  gint64 version;
  gboolean is_hidden;
  const M77Json *base, *shown; /* NULL: none */
  const M77Json *action;       /* shown as under way; NULL */
  GPtrArray *left;             /* AgentOperation * */
} Row;

static const M77Json *
read_json (M77JsonPool *pool, sqlite3_stmt *query, int column)
{
  const char *text = (const char *) sqlite3_column_text (query, column);

  return text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL);
}

static AgentOperation *
make_held (const Row *row, M77OperationType type, const char *author)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = type;
  operation->kind = g_strdup (row->kind);
  operation->record = g_strdup (row->id);
  operation->author = g_strdup (author);
  operation->base_version = row->version;
  operation->asked_at = operation->expires_at = M77_TIME_NONE;
  operation->state = AGENT_OP_HELD;
  operation->code = g_strdup ("storage-corrupt");
  operation->detail = g_strdup (_ ("It was lost from a damaged journal and made again from what "
                                   "was shown. Check it, then retry or discard it."));
  return operation;
}

static gboolean
is_left (const Row *row, M77OperationType type, const char *action)
{
  for (guint i = 0; i < row->left->len; i++)
    {
      const AgentOperation *operation = row->left->pdata[i];

      if (operation->type == type && (action == NULL || g_strcmp0 (operation->action, action) == 0))
        return TRUE;
    }
  return FALSE;
}

static char *
to_text (const M77Json *value)
{
  return value == NULL ? NULL : m77_json_to_text (value);
}

static AgentOperation *
find_lost_edit (const Row *row, const char *author)
{
  const M77Kind *kind = m77_kind_find (row->kind);
  g_auto (AgentOverlay) expected = { 0 };
  M77Json *patch, *elements;
  AgentOperation *operation;
  const M77Json *before;

  if (row->base == NULL)
    {
      if (m77_json_size (row->shown) == 0 || is_left (row, M77_OPERATION_CREATE, NULL))
        return NULL;
      operation = make_held (row, M77_OPERATION_CREATE, author);
      operation->doc = to_text (row->shown);
      return operation;
    }
  agent_overlay_make (&expected, row->pool, kind, row->base, FALSE, row->left);
  before = expected.doc != NULL ? expected.doc : row->base;
  m77_edit_diff (row->pool, kind, before, row->shown, &patch, &elements);
  if (patch == NULL && elements == NULL)
    return NULL;
  operation = make_held (row, M77_OPERATION_UPDATE, author);
  operation->patch = to_text (patch);
  operation->elements = to_text (elements);
  operation->base = to_text (m77_edit_base (row->pool, before, patch, elements));
  return operation;
}

static AgentOperation *
find_lost_action (const Row *row, const char *author)
{
  const char *action = m77_json_get_string (row->action, "action");
  AgentOperation *operation;

  if (action == NULL || is_left (row, M77_OPERATION_ACT, action))
    return NULL;
  operation = make_held (row, M77_OPERATION_ACT, author);
  operation->action = g_strdup (action);
  operation->args = to_text (m77_json_get (row->action, "args"));
  operation->asked_at = m77_time_parse (m77_json_get_string (row->action, "asked_at"));
  operation->expires_at = m77_time_parse (m77_json_get_string (row->action, "expires_at"));
  return operation;
}

static void
add_lost (const Row *row, const char *author, GPtrArray *lost)
{
  AgentOperation *edit = row->shown == NULL ? NULL : find_lost_edit (row, author);
  AgentOperation *action = row->action == NULL ? NULL : find_lost_action (row, author);

  if (edit != NULL)
    g_ptr_array_add (lost, edit);
  if (action != NULL)
    g_ptr_array_add (lost, action);
  if (row->is_hidden && !is_left (row, M77_OPERATION_DELETE, NULL))
    g_ptr_array_add (lost, make_held (row, M77_OPERATION_DELETE, author));
}

static gboolean
read_row (AgentJournal *journal,
          sqlite3_stmt *query,
          const char *author,
          GPtrArray *lost,
          GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) left = NULL;
  Row row = { .pool = pool,
              .kind = (const char *) sqlite3_column_text (query, 0),
              .id = (const char *) sqlite3_column_text (query, 1),
              .version = sqlite3_column_int64 (query, 2),
              .base = read_json (pool, query, 3),
              .shown = read_json (pool, query, 4),
              .is_hidden = sqlite3_column_int (query, 5) != 0,
              .action = read_json (pool, query, 6) };

  left = agent_journal_overlay (journal, row.kind, row.id, row.version, 0, error);
  if (left == NULL)
    return FALSE;
  row.left = left;
  add_lost (&row, author, lost);
  return TRUE;
}

gboolean
agent_overlay_rescue (AgentCache *cache, AgentJournal *journal, guint *recovered, GError **error)
{
  AgentDb *db = agent_cache_db (cache);
  g_autoptr (sqlite3_stmt) query =
      agent_db_prepare (db,
                        "SELECT k.name, r.id, r.version, r.doc, o.doc, o.hidden,"
                        " o.pending_action FROM overlay AS o JOIN record AS r"
                        " ON r.row = o.row JOIN kind AS k ON k.code = r.kind ORDER BY o.seq",
                        error);
  g_autoptr (GPtrArray)
      lost = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autofree char *author = agent_journal_get_value (journal, "member");
  gboolean have_row = TRUE;

  *recovered = 0;
  while (query != NULL && have_row)
    if (!agent_db_next (db, query, &have_row, error) ||
        (have_row && !read_row (journal, query, author, lost, error)))
      return FALSE;
  if (query == NULL || (lost->len > 0 && !agent_journal_add_all (journal, lost, error)))
    return FALSE;
  *recovered = lost->len;
  return TRUE;
}
