/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-oracle.h"

#include <sqlite3.h>
#include <string.h>

#include "agent/store/agent-journal-audit.h"
#include "agent/sync/agent-checkpoint.h"
#include "tests/sim/sim-history.h"
#include "tests/sim/sim-log.h"
#include "tests/sim/sim-rules.h"

/* ---- What is shown ---- */

/* Only actions and the platform change these. */
static const char *const state_fields[] = {
  "status",        "acknowledged_by", "acknowledged_at", "escalation_level",
  "snoozed_until", "reviewed_at",     "resolved_at",     "closed_at",
};

static guint
urgency (const char *state)
{
  static const char *const states[] = { "clean", "pending",  "waiting",
                                        "held",  "rejected", "conflict" };
  guint i = 0;

  while (i < G_N_ELEMENTS (states) && !g_str_equal (states[i], state))
    i++;
  return i;
}

static void
check_state (SimAgent *agent, const AgentRow *row)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *shown = m77_json_parse (pool, row->doc, -1, NULL);
  const M77Json *base = row->base_doc != NULL ? m77_json_parse (pool, row->base_doc, -1, NULL)
                                              : NULL;

  for (guint i = 0; base != NULL && i < G_N_ELEMENTS (state_fields); i++)
    if (!m77_json_equal (m77_json_get (shown, state_fields[i]),
                         m77_json_get (base, state_fields[i])))
      sim_fail (agent->world,
                "%s is shown %s/%s with a %s that the platform never said",
                agent->member,
                row->kind,
                row->id,
                state_fields[i]);
}

/* What they wrote into a log is in front of them from then on, sent, applied or not yet. */
static void
check_entries (SimAgent *agent, const AgentRow *row, const SimDeed *deed)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *elements = m77_json_parse (pool, deed->elements, -1, NULL);
  const M77Json *append = m77_json_get (m77_json_get (elements, "timeline"), "append");

  for (const M77Json *e = m77_json_first (append); e != NULL; e = m77_json_next (e))
    if (strstr (row->doc, m77_json_get_string (e, "id")) == NULL)
      sim_fail (agent->world,
                "%s is shown %s/%s without what %" G_GINT64_FORMAT " wrote",
                agent->member,
                row->kind,
                row->id,
                deed->seq);
}

static void
check_written (SimAgent *agent, const AgentRow *row)
{
  GPtrArray *deeds = sim_log_deeds (agent->world, agent->index);

  for (guint i = 0; i < deeds->len; i++)
    {
      const SimDeed *deed = deeds->pdata[i];

      if ((deed->state == AGENT_OP_QUEUED || deed->state == AGENT_OP_APPLIED) &&
          deed->elements != NULL && g_str_equal (deed->record, row->id))
        check_entries (agent, row, deed);
    }
}

/* The most urgent of its deeds. */
static guint
urgency_of_deeds (SimAgent *agent, const SimRecord *record)
{
  GPtrArray *deeds = sim_log_deeds (agent->world, agent->index);
  static const char *const names[] = { "pending", "held", "conflict", "rejected" };
  guint most = 0;

  for (guint i = 0; i < deeds->len; i++)
    {
      const SimDeed *deed = deeds->pdata[i];

      if (deed->state <= AGENT_OP_REJECTED && g_str_equal (deed->record, record->id))
        most = MAX (most, urgency (names[deed->state]));
    }
  return most;
}

void
sim_oracle_check_shown (SimAgent *agent)
{
  GPtrArray *records = agent->world->records;

  for (guint i = 0; i < records->len; i++)
    {
      const SimRecord *record = records->pdata[i];
      g_autoptr (AgentRow)
          row = agent_cache_find (agent->store->reader, record->kind, record->id, NULL);
      guint most = urgency_of_deeds (agent, record);

      if (row != NULL && g_str_equal (row->id, record->id))
        {
          check_state (agent, row);
          check_written (agent, row);
          if (urgency (row->state) < most)
            sim_fail (agent->world,
                      "%s is shown %s/%s as %s, and more waits on it",
                      agent->member,
                      record->kind,
                      record->id,
                      row->state);
        }
      else if (most > 0)
        sim_fail (agent->world,
                  "%s is not shown %s/%s, and something waits on it",
                  agent->member,
                  record->kind,
                  record->id);
    }
}

