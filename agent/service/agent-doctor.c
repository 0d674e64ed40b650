/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-doctor"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "agent/service/agent-checks.h"
#include "agent/service/agent-control.h"
#include "agent/service/agent-status-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

/* Looked at file by file, on the slow lane: reading all of a large one takes its time. */
typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  AgentRunning *running; /* NULL: none */
  AgentChecks *checks;
} Examination;

static M77Error
code_of (const GError *error)
{
  return error->domain == M77_ERROR ? (M77Error) error->code : M77_ERROR_FAILED;
}

static void
check_file (AgentChecks *checks,
            AgentDb *db,
            const char *directory,
            const char *name,
            const char *mend)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *size = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    agent_checks_add (checks,
                      name,
                      AGENT_CHECK_BAD,
                      g_strdup_printf (_ ("%s is not there."), path),
                      mend);
  else if (!agent_db_check (db, &error))
    {
      agent_checks_add (checks, name, AGENT_CHECK_BAD, g_strdup (error->message), mend);
      agent_checks_set_code (checks, code_of (error));
    }
  else if ((status.st_mode & 0077) != 0)
    agent_checks_add (checks,
                      name,
                      AGENT_CHECK_BAD,
                      g_strdup_printf (_ ("Others can read %s."), path),
                      _ ("chmod 600 the file."));
  else
    {
      size = g_format_size ((guint64) status.st_size);
      agent_checks_add (checks,
                        name,
                        AGENT_CHECK_GOOD,
                        g_strdup_printf (_ ("Sound, %s: %s"), size, path),
                        NULL);
    }
}

static void
check_bad_lines (AgentChecks *checks, AgentCache *cache)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = agent_cache_describe (cache, NULL);
  const M77Json *about = text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL);
  gint64 bad = m77_json_get_int (about, "bad_lines", 0);
  const char *line = m77_json_get_string (about, "bad_line");

  if (bad == 0)
    agent_checks_add (checks,
                      "feed",
                      AGENT_CHECK_GOOD,
                      g_strdup (_ ("Everything the platform sent could be read.")),
                      NULL);
  else
    agent_checks_add (checks,
                      "feed",
                      AGENT_CHECK_WARN,
                      g_strdup_printf (_ ("%" G_GINT64_FORMAT
                                          " records could not be read; the last began: %s"),
                                       bad,
                                       line != NULL ? line : ""),
                      _ ("All are read again by themselves within six hours, or now with “m77 sync "
                         "--repair”. Tell who runs the platform if it stays so."));
  if (bad != 0)
    agent_checks_set_code (checks, M77_ERROR_BAD_ANSWER);
}

static void
check_lists (AgentChecks *checks, AgentStore *store)
{
  guint n = agent_store_unshown (store);

  if (n == 0)
    return;
  agent_checks_add (checks,
                    "lists",
                    AGENT_CHECK_WARN,
                    g_strdup_printf (ngettext ("The lists do not show the change of %u record yet.",
                                               "The lists do not show the changes of %u records "
                                               "yet.",
                                               n),
                                     n),
                    _ ("Make room on the disk; it is tried again by itself."));
  agent_checks_set_code (checks, M77_ERROR_STORAGE);
}

static void
examine_cb (gpointer data)
{
  Examination *self = data;
  AgentStore *store = self->running->profile.store;
  AgentDb *journal;
  g_autoptr (AgentJournal) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = agent_journal_open_reader (store->directory, NULL, &error);
  journal = reader == NULL ? NULL : agent_journal_db (reader);
  if (journal != NULL)
    check_file (self->checks,
                journal,
                store->directory,
                "journal.db",
                _ ("Restart the agent: it saves what can be read and keeps the damaged file."));
  else
    agent_checks_add (self->checks,
                      "journal.db",
                      AGENT_CHECK_BAD,
                      g_strdup (error->message),
                      _ ("Restart the agent: it saves what can be read."));
  if (journal == NULL)
    agent_checks_set_code (self->checks, code_of (error));
  check_file (self->checks,
              agent_cache_db (store->slow),
              store->directory,
              "cache.db",
              _ ("Restart the agent: the copy is fetched again, nothing you did is lost."));
  check_bad_lines (self->checks, store->slow);
  check_lists (self->checks, store);
  agent_checks_add_disk (self->checks, store->directory);
}

static void
check_socket (AgentChecks *checks, const char *path)
{
  GStatBuf status;
  gboolean good = path != NULL && g_stat (path, &status) == 0 && (status.st_mode & 0077) == 0;

  agent_checks_add (checks,
                    "socket",
                    good ? AGENT_CHECK_GOOD : AGENT_CHECK_BAD,
                    g_strdup (path != NULL ? path : ""),
                    good ? NULL : _ ("Restart the agent."));
}

