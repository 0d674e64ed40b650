/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-status-json"

#include "config.h"

#include "agent/service/agent-status-json.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

void
agent_status_set_time (M77JsonPool *pool, M77Json *object, const char *name, gint64 at)
{
  g_autofree char *text = m77_time_format (at);

  m77_json_set_string (pool, object, name, *text == '\0' ? NULL : text);
}

void
agent_status_state (const AgentRunning *running, AgentSyncState *state)
{
  *state = (AgentSyncState){ 0 };
  if (running->profile.sync != NULL)
    agent_sync_state (running->profile.sync, state);
  else
    {
      state->synced_at = state->retry_at = M77_TIME_NONE;
      state->mode = AGENT_SYNC_BUSY;
    }
}

const char *
agent_status_mode (const AgentRunning *running, const AgentSyncState *state, const GError **error)
{
  *error = NULL;
  if (running->profile.offline_until != M77_TIME_NONE)
    return "offline-by-you";
  if (running->profile.sync == NULL && running->token_error != NULL)
    {
      *error = running->token_error;
      return m77_error_is_offline (running->token_error) ? "offline" : "sign-in";
    }
  switch (state->mode)
    {
    case AGENT_SYNC_IDLE:
      return "live";
    case AGENT_SYNC_BUSY:
      return "syncing";
    case AGENT_SYNC_HUSHED:
      return "offline-by-you";
    case AGENT_SYNC_SIGN_IN:
      return "sign-in";
    case AGENT_SYNC_OFFLINE:
    default:
      return "offline";
    }
}

gint64
agent_status_age (const AgentRunning *running, const AgentSyncState *state)
{
  gint64 now = m77_runtime_now (running->host->runtime);
  gint64 known_at = state->synced_at;

  if (state->synced_at == M77_TIME_NONE)
    return -1;
  /* While the stream goes on, what it has not told has not happened. */
  if (state->mode == AGENT_SYNC_IDLE && running->profile.events != NULL)
    {
      if (agent_events_is_live (running->profile.events))
        return 0;
      known_at = MAX (known_at, agent_events_heard_at (running->profile.events));
    }
  return MAX (0, (now - known_at) / 1000);
}

gint64
agent_status_skew (AgentHost *host)
{
  gint64 skew = 0;

  for (guint i = 0; i < host->running->len; i++)
    {
      g_auto (AgentSyncState) state = { 0 };

      agent_status_state (host->running->pdata[i], &state);
      if (ABS (state.skew_ms) > ABS (skew))
        skew = state.skew_ms;
    }
  return skew;
}

/* With a record that could not be read, it is not live whatever the stream says. */
static const char *
shown_mode (const AgentRunning *running,
            const AgentSyncState *state,
            const AgentFigures *figures,
            const GError **error)
{
  const char *mode = agent_status_mode (running, state, error);

  return figures->unread > 0 && g_str_equal (mode, "live") ? "syncing" : mode;
}

static char *
unread_words (const AgentFigures *figures)
{
  if (figures->unread == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%d record that the platform sent could not be read and may "
                                    "be out of date here; all are read again by themselves.",
                                    "%d records that the platform sent could not be read and may "
                                    "be out of date here; all are read again by themselves.",
                                    (gulong) figures->unread),
                          (int) figures->unread);
}

static void
add_notice (M77JsonPool *pool, M77Json *notices, const char *text)
{
  if (text != NULL)
    m77_json_append (notices, m77_json_string_new (pool, text));
}

/* NULL: it can be trusted. */
static char *
clock_words (gint64 skew_ms)
{
  g_autofree char *off = NULL;

  if (ABS (skew_ms) <= M77_ACT_CLOCK_SKEW_MS)
    return NULL;
  off = m77_duration_format (ABS (skew_ms) / 1000);
  return g_strdup_printf (skew_ms > 0
                              ? _ ("This machine's clock is %s ahead of the platform's: set it. "
                                   "Until then what you do here is held for your word.")
                              : _ ("This machine's clock is %s behind the platform's: set it. "
                                   "Until then what you do here is held for your word."),
                          off);
}

static const char *
misfit_words (const char *code)
{
  return g_str_has_prefix (code, "platform-")
             ? _ ("The platform's own audit is not the one that was seen before: see m77 audit "
                  "verify, and tell its administrator.")
             : _ ("The record of what was done here is not the one the platform has seen: see "
                  "m77 audit verify.");
}

static M77Json *
make_audit (M77JsonPool *pool, const AgentFigures *figures)
{
  M77Json *audit;

  if (figures->misfit == NULL)
    return m77_json_null_new (pool);
  audit = m77_json_object_new (pool);
  m77_json_set_string (pool, audit, "code", figures->misfit);
  agent_status_set_time (pool, audit, "at", figures->misfit_at);
  return audit;
}

static void
add_notices (M77JsonPool *pool,
             M77Json *notices,
             const AgentSyncState *state,
             const AgentFigures *figures,
             AgentStore *store)
{
  g_autofree char *clock = clock_words (state->skew_ms);
  g_autofree char *unread = unread_words (figures), *unshown = NULL;
  guint n = agent_store_unshown (store);

  for (guint i = 0; i < store->notices->len; i++)
    add_notice (pool, notices, store->notices->pdata[i]);
  add_notice (pool, notices, clock);
  if (figures->misfit != NULL)
    add_notice (pool, notices, misfit_words (figures->misfit));
  add_notice (pool, notices, unread);
  if (n > 0)
    unshown = g_strdup_printf (ngettext ("A change of %u record is saved, but the lists do not "
                                         "show it yet: the local copy cannot be written.",
                                         "Changes of %u records are saved, but the lists do not "
                                         "show them yet: the local copy cannot be written.",
                                         n),
                               n);
  add_notice (pool, notices, unshown);
}

