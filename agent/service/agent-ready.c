/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-ready"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/service/agent-checks.h"
#include "agent/service/agent-control.h"
#include "agent/service/agent-status-json.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"

#define FRESH_S    (10 * 60) /* as old as a copy may be before a tunnel */
#define WORDS_MOST 500

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  AgentChecks *checks;
  guint seconds; /* offline for so long */
} Readying;

static void
check_copy (AgentChecks *checks, AgentRunning *running, const AgentSyncState *state)
{
  gint64 age = agent_status_age (running, state);
  g_autofree char *words = age < 0 ? NULL : m77_duration_format (age);

  if (age < 0 || !state->complete)
    agent_checks_add (checks,
                      "platform",
                      AGENT_CHECK_BAD,
                      g_strdup (_ ("Not everything was read from the platform yet.")),
                      _ ("Stay connected until “m77 sync --wait” is done."));
  else if (age > FRESH_S)
    agent_checks_add (checks,
                      "platform",
                      AGENT_CHECK_WARN,
                      g_strdup_printf (_ ("The copy is %s old."), words),
                      _ ("Bring it up to date: “m77 sync --wait”."));
  else
    agent_checks_add (checks,
                      "platform",
                      AGENT_CHECK_GOOD,
                      age == 0 ? g_strdup (_ ("The copy is up to date."))
                               : g_strdup_printf (_ ("The copy is %s old."), words),
                      NULL);
}

static void
check_sign_in (AgentChecks *checks, AgentRunning *running, const AgentSyncState *state)
{
  if (running->profile.sync == NULL || state->mode == AGENT_SYNC_SIGN_IN)
    agent_checks_add (checks,
                      "sign-in",
                      AGENT_CHECK_BAD,
                      g_strdup (running->token_error != NULL ? running->token_error->message
                                : state->detail != NULL      ? state->detail
                                                             : _ ("There is no token.")),
                      _ ("Get a new token, and add the profile again."));
  else
    agent_checks_add (checks,
                      "sign-in",
                      AGENT_CHECK_GOOD,
                      g_strdup (_ ("The token is good now; how long it stays so, the platform does "
                                   "not say.")),
                      _ ("Look when your token ends before you go offline."));
}

static void
check_work (AgentChecks *checks, const AgentJournalCounts *counts)
{
  guint waiting = counts->queued + counts->waiting;
  guint asking = counts->held + counts->conflicts + counts->rejected;

  agent_checks_add (checks,
                    "unsent",
                    waiting > 0 ? AGENT_CHECK_WARN : AGENT_CHECK_GOOD,
                    g_strdup_printf (ngettext ("%u change is not sent yet.",
                                               "%u changes are not sent yet.",
                                               waiting),
                                     waiting),
                    waiting > 0 ? _ ("Send them while you can: “m77 sync --wait”.") : NULL);
  agent_checks_add (checks,
                    "decisions",
                    asking > 0 ? AGENT_CHECK_WARN : AGENT_CHECK_GOOD,
                    g_strdup_printf (ngettext ("%u change waits for your decision.",
                                               "%u changes wait for your decision.",
                                               asking),
                                     asking),
                    asking > 0 ? _ ("Look at “m77 outbox” and “m77 conflicts”.") : NULL);
}

static void
check_kind (AgentChecks *checks, AgentCache *reader, const char *kind, const char *mend)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  if (!agent_cache_count (reader, kind, &count, &error))
    agent_checks_add (checks,
                      kind,
                      AGENT_CHECK_BAD,
                      g_strdup (error->message),
                      _ ("Run “m77 doctor”."));
  else
    agent_checks_add (checks,
                      kind,
                      count == 0 ? AGENT_CHECK_WARN : AGENT_CHECK_GOOD,
                      g_strdup_printf (ngettext ("%" G_GINT64_FORMAT " record is here.",
                                                 "%" G_GINT64_FORMAT " records are here.",
                                                 (gulong) count),
                                       count),
                      count == 0 ? mend : NULL);
}

/* ---- Who is on call while one is away ---- */

typedef struct
{
  GString *words;
  gint64 now, until;
  GTimeZone *zone;
  guint unknown; /* schedules whose shifts end sooner */
} Duties;

