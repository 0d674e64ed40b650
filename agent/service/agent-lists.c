/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-lists.h"

#include <glib/gi18n.h>

#include "agent/service/agent-list-age.h"
#include "agent/service/agent-window.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define FIRST_ROWS       1000  /* that opening answers with */
#define SMALL_ROWS       20000 /* a list that the interactive reader runs again */
#define QUICK_MS         50    /* a longer run is left to the slow one whatever it finds */
#define PATIENCE_MS      150   /* of the interactive reader with a filter that has no index */
#define SPACING          3     /* a run is followed by a pause of so many times what it took */
#define SPACING_MOST_MS  5000
#define SPACING_LEAST_MS 30 /* shorter ones are none */
#define AGE_LEAST_MS     1000
#define AGE_MOST_MS      3600000 /* then the clock is looked at again: it may have jumped */

struct _AgentLists
{
  AgentSession *session; /* not owned */
  GHashTable *open;      /* handle → AgentList */
  guint last_handle;
};

/* ---- Running again ---- */

/* Rows that this list may hold, as the others leave room. */
static guint
room_for (AgentLists *self, const AgentList *list)
{
  GHashTableIter iter;
  gpointer other;
  guint used = 0;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    if (other != list)
      used += agent_list_size (other);
  return used < AGENT_LISTS_ROWS_MOST - FIRST_ROWS ? AGENT_LISTS_ROWS_MOST - used : FIRST_ROWS;
}

static GVariant *
splices_new (const GArray *splices)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uuu)"));
  for (guint i = 0; splices != NULL && i < splices->len; i++)
    {
      const AgentSplice *splice = &g_array_index (splices, AgentSplice, i);

      g_variant_builder_add (&builder, "(uuu)", splice->position, splice->removed, splice->added);
    }
  return g_variant_builder_end (&builder);
}

static void
show_result (AgentLists *self, AgentList *list)
{
  AgentQuery *query = g_steal_pointer (&list->result);

  g_clear_pointer (&list->shown, agent_shown_unref);
  list->shown = agent_shown_new (query);
  m77_agent1_emit_query_changed (self->session->skeleton,
                                 list->handle,
                                 agent_query_revision (query).number,
                                 agent_query_size (query),
                                 agent_query_total (query) == AGENT_TOTAL_EXACT,
                                 splices_new (list->splices));
}

typedef struct
{
  AgentList *list;
  guint limit;
  gint64 began;
  gint64 next_age; /* ms, when a row crosses an age in the filter */
} Run;

static Run *
run_new (AgentSession *session, AgentList *list, guint limit)
{
  Run *run = g_new (Run, 1);

  run->list = agent_list_ref (list);
  run->limit = limit;
  run->began = m77_runtime_monotonic (session->profile->store->runtime);
  return run;
}

static void
run_free (gpointer data)
{
  Run *run = data;

  agent_list_unref (run->list);
  g_free (run);
}

static GVariant *
run_work (AgentCall *call, GError **error)
{
  Run *run = call->data;
  const AgentDesk *desk = &call->desk;
  M77FilterContext context = agent_desk_context (desk);

  if (!agent_list_run (run->list,
                       desk->reader,
                       desk->search,
                       agent_desk_now (desk),
                       run->limit,
                       error))
    return NULL;
  run->next_age = agent_list_next_age (run->list->kind,
                                       run->list->filter,
                                       &context,
                                       desk->reader,
                                       desk->search);
  return g_variant_new ("()");
}

/* One run at a time; `finish` is what ends it. */
static void
post_run (AgentSession *session, AgentList *list, AgentCallFinish finish)
{
  const AgentQuery *shown = list->shown->query;
  gboolean slow = agent_query_total (shown) != AGENT_TOTAL_EXACT ||
                  agent_query_size (shown) > SMALL_ROWS || list->run_ms > QUICK_MS;
  AgentCall *call;
  Run *run;

  list->dirty = list->running || list->timer != 0;
  if (list->dirty || session->closed)
    return;
  list->running = TRUE;
  run = run_new (session, list, room_for (session->lists, list));
  call = agent_call_new_own (session, session->profile);
  call->data = run;
  call->free_data = run_free;
  call->finish = finish;
  agent_call_post (call, slow ? AGENT_CALL_SLOW : AGENT_CALL_READER, run_work);
}

/* The pause after a run is over. */
typedef struct
{
  AgentSession *session;
  AgentList *list;
  AgentCallFinish finish;
} Pause;

static gboolean
pause_cb (gpointer data)
{
  Pause *pause = data;

  pause->list->timer = 0;
  if (pause->list->dirty)
    post_run (pause->session, pause->list, pause->finish);
  return G_SOURCE_REMOVE;
}

