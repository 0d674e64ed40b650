/* Rows by the value of a field, groups in the order of their first rows.
 *
 * The rows come in the list's own order and are dealt out to their groups, which keeps that order
 * in each; the vector is the groups one after another. What they are counted by is read beside
 * them, in the same pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/store/agent-query-private.h"
#include "shared/base/m77-error.h"

#define GROUPS_MOST 10000

/* A group as it is filled. */
typedef struct
{
  char *folded; /* the column's text; NULL: missing */
  GArray *rows; /* guint32 */
  guint open, unknown;
  GArray *counts; /* guint by rank of `by` */
} Deal;

typedef struct
{
  const AgentQuery *query;
  const M77Field *state; /* NULL: all are open */
  GHashTable *found;     /* folded → Deal, not owned */
  Deal *missing;
  GPtrArray *deals; /* in order */
} Dealer;

static void
deal_free (gpointer data)
{
  Deal *self = data;

  g_free (self->folded);
  g_array_unref (self->rows);
  g_array_unref (self->counts);
  g_free (self);
}

static void
dealer_clear (Dealer *self)
{
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_pointer (&self->deals, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dealer, dealer_clear)

static const M77Field *
state_field (const M77Kind *kind)
{
  return kind->open_states != NULL && kind->state_field != NULL
             ? m77_kind_field (kind, kind->state_field)
             : NULL;
}

static gboolean
has_one_value (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_SET:
    case M77_TYPE_LOG:
    case M77_TYPE_MAP:
    case M77_TYPE_JSON:
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
      return FALSE;
    default:
      return (field->flags & M77_FIELD_SECRET) == 0;
    }
}

gboolean
agent_query_set_group (AgentQuery *self, const char *group, const char *by, GError **error)
{
  const M77Field *field = self->kind != NULL ? m77_kind_field (self->kind, group) : NULL;
  const M77Field *counted = by != NULL && self->kind != NULL ? m77_kind_field (self->kind, by)
                                                             : NULL;

  if (field == NULL || !has_one_value (field))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("There is nothing to group by in “%s”; choose another field."),
                   group);
      return FALSE;
    }
  if (by != NULL && (counted == NULL || counted->values == NULL))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("“%s” has no values to count."), by);
      return FALSE;
    }
  self->group = field;
  self->by = counted;
  return TRUE;
}

const GArray *
agent_query_groups_shown (const AgentQuery *self)
{
  return self->groups;
}

void
agent_query_grouped_select (const AgentQueryCursor *self, GString *what)
{
  const AgentQuery *query = self->query;
  const M77Field *fields[] = {
    query->group,
    query->by,
    query->group != NULL ? state_field (query->kind) : NULL,
  };

  for (guint i = 0; query->group != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GString) expression = g_string_new (NULL);

      if (fields[i] != NULL)
        agent_dialect_sort (&self->dialect, fields[i], expression);
      g_string_append_printf (what, ", %s", fields[i] != NULL ? expression->str : "NULL");
    }
}

static Deal *
find_deal (Dealer *self, const char *folded)
{
  Deal *deal = folded != NULL ? g_hash_table_lookup (self->found, folded) : self->missing;

  if (deal != NULL)
    return deal;
  deal = g_new0 (Deal, 1);
  deal->folded = g_strdup (folded);
  deal->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  deal->counts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_ptr_array_add (self->deals, deal);
  if (folded != NULL)
    g_hash_table_insert (self->found, deal->folded, deal);
  else
    self->missing = deal;
  return deal;
}

static guint
count_values (const M77Field *field)
{
  guint n = 0;

  while (field->values[n].name != NULL)
    n++;
  return n;
}

/* An enumerated field's column is the rank of its value. */
static int
column_rank (sqlite3_stmt *statement, int column, const M77Field *field)
{
  int rank = sqlite3_column_type (statement, column) == SQLITE_INTEGER
                 ? sqlite3_column_int (statement, column)
                 : -1;

  return rank >= 0 && rank < (int) count_values (field) ? rank : -1;
}

