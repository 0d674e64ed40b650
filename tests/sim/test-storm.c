/* A storm from a seed: edits, crashes, requests that die and answers that are lost or cut. When it
 * is over every note is on the platform exactly once, whoever's copy is asked says what the
 * platform says, and every edit has ended or waits for a person.
 *
 * M77_SEED replays one seed, M77_SEEDS says how many to run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/sim/world.h"

#include <string.h>

#include "shared/base/m77-id.h"

#define AGENTS    3
#define INCIDENTS 4
#define STEPS     60
#define SEEDS     25

typedef struct
{
  Fixture *platform;
  Agent *agents[AGENTS];
  GPtrArray *incidents; /* ids */
  GPtrArray *notes;     /* texts: each unique */
  GRand *dice;
} Storm;

static char *
make_note (Storm *self, const Agent *agent)
{
  g_autofree char *id = m77_id_new (&self->platform->runtime);
  char *text = g_strdup_printf ("%s-%u", agent->member, self->notes->len);

  g_ptr_array_add (self->notes, text);
  return g_strdup_printf ("{'timeline':{'append':[{'id':'%s','at':'2030-01-01T00:00:00.000Z',"
                          "'kind':'note','text':'%s'}]}}",
                          id,
                          text);
}

static void
do_something (Storm *self, Agent *agent)
{
  static const char *const fields[] = { "summary", "impact", "resolution" };
  const char *id = self->incidents->pdata[g_rand_int_range (self->dice, 0, self->incidents->len)];
  const char *state = agent_row_state (agent, "incident", id);
  g_autofree char *patch = NULL, *elements = NULL;

  if (state == NULL)
    return;
  switch (g_rand_int_range (self->dice, 0, 4))
    {
    case 0:
      elements = make_note (self, agent);
      break;
    case 1:
      elements = g_strdup_printf ("{'labels':{'%s':['l%d']}}",
                                  g_rand_boolean (self->dice) ? "add" : "remove",
                                  g_rand_int_range (self->dice, 0, 4));
      break;
    default:
      patch = g_strdup_printf ("{'%s':'%s %u'}",
                               fields[g_rand_int_range (self->dice, 0, 3)],
                               agent->member,
                               g_rand_int_range (self->dice, 0, 1000));
      break;
    }
  agent_edit (agent, "incident", id, patch, elements);
}

static void
spoil_wire (Storm *self, Wire *wire)
{
  static const WireFault faults[] = { WIRE_GOOD, WIRE_GOOD, WIRE_DEAD, WIRE_LOSES_ANSWER };

  wire->fault = faults[g_rand_int_range (self->dice, 0, G_N_ELEMENTS (faults))];
  wire->cut_after = g_rand_int_range (self->dice, 0, 3) > 0
                        ? -1
                        : g_rand_int_range (self->dice, 0, 5000);
}

static void
step (Storm *self)
{
  Agent *agent = self->agents[g_rand_int_range (self->dice, 0, AGENTS)];

  self->platform->now += g_rand_int_range (self->dice, 1, 120000);
  switch (g_rand_int_range (self->dice, 0, 6))
    {
    case 0:
      agent_crash (agent);
      break;
    case 1:
    case 2:
      spoil_wire (self, agent->wire);
      agent_try_sync (agent);
      break;
    default:
      do_something (self, agent);
      break;
    }
}

/* An incident's document as the platform has it. */
static const M77Json *
truth (Storm *self, const char *token, const char *id)
{
  return fixture_doc (self->platform, token, "incident", id);
}