/* A row has come to an age. */
static gboolean
age_cb (gpointer data)
{
  Pause *age = data;

  age->list->age_timer = 0;
  post_run (age->session, age->list, age->finish);
  return G_SOURCE_REMOVE;
}

/* Waits for the next row to cross an age in the filter. */
static void
wait_for_age (AgentCall *call, AgentCallFinish finish)
{
  const Run *run = call->data;
  AgentList *list = run->list;
  gint64 now = m77_runtime_now (call->profile->store->runtime);
  Pause *age;

  g_clear_handle_id (&list->age_timer, g_source_remove);
  if (call->error != NULL || run->next_age == M77_TIME_NONE)
    return;
  age = g_new (Pause, 1);
  *age = (Pause){ call->session, list, finish };
  list->age_timer = g_timeout_add_full (G_PRIORITY_DEFAULT,
                                        CLAMP (run->next_age - now, AGE_LEAST_MS, AGE_MOST_MS),
                                        age_cb,
                                        age,
                                        g_free);
}

static void
finish_run (AgentCall *call)
{
  Run *run = call->data;
  AgentList *list = run->list;
  gint64 pause;

  list->running = FALSE;
  if (list->closed || call->session->closed)
    return;
  list->run_ms = m77_runtime_monotonic (call->profile->store->runtime) - run->began;
  wait_for_age (call, finish_run);
  if (call->error == NULL)
    show_result (call->session->lists, list);
  else
    g_warning ("A list stays as it was: %s", call->error->message);
  pause = MIN (list->run_ms * SPACING, SPACING_MOST_MS);
  if (pause >= SPACING_LEAST_MS)
    {
      Pause *after = g_new (Pause, 1);

      *after = (Pause){ call->session, list, finish_run };
      list->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, pause, pause_cb, after, g_free);
    }
  else if (list->dirty)
    post_run (call->session, list, finish_run);
}

void
agent_lists_changed (AgentSession *self, const char *const *kinds)
{
  GHashTableIter iter;
  gpointer value;

  if (self->lists == NULL || self->closed)
    return;
  g_hash_table_iter_init (&iter, self->lists->open);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      AgentList *list = value;

      if (list->shown == NULL)
        list->dirty = TRUE;
      else if (agent_query_concerns (list->shown->query, kinds))
        post_run (self, list, finish_run);
    }
}

/* ---- Opening ---- */

static AgentQuery *
make_query (AgentCall *call, AgentList *list, GError **error)
{
  M77FilterContext context = agent_desk_context (&call->desk);
  gboolean grouped = g_variant_is_of_type (call->parameters, G_VARIANT_TYPE ("(sssssast)"));
  const char *kind, *filter, *sort, *group = NULL, *by = NULL;
  g_auto (GStrv) fields = NULL;
  g_autoptr (AgentQuery) query = NULL;

  if (grouped)
    g_variant_get (call->parameters,
                   "(&s&s&s&s&s^ast)",
                   &kind,
                   &filter,
                   &sort,
                   &group,
                   &by,
                   &fields,
                   NULL);
  else
    g_variant_get (call->parameters, "(&s&s&s^ast)", &kind, &filter, &sort, &fields, NULL);
  query = agent_query_new (kind, filter, sort, &context, error);
  g_free (list->kind);
  list->kind = g_strdup (kind);
  g_free (list->filter);
  list->filter = g_strdup (filter);
  if (query == NULL ||
      (grouped && !agent_query_set_group (query, group, *by != '\0' ? by : NULL, error)))
    return NULL;
  agent_query_set_fields (query, (const char *const *) fields);
  return g_steal_pointer (&query);
}

static GVariant *
open_work (AgentCall *call, GError **error)
{
  Run *run = call->data;
  guint64 least;
  const AgentQuery *result;

  g_variant_get_child (call->parameters, g_variant_n_children (call->parameters) - 1, "t", &least);
  agent_store_settle (call->desk.store, least);
  if (run->list->query == NULL)
    run->list->query = make_query (call, run->list, error);
  if (run->list->query == NULL || run_work (call, error) == NULL)
    return NULL;
  result = run->list->result;
  return g_variant_new ("(utub)",
                        run->list->handle,
                        agent_query_revision (result).number,
                        agent_query_size (result),
                        agent_query_total (result) == AGENT_TOTAL_EXACT);
}

