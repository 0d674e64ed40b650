/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-person.h"

#include <string.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-create.h"
#include "agent/service/agent-edit.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "tests/sim/sim-decide.h"
#include "tests/sim/sim-log.h"
#include "tests/sim/sim-policy.h"
#include "tests/sim/sim-storm.h"
#include "tests/sim/sim-writing.h"

#define STEPS_MOST 14 /* writes of a person's change: in one of them the machine dies */
#define NAMES      4  /* of runbooks and dashboards: two people take the same one */

void
sim_turn_begin (SimTurn *turn, SimAgent *agent, SimDoing doing)
{
  turn->agent = agent;
  turn->before = agent->doing;
  agent->doing = doing;
  sim_agent_desk (agent, &turn->desk);
  if (!agent->world->is_quiet && sim_chance (agent->world, 40))
    sim_disk_die_in (agent->disk, 1 + sim_roll (agent->world, STEPS_MOST));
}

static gboolean
is_storage (const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_FULL) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_READ_ONLY);
}

void
sim_turn_end (SimTurn *turn, gboolean ok, GError **error)
{
  SimAgent *agent = turn->agent;

  agent_desk_clear (&turn->desk);
  if (sim_agent_is_dead (agent))
    {
      sim_say (agent->world, agent, "its power fails");
      g_clear_error (error);
      return;
    }
  sim_disk_die_in (agent->disk, 0);
  if (!ok && (*error == NULL || is_storage (*error)))
    sim_fail (agent->world,
              "%s is told: %s",
              agent->member,
              *error != NULL ? (*error)->message : "no, and not why");
  if (!ok)
    sim_say (agent->world, agent, "is told: %s", (*error)->message);
  g_clear_error (error);
  sim_log_did (agent, ok);
  agent->doing = turn->before;
}

AgentRow *
sim_person_look (SimAgent *agent, const char *kind, const char *id)
{
  g_autoptr (AgentRow) row = agent_cache_find (agent->store->reader, kind, id, NULL);

  if (row == NULL || row->deleted || !g_str_equal (row->id, id))
    return NULL;
  sim_log_saw (agent, kind, id, row->doc);
  return g_steal_pointer (&row);
}

void
sim_person_look_at_all (SimAgent *agent)
{
  GPtrArray *records = agent->world->records;

  for (guint i = 0; i < records->len; i++)
    {
      const SimRecord *record = records->pdata[i];
      g_autoptr (AgentRow) row = sim_person_look (agent, record->kind, record->id);

      (void) row;
    }
}

/* One that the person has; NULL: the dice fell on one they have not. */
static AgentRow *
choose_row (SimAgent *agent)
{
  GPtrArray *records = agent->world->records;
  const SimRecord *record = records->pdata[sim_roll (agent->world, records->len)];

  return sim_person_look (agent, record->kind, record->id);
}

/* The values that a form was opened with, of what is edited, by patch and by element. */
static char *
base_of_form (const char *doc, const char *patch, const char *elements)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *was = m77_json_parse (pool, doc, -1, NULL);
  const char *const edits[] = { patch, elements };
  M77Json *base = m77_json_object_new (pool);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      const M77Json *edit = edits[i] != NULL ? m77_json_parse (pool, edits[i], -1, NULL) : NULL;

      for (const M77Json *m = m77_json_first (edit); m != NULL; m = m77_json_next (m))
        m77_json_set (pool,
                      base,
                      m77_json_name (m),
                      m77_json_copy (pool, m77_json_get (was, m77_json_name (m))));
    }
  return m77_json_to_text (base);
}

/* from_form: what is there moves on between opening the form and saving it. */
static void
edit (SimAgent *agent, gboolean from_form)
{
  g_autoptr (AgentRow) row = choose_row (agent);
  g_autofree char *patch = NULL, *elements = NULL, *base = NULL, *operation = NULL;
  g_autoptr (GError) error = NULL;
  AgentEdit asked = { 0 };
  SimTurn turn;
  gint64 seq;
  gboolean ok;

  if (row == NULL)
    return;
  sim_writing_edit (agent, row->kind, row->doc, &patch, &elements);
  asked.patch = patch;
  asked.elements = elements;
  if (from_form)
    {
      asked.base = base = base_of_form (row->doc, patch, elements);
      sim_storm_sync (agent);
      sim_log_saw (agent, row->kind, row->id, row->doc);
    }
  sim_turn_begin (&turn, agent, SIM_DOING_EDIT);
  ok = agent_edit_one (&turn.desk, row->kind, row->id, &asked, &seq, &operation, &error);
  sim_turn_end (&turn, ok, &error);
}