/* "primary: jana until Sun 07:00, then omar"; nothing changes meanwhile: "primary: jana". */
static gboolean
note_schedule_cb (const AgentRow *row, gpointer data, GError **error)
{
  Duties *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = m77_json_parse (pool, row->doc, -1, NULL);
  const char *name = m77_json_get_string (doc, "name");
  M77Duty duty = m77_duty_at (doc, self->now);
  M77Duty next;

  if (name == NULL)
    return TRUE;
  if (!m77_duty_at (doc, self->until).is_known)
    self->unknown++;
  if (!duty.is_known)
    return TRUE;
  g_string_append_printf (self->words,
                          "%s%s: %s",
                          self->words->len > 0 ? "; " : "",
                          name,
                          duty.member != NULL ? duty.member : _ ("nobody"));
  if (m77_duty_next (doc, self->now, &next) && next.from < self->until)
    {
      g_autofree char *when = m77_time_short (next.from, self->now, self->zone);

      /* Translators: when, who is on call from then on */
      g_string_append_printf (self->words,
                              _ (" until %s, then %s"),
                              when,
                              next.member != NULL ? next.member : _ ("nobody"));
    }
  return self->words->len < WORDS_MOST;
}

static void
check_oncall (AgentChecks *checks, AgentStore *store, guint seconds)
{
  gint64 now = m77_runtime_now (store->runtime);
  const M77FilterContext context = { now, NULL, NULL };
  g_autoptr (AgentQuery) query = agent_query_new ("schedule", "", "", &context, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GString) words = g_string_new (NULL);
  Duties duties = { words, now, now + seconds * G_GINT64_CONSTANT (1000), zone, 0 };
  g_autofree char *next = NULL;
  gboolean known;

  known = query != NULL &&
          agent_query_each (query,
                            store->reader,
                            store->reader_search,
                            now,
                            NULL,
                            note_schedule_cb,
                            &duties,
                            &next,
                            NULL) &&
          words->len > 0;
  agent_checks_add (checks,
                    "on-call",
                    known && duties.unknown == 0 ? AGENT_CHECK_GOOD : AGENT_CHECK_WARN,
                    g_strdup (known ? words->str : _ ("Nobody is known to be on call.")),
                    known && duties.unknown == 0
                        ? NULL
                        : _ ("Who is on call is not known to the end: look at the schedules while "
                             "you are connected."));
}

static void
read_cb (gpointer data)
{
  Readying *readying = data;
  AgentStore *store = readying->session->profile->store;
  AgentChecks *checks = readying->checks;
  AgentJournalCounts counts = { 0 };
  gint64 behind = 0;

  agent_checks_add_disk (checks, store->directory);
  if (agent_journal_counts (store->reader_journal, &counts, NULL))
    check_work (checks, &counts);
  check_kind (checks, store->reader, "runbook", _ ("Import some: “m77 create runbook”."));
  check_kind (checks, store->reader, "dashboard", _ ("There are none to look at offline."));
  check_kind (checks, store->reader, "service", _ ("Bring the copy up to date first."));
  check_oncall (checks, store, readying->seconds);
  if (agent_search_behind (store->reader_search, store->reader, &behind, NULL))
    agent_checks_add (checks,
                      "search",
                      behind > 0 ? AGENT_CHECK_WARN : AGENT_CHECK_GOOD,
                      behind > 0
                          ? g_strdup_printf (_ ("Search is %" G_GINT64_FORMAT " records behind."),
                                             behind)
                          : g_strdup (_ ("Everything can be searched.")),
                      behind > 0 ? _ ("It catches up by itself, without the network.") : NULL);
}

static void
done_cb (gpointer data)
{
  Readying *readying = data;
  g_autofree char *text = agent_checks_to_text (readying->checks);

  m77_agent1_complete_ready (readying->session->skeleton, readying->invocation, text);
  agent_checks_free (readying->checks);
  agent_session_unref (readying->session);
  g_free (readying);
}

void
agent_ready_answer (AgentSession *self, GDBusMethodInvocation *invocation, guint seconds)
{
  AgentRunning *running = (AgentRunning *) self->profile;
  Readying *readying = g_new0 (Readying, 1);
  g_auto (AgentSyncState) state = { 0 };

  readying->session = agent_session_ref (self);
  readying->invocation = invocation;
  readying->checks = agent_checks_new ();
  readying->seconds = seconds;
  agent_status_state (running, &state);
  agent_checks_add_clock (readying->checks, state.synced_at != M77_TIME_NONE, state.skew_ms);
  check_copy (readying->checks, running, &state);
  check_sign_in (readying->checks, running, &state);
  agent_lane_post (self->profile->store->reader_lane,
                   AGENT_LANE_PEOPLE,
                   read_cb,
                   readying,
                   done_cb,
                   NULL);
}