void
sim_oracle_check_waiting (SimWorld *world)
{
  for (guint a = 0; a < SIM_AGENTS; a++)
    {
      GPtrArray *deeds = sim_log_deeds (world, a);
      g_autoptr (GHashTable) stuck = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < deeds->len; i++)
        {
          const SimDeed *deed = deeds->pdata[i];

          if (deed->state == AGENT_OP_QUEUED && !g_hash_table_contains (stuck, deed->record))
            sim_fail (world,
                      "%s's %" G_GINT64_FORMAT " waits for nobody and does not go",
                      world->agents[a].member,
                      deed->seq);
          if ((deed->state == AGENT_OP_CONFLICT || deed->state == AGENT_OP_REJECTED ||
               deed->state == AGENT_OP_HELD) &&
              deed->type != M77_OPERATION_ACT)
            g_hash_table_add (stuck, deed->record);
        }
      sim_oracle_check_shown (&world->agents[a]);
    }
}

/* ---- Changes, one by one ---- */

/* They made it themselves, by what they decided of it meanwhile. */
static gboolean
is_own (SimWorld *world, const SimVersion *first, const SimDeed *deed)
{
  const SimDeed *maker = first->key != NULL ? sim_log_deed_of_key (world, first->key) : NULL;

  return first->version == 1 && maker != NULL && maker->agent == deed->agent;
}

static char *
check_version (SimWorld *world, const SimVersion *before, const SimVersion *after)
{
  const SimDeed *deed = after->key != NULL ? sim_log_deed_of_key (world, after->key) : NULL;
  const M77Json *was = before != NULL ? before->doc : NULL;

  if (deed == NULL && after->key != NULL)
    return g_strdup_printf ("made by %s, which nobody sent", after->key);
  if (before != NULL && after->version != before->version + 1 &&
      (world->n_restored == 0 || after->version <= before->version))
    return g_strdup ("its number does not follow");
  if (deed == NULL)
    return was != NULL && after->doc != NULL ? sim_rules_check_other (after->kind, was, after->doc)
                                             : NULL;
  switch (deed->type)
    {
    case M77_OPERATION_CREATE:
      return sim_rules_check_create (deed, after->doc);
    case M77_OPERATION_UPDATE:
      return sim_rules_check_edit (deed, was, after->doc);
    case M77_OPERATION_DELETE:
      return is_own (world, before, deed) ? NULL : sim_rules_check_delete (deed, was);
    default:
      return sim_rules_check_act (deed, was, after->doc);
    }
}

static void
check_versions (SimWorld *world, SimHistory *history)
{
  gint64 last = 0;

  for (guint i = 0; i < history->versions->len; i++)
    {
      const SimVersion *version = history->versions->pdata[i];

      if (version->change <= last)
        sim_fail (world, "The change number %" G_GINT64_FORMAT " was given twice", version->change);
      last = version->change;
    }
  for (guint i = 0; i < world->records->len; i++)
    {
      const SimRecord *record = world->records->pdata[i];
      GPtrArray *versions = sim_history_of (history, record->kind, record->id);

      for (guint v = 0; versions != NULL && v < versions->len; v++)
        {
          const SimVersion *version = versions->pdata[v];
          const SimDeed *deed = version->key != NULL ? sim_log_deed_of_key (world, version->key)
                                                     : NULL;
          g_autofree char *fault = check_version (world,
                                                  v > 0 ? versions->pdata[v - 1] : NULL,
                                                  version);

          if (fault != NULL)
            sim_fail (world,
                      "%s/%s, version %" G_GINT64_FORMAT " by %s %" G_GINT64_FORMAT ": %s",
                      record->kind,
                      record->id,
                      version->version,
                      deed != NULL ? world->agents[deed->agent].member : "-",
                      deed != NULL ? deed->seq : 0,
                      fault);
        }
    }
}

/* ---- Deeds, one by one ---- */

/* Nothing was left to do: what was meant must be there already. */
static char *
check_needless (SimHistory *history, const SimDeed *deed)
{
  GPtrArray *versions = sim_history_of (history, deed->kind, deed->record);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const SimVersion *version = versions->pdata[i];

      if (version->version == deed->applied_version && version->doc != NULL)
        return deed->type == M77_OPERATION_UPDATE
                   ? sim_rules_check_edit (deed, version->doc, version->doc)
                   : NULL;
    }
  return g_strdup ("applied to a version that never was");
}