/* The interactive reader is kept too long: the slow one does it. */
static gboolean
patience_cb (gpointer data)
{
  AgentList *list = data;

  if (!agent_list_interrupt (list, FALSE))
    return G_SOURCE_CONTINUE; /* it has not begun */
  list->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_timer (AgentList *list)
{
  g_clear_handle_id (&list->timer, g_source_remove);
}

static void
post_open (AgentCall *call,
           AgentList *list,
           guint limit,
           AgentCallLane lane,
           AgentCallFinish finish)
{
  call->data = run_new (call->session, list, limit);
  call->free_data = run_free;
  call->finish = finish;
  list->running = TRUE;
  agent_call_post (call, lane, open_work);
}

static void
finish_slow_open (AgentCall *call)
{
  Run *run = call->data;
  AgentList *list = run->list;
  gboolean dirty = list->dirty;

  list->running = FALSE;
  list->dirty = FALSE;
  stop_timer (list);
  if (list->closed || call->session->closed)
    return;
  if (call->error != NULL)
    {
      g_hash_table_remove (call->session->lists->open, GUINT_TO_POINTER (list->handle));
      agent_call_answer (call);
      return;
    }
  list->run_ms = m77_runtime_monotonic (call->profile->store->runtime) - run->began;
  list->shown = agent_shown_new (g_steal_pointer (&list->result));
  wait_for_age (call, finish_run);
  agent_call_answer (call);
  if (dirty || agent_query_total (list->shown->query) != AGENT_TOTAL_EXACT)
    post_run (call->session, list, finish_run);
}

static void
finish_open (AgentCall *call)
{
  AgentList *list = ((Run *) call->data)->list;
  AgentCall *again;

  if (!g_error_matches (call->error, M77_ERROR, M77_ERROR_CANCELLED) || list->closed ||
      call->session->closed)
    {
      finish_slow_open (call);
      return;
    }
  stop_timer (list);
  again = agent_call_new (call->session, g_steal_pointer (&call->invocation));
  if (again != NULL)
    post_open (again,
               list,
               room_for (call->session->lists, list),
               AGENT_CALL_SLOW,
               finish_slow_open);
}

static void
start_open (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentLists *self = session->lists;
  AgentCall *call = agent_call_new (session, invocation);
  AgentList *list;

  if (call == NULL)
    return;
  if (g_hash_table_size (self->open) >= AGENT_LISTS_MOST)
    {
      g_set_error (&call->error,
                   M77_ERROR,
                   M77_ERROR_TOO_LARGE,
                   _ ("%d lists are open; close some of them."),
                   AGENT_LISTS_MOST);
      agent_call_end (call);
      return;
    }
  list = agent_list_new (++self->last_handle);
  g_hash_table_insert (self->open, GUINT_TO_POINTER (list->handle), list);
  list->timer = g_timeout_add (PATIENCE_MS, patience_cb, list);
  post_open (call, list, FIRST_ROWS, AGENT_CALL_READER, finish_open);
}

/* ---- Closing ---- */

AgentList *
agent_lists_find (AgentCall *call)
{
  guint handle;
  AgentList *list;

  g_variant_get_child (call->parameters, 0, "u", &handle);
  list = g_hash_table_lookup (call->session->lists->open, GUINT_TO_POINTER (handle));
  if (list != NULL && list->shown != NULL)
    return list;
  g_set_error (&call->error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("There is no open list %u."),
               handle);
  agent_call_end (call);
  return NULL;
}

static void
start_close (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentCall *call = agent_call_new (session, invocation);
  AgentList *list = call != NULL ? agent_lists_find (call) : NULL;

  if (list == NULL)
    return;
  g_hash_table_remove (session->lists->open, GUINT_TO_POINTER (list->handle));
  call->answer = g_variant_ref_sink (g_variant_new ("()"));
  agent_call_end (call);
}

/* ---- The session's ---- */

/* A run under way is stopped and then lets go of it. */
static void
close_list (gpointer data)
{
  AgentList *list = data;

  list->closed = TRUE;
  stop_timer (list);
  g_clear_handle_id (&list->age_timer, g_source_remove);
  agent_list_interrupt (list, TRUE);
  agent_list_unref (list);
}

static void
connection_closed_cb (AgentLists *self)
{
  g_hash_table_remove_all (self->open);
}

static const AgentMethod methods[] = {
  { .signal = "handle-open-query", .start = start_open },
  { .signal = "handle-open-grouped", .start = start_open },
  { .signal = "handle-query-groups", .start = agent_window_start_groups },
  { .signal = "handle-window", .start = agent_window_start },
  { .signal = "handle-window-ids", .start = agent_window_start_ids },
  { .signal = "handle-close-query", .start = start_close },
  { NULL },
};

void
agent_lists_connect (AgentSession *self)
{
  self->lists = g_new0 (AgentLists, 1);
  self->lists->session = self;
  self->lists->open = g_hash_table_new_full (NULL, NULL, NULL, close_list);
  g_signal_connect_swapped (self->connection,
                            "closed",
                            G_CALLBACK (connection_closed_cb),
                            self->lists);
  agent_call_connect (self, methods);
}

void
agent_lists_free (AgentLists *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session->connection, self);
  g_hash_table_unref (self->open);
  g_free (self);
}
