/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-decide.h"

#include "agent/service/agent-decide.h"
#include "agent/service/agent-resolve.h"
#include "agent/service/agent-undo.h"
#include "shared/base/m77-error.h"
#include "tests/sim/sim-person.h"

/* What the person has in front of them: what they saw when they asked, theirs, and last the
 * record as it is. */
static void
look_at (SimAgent *agent, const SimDeed *deed, const AgentConflict *conflict, M77JsonPool *pool)
{
  const M77Json *theirs = conflict != NULL && conflict->theirs != NULL
                              ? m77_json_parse (pool, conflict->theirs, -1, NULL)
                              : NULL;
  g_autofree char *doc = m77_json_get (theirs, "doc") != NULL
                             ? m77_json_to_text (m77_json_get (theirs, "doc"))
                             : NULL;
  g_autoptr (AgentRow) row = NULL;

  for (guint i = 0; i < deed->saws->len; i++)
    sim_log_saw (agent, deed->kind, deed->record, deed->saws->pdata[i]);
  if (doc != NULL)
    sim_log_saw (agent, deed->kind, deed->record, doc);
  row = sim_person_look (agent, deed->kind, deed->record);
}

/* Of an edit: mine, theirs or both of what overlaps, and something new here and there. */
static char *
choose_for_edit (SimWorld *world,
                 const SimDeed *deed,
                 const AgentConflict *conflict,
                 M77JsonPool *pool)
{
  static const char *const ways[] = { "mine", "theirs", "both" };
  const M77Json *overlaps = m77_json_parse (pool, conflict->overlaps, -1, NULL);
  const M77Json *patch = deed->patch != NULL ? m77_json_parse (pool, deed->patch, -1, NULL) : NULL;
  M77Json *choices = m77_json_object_new (pool);

  for (const M77Json *name = m77_json_first (overlaps); name != NULL; name = m77_json_next (name))
    {
      g_autofree char *text = g_strdup_printf ("line %u", world->unique++);
      M77Json *choice = m77_json_object_new (pool);

      if (!g_str_equal (m77_json_string (name), "title") || m77_json_get (patch, "title") == NULL ||
          sim_chance (world, 2))
        continue;
      m77_json_set_string (pool, choice, "value", text);
      m77_json_set (pool, choices, m77_json_string (name), choice);
    }
  m77_json_set_string (pool, choices, "*", ways[sim_roll (world, G_N_ELEMENTS (ways))]);
  return m77_json_to_text (choices);
}

/* ends: not one that may meet the same conflict again. */
static char *
choose (SimWorld *world,
        const SimDeed *deed,
        const AgentConflict *conflict,
        gboolean ends,
        M77JsonPool *pool)
{
  const M77Json *theirs = conflict->theirs != NULL
                              ? m77_json_parse (pool, conflict->theirs, -1, NULL)
                              : NULL;

  if (deed->type == M77_OPERATION_CREATE && sim_chance (world, 2))
    return g_strdup_printf ("{\"name\":{\"value\":\"renamed-%u\"}}", world->unique++);
  if (deed->type == M77_OPERATION_UPDATE && !m77_json_get_bool (theirs, "deleted"))
    return choose_for_edit (world, deed, conflict, pool);
  return g_strdup (ends || sim_chance (world, 2) ? "{\"*\":\"theirs\"}" : "{\"*\":\"mine\"}");
}

static gboolean
resolve (SimTurn *turn, const SimDeed *deed, gboolean ends, GError **error)
{
  SimWorld *world = turn->agent->world;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentConflict)
      conflict = agent_journal_conflict (turn->desk.journal, deed->seq, error);
  g_autofree char *choices = NULL;
  gint64 seq;

  if (conflict == NULL)
    return FALSE;
  look_at (turn->agent, deed, conflict, pool);
  choices = choose (world, deed, conflict, ends, pool);
  sim_say (world,
           turn->agent,
           "decides %" G_GINT64_FORMAT ": %s, theirs being %s",
           deed->seq,
           choices,
           conflict->theirs);
  return agent_resolve (&turn->desk, deed->id, choices, &seq, error);
}

static gboolean
say (SimTurn *turn, const SimDeed *deed, const char *verb, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 seq;

  look_at (turn->agent, deed, NULL, pool);
  sim_say (turn->agent->world, turn->agent, "says %s %" G_GINT64_FORMAT, verb, deed->seq);
  return agent_decide (&turn->desk, verb, deed->id, &seq, error);
}

/* verb: one that makes it go again. */
static gboolean
confirm (SimTurn *turn, const SimDeed *deed, const char *verb, GError **error)
{
  g_autoptr (AgentRow) row = sim_person_look (turn->agent, deed->kind, deed->record);
  gboolean ok = say (turn, deed, verb, error);

  /* One that dies over it may have been heard. */
  if (ok || sim_agent_is_dead (turn->agent))
    sim_log_confirmed (turn->agent,
                       deed->seq,
                       row != NULL ? row->doc : "{}",
                       row != NULL ? row->base_doc : NULL);
  return ok;
}

/* What somebody else acknowledged meanwhile, as a rule. */
static gboolean
decide_held (SimTurn *turn, const SimDeed *deed, gboolean ends, GError **error)
{
  SimWorld *world = turn->agent->world;

  if (g_strcmp0 (deed->action, "acknowledge") == 0 && !ends && sim_chance (world, 2))
    switch (sim_roll (world, 3))
      {
      case 0:
        return say (turn, deed, "join", error);
      case 1:
        return say (turn, deed, "drop", error);
      default:
        return confirm (turn, deed, "take-over", error);
      }
  /* An edit is held for the clock's sake: there is nothing wrong with it. */
  if (deed->type != M77_OPERATION_ACT ? !ends && sim_chance (world, 8)
                                      : ends || sim_chance (world, 3))
    return say (turn, deed, "discard", error);
  return confirm (turn, deed, "confirm", error);
}

