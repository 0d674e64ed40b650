/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-patch"

#include "config.h"

#include "shared/model/m77-patch.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-patch-private.h"

M77Json *
m77_patch_apply (M77JsonPool *pool, const M77Json *doc, const M77Json *patch)
{
  M77Json *result = m77_json_is (doc, M77_JSON_OBJECT) ? m77_json_copy (pool, doc)
                                                       : m77_json_object_new (pool);
  const M77Json *change = m77_json_is (patch, M77_JSON_OBJECT) ? m77_json_first (patch) : NULL;

  for (; change != NULL; change = m77_json_next (change))
    {
      const char *name = m77_json_name (change);

      if (m77_json_is_null (change))
        m77_json_remove (result, name);
      else if (m77_json_is (change, M77_JSON_OBJECT))
        m77_json_set (pool,
                      result,
                      name,
                      m77_patch_apply (pool, m77_json_get (result, name), change));
      else
        m77_json_set (pool, result, name, m77_json_copy (pool, change));
    }
  return result;
}

char *
m77_element_key (const M77Json *element)
{
  GString *text = g_string_new (NULL);

  m77_json_write_canonical (element, text);
  return g_string_free (text, FALSE);
}

GHashTable *
m77_element_keys (const M77Json *array)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const M77Json *e = m77_json_first (array); e != NULL; e = m77_json_next (e))
    g_hash_table_add (keys, m77_element_key (e));
  return keys;
}

static M77Json *
apply_to_set (M77JsonPool *pool, const M77Json *before, const M77Json *add, const M77Json *remove)
{
  M77Json *result = m77_json_array_new (pool);
  g_autoptr (GHashTable) gone = m77_element_keys (remove);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *key = m77_element_key (e);
      if (!g_hash_table_contains (gone, key) && g_hash_table_add (there, g_steal_pointer (&key)))
        m77_json_append (result, m77_json_copy (pool, e));
    }
  for (const M77Json *e = m77_json_first (add); e != NULL; e = m77_json_next (e))
    if (g_hash_table_add (there, m77_element_key (e)))
      m77_json_append (result, m77_json_copy (pool, e));
  return result;
}

static gboolean
check_change (const char *field, const M77Json *change, GError **error)
{
  if (!m77_json_is (change, M77_JSON_OBJECT))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("elements of %s: an object with add, remove or append is expected"),
                   field);
      return FALSE;
    }
  for (const M77Json *part = m77_json_first (change); part != NULL; part = m77_json_next (part))
    {
      const char *name = m77_json_name (part);
      gboolean is_append = g_str_equal (name, "append");

      if (!is_append && !g_str_equal (name, "add") && !g_str_equal (name, "remove"))
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_INVALID,
                       _ ("elements of %s: add, remove or append is expected, not %s"),
                       field,
                       name);
          return FALSE;
        }
      if (!m77_json_is (part, M77_JSON_ARRAY))
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_INVALID,
                       _ ("elements of %s: %s must be a list"),
                       field,
                       name);
          return FALSE;
        }
      for (const M77Json *e = m77_json_first (part); is_append && e != NULL; e = m77_json_next (e))
        if (m77_json_get_string (e, "id") == NULL)
          {
            g_set_error (error,
                         M77_ERROR,
                         M77_ERROR_INVALID,
                         _ ("elements of %s: an entry to append needs an id"),
                         field);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
apply_change (M77JsonPool *pool, M77Json *doc, const M77Json *change, GError **error)
{
  const char *field = m77_json_name (change);
  const M77Json *before = m77_json_get (doc, field);
  const M77Json *add, *remove, *append;

  if (!check_change (field, change, error))
    return FALSE;
  if (!m77_json_is_null (before) && !m77_json_is (before, M77_JSON_ARRAY))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("%s is not a list and cannot be changed by element"),
                   field);
      return FALSE;
    }
  add = m77_json_get (change, "add");
  remove = m77_json_get (change, "remove");
  append = m77_json_get (change, "append");
  if (append != NULL && (add != NULL || remove != NULL))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("elements of %s: append goes with neither add nor remove"),
                   field);
      return FALSE;
    }
  if (m77_json_size (add) + m77_json_size (append) == 0 &&
      (m77_json_size (remove) == 0 || before == NULL))
    return TRUE;
  m77_json_set (pool,
                doc,
                field,
                append != NULL ? m77_log_join (pool, before, append)
                               : apply_to_set (pool, before, add, remove));
  return TRUE;
}

static gboolean
check_patch (const M77Json *patch, GError **error)
{
  if (!m77_json_is (patch, M77_JSON_OBJECT))
    return TRUE;
  if (m77_json_size (patch) > M77_PATCH_MOST)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("patch: at most %d members of an object can be changed at once"),
                   M77_PATCH_MOST);
      return FALSE;
    }
  for (const M77Json *change = m77_json_first (patch); change != NULL;
       change = m77_json_next (change))
    if (!check_patch (change, error))
      return FALSE;
  return TRUE;
}

M77Json *
m77_edit_apply (M77JsonPool *pool,
                const M77Json *doc,
                const M77Json *patch,
                const M77Json *elements,
                GError **error)
{
  M77Json *result;

  if (!m77_json_is_null (patch) && !m77_json_is (patch, M77_JSON_OBJECT))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("patch must be an object"));
      return NULL;
    }
  if (!m77_json_is_null (elements) && !m77_json_is (elements, M77_JSON_OBJECT))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("elements must be an object"));
      return NULL;
    }
  if (!check_patch (patch, error) || !check_patch (elements, error))
    return NULL;
  result = m77_patch_apply (pool, doc, patch);
  for (const M77Json *change = m77_json_is_null (elements) ? NULL : m77_json_first (elements);
       change != NULL;
       change = m77_json_next (change))
    if (!apply_change (pool, result, change, error))
      return NULL;
  return result;
}
