/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-wire.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-problem.h"
#include "tests/sim/sim-log.h"
#include "tests/sim/sim-storm.h"

#define ANSWER_MOST (64 * 1024 * 1024)
#define DEPTH_MOST  2  /* calls within calls */
#define STEPS_MOST  60 /* writes of the platform for a request: in one of them it dies */

typedef struct
{
  AgentWire wire;
  SimAgent *agent;
} SimWire;

/* What comes back, read in pieces. */
typedef struct
{
  SimAgent *agent;
  GBytes *body;
  gsize at, end; /* end: where it is cut */
  gboolean breaks;
} Reading;

typedef enum
{
  FATE_GOOD,
  FATE_LOST,
  FATE_LATE,       /* nobody hears of it, and it arrives later */
  FATE_TWICE,      /* the second answer counts */
  FATE_TWICE_LATE, /* the first counts, and it comes again later */
  FATE_UNHEARD,    /* its answer is lost */
  FATE_CUT,        /* its answer breaks off */
  FATE_REFUSED     /* by something in between */
} Fate;

static M77Request *
copy_request (const M77Request *request)
{
  M77Request *copy = m77_request_new (request->method, request->path);
  GHashTableIter each;
  gpointer name, value;

  g_hash_table_iter_init (&each, request->query);
  while (g_hash_table_iter_next (&each, &name, &value))
    m77_request_set_query (copy, name, value);
  g_hash_table_iter_init (&each, request->headers);
  while (g_hash_table_iter_next (&each, &name, &value))
    m77_request_set_header (copy, name, value);
  copy->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  return copy;
}

/* ---- What the platform says ---- */

static M77Answer *
make_answer (guint status, GHashTable *headers, GBytes *body)
{
  M77Answer *answer = m77_answer_new (status, NULL, body);
  GHashTableIter each;
  gpointer name, value;

  g_hash_table_iter_init (&each, headers);
  while (g_hash_table_iter_next (&each, &name, &value))
    m77_answer_set_header (answer, name, value);
  return answer;
}

/* All of it, while others write between its pieces. NULL: it broke off. */
static GBytes *
drain (SimWorld *world, SimAgent *agent, M77Answer *answer)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();

  while (TRUE)
    {
      g_autoptr (GBytes) chunk = NULL;
      gsize size;
      gconstpointer data;

      if (!answer->next_chunk (answer, &chunk, NULL, NULL))
        return NULL;
      if (chunk == NULL)
        return g_byte_array_free_to_bytes (g_steal_pointer (&whole));
      data = g_bytes_get_data (chunk, &size);
      g_byte_array_append (whole, data, size);
      if (agent != NULL && world->depth < DEPTH_MOST && sim_chance (world, 6))
        sim_storm_meanwhile (world, agent);
    }
}

/* NULL: the platform died over it. */
static M77Answer *
deliver (SimWorld *world, SimAgent *agent, const M77Request *request)
{
  g_autoptr (M77Answer) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  gboolean may_die = !world->is_quiet && world->streaming == 0;

  if (may_die && sim_chance (world, 25))
    sim_disk_die_in (world->platform_disk, 1 + sim_roll (world, STEPS_MOST));
  world->streaming++;
  answer = platform_core_handle (world->platform, request);
  if (!sim_disk_is_dead (world->platform_disk))
    body = drain (world, agent, answer);
  world->streaming--;
  if (may_die)
    sim_disk_die_in (world->platform_disk, 0);
  if (!sim_disk_is_dead (world->platform_disk) && body != NULL)
    return make_answer (answer->status, answer->headers, body);
  g_clear_pointer (&answer, m77_answer_free);
  if (world->streaming == 0)
    sim_platform_restart (world);
  return NULL;
}

/* ---- What is left of it ---- */

static gboolean
next_chunk (M77Answer *answer, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Reading *self = answer->source;
  SimWorld *world = self->agent->world;
  gsize most = 1 + sim_roll (world, 4096), part = MIN (self->end - self->at, most);

  if (sim_agent_is_dead (self->agent) || (part == 0 && self->breaks))
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE, "cut");
      return FALSE;
    }
  *chunk = part > 0 ? g_bytes_new_from_bytes (self->body, self->at, part) : NULL;
  self->at += part;
  if (part > 0 && world->depth < DEPTH_MOST && sim_chance (world, 12))
    sim_storm_meanwhile (world, self->agent);
  return TRUE;
}

static void
finish (M77Answer *answer)
{
  Reading *self = answer->source;

  g_bytes_unref (self->body);
  g_free (self);
}