static void
check_deed (SimWorld *world, SimHistory *history, const SimDeed *deed)
{
  g_autofree char *fault = NULL;
  guint effects = 0;

  for (guint i = 0; i < deed->keys->len; i++)
    {
      GPtrArray *made = g_hash_table_lookup (history->keys, deed->keys->pdata[i]);

      effects += made != NULL ? made->len : 0;
    }
  if (effects > 1)
    fault = g_strdup_printf ("took effect %u times", effects);
  else if (!AGENT_OP_IS_ENDED (deed->state))
    fault = g_strdup_printf ("is %s still", agent_op_state_name (deed->state));
  else if (effects == 1 && deed->state != AGENT_OP_APPLIED)
    fault = g_strdup_printf ("took effect and is told as %s", agent_op_state_name (deed->state));
  else if (effects == 0 && deed->state == AGENT_OP_APPLIED && deed->type != M77_OPERATION_UPDATE &&
           deed->type != M77_OPERATION_ACT)
    fault = g_strdup ("is told as applied and is nowhere");
  else if (effects == 0 && deed->state == AGENT_OP_APPLIED)
    fault = check_needless (history, deed);
  if (fault != NULL)
    sim_fail (world,
              "%s's %" G_GINT64_FORMAT " (%s %s/%s): %s",
              world->agents[deed->agent].member,
              deed->seq,
              m77_operation_type_name (deed->type),
              deed->kind,
              deed->record,
              fault);
}

/* ---- Copies ---- */

/* What comes after "doc": in a line is the document, to its last byte but one. */
static char *
raw_doc (const char *line)
{
  const char *start = strstr (line, ",\"deleted\":false,\"doc\":");

  if (start == NULL)
    return NULL;
  start = strchr (start + 9, '{');
  return g_strndup (start, strlen (start) - 1);
}

static void
check_copy (SimWorld *world, SimHistory *history, SimAgent *agent, const SimRecord *record)
{
  GPtrArray *versions = sim_history_of (history, record->kind, record->id);
  const SimVersion *newest = versions != NULL ? versions->pdata[versions->len - 1] : NULL;
  g_autofree char *truth = newest != NULL && newest->doc != NULL ? raw_doc (newest->line) : NULL;
  g_autoptr (AgentRow)
      row = agent_cache_find (agent->store->reader, record->kind, record->id, NULL);
  gboolean is_there = row != NULL && g_str_equal (row->id, record->id);
  const char *has = is_there ? row->base_doc : NULL;

  if (truth == NULL && is_there)
    sim_fail (world,
              "%s is shown %s/%s, which is gone: %s",
              agent->member,
              record->kind,
              record->id,
              row->doc);
  if (g_strcmp0 (truth, has) != 0)
    sim_fail (world,
              "%s has %s/%s as %s, and the platform as %s",
              agent->member,
              record->kind,
              record->id,
              has,
              truth);
  if (has != NULL && (row->version != newest->version || !g_str_equal (row->state, "clean") ||
                      !g_str_equal (row->doc, has)))
    sim_fail (world,
              "%s is shown %s/%s as %s, version %" G_GINT64_FORMAT " (%s), and nothing waits",
              agent->member,
              record->kind,
              record->id,
              row->state,
              row->version,
              row->doc);
}

/* All other kinds by count: pages, members. */
static void
check_pages (SimWorld *world, SimHistory *history, SimAgent *agent)
{
  GHashTableIter iter;
  gpointer name, versions;

  g_hash_table_iter_init (&iter, history->records);
  while (g_hash_table_iter_next (&iter, &name, &versions))
    {
      const SimVersion *newest = ((GPtrArray *) versions)->pdata[((GPtrArray *) versions)->len - 1];
      SimRecord record = { newest->kind, (char *) newest->id };

      if (g_str_equal (newest->kind, "page") || g_str_equal (newest->kind, "member"))
        check_copy (world, history, agent, &record);
    }
}

static void
check_journal (SimAgent *agent)
{
  g_autoptr (GError) error = NULL;
  guint compared;
  g_autoptr (AgentAudit) audit = agent_journal_audit_verify (agent->store->reader_journal, &error);

  if (audit == NULL || !agent_checkpoint_compare (agent->store->reader_journal,
                                                  audit,
                                                  agent->wire,
                                                  "shop",
                                                  &compared,
                                                  &error))
    sim_fail (agent->world, "%s's journal: %s", agent->member, error->message);
  if (audit->findings->len > 0)
    sim_fail (agent->world,
              "%s's journal: %s",
              agent->member,
              ((AgentAuditFinding *) audit->findings->pdata[0])->text);
}

void
sim_oracle_check (SimWorld *world)
{
  SimHistory *history = sim_history_read (world);

  check_versions (world, history);
  for (guint a = 0; a < SIM_AGENTS; a++)
    {
      GPtrArray *deeds = sim_log_deeds (world, a);

      for (guint i = 0; i < deeds->len; i++)
        check_deed (world, history, deeds->pdata[i]);
      for (guint i = 0; i < world->records->len; i++)
        check_copy (world, history, &world->agents[a], world->records->pdata[i]);
      check_pages (world, history, &world->agents[a]);
      check_journal (&world->agents[a]);
      sim_oracle_check_shown (&world->agents[a]);
    }
  sim_history_free (history);
}