static void
set_error (M77JsonPool *pool,
           M77Json *source,
           const AgentSyncState *state,
           const AgentFigures *figures,
           const GError *error)
{
  g_autofree char *unread = unread_words (figures);
  const char *code = unread != NULL ? m77_error_code_nick (M77_ERROR_BAD_ANSWER) : NULL;
  const char *detail = unread;

  if (error != NULL)
    {
      code = m77_error_nick (error);
      detail = error->message;
    }
  else if (state->detail != NULL)
    {
      code = m77_error_code_nick (state->code);
      detail = state->detail;
    }
  m77_json_set_string (pool, source, "error", code);
  m77_json_set_string (pool, source, "detail", detail);
}

static M77Json *
make_source (M77JsonPool *pool,
             const AgentRunning *running,
             const AgentSyncState *state,
             const AgentFigures *figures)
{
  M77Json *source = m77_json_object_new (pool);
  gint64 age = agent_status_age (running, state);
  const GError *error;

  m77_json_set_string (pool, source, "name", "platform");
  m77_json_set_string (pool, source, "state", shown_mode (running, state, figures, &error));
  m77_json_set (pool,
                source,
                "age_s",
                age < 0 ? m77_json_null_new (pool) : m77_json_int_new (pool, age));
  agent_status_set_time (pool, source, "synced_at", state->synced_at);
  m77_json_set_bool (pool, source, "complete", state->complete && figures->unread == 0);
  m77_json_set_int (pool, source, "records", figures->records);
  set_error (pool, source, state, figures, error);
  agent_status_set_time (pool, source, "retry_at", state->retry_at);
  m77_json_set (pool,
                source,
                "progress",
                state->complete || state->mode != AGENT_SYNC_BUSY
                    ? m77_json_null_new (pool)
                    : m77_json_int_new (pool, (gint64) state->received));
  return source;
}

static void
set_counts (M77JsonPool *pool, M77Json *profile, const AgentFigures *figures)
{
  const AgentJournalCounts *counts = &figures->counts;

  m77_json_set_int (pool, profile, "pending", counts->queued);
  m77_json_set_int (pool, profile, "waiting", counts->waiting);
  m77_json_set_int (pool, profile, "held", counts->held);
  m77_json_set_int (pool, profile, "conflicts", counts->conflicts);
  m77_json_set_int (pool, profile, "rejected", counts->rejected);
}

static void
set_running (M77JsonPool *pool,
             M77Json *profile,
             const AgentRunning *running,
             const AgentFigures *figures)
{
  g_auto (AgentSyncState) state = { 0 };
  M77Json *sources = m77_json_array_new (pool), *notices = m77_json_array_new (pool);
  const GError *error;
  const char *mode;

  agent_status_state (running, &state);
  mode = shown_mode (running, &state, figures, &error);
  m77_json_set_bool (pool,
                     profile,
                     "online",
                     running->profile.sync != NULL &&
                         (g_str_equal (mode, "live") || g_str_equal (mode, "syncing")));
  m77_json_set_string (pool, profile, "mode", mode);
  agent_status_set_time (pool, profile, "offline_until", running->profile.offline_until);
  set_counts (pool, profile, figures);
  agent_status_set_time (pool, profile, "last_sync", state.synced_at);
  m77_json_set_int (pool, profile, "records", figures->records);
  m77_json_set_int (pool, profile, "cache_bytes", figures->cache_bytes);
  m77_json_set_int (pool, profile, "search_behind", figures->search_behind);
  m77_json_set (pool, profile, "audit", make_audit (pool, figures));
  m77_json_append (sources, make_source (pool, running, &state, figures));
  m77_json_set (pool, profile, "sources", sources);
  if (running->profile.store != NULL)
    add_notices (pool, notices, &state, figures, running->profile.store);
  m77_json_set (pool, profile, "notices", notices);
}

/* Why it cannot be used at all, if it cannot. */
static void
set_failure (M77JsonPool *pool, M77Json *profile, const GError *failure)
{
  m77_json_set_string (pool, profile, "error", failure != NULL ? m77_error_nick (failure) : NULL);
  m77_json_set_string (pool, profile, "detail", failure != NULL ? failure->message : NULL);
}

static void
set_resting (M77JsonPool *pool, M77Json *profile, const AgentFigures *figures)
{
  m77_json_set_bool (pool, profile, "online", FALSE);
  m77_json_set_string (pool, profile, "mode", "offline");
  m77_json_set_string (pool, profile, "offline_until", NULL);
  set_counts (pool, profile, figures);
  m77_json_set_string (pool, profile, "last_sync", NULL);
  m77_json_set (pool, profile, "sources", m77_json_array_new (pool));
  m77_json_set (pool, profile, "notices", m77_json_array_new (pool));
}

M77Json *
agent_status_profile (M77JsonPool *pool,
                      AgentHost *host,
                      const AgentProfileEntry *entry,
                      AgentRunning *running,
                      const AgentFigures *figures)
{
  M77Json *profile = m77_json_object_new (pool);

  m77_json_set_string (pool, profile, "name", entry->name);
  m77_json_set_bool (pool, profile, "in_use", entry == agent_profiles_in_use (host->profiles));
  m77_json_set_string (pool, profile, "tenant", entry->tenant);
  m77_json_set_string (pool, profile, "platform", entry->platform);
  m77_json_set_string (pool,
                       profile,
                       "member",
                       running != NULL ? running->profile.member : figures->member);
  set_failure (pool, profile, g_hash_table_lookup (host->failures, entry->uuid));
  if (running != NULL)
    set_running (pool, profile, running, figures);
  else
    set_resting (pool, profile, figures);
  return profile;
}