static M77Answer *
hand_over (SimAgent *agent, M77Answer *whole, gboolean cut)
{
  g_autoptr (M77Answer) answer = whole;
  M77Answer *self = m77_answer_new (answer->status, NULL, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->agent = agent;
  reading->body = m77_answer_read_all (answer, ANSWER_MOST, NULL, NULL);
  reading->end = g_bytes_get_size (reading->body);
  reading->breaks = cut && sim_chance (agent->world, 2);
  if (cut && reading->end > 0)
    reading->end = sim_roll (agent->world, reading->end);
  g_hash_table_unref (self->headers);
  self->headers = g_hash_table_ref (answer->headers);
  self->next_chunk = next_chunk;
  self->finish = finish;
  self->source = reading;
  return self;
}

/* What stands between them says: nothing of it concerns the operations. */
static M77Answer *
refuse (SimWorld *world)
{
  static const struct
  {
    guint status;
    const char *type, *body, *retry_after;
  } refusals[] = {
    { 502, "text/html", "<html>Bad gateway", NULL },
    { 503, "text/html", "<html>Come back later", "7" },
    { 429,
      "application/problem+json",
      "{\"type\":\"about:blank\",\"title\":\"Slow\",\"status\":429,\"code\":\"rate-limited\"}",
      "3" },
    { 200, "text/html", "<html>Welcome to the hotel", NULL },
  };
  guint i = sim_roll (world, G_N_ELEMENTS (refusals));
  g_autoptr (GBytes) body = g_bytes_new_static (refusals[i].body, strlen (refusals[i].body));
  M77Answer *answer = m77_answer_new (refusals[i].status, refusals[i].type, body);

  if (refusals[i].retry_after != NULL)
    m77_answer_set_header (answer, "retry-after", refusals[i].retry_after);
  return answer;
}

static M77Answer *
refuse_token (void)
{
  static const char body[] = "{\"type\":\"about:blank\",\"title\":\"Who?\",\"status\":401,"
                             "\"code\":\"sign-in\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

  return m77_answer_new (401, "application/problem+json", bytes);
}

/* ---- A call ---- */

GPtrArray *
sim_wire_late_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) m77_request_free);
}

void
sim_wire_deliver_late (SimWorld *world)
{
  g_autoptr (M77Request) request = NULL;
  M77Answer *answer;

  if (world->late->len == 0)
    return;
  request = g_ptr_array_steal_index (world->late, sim_roll (world, world->late->len));
  sim_say (world, NULL, "a late %s arrives", request->method);
  answer = deliver (world, NULL, request);
  g_clear_pointer (&answer, m77_answer_free);
}

static Fate
draw_fate (SimWorld *world, SimAgent *agent)
{
  static const Fate fates[] = { FATE_LOST,    FATE_LATE, FATE_TWICE, FATE_TWICE_LATE, FATE_UNHEARD,
                                FATE_UNHEARD, FATE_CUT,  FATE_CUT,   FATE_REFUSED };

  if (world->is_quiet)
    return FATE_GOOD;
  if (world->now < agent->cut_off_until)
    return FATE_LOST;
  if (!sim_chance (world, 3))
    return FATE_GOOD;
  return fates[sim_roll (world, G_N_ELEMENTS (fates))];
}

static const char *
name_fate (Fate fate)
{
  static const char *const names[] = { "",
                                       " is lost",
                                       " is late",
                                       " comes twice",
                                       " comes again later",
                                       " loses its answer",
                                       " gets its answer cut",
                                       " is refused" };

  return names[fate];
}

static M77Answer *
suffer (SimAgent *agent, const M77Request *request, Fate fate)
{
  SimWorld *world = agent->world;
  M77Answer *answer = NULL;

  if (fate == FATE_LATE || fate == FATE_TWICE_LATE)
    g_ptr_array_add (world->late, copy_request (request));
  if (fate == FATE_LOST || fate == FATE_LATE)
    return NULL;
  if (fate == FATE_REFUSED)
    return refuse (world);
  if (world->now < agent->no_token_until)
    return refuse_token ();
  if (fate == FATE_TWICE)
    {
      answer = deliver (world, agent, request);
      g_clear_pointer (&answer, m77_answer_free);
    }
  answer = deliver (world, agent, request);
  if (fate == FATE_UNHEARD)
    g_clear_pointer (&answer, m77_answer_free);
  return answer;
}

static M77Answer *
call (AgentWire *wire, const M77Request *request, GCancellable *cancellable, GError **error)
{
  SimAgent *agent = ((SimWire *) wire)->agent;
  SimWorld *world = agent->world;
  g_autofree char *bearer = g_strconcat ("Bearer ", agent->token, NULL);
  Fate fate = draw_fate (world, agent);
  M77Answer *answer = NULL;

  m77_request_set_header ((M77Request *) request, "authorization", bearer);
  if (!sim_agent_is_dead (agent))
    {
      sim_say (world,
               agent,
               "%s %s%s",
               request->method,
               strrchr (request->path, '/') + 1,
               name_fate (fate));
      sim_log_sent (agent, request);
      if (world->depth < DEPTH_MOST && sim_chance (world, 8))
        sim_storm_meanwhile (world, agent);
      answer = suffer (agent, request, fate);
    }
  if (answer != NULL && world->depth < DEPTH_MOST && sim_chance (world, 6))
    sim_storm_meanwhile (world, agent);
  if (answer == NULL || sim_agent_is_dead (agent))
    {
      g_clear_pointer (&answer, m77_answer_free);
      g_set_error_literal (error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE, "lost");
      return NULL;
    }
  if (fate != FATE_CUT && fate != FATE_REFUSED && answer->status == 200)
    sim_log_answered (agent, request);
  return hand_over (agent, answer, fate == FATE_CUT);
}

AgentWire *
sim_wire_new (SimAgent *agent)
{
  SimWire *self = g_new0 (SimWire, 1);

  self->wire.call = call;
  self->wire.free = (void (*) (AgentWire *)) g_free;
  self->agent = agent;
  return &self->wire;
}
