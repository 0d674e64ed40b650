/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-patch"

#include "config.h"

#include "shared/model/m77-patch-private.h"

#define INDEX_FROM 64 /* members */

static void
collect_missing (M77JsonPool *pool, M77Json *into, const M77Json *from, GHashTable *known)
{
  for (const M77Json *e = m77_json_first (from); e != NULL; e = m77_json_next (e))
    if (g_hash_table_add (known, m77_element_key (e)))
      m77_json_append (into, m77_json_copy (pool, e));
}

static M77Json *
diff_set (M77JsonPool *pool, const M77Json *before, const M77Json *after)
{
  M77Json *change = m77_json_object_new (pool);
  M77Json *add = m77_json_array_new (pool);
  M77Json *remove = m77_json_array_new (pool);
  g_autoptr (GHashTable) known_before = m77_element_keys (before);
  g_autoptr (GHashTable) known_after = m77_element_keys (after);

  collect_missing (pool, add, after, known_before);
  collect_missing (pool, remove, before, known_after);
  if (m77_json_size (add) > 0)
    m77_json_set (pool, change, "add", add);
  if (m77_json_size (remove) > 0)
    m77_json_set (pool, change, "remove", remove);
  return change;
}

/* By its id. Two of one id, or one without, are not told apart: NULL. */
static GHashTable *
index_entries (const M77Json *log)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);

  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    {
      const char *id = m77_json_get_string (e, "id");

      if (id == NULL || !g_hash_table_insert (index, (char *) id, (gpointer) e))
        return NULL;
    }
  return g_steal_pointer (&index);
}

/* NULL when after is not before with more entries, in whatever order: then it takes a patch. */
static M77Json *
diff_log (M77JsonPool *pool, const M77Json *before, const M77Json *after)
{
  M77Json *change = m77_json_object_new (pool);
  M77Json *append = m77_json_array_new (pool);
  g_autoptr (GHashTable) old = index_entries (before);
  g_autoptr (GHashTable) new = index_entries (after);

  if (old == NULL || new == NULL)
    return NULL;
  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    {
      const M77Json *still = g_hash_table_lookup (new, m77_json_get_string (e, "id"));

      if (still == NULL || !m77_json_equal (still, e))
        return NULL;
    }
  for (const M77Json *e = m77_json_first (after); e != NULL; e = m77_json_next (e))
    if (!g_hash_table_contains (old, m77_json_get_string (e, "id")))
      m77_json_append (append, m77_json_copy (pool, e));
  if (m77_json_size (append) > 0)
    m77_json_set (pool, change, "append", append);
  return change;
}

/* Members by name where looking them up one by one would take long; else NULL. */
static GHashTable *
index_members (const M77Json *object)
{
  GHashTable *index;

  if (m77_json_size (object) < INDEX_FROM)
    return NULL;
  index = g_hash_table_new (g_str_hash, g_str_equal);
  for (const M77Json *m = m77_json_first (object); m != NULL; m = m77_json_next (m))
    g_hash_table_insert (index, (char *) m77_json_name (m), (gpointer) m);
  return index;
}

static const M77Json *
look_up (GHashTable *index, const M77Json *object, const char *name)
{
  return index != NULL ? g_hash_table_lookup (index, name) : m77_json_get (object, name);
}

/* The RFC 7396 patch that makes `after` of `before`, both objects. A null within an object
 * within `after` cannot be said in it and is lost; it ends when it is more than a patch may be. */
static M77Json *
diff_objects (M77JsonPool *pool, const M77Json *before, const M77Json *after)
{
  M77Json *patch = m77_json_object_new (pool);
  g_autoptr (GHashTable) old_members = index_members (before);
  g_autoptr (GHashTable) new_members = index_members (after);

  for (const M77Json *old = m77_json_first (before); old != NULL; old = m77_json_next (old))
    if (m77_json_size (patch) <= M77_PATCH_MOST && !m77_json_is_null (old) &&
        m77_json_is_null (look_up (new_members, after, m77_json_name (old))))
      m77_json_set (pool, patch, m77_json_name (old), m77_json_null_new (pool));
  for (const M77Json *new = m77_json_first (after);
       new != NULL &&m77_json_size (patch) <= M77_PATCH_MOST;
       new = m77_json_next (new))
    {
      const char *name = m77_json_name (new);
      const M77Json *old = look_up (old_members, before, name);

      if (m77_json_is_null (new) || (old != NULL && m77_json_equal (old, new)))
        continue;
      if (m77_json_is (old, M77_JSON_OBJECT) && m77_json_is (new, M77_JSON_OBJECT))
        m77_json_set (pool, patch, name, diff_objects (pool, old, new));
      else
        m77_json_set (pool, patch, name, m77_json_copy (pool, new));
    }
  return patch;
}

static M77Json *
diff_elements (M77JsonPool *pool,
               const M77Field *field,
               const M77Json *before,
               const M77Json *after)
{
  if (field == NULL || (field->type != M77_TYPE_SET && field->type != M77_TYPE_LOG))
    return NULL;
  if ((!m77_json_is_null (before) && !m77_json_is (before, M77_JSON_ARRAY)) ||
      (!m77_json_is_null (after) && !m77_json_is (after, M77_JSON_ARRAY)))
    return NULL;
  if (m77_json_is_null (before))
    before = NULL;
  if (m77_json_is_null (after))
    after = NULL;
  return field->type == M77_TYPE_SET ? diff_set (pool, before, after)
                                     : diff_log (pool, before, after);
}

const M77Field *
m77_patch_field (const M77Kind *kind, const char *name)
{
  for (const M77Field *field = kind != NULL ? kind->fields : NULL;
       field != NULL && field->name != NULL;
       field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

void
m77_edit_diff (M77JsonPool *pool,
               const M77Kind *kind,
               const M77Json *before,
               const M77Json *after,
               M77Json **patch,
               M77Json **elements)
{
  M77Json *all = diff_objects (pool, before, after);

  *patch = m77_json_object_new (pool);
  *elements = m77_json_object_new (pool);
  for (const M77Json *change = m77_json_first (all); change != NULL;
       change = m77_json_next (change))
    {
      const char *name = m77_json_name (change);
      M77Json *by_element = diff_elements (pool,
                                           m77_patch_field (kind, name),
                                           m77_json_get (before, name),
                                           m77_json_get (after, name));

      if (by_element == NULL)
        m77_json_set (pool, *patch, name, m77_json_copy (pool, change));
      else if (m77_json_size (by_element) > 0)
        m77_json_set (pool, *elements, name, by_element);
    }
  if (m77_json_size (*patch) == 0)
    *patch = NULL;
  if (m77_json_size (*elements) == 0)
    *elements = NULL;
}

static void
take_base (M77JsonPool *pool, M77Json *base, const M77Json *doc, const char *name)
{
  const M77Json *value = m77_json_get (doc, name);

  m77_json_set (pool,
                base,
                name,
                value != NULL ? m77_json_copy (pool, value) : m77_json_null_new (pool));
}

M77Json *
m77_edit_base (M77JsonPool *pool, const M77Json *doc, const M77Json *patch, const M77Json *elements)
{
  M77Json *base = m77_json_object_new (pool);

  for (const M77Json *change = m77_json_first (patch); change != NULL;
       change = m77_json_next (change))
    take_base (pool, base, doc, m77_json_name (change));
  for (const M77Json *change = m77_json_first (elements); change != NULL;
       change = m77_json_next (change))
    if (m77_json_get (change, "append") == NULL)
      take_base (pool, base, doc, m77_json_name (change));
  return base;
}
