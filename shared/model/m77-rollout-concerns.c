/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-rollout.h"

#define BEFORE_MS (3600 * G_GINT64_CONSTANT (1000))      /* a change so long before it counts too */
#define AHEAD_MS  (3 * 86400 * G_GINT64_CONSTANT (1000)) /* a freeze so far off is told */

static gint64
time_in (const M77Json *object, const char *name)
{
  const char *text = m77_json_get_string (object, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static gboolean
is_same (const M77Json *one, const M77Json *other, const char *field)
{
  return g_strcmp0 (m77_json_get_string (one, field), m77_json_get_string (other, field)) == 0;
}

/* Whether a set has text; an empty one has everything. */
static gboolean
set_has (const M77Json *set, const char *text)
{
  if (m77_json_size (set) == 0)
    return TRUE;
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), text) == 0)
      return TRUE;
  return FALSE;
}

/* An environment nobody knows is guarded as production. */
static const char *
guarded_environment (const M77Json *doc)
{
  static const char *const others[] = { "staging", "testing", "development", NULL };
  const char *name = m77_json_get_string (doc, "environment");

  return name != NULL && g_strv_contains (others, name) ? name : "production";
}

static gboolean
is_in_reach (const M77Json *deployment, const M77Json *freeze)
{
  return set_has (m77_json_get (freeze, "environments"), guarded_environment (deployment)) &&
         set_has (m77_json_get (freeze, "services"), m77_json_get_string (deployment, "service"));
}

gboolean
m77_rollout_is_frozen (const M77Json *deployment, const M77Json *freeze, gint64 at)
{
  gint64 starts = time_in (freeze, "starts_at");
  gint64 ends = time_in (freeze, "ends_at");

  return starts != M77_TIME_NONE && ends != M77_TIME_NONE && starts <= at && at < ends &&
         is_in_reach (deployment, freeze);
}

static char *
freeze_words (const M77Json *deployment,
              const M77Json *freeze,
              const M77RolloutView *view,
              gboolean *warns)
{
  gint64 starts = time_in (freeze, "starts_at");
  gint64 ends = time_in (freeze, "ends_at");
  g_autofree char *from = m77_time_short (starts, view->now, view->zone);
  g_autofree char *to = m77_time_short (ends, view->now, view->zone);
  g_autofree char *ahead = NULL;

  if (m77_rollout_is_frozen (deployment, freeze, view->now))
    {
      *warns = TRUE;
      return g_strdup_printf (_ ("FREEZE until %s: it goes back, not on"), to);
    }
  if (starts == M77_TIME_NONE || ends == M77_TIME_NONE || starts < view->now ||
      starts - view->now > AHEAD_MS || !is_in_reach (deployment, freeze))
    return NULL;
  ahead = m77_time_age (view->now, starts);
  return g_strdup_printf (_ ("freeze %s to %s, in %s"), from, to, ahead);
}

/* When it began, for what changed beside it; M77_TIME_NONE: it has not. */
static gint64
window_begins (const M77Json *deployment)
{
  gint64 starts = time_in (deployment, "started_at");

  return starts == M77_TIME_NONE ? M77_TIME_NONE : starts - BEFORE_MS;
}

/* While it goes on, and shortly after. */
static gboolean
is_in_window (const M77Json *deployment, gint64 at, const M77RolloutView *view)
{
  gint64 begins = window_begins (deployment);
  gint64 ends = time_in (deployment, "finished_at");

  return begins != M77_TIME_NONE && at != M77_TIME_NONE && begins <= at &&
         at <= (ends != M77_TIME_NONE ? ends + BEFORE_MS : view->now);
}

static char *
flag_words (const M77Json *deployment, const M77Json *flag, const M77RolloutView *view)
{
  gint64 at = time_in (flag, "changed_at");
  const char *by = m77_json_get_string (flag, "changed_by");
  const char *key = m77_json_get_string (flag, "key");
  g_autofree char *when = m77_time_short (at, view->now, view->zone);
  g_autofree char *state = NULL;

  if (!is_same (deployment, flag, "environment") || !is_in_window (deployment, at, view))
    return NULL;
  state = m77_json_get_bool (flag, "on")
              ? g_strdup_printf (_ ("on, %d%%"), (int) m77_json_get_int (flag, "rollout", 100))
              : g_strdup (_ ("off"));
  /* Translators: a flag, its state, who changed it, when */
  return g_strdup_printf (_ ("flag %s %s: %s %s, another change in this window"),
                          key != NULL ? key : "-",
                          state,
                          by != NULL ? by : "-",
                          when);
}

static char *
config_words (const M77Json *deployment, const M77Json *config, const M77RolloutView *view)
{
  gint64 at = time_in (config, "published_at");
  const char *path = m77_json_get_string (config, "path");
  const char *by = m77_json_get_string (config, "published_by");
  g_autofree char *when = m77_time_short (at, view->now, view->zone);

  if (!is_same (deployment, config, "environment") || !is_same (deployment, config, "service") ||
      !is_in_window (deployment, at, view))
    return NULL;
  return g_strdup_printf (_ ("config %s published: %s %s"),
                          path != NULL ? path : "-",
                          by != NULL ? by : "-",
                          when);
}

static char *
incident_words (const M77Json *deployment,
                const M77Json *incident,
                const M77RolloutView *view,
                gboolean *warns)
{
  gint64 began = time_in (incident, "started_at");
  gint64 since = time_in (deployment, "started_at");
  const char *title = m77_json_get_string (incident, "title");
  g_autofree char *key = NULL;
  g_autofree char *after = NULL;

  if (!is_same (deployment, incident, "service") ||
      !is_same (deployment, incident, "environment") || !is_in_window (deployment, began, view) ||
      began < since)
    return NULL;
  *warns = TRUE;
  after = m77_time_age (since, began);
  key = m77_record_key (m77_kind_find ("incident"), incident, "-", 0);
  return g_strdup_printf (_ ("%s began %s after this: %s"),
                          key,
                          after,
                          title != NULL ? title : "-");
}

char *
m77_rollout_concerns (const M77Json *deployment,
                      const M77Kind *kind,
                      const M77Json *other,
                      const M77RolloutView *view,
                      gboolean *warns)
{
  gboolean danger = FALSE;
  char *words = NULL;

  if (g_str_equal (kind->name, "freeze"))
    words = freeze_words (deployment, other, view, &danger);
  else if (g_str_equal (kind->name, "flag"))
    words = flag_words (deployment, other, view);
  else if (g_str_equal (kind->name, "config"))
    words = config_words (deployment, other, view);
  else if (g_str_equal (kind->name, "incident"))
    words = incident_words (deployment, other, view, &danger);
  if (warns != NULL)
    *warns = danger;
  return words;
}
