/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-status"

#include "config.h"

#include "agent/service/agent-status.h"

#include <unistd.h>

#include "agent/service/agent-status-json.h"
#include "agent/store/agent-journal-audit.h"
#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

#define OPENING_MS 1000 /* that a profile being opened is waited for */

/* One call of Status: freed when all parts have come, answered then or when time is up. */
typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  GPtrArray *parts;                  /* Part *, one for each profile */
  guint missing;
  guint timer;
} Asking;

typedef struct
{
  Asking *asking;
  AgentRunning *running; /* NULL: it does not run */
  char *uuid, *directory;
  AgentFigures figures;
} Part;

gboolean
agent_figures_read (AgentFigures *self, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "journal.db", NULL);
  g_autoptr (AgentJournal) journal = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  journal = agent_journal_open_reader (directory, NULL, error);
  if (journal == NULL)
    return FALSE;
  self->member = agent_journal_get_value (journal, "member");
  return agent_journal_counts (journal, &self->counts, error);
}

guint
agent_figures_unsent (const AgentFigures *self)
{
  const AgentJournalCounts *counts = &self->counts;

  return counts->queued + counts->waiting + counts->held + counts->conflicts + counts->rejected;
}

static void
part_free (gpointer data)
{
  Part *part = data;

  if (part->running != NULL)
    agent_running_unuse (part->running);
  g_free (part->figures.member);
  g_free (part->figures.misfit);
  g_free (part->uuid);
  g_free (part->directory);
  g_free (part);
}

/* ---- The answer ---- */

static const AgentProfileEntry *
find_entry (AgentHost *host, const char *uuid)
{
  GPtrArray *all = agent_profiles_all (host->profiles);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((AgentProfileEntry *) all->pdata[i])->uuid, uuid))
      return all->pdata[i];
  return NULL;
}

static void
answer (Asking *asking)
{
  AgentHost *host = asking->session->host;
  GDBusMethodInvocation *invocation = g_steal_pointer (&asking->invocation);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *status = m77_json_object_new (pool), *agent = m77_json_object_new (pool);
  M77Json *profiles = m77_json_array_new (pool);
  g_autofree char *text = NULL;

  if (invocation == NULL)
    return;
  m77_json_set_string (pool, agent, "release", M77_VERSION);
  m77_json_set_int (pool, agent, "version", M77_BUS_VERSION);
  m77_json_set_int (pool, agent, "pid", getpid ());
  m77_json_set_int (pool, agent, "clock_skew_ms", agent_status_skew (host));
  m77_json_set (pool, status, "agent", agent);
  for (guint i = 0; i < asking->parts->len; i++)
    {
      Part *part = asking->parts->pdata[i];
      const AgentProfileEntry *entry = find_entry (host, part->uuid);

      if (entry != NULL)
        m77_json_append (profiles,
                         agent_status_profile (pool, host, entry, part->running, &part->figures));
    }
  m77_json_set (pool, status, "profiles", profiles);
  text = m77_json_to_text (status);
  m77_agent1_complete_status (asking->session->skeleton, invocation, text);
}

static void
part_came (Part *part)
{
  Asking *asking = part->asking;

  if (--asking->missing > 0)
    return;
  answer (asking);
  g_clear_handle_id (&asking->timer, g_source_remove);
  g_ptr_array_unref (asking->parts);
  agent_session_unref (asking->session);
  g_free (asking);
}

static gboolean
timeout_cb (gpointer data)
{
  Asking *asking = data;

  asking->timer = 0;
  answer (asking);
  return G_SOURCE_REMOVE;
}

/* ---- The figures ---- */

static void
came_cb (gpointer data)
{
  part_came (data);
}

static void
read_rows_cb (gpointer data)
{
  Part *part = data;
  AgentStore *store = part->running->profile.store;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = agent_cache_describe (store->reader, NULL);
  const M77Json *about = text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL);

  part->figures.unread = m77_json_get_int (about, "bad_lines", 0);
  part->figures.cache_bytes = m77_json_get_int (about, "bytes", 0);
  agent_cache_count (store->reader, NULL, &part->figures.records, NULL);
  agent_search_behind (store->reader_search, store->reader, &part->figures.search_behind, NULL);
}

static void
read_journal_cb (gpointer data)
{
  Part *part = data;

  AgentJournal *journal = part->running->profile.store->journal;

  agent_journal_counts (journal, &part->figures.counts, NULL);
  part->figures.misfit = agent_journal_audit_misfit (journal, &part->figures.misfit_at);
}

static void
journal_read_cb (gpointer data)
{
  Part *part = data;

  agent_lane_post (part->running->profile.store->reader_lane,
                   AGENT_LANE_PEOPLE,
                   read_rows_cb,
                   part,
                   came_cb,
                   NULL);
}

static void
opened_cb (AgentRunning *running, const GError *error, gpointer data)
{
  Part *part = data;

  if (error != NULL)
    {
      part_came (part);
      return;
    }
  agent_lane_post (running->profile.store->journal_lane,
                   AGENT_LANE_PEOPLE,
                   read_journal_cb,
                   part,
                   journal_read_cb,
                   NULL);
}

static void
read_resting_cb (gpointer data)
{
  Part *part = data;
  g_autoptr (GError) error = NULL;

  if (!agent_figures_read (&part->figures, part->directory, &error))
    g_info ("The journal of a profile that is not in use cannot be read: %s", error->message);
}

static void
ask_part (AgentHost *host, Part *part)
{
  if (part->running != NULL)
    agent_running_wait (part->running, opened_cb, part);
  else
    agent_lane_post (host->files, AGENT_LANE_PEOPLE, read_resting_cb, part, came_cb, NULL);
}

static AgentRunning *
find_running (AgentHost *host, const char *uuid)
{
  for (guint i = 0; i < host->running->len; i++)
    {
      AgentRunning *running = host->running->pdata[i];

      if (g_str_equal (running->profile.uuid, uuid))
        return agent_running_use (running);
    }
  return NULL;
}

void
agent_status_answer (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentHost *host = session->host;
  GPtrArray *all = agent_profiles_all (host->profiles);
  Asking *asking = g_new0 (Asking, 1);
  Part *whole = g_new0 (Part, 1); /* so that nothing ends before all are asked */

  asking->session = agent_session_ref (session);
  asking->invocation = invocation;
  asking->parts = g_ptr_array_new_with_free_func (part_free);
  asking->missing = all->len + 1;
  asking->timer = g_timeout_add (OPENING_MS, timeout_cb, asking);
  for (guint i = 0; i < all->len; i++)
    {
      const AgentProfileEntry *entry = all->pdata[i];
      Part *part = g_new0 (Part, 1);

      part->asking = asking;
      part->uuid = g_strdup (entry->uuid);
      part->directory = agent_profiles_directory (host->profiles, entry->uuid);
      part->running = find_running (host, entry->uuid);
      g_ptr_array_add (asking->parts, part);
    }
  for (guint i = 0; i < asking->parts->len; i++)
    ask_part (host, asking->parts->pdata[i]);
  whole->asking = asking;
  part_came (whole);
  g_free (whole);
}
