/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"

#define HISTORY_MOST 100                /* revisions */
#define HISTORY_TEXT (64 * 1024 - 4096) /* bytes of history's text: the field's bound */

/* A revision's own entry: what restore finds its value by. */
static M77Json *
history_entry (PlatformAct *act, gint64 revision, const char *value)
{
  M77JsonPool *pool = act->write->pool;
  M77Json *entry = m77_json_object_new (pool);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, value, -1);

  m77_json_set_int (pool, entry, "revision", revision);
  platform_write_set_time (act->write, entry, "at", act->write->now);
  m77_json_set_string (pool, entry, "by", act->write->member);
  m77_json_set_string (pool, entry, "sha256", hash);
  if (act->reason != NULL)
    m77_json_set_string (pool, entry, "reason", act->reason);
  m77_json_set_string (pool, entry, "value", value);
  return entry;
}

static gsize
size_of (const M77Json *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  m77_json_write (value, text);
  return text->len;
}

/* The newest first. Values are kept while they fit; of older revisions only their hash. */
static void
make_live (PlatformAct *act, const char *value)
{
  M77JsonPool *pool = act->write->pool;
  gint64 revision = m77_json_get_int (act->before, "revision", 0) + 1;
  const M77Json *before = m77_json_get (act->before, "history");
  M77Json *history = m77_json_array_new (pool), *entry = history_entry (act, revision, value);
  gsize used = size_of (entry);

  if (used > HISTORY_TEXT)
    m77_json_remove (entry, "value");
  m77_json_append (history, entry);
  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    {
      M77Json *copy = m77_json_copy (pool, e);

      if (m77_json_size (history) >= HISTORY_MOST)
        break;
      used += size_of (copy);
      if (used > HISTORY_TEXT)
        m77_json_remove (copy, "value");
      m77_json_append (history, copy);
    }
  platform_act_set_text (act, "previous", m77_json_get_string (act->before, "value"));
  platform_act_set_text (act, "value", value);
  platform_act_set_integer (act, "revision", revision);
  m77_json_set (pool, act->doc, "history", history);
}

static gboolean
publish (PlatformAct *act, GError **error)
{
  const char *draft = m77_json_get_string (act->before, "draft");

  if (draft == NULL)
    return platform_act_refuse (act, "precondition-changed", _ ("There is no draft to publish."));
  make_live (act, draft);
  return TRUE;
}

static const char *
value_at (const M77Json *doc, gint64 revision)
{
  const M77Json *history = m77_json_get (doc, "history");

  if (revision == m77_json_get_int (doc, "revision", 0))
    return m77_json_get_string (doc, "value");
  for (const M77Json *e = m77_json_first (history); e != NULL; e = m77_json_next (e))
    if (m77_json_get_int (e, "revision", 0) == revision && m77_json_get (e, "value") != NULL)
      return m77_json_get_string (e, "value");
  return revision == m77_json_get_int (doc, "revision", 0) - 1
             ? m77_json_get_string (doc, "previous")
             : NULL;
}

static gboolean
restore (PlatformAct *act, GError **error)
{
  const char *value = value_at (act->before, m77_json_get_int (act->args, "to", 0));

  if (value == NULL)
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("The text of that revision is no longer kept."));
  make_live (act, value);
  return TRUE;
}

/* Back to what it was before it was proposed. */
static gboolean
reject (PlatformAct *act, GError **error)
{
  gboolean same = m77_json_equal (m77_json_get (act->doc, "draft"),
                                  m77_json_get (act->doc, "value"));

  if (g_strcmp0 (m77_json_get_string (act->before, "status"), "in-review") == 0)
    platform_act_set_text (act, "status", same ? "published" : "draft");
  return TRUE;
}

const PlatformActRule platform_act_config[] = {
  { "publish", publish },
  { "restore", restore },
  { "reject", reject },
  { NULL, NULL },
};