static gboolean
decide (SimTurn *turn, SimDeed *deed, gboolean ends, GError **error)
{
  SimWorld *world = turn->agent->world;

  switch (deed->state)
    {
    case AGENT_OP_CONFLICT:
      if (sim_chance (world, 6))
        return say (turn, deed, "discard", error);
      return resolve (turn, deed, ends, error);
    case AGENT_OP_REJECTED:
      return say (turn, deed, ends || sim_chance (world, 2) ? "discard" : "retry", error);
    case AGENT_OP_HELD:
      return decide_held (turn, deed, ends, error);
    default:
      return say (turn, deed, sim_chance (world, 2) ? "withdraw" : "retry", error);
    }
}

static void
take_turn (SimAgent *agent, SimDeed *deed, gboolean ends)
{
  g_autoptr (GError) error = NULL;
  SimTurn turn;
  gboolean ok;

  sim_turn_begin (&turn, agent, SIM_DOING_DECIDE);
  ok = decide (&turn, deed, ends, &error);
  /* What can only be given up is. */
  if (!ok && ends && !sim_agent_is_dead (agent))
    {
      g_clear_error (&error);
      ok = say (&turn, deed, "discard", &error);
    }
  sim_turn_end (&turn, ok, &error);
}

void
sim_decide_about (SimAgent *agent, SimDeed *deed)
{
  take_turn (agent, deed, TRUE);
}

void
sim_decide_something (SimAgent *agent)
{
  GPtrArray *deeds = sim_log_deeds (agent->world, agent->index);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  for (guint i = 0; i < deeds->len; i++)
    {
      SimDeed *deed = deeds->pdata[i];

      if (!AGENT_OP_IS_ENDED (deed->state) &&
          (deed->state != AGENT_OP_QUEUED || sim_chance (agent->world, 5)))
        g_ptr_array_add (waiting, deed);
    }
  if (waiting->len > 0)
    take_turn (agent, waiting->pdata[sim_roll (agent->world, waiting->len)], FALSE);
}

/* What is done again is as it was meant at first. */
static void
recall_withdrawn (SimAgent *agent)
{
  GPtrArray *deeds = sim_log_deeds (agent->world, agent->index);

  for (guint i = 0; i < deeds->len; i++)
    {
      const SimDeed *deed = deeds->pdata[i];

      for (guint n = 0; deed->state == AGENT_OP_WITHDRAWN && n < deed->saws->len; n++)
        sim_log_saw (agent, deed->kind, deed->record, deed->saws->pdata[n]);
    }
}

/* An empty list is as good as none. */
static gboolean
is_none (const M77Json *value)
{
  return m77_json_is_null (value) ||
         ((m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT)) &&
          m77_json_size (value) == 0);
}

/* Of a map only what was put: others have put in theirs. */
static gboolean
is_back (const M77Json *put, const M77Json *was, const M77Json *now)
{
  if (!m77_json_is (put, M77_JSON_OBJECT))
    return m77_json_equal (was, now) || (is_none (was) && is_none (now));
  for (const M77Json *m = m77_json_first (put); m != NULL; m = m77_json_next (m))
    if (!is_back (m, m77_json_get (was, m77_json_name (m)), m77_json_get (now, m77_json_name (m))))
      return FALSE;
  return TRUE;
}

/* Where an edit was put back, its fields are as they were before it. */
static void
check_undone (SimAgent *agent, const SimDeed *undo)
{
  const SimDeed *done = sim_log_deed (agent->world, agent->index, undo->undoes);
  g_autoptr (AgentRow)
      row = agent_cache_find (agent->store->reader, undo->kind, undo->record, NULL);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *patch, *was, *is;

  /* One that left again was merged: it is as much of it that is put back. */
  if (done == NULL || done->patch == NULL || done->saws->len != 1 || done->keys->len > 1 ||
      row == NULL)
    return;
  patch = m77_json_parse (pool, done->patch, -1, NULL);
  was = m77_json_parse (pool, done->saws->pdata[0], -1, NULL);
  is = m77_json_parse (pool, row->doc, -1, NULL);
  for (const M77Json *m = m77_json_first (patch); m != NULL; m = m77_json_next (m))
    if (!is_back (m, m77_json_get (was, m77_json_name (m)), m77_json_get (is, m77_json_name (m))))
      sim_fail (agent->world,
                "%s's %" G_GINT64_FORMAT " puts %s back otherwise than it was",
                agent->member,
                undo->seq,
                m77_json_name (m));
}

void
sim_decide_undo (SimAgent *agent)
{
  GPtrArray *deeds = sim_log_deeds (agent->world, agent->index);
  guint before = deeds->len;
  gboolean redo = sim_chance (agent->world, 3);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;
  SimTurn turn;
  gint64 seq;
  gboolean ok;

  if (redo)
    recall_withdrawn (agent);
  sim_person_look_at_all (agent);
  sim_say (agent->world, agent, redo ? "says redo" : "says undo");
  sim_turn_begin (&turn, agent, SIM_DOING_UNDO);
  ok = agent_undo (&turn.desk, redo, &seq, &what, &error);
  sim_turn_end (&turn, ok, &error);
  for (guint i = before; i < deeds->len && !redo && !sim_agent_is_dead (agent); i++)
    if (((SimDeed *) deeds->pdata[i])->type == M77_OPERATION_UPDATE)
      check_undone (agent, deeds->pdata[i]);
}
