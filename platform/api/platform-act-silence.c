/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-matcher.h"
#include "platform/api/platform-silence.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define LONGEST_MS (30 * 86400 * G_GINT64_CONSTANT (1000))

/* Decides the attempt when a matcher cannot be read or the end does not fit. */
static gboolean
check (PlatformAct *act, const M77Json *doc)
{
  const M77Json *matchers = m77_json_get (doc, "matchers");
  gint64 starts = platform_time_of (doc, "starts_at"), ends = platform_time_of (doc, "ends_at");

  for (const M77Json *m = m77_json_first (matchers); m != NULL; m = m77_json_next (m))
    if (!platform_matcher_is_valid (m77_json_string (m)))
      return platform_act_refuse (act,
                                  "validation-failed",
                                  _ ("A matcher must look like name=\"value\"."));
  if (m77_json_size (matchers) == 0)
    return platform_act_refuse (act, "validation-failed", _ ("A silence needs a matcher."));
  if (ends == M77_TIME_NONE || ends <= act->write->now)
    return platform_act_refuse (act, "validation-failed", _ ("Its end must be ahead."));
  if (starts != M77_TIME_NONE && (starts >= ends || ends - starts > LONGEST_MS))
    return platform_act_refuse (act,
                                "validation-failed",
                                _ ("It must end after it starts, within 30 days."));
  return TRUE;
}

/* With an environment when all its matchers name one. */
static void
take_environment (PlatformAct *act, M77Json *doc)
{
  const M77Json *matchers = m77_json_get (doc, "matchers");

  for (const M77Json *m = m77_json_first (matchers); m != NULL; m = m77_json_next (m))
    {
      g_auto (GStrv) parts = g_strsplit (m77_json_string (m), "\"", 3);

      if (g_str_equal (parts[0], "environment="))
        m77_json_set_string (act->write->pool, doc, "environment", parts[1]);
    }
}

static gboolean
start (PlatformAct *act, GError **error)
{
  check (act, act->doc);
  if (act->attempt->is_decided)
    return TRUE;
  take_environment (act, act->doc);
  if (platform_time_of (act->doc, "starts_at") > act->write->now)
    return TRUE;
  platform_act_set_text (act, "status", "active");
  return platform_silence_begin (act->write, act->id, act->doc, NULL, error);
}

static gboolean
extend (PlatformAct *act, GError **error)
{
  return check (act, act->doc);
}

static gboolean
expire (PlatformAct *act, GError **error)
{
  return platform_silence_end (act->write, act->id, act->doc, error);
}

const PlatformActRule platform_act_silence[] = {
  { "start", start },
  { "extend", extend },
  { "expire", expire },
  { NULL, NULL },
};

/* An alert's own silence is one as any other; the alert itself is written by the action. */
static gboolean
silence_alert (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  M77JsonPool *pool = write->pool;
  M77Json *doc = platform_act_copy (act, act->args), *silences = m77_json_array_new (pool);
  const M77Json *before = m77_json_get (act->before, "silences");
  g_autofree char *fresh = m77_id_new (write->runtime);
  const char *id = m77_json_string (m77_json_string_new (pool, fresh));
  g_autoptr (PlatformMatchers) matchers = NULL;

  platform_write_set_time (write, doc, "starts_at", write->now);
  check (act, doc);
  if (act->attempt->is_decided)
    return TRUE;
  matchers = platform_matchers_new (m77_json_get (doc, "matchers"));
  if (!platform_matchers_fit (matchers, act->before))
    return platform_act_refuse (act,
                                "validation-failed",
                                _ ("These matchers do not fit the alert itself."));
  m77_json_set_string (pool, doc, "status", "active");
  m77_json_set_string (pool, doc, "author", write->member);
  take_environment (act, doc);
  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    m77_json_append (silences, m77_json_copy (pool, e));
  m77_json_append (silences, m77_json_string_new (pool, id));
  m77_json_set (pool, act->doc, "silences", silences);
  return platform_silence_begin (write, id, doc, act->id, error) &&
         platform_write_put (write, NULL, "silence", id, doc, NULL, error);
}

const PlatformActRule platform_act_alert[] = {
  { "silence", silence_alert },
  { NULL, NULL },
};