static gboolean
is_open (const Dealer *self, sqlite3_stmt *statement, int column)
{
  const M77Kind *kind = self->query->kind;
  int rank;

  if (self->state == NULL)
    return TRUE;
  if (self->state->values == NULL)
    return m77_kind_is_open (kind, sqlite3_column_int (statement, column) != 0 ? "true" : "false");
  rank = column_rank (statement, column, self->state);
  return m77_kind_is_open (kind, rank >= 0 ? self->state->values[rank].name : NULL);
}

/* The row the cursor is on. */
static void
take_row (Dealer *self, const AgentQueryCursor *cursor, gint64 row)
{
  int column = (int) cursor->n_keys + 1;
  sqlite3_stmt *statement = cursor->statement;
  Deal *deal = find_deal (self, (const char *) sqlite3_column_text (statement, column));
  guint32 short_row = (guint32) row;
  int rank;

  g_array_append_val (deal->rows, short_row);
  if (!is_open (self, statement, column + 2))
    return;
  deal->open++;
  if (self->query->by == NULL || sqlite3_column_type (statement, column + 1) == SQLITE_NULL)
    return;
  rank = column_rank (statement, column + 1, self->query->by);
  if (rank < 0)
    {
      deal->unknown++;
      return;
    }
  if (deal->counts->len <= (guint) rank)
    g_array_set_size (deal->counts, (guint) rank + 1);
  g_array_index (deal->counts, guint, rank)++;
}

static void
clear_group (gpointer data)
{
  AgentQueryGroup *group = data;

  g_free (group->value);
  g_array_unref (group->counts);
}

static gboolean
add_group (const Dealer *self, const Deal *deal, AgentCache *reader, GArray *groups, GError **error)
{
  AgentQueryGroup group = { .rows = deal->rows->len, .open = deal->open };
  gint64 first = g_array_index (deal->rows, guint32, 0);
  g_autoptr (GError) local = NULL;
  AgentCount unknown = { "?", deal->unknown };

  if (deal->folded != NULL)
    group.value = agent_query_written_value (reader,
                                             self->query->group,
                                             first,
                                             deal->folded,
                                             &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  group.counts = g_array_new (FALSE, FALSE, sizeof (AgentCount));
  if (deal->unknown > 0)
    g_array_append_val (group.counts, unknown);
  for (guint i = 0; i < deal->counts->len; i++)
    {
      AgentCount count = { self->query->by->values[i].name,
                           g_array_index (deal->counts, guint, i) };

      if (count.n > 0)
        g_array_append_val (group.counts, count);
    }
  g_array_append_val (groups, group);
  return TRUE;
}

static gboolean
refuse_many (const M77Field *field, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_TOO_LARGE,
               _ ("%s has more than %d different values; group by another field."),
               g_dgettext (GETTEXT_PACKAGE, field->label),
               GROUPS_MOST);
  return FALSE;
}

gboolean
agent_query_grouped_fill (AgentQueryCursor *cursor,
                          guint limit,
                          GArray *rows,
                          GArray **groups,
                          GError **error)
{
  g_auto (Dealer) dealer = { .query = cursor->query, .state = state_field (cursor->query->kind) };
  gint64 row = 1;

  dealer.found = g_hash_table_new (g_str_hash, g_str_equal);
  dealer.deals = g_ptr_array_new_with_free_func (deal_free);
  for (guint n = 0; row != 0; n++)
    {
      if (!agent_query_cursor_next (cursor, &row, error))
        return FALSE;
      if (row != 0 && limit > 0 && n == limit)
        {
          cursor->query->total = AGENT_TOTAL_AT_LEAST;
          break;
        }
      if (row != 0)
        take_row (&dealer, cursor, row);
      if (dealer.deals->len > GROUPS_MOST)
        return refuse_many (cursor->query->group, error);
    }
  *groups = g_array_new (FALSE, TRUE, sizeof (AgentQueryGroup));
  g_array_set_clear_func (*groups, clear_group);
  for (guint i = 0; i < dealer.deals->len; i++)
    {
      const Deal *deal = dealer.deals->pdata[i];

      g_array_append_vals (rows, deal->rows->data, deal->rows->len);
      if (!add_group (&dealer, deal, cursor->reader, *groups, error))
        return FALSE;
    }
  return TRUE;
}
