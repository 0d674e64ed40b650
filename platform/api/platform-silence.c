/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-silence"

#include "config.h"

#include "platform/api/platform-silence.h"

#include "platform/api/platform-matcher.h"
#include "platform/store/platform-record.h"

static gboolean
has (const M77Json *set, const char *id)
{
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), id) == 0)
      return TRUE;
  return FALSE;
}

/* The alert with the silence among those that hide it, or without. */
static M77Json *
hidden (PlatformWrite *write, const M77Json *alert, const char *id, gboolean by)
{
  M77JsonPool *pool = write->pool;
  M77Json *doc = m77_json_copy (pool, alert), *silences = m77_json_array_new (pool);
  const M77Json *before = m77_json_get (alert, "silences");
  gboolean inhibited = m77_json_size (m77_json_get (alert, "inhibited_by")) > 0;

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), id) != 0)
      m77_json_append (silences, m77_json_copy (pool, e));
  if (by)
    m77_json_append (silences, m77_json_string_new (pool, id));
  m77_json_set_string (pool,
                       doc,
                       "status",
                       m77_json_size (silences) > 0 || inhibited ? "suppressed" : "firing");
  m77_json_set (pool, doc, "silences", silences);
  return doc;
}

static GPtrArray *
open_alerts (PlatformWrite *write, GError **error)
{
  return platform_record_list_open (write->db, write->tenant->id, "alert", write->pool, error);
}

gboolean
platform_silence_begin (PlatformWrite *write,
                        const char *id,
                        M77Json *doc,
                        const char *except,
                        GError **error)
{
  g_autoptr (GPtrArray) alerts = open_alerts (write, error);
  g_autoptr (PlatformMatchers) matchers = platform_matchers_new (m77_json_get (doc, "matchers"));
  gint64 hides = 0;

  if (alerts == NULL)
    return FALSE;
  for (guint i = 0; i < alerts->len; i++)
    {
      const M77Record *alert = alerts->pdata[i];

      if (!platform_matchers_fit (matchers, alert->doc))
        continue;
      hides++;
      if (g_strcmp0 (alert->id, except) != 0 &&
          !platform_write_follow (write, alert, hidden (write, alert->doc, id, TRUE), error))
        return FALSE;
    }
  m77_json_set_int (write->pool, doc, "hides", hides);
  return TRUE;
}

gboolean
platform_silence_apply (PlatformWrite *write, M77Json *doc, GError **error)
{
  M77JsonPool *pool = write->pool;
  g_autoptr (GPtrArray)
      open = platform_record_list_open (write->db, write->tenant->id, "silence", pool, error);
  gboolean inhibited = m77_json_size (m77_json_get (doc, "inhibited_by")) > 0;
  M77Json *silences = m77_json_array_new (pool);

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      const M77Record *silence = open->pdata[i];
      g_autoptr (PlatformMatchers)
          matchers = platform_matchers_new (m77_json_get (silence->doc, "matchers"));

      if (g_strcmp0 (m77_json_get_string (silence->doc, "status"), "active") == 0 &&
          platform_matchers_fit (matchers, doc))
        m77_json_append (silences, m77_json_string_new (pool, silence->id));
    }
  m77_json_set_string (pool,
                       doc,
                       "status",
                       m77_json_size (silences) > 0 || inhibited ? "suppressed" : "firing");
  m77_json_set (pool, doc, "silences", silences);
  return TRUE;
}

gboolean
platform_silence_end (PlatformWrite *write, const char *id, M77Json *doc, GError **error)
{
  g_autoptr (GPtrArray) alerts = open_alerts (write, error);

  if (alerts == NULL)
    return FALSE;
  for (guint i = 0; i < alerts->len; i++)
    {
      const M77Record *alert = alerts->pdata[i];

      if (has (m77_json_get (alert->doc, "silences"), id) &&
          !platform_write_follow (write, alert, hidden (write, alert->doc, id, FALSE), error))
        return FALSE;
    }
  m77_json_set_int (write->pool, doc, "hides", 0);
  return TRUE;
}