static void
check_profiles (AgentChecks *checks, AgentHost *host)
{
  GPtrArray *unreadable = agent_profiles_unreadable (host->profiles);
  const GError *failure;
  GHashTableIter iter;

  for (guint i = 0; i < unreadable->len; i++)
    agent_checks_add (checks,
                      "profile",
                      AGENT_CHECK_BAD,
                      g_strdup_printf (_ ("The profile in %s cannot be read."),
                                       (char *) unreadable->pdata[i]),
                      _ ("Put its file profile.ini back from a backup."));
  g_hash_table_iter_init (&iter, host->failures);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &failure))
    {
      agent_checks_add (checks,
                        "profile",
                        AGENT_CHECK_BAD,
                        g_strdup (failure->message),
                        _ ("Then “m77 sync”: the profile is opened again."));
      agent_checks_set_code (checks, code_of (failure));
    }
  if (agent_profiles_in_use (host->profiles) == NULL)
    agent_checks_add (checks,
                      "profile",
                      AGENT_CHECK_WARN,
                      g_strdup (_ ("No profile is in use.")),
                      _ ("Make one with “m77 profile add”, or choose one with “m77 profile use”."));
}

static void
check_token (AgentChecks *checks, AgentRunning *running)
{
  const char *where = running->token_in_file ? _ ("a file of the profile")
                                             : _ ("the secret service");

  if (running->token_error != NULL && !m77_error_is_offline (running->token_error))
    {
      agent_checks_add (checks,
                        "token",
                        AGENT_CHECK_BAD,
                        g_strdup (running->token_error->message),
                        _ ("Start or unlock the secret service, or add the profile again with "
                           "--token-store file."));
      agent_checks_set_code (checks, code_of (running->token_error));
    }
  else
    agent_checks_add (checks,
                      "token",
                      AGENT_CHECK_GOOD,
                      g_strdup_printf (_ ("Kept in %s."), where),
                      NULL);
}

static void
check_platform (AgentChecks *checks, AgentRunning *running)
{
  g_auto (AgentSyncState) state = { 0 };
  const GError *error;
  const char *mode, *detail;

  agent_status_state (running, &state);
  mode = agent_status_mode (running, &state, &error);
  detail = error != NULL ? error->message : state.detail;
  agent_checks_add (checks,
                    "platform",
                    g_str_equal (mode, "live") || g_str_equal (mode, "syncing") ? AGENT_CHECK_GOOD
                                                                                : AGENT_CHECK_WARN,
                    detail == NULL
                        ? g_strdup_printf ("%s: %s", running->profile.platform, mode)
                        : g_strdup_printf ("%s: %s: %s", running->profile.platform, mode, detail),
                    detail == NULL
                        ? NULL
                        : _ ("Check the network and the address; it is tried again by itself."));
  if (detail != NULL)
    agent_checks_set_code (checks, error != NULL ? code_of (error) : state.code);
  agent_checks_add_clock (checks, state.synced_at != M77_TIME_NONE, state.skew_ms);
}

static void
answer_cb (gpointer data)
{
  Examination *self = data;
  g_autofree char *text = agent_checks_to_text (self->checks);

  m77_agent1_complete_doctor (self->session->skeleton, self->invocation, text);
  agent_checks_free (self->checks);
  if (self->running != NULL)
    agent_running_unuse (self->running);
  agent_session_unref (self->session);
  g_free (self);
}

/* The profile this front end has open, else the one in use. */
static AgentRunning *
find_subject (AgentSession *session)
{
  const AgentProfileEntry *entry = agent_profiles_in_use (session->host->profiles);

  if (session->profile != NULL)
    return (AgentRunning *) session->profile;
  for (guint i = 0; entry != NULL && i < session->host->running->len; i++)
    {
      AgentRunning *running = session->host->running->pdata[i];

      if (running->is_open && g_str_equal (running->profile.uuid, entry->uuid))
        return running;
    }
  return NULL;
}

void
agent_doctor_answer (AgentSession *session, GDBusMethodInvocation *invocation)
{
  Examination *self = g_new0 (Examination, 1);
  AgentRunning *running = find_subject (session);

  self->session = agent_session_ref (session);
  self->invocation = invocation;
  self->checks = agent_checks_new ();
  agent_checks_add (self->checks,
                    "agent",
                    AGENT_CHECK_GOOD,
                    g_strdup_printf (_ ("Release %s, process %d, SQLite %s, GLib %u.%u."),
                                     M77_VERSION,
                                     (int) getpid (),
                                     sqlite3_libversion (),
                                     glib_major_version,
                                     glib_minor_version),
                    NULL);
  check_socket (self->checks, session->host->socket);
  check_profiles (self->checks, session->host);
  if (running == NULL)
    {
      answer_cb (self);
      return;
    }
  self->running = agent_running_use (running);
  check_token (self->checks, running);
  check_platform (self->checks, running);
  agent_lane_post (running->profile.store->slow_lane,
                   AGENT_LANE_PEOPLE,
                   examine_cb,
                   self,
                   answer_cb,
                   NULL);
}
