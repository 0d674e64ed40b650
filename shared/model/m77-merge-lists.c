/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-merge"

#include "config.h"

#include "shared/model/m77-merge-private.h"
#include "shared/model/m77-patch-private.h"

static GHashTable *
index_entries (const M77Json *log)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    if (m77_json_get_string (e, "id") != NULL)
      g_hash_table_insert (index, (char *) m77_json_get_string (e, "id"), (gpointer) e);
  return index;
}

/* Its text is gone: an erasure is never undone by a merge. */
static gboolean
is_redacted (const M77Json *entry)
{
  const char *text = m77_json_get_string (entry, "text");

  return m77_json_get_bool (entry, "redacted") || text == NULL || *text == '\0';
}

MergeVerdict
m77_merge_log (const MergeSides *sides, const M77Json **merged)
{
  M77Json *result = m77_json_array_new (sides->pool);
  g_autoptr (GHashTable) base = index_entries (sides->base);
  g_autoptr (GHashTable) mine = index_entries (sides->mine);
  g_autoptr (GHashTable) theirs = index_entries (sides->theirs);

  for (const M77Json *e = m77_json_first (sides->theirs); e != NULL; e = m77_json_next (e))
    {
      const char *id = m77_json_get_string (e, "id");
      const M77Json *my = id != NULL ? g_hash_table_lookup (mine, id) : NULL;
      const M77Json *old = id != NULL ? g_hash_table_lookup (base, id) : NULL;
      gboolean take_mine = my != NULL && !m77_merge_same (my, e) && !m77_merge_same (my, old);

      if (take_mine && !m77_merge_same (e, old) && is_redacted (my) == is_redacted (e))
        return MERGE_OVERLAP;
      if (take_mine && !m77_merge_same (e, old))
        take_mine = is_redacted (my);
      m77_json_append (result, m77_json_copy (sides->pool, take_mine ? my : e));
    }
  for (const M77Json *e = m77_json_first (sides->mine); e != NULL; e = m77_json_next (e))
    {
      const char *id = m77_json_get_string (e, "id");

      if (id != NULL && !g_hash_table_contains (theirs, id) && !g_hash_table_contains (base, id))
        m77_json_append (result, m77_json_copy (sides->pool, e));
    }
  *merged = m77_log_join (sides->pool, result, NULL);
  return MERGE_CHANGED;
}

M77Json *
m77_merge_append (M77JsonPool *pool, const M77Json *theirs, const M77Json *append)
{
  M77Json *change = NULL;
  M77Json *entries = m77_json_array_new (pool);
  g_autoptr (GHashTable) there = index_entries (theirs);

  for (const M77Json *e = m77_json_first (append); e != NULL; e = m77_json_next (e))
    if (g_hash_table_add (there, (char *) m77_json_get_string (e, "id")))
      m77_json_append (entries, m77_json_copy (pool, e));
  if (m77_json_size (entries) == 0)
    return NULL;
  change = m77_json_object_new (pool);
  m77_json_set (pool, change, "append", entries);
  return change;
}

static gboolean
contains (GHashTable *keys, const M77Json *element)
{
  g_autofree char *key = m77_element_key (element);

  return g_hash_table_contains (keys, key);
}

const M77Json *
m77_merge_set (const MergeSides *sides, const M77Json *asked)
{
  M77Json *result = m77_json_array_new (sides->pool);
  g_autoptr (GHashTable) base = m77_element_keys (sides->base);
  g_autoptr (GHashTable) mine = m77_element_keys (sides->mine);
  g_autoptr (GHashTable) added = m77_element_keys (asked);
  g_autoptr (GHashTable) there = m77_element_keys (NULL);

  for (const M77Json *e = m77_json_first (sides->theirs); e != NULL; e = m77_json_next (e))
    if ((!contains (base, e) || contains (mine, e)) &&
        g_hash_table_add (there, m77_element_key (e)))
      m77_json_append (result, m77_json_copy (sides->pool, e));
  for (const M77Json *e = m77_json_first (sides->mine); e != NULL; e = m77_json_next (e))
    if ((!contains (base, e) || contains (added, e)) &&
        g_hash_table_add (there, m77_element_key (e)))
      m77_json_append (result, m77_json_copy (sides->pool, e));
  return result;
}
