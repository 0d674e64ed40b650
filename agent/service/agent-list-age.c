/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-list-age.h"

#include "shared/base/m77-time.h"

#define TICK_MS 1000 /* apart enough for an age to be told from a date */

typedef struct
{
  const M77Kind *kind;
  const M77FilterContext *context;
  AgentCache *reader;
  AgentSearch *search;
  gint64 next;
} Look;

typedef struct
{
  const M77Field *field;
  gint64 found; /* ms, of the first row; M77_TIME_NONE: there is none */
} First;

static gboolean
first_cb (const AgentRow *row, gpointer data, GError **error)
{
  First *first = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *text;

  if (g_str_equal (first->field->name, "updated_at"))
    first->found = row->updated_at;
  else if (g_str_equal (first->field->name, "created_at"))
    first->found = row->created_at;
  else
    {
      text = m77_json_get_string (m77_json_parse (pool, row->doc, -1, NULL), first->field->name);
      first->found = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
    }
  return FALSE;
}

/* The first row that is younger than the age will be as old as it after the difference. */
static void
look_behind (Look *self, const M77Field *field, gint64 at)
{
  g_autofree char *time = m77_time_format (at);
  g_autofree char *filter = g_strdup_printf ("%s>%s", field->name, time);
  g_autoptr (AgentQuery)
      query = agent_query_new (self->kind->name, filter, field->name, self->context, NULL);
  First first = { field, M77_TIME_NONE };
  gint64 crosses;

  if (query == NULL ||
      !agent_query_each (query,
                         self->reader,
                         self->search,
                         self->context->now,
                         NULL,
                         first_cb,
                         &first,
                         NULL,
                         NULL) ||
      first.found == M77_TIME_NONE)
    return;
  crosses = self->context->now + first.found - at;
  if (self->next == M77_TIME_NONE || crosses < self->next)
    self->next = crosses;
}

/* now, later: the same filter, parsed a tick apart. What differs in them is an age. */
static void
look_at (Look *self, const M77Predicate *now, const M77Predicate *later)
{
  if (now->kind == M77_PREDICATE_COMPARE)
    {
      if (now->field->type == M77_TYPE_TIME && now->integer != later->integer)
        look_behind (self, now->field, now->integer);
      return;
    }
  for (guint i = 0; now->children != NULL && i < now->children->len; i++)
    look_at (self, now->children->pdata[i], later->children->pdata[i]);
}

gint64
agent_list_next_age (const char *kind,
                     const char *filter,
                     const M77FilterContext *context,
                     AgentCache *reader,
                     AgentSearch *search)
{
  Look look = { m77_kind_find (kind), context, reader, search, M77_TIME_NONE };
  M77FilterContext later = *context;
  g_autoptr (M77Predicate) a = NULL, b = NULL;

  if (look.kind == NULL)
    return M77_TIME_NONE;
  later.now += TICK_MS;
  a = m77_filter_parse (filter, look.kind, context, NULL, NULL);
  b = m77_filter_parse (filter, look.kind, &later, NULL, NULL);
  if (a != NULL && b != NULL)
    look_at (&look, a, b);
  return look.next;
}