static void
check_notes (Storm *self, const char *token)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->incidents->len; i++)
    {
      const M77Json *log = m77_json_get (truth (self, token, self->incidents->pdata[i]),
                                         "timeline");

      for (const M77Json *entry = m77_json_first (log); entry != NULL;
           entry = m77_json_next (entry))
        if (g_strcmp0 (m77_json_get_string (entry, "kind"), "note") == 0)
          g_assert_true (g_hash_table_add (seen, (gpointer) m77_json_get_string (entry, "text")));
    }
  for (guint i = 0; i < self->notes->len; i++)
    {
      gboolean waits = !g_hash_table_contains (seen, self->notes->pdata[i]);

      /* A note behind a conflict waits with it, and can be seen to. */
      for (guint a = 0; waits && a < AGENTS; a++)
        {
          g_autoptr (GPtrArray) unended = agent_journal_unended (self->agents[a]->store->journal,
                                                                 NULL,
                                                                 NULL,
                                                                 0,
                                                                 NULL);

          for (guint n = 0; waits && n < unended->len; n++)
            {
              const char *elements = ((AgentOperation *) unended->pdata[n])->elements;
              g_autofree char *quoted = g_strdup_printf ("\"%s\"", (char *) self->notes->pdata[i]);

              waits = elements == NULL || strstr (elements, quoted) == NULL;
            }
        }
      if (waits)
        g_error ("The note %s is nowhere", (char *) self->notes->pdata[i]);
    }
}

static void
check_copies (Storm *self, const char *token)
{
  for (guint a = 0; a < AGENTS; a++)
    for (guint i = 0; i < self->incidents->len; i++)
      {
        const char *id = self->incidents->pdata[i];
        g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
        g_autoptr (AgentRow)
            row = agent_cache_find (self->agents[a]->store->reader, "incident", id, NULL);

        g_assert_nonnull (row);
        g_assert_true (m77_json_equal (m77_json_parse (pool, row->base_doc, -1, NULL),
                                       truth (self, token, id)));
        if (g_str_equal (row->state, "clean"))
          g_assert_cmpstr (row->doc, ==, row->base_doc);
      }
}

static void
check_operations (Storm *self)
{
  for (guint a = 0; a < AGENTS; a++)
    {
      AgentJournal *journal = self->agents[a]->store->journal;
      g_autoptr (GPtrArray) unended = agent_journal_unended (journal, NULL, NULL, 0, NULL);
      g_autoptr (GHashTable) stuck = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < unended->len; i++)
        {
          AgentOperation *operation = unended->pdata[i];

          if (agent_operation_holds_up (operation))
            g_hash_table_add (stuck, operation->record);
          else
            g_assert_true (g_hash_table_contains (stuck, operation->record));
        }
    }
}

static void
run_seed (guint32 seed)
{
  Storm storm = { .platform = fixture_new () };
  static const char *const members[] = { "jana", "omar", "lena" };
  g_autofree char *token = fixture_token (storm.platform, "seen", "admin");

  storm.dice = g_rand_new_with_seed (seed);
  storm.platform->dice = seed;
  storm.incidents = g_ptr_array_new_with_free_func (g_free);
  storm.notes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < AGENTS; i++)
    storm.agents[i] = agent_new (storm.platform, members[i], "operator");
  for (guint i = 0; i < INCIDENTS; i++)
    g_ptr_array_add (storm.incidents,
                     agent_create (storm.agents[0],
                                   "incident",
                                   "{'title':'One','environment':'production'}"));
  for (guint i = 0; i < AGENTS; i++)
    agent_sync (storm.agents[i]);

  for (guint i = 0; i < STEPS; i++)
    step (&storm);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < AGENTS; i++)
      {
        agent_crash (storm.agents[i]);
        storm.platform->now += 3600 * 1000;
        agent_sync (storm.agents[i]);
      }
  check_notes (&storm, token);
  check_copies (&storm, token);
  check_operations (&storm);

  for (guint i = 0; i < AGENTS; i++)
    agent_free (storm.agents[i]);
  g_ptr_array_unref (storm.incidents);
  g_ptr_array_unref (storm.notes);
  g_rand_free (storm.dice);
  fixture_free (storm.platform);
}

static void
test_storm (void)
{
  const char *one = g_getenv ("M77_SEED"), *many = g_getenv ("M77_SEEDS");
  guint first = one != NULL ? strtoul (one, NULL, 10) : 1;
  guint count = one != NULL ? 1 : many != NULL ? strtoul (many, NULL, 10) : SEEDS;

  for (guint i = 0; i < count; i++)
    {
      g_test_message ("M77_SEED=%u replays this", first + i);
      run_seed (first + i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storm/seeds", test_storm);
  return g_test_run ();
}
