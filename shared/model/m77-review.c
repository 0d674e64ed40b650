/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-review.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-time-span.h"

#define UNUSED_MS   (M77_REVIEW_UNUSED_DAYS * 86400 * G_GINT64_CONSTANT (1000))
#define DATE_LENGTH 10 /* of an instant: its day */

GArray *
m77_review_items (const M77Json *review, const char *me, gint64 now)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (M77ReviewItem));
  const M77Json *decisions = m77_json_get (review, "decisions");
  const M77Json *list = m77_json_get (review, "items");

  for (const M77Json *each = m77_json_first (list); each != NULL; each = m77_json_next (each))
    {
      M77ReviewItem item = { .item = each,
                             .key = m77_json_get_string (each, "key"),
                             .holder = m77_json_get_string (each, "holder"),
                             .grant = m77_json_get_string (each, "grant") };
      const M77Json *decision = item.key != NULL ? m77_json_get (decisions, item.key) : NULL;
      const char *used = m77_json_get_string (each, "used_at");

      if (item.key == NULL)
        continue;
      item.decision = m77_json_get_string (decision, "decision");
      item.reason = m77_json_get_string (decision, "reason");
      item.by = m77_json_get_string (decision, "by");
      item.used_at = used != NULL ? m77_time_parse (used) : M77_TIME_NONE;
      item.is_own = me != NULL && g_strcmp0 (me, item.holder) == 0;
      item.is_idle = item.used_at == M77_TIME_NONE || now - item.used_at >= UNUSED_MS;
      g_array_append_val (items, item);
    }
  return items;
}

guint
m77_review_count_decided (const GArray *items)
{
  guint count = 0;

  for (guint i = 0; i < items->len; i++)
    count += g_array_index (items, M77ReviewItem, i).decision != NULL ? 1 : 0;
  return count;
}

gboolean
m77_review_is_complete (const GArray *items)
{
  return items->len > 0 && m77_review_count_decided (items) == items->len;
}

char *
m77_review_item_words (const M77ReviewItem *item, gint64 now)
{
  const char *granter = m77_json_get_string (item->item, "granter");
  const char *at = m77_json_get_string (item->item, "granted_at");
  const char *source = m77_json_get_string (item->item, "source");
  g_autofree char *age = m77_time_ago (item->used_at, now);
  g_autoptr (GString) words = g_string_new (NULL);

  if (granter != NULL)
    g_string_append_printf (words, _ ("by %s"), granter);
  if (at != NULL)
    g_string_append_printf (words, "%s%.*s", words->len > 0 ? " " : "", DATE_LENGTH, at);
  if (source != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", source);
  g_string_append (words, words->len > 0 ? ", " : "");
  if (item->used_at == M77_TIME_NONE)
    g_string_append (words, _ ("never used"));
  else
    g_string_append_printf (words, _ ("used %s"), age);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

M77Json *
m77_review_decide (M77JsonPool *pool,
                   const char *const *keys,
                   const char *decision,
                   const char *reason,
                   const char *by,
                   const char *at)
{
  M77Json *patch = m77_json_object_new (pool), *decisions = m77_json_object_new (pool);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      M77Json *entry = m77_json_object_new (pool);

      if (decision == NULL)
        {
          m77_json_set (pool, decisions, keys[i], m77_json_null_new (pool));
          continue;
        }
      m77_json_set_string (pool, entry, "decision", decision);
      if (reason != NULL && *reason != '\0')
        m77_json_set_string (pool, entry, "reason", reason);
      if (by != NULL)
        m77_json_set_string (pool, entry, "by", by);
      m77_json_set_string (pool, entry, "at", at);
      m77_json_set (pool, decisions, keys[i], entry);
    }
  m77_json_set (pool, patch, "decisions", decisions);
  return patch;
}