static void
edit_many (SimAgent *agent)
{
  static const char *const kinds[] = { "incident", "runbook" };
  const char *kind = kinds[sim_roll (agent->world, G_N_ELEMENTS (kinds))];
  g_autofree char *elements = g_strdup_printf ("{\"labels\":{\"add\":[\"all%u\"]}}",
                                               agent->world->unique++);
  AgentEdit asked = { .elements = elements };
  g_autoptr (GError) error = NULL;
  SimTurn turn;
  gint64 seq;
  guint count;
  gboolean ok;

  sim_person_look_at_all (agent);
  sim_turn_begin (&turn, agent, SIM_DOING_EDIT);
  ok = agent_edit_many (&turn.desk, kind, "", -1, &asked, &seq, &count, &error);
  sim_turn_end (&turn, ok, &error);
}

void
sim_person_create (SimAgent *agent, const char *kind)
{
  g_autofree char *id = NULL, *operation = NULL;
  g_autofree char *doc = sim_writing_doc (agent, kind, 1 + sim_roll (agent->world, NAMES));
  g_autoptr (GError) error = NULL;
  SimTurn turn;
  gint64 seq;
  gboolean ok;

  sim_turn_begin (&turn, agent, SIM_DOING_EDIT);
  ok = agent_create (&turn.desk, kind, doc, &seq, &id, &operation, &error);
  sim_turn_end (&turn, ok, &error);
}

static void delete (SimAgent *agent)
{
  g_autoptr (AgentRow) row = choose_row (agent);
  g_autofree char *operation = NULL;
  g_autoptr (GError) error = NULL;
  SimTurn turn;
  gint64 seq;
  gboolean ok;

  if (row == NULL || g_str_equal (row->kind, "incident"))
    return;
  sim_turn_begin (&turn, agent, SIM_DOING_EDIT);
  ok = agent_edit_delete (&turn.desk, row->kind, row->id, &seq, &operation, &error);
  sim_turn_end (&turn, ok, &error);
}

static char *
make_arguments (SimAgent *agent, const char *action, const M77Json *doc)
{
  SimWorld *world = agent->world;
  gint64 now = agent->clock.runtime.now (&agent->clock.runtime);
  g_autofree char *later = m77_time_format (now + SIM_MINUTE * (1 + sim_roll (world, 200)));
  const M77Json *entry = m77_json_first (m77_json_get (doc, "timeline"));

  if (g_str_equal (action, "snooze"))
    return g_strdup_printf ("{\"until\":\"%s\"}", later);
  if (g_str_equal (action, "escalate"))
    return g_strdup_printf ("{\"to\":%u}", 1 + sim_roll (world, 3));
  if (g_str_equal (action, "page"))
    return g_strdup ("{\"member\":\"jana\"}");
  if (g_str_equal (action, "announce"))
    return g_strdup_printf ("{\"text\":\"said %u\",\"audience\":\"public\"}", world->unique++);
  if (g_str_equal (action, "resolve") && sim_chance (world, 2))
    return g_strdup_printf ("{\"resolution\":\"solved %u\"}", world->unique++);
  if (g_str_equal (action, "redact"))
    return g_strdup_printf ("{\"entry\":\"%s\"}",
                            entry != NULL ? m77_json_get_string (entry, "id") : "none");
  return g_strdup ("{}");
}

static void
act (SimAgent *agent)
{
  g_autoptr (AgentRow) row = choose_row (agent);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *arguments = NULL, *operation = NULL;
  const M77Json *doc = row != NULL ? m77_json_parse (pool, row->doc, -1, NULL) : NULL;
  const SimAction *action;
  g_autoptr (GError) error = NULL;
  AgentAsk ask = { .reason = "because" };
  SimTurn turn;
  gint64 seq;
  gboolean ok;

  if (row == NULL)
    return;
  action = sim_policy_choose (agent->world, row->kind, m77_json_get_string (doc, "status"));
  if (action == NULL)
    return;
  ask.action = action->name;
  ask.args = arguments = make_arguments (agent, action->name, doc);
  sim_turn_begin (&turn, agent, SIM_DOING_ACT);
  ok = agent_act_one (&turn.desk, row->kind, row->id, &ask, &seq, &operation, &error);
  sim_turn_end (&turn, ok, &error);
}

void
sim_person_act (SimAgent *agent)
{
  static const char *const kinds[] = { "incident", "runbook", "runbook", "dashboard" };
  guint roll = sim_roll (agent->world, 100);

  if (roll < 6 && !agent->is_calling && agent->world->depth == 0)
    edit (agent, TRUE);
  else if (roll < 54)
    edit (agent, FALSE);
  else if (roll < 61)
    sim_person_create (agent, kinds[sim_roll (agent->world, G_N_ELEMENTS (kinds))]);
  else if (roll < 64)
    delete (agent);
  else if (roll < 79)
    act (agent);
  else if (roll < 86)
    sim_decide_undo (agent);
  else if (roll < 98)
    sim_decide_something (agent);
  else
    edit_many (agent);
}
