/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include "shared/base/m77-json.h"

#include <math.h>
#include <stdlib.h>

#include "shared/base/m77-json-private.h"

M77JsonType
m77_json_type (const M77Json *value)
{
  return value != NULL ? (M77JsonType) value->type : M77_JSON_NULL;
}

gboolean
m77_json_is (const M77Json *value, M77JsonType type)
{
  return value != NULL && value->type == type;
}

gboolean
m77_json_is_null (const M77Json *value)
{
  return value == NULL || value->type == M77_JSON_NULL;
}

const char *
m77_json_string (const M77Json *value)
{
  return m77_json_is (value, M77_JSON_STRING) ? value->text : NULL;
}

gsize
m77_json_string_length (const M77Json *value)
{
  return m77_json_is (value, M77_JSON_STRING) ? value->length : 0;
}

const char *
m77_json_number_text (const M77Json *value)
{
  return m77_json_is (value, M77_JSON_NUMBER) ? value->text : NULL;
}

gboolean
m77_json_double (const M77Json *value, double *number)
{
  double read;

  if (!m77_json_is (value, M77_JSON_NUMBER))
    return FALSE;

  read = g_ascii_strtod (value->text, NULL);
  if (!isfinite (read))
    return FALSE;

  *number = read;
  return TRUE;
}

gboolean
m77_json_bool (const M77Json *value, gboolean *flag)
{
  if (!m77_json_is (value, M77_JSON_TRUE) && !m77_json_is (value, M77_JSON_FALSE))
    return FALSE;

  *flag = value->type == M77_JSON_TRUE;
  return TRUE;
}

static inline gboolean
is_container (const M77Json *value)
{
  return value != NULL && value->type >= M77_JSON_ARRAY;
}

guint
m77_json_size (const M77Json *value)
{
  return is_container (value) ? value->length : 0;
}

const M77Json *
m77_json_first (const M77Json *container)
{
  return is_container (container) ? container->first : NULL;
}

const M77Json *
m77_json_next (const M77Json *value)
{
  return value != NULL ? value->next : NULL;
}

const char *
m77_json_name (const M77Json *member)
{
  return member != NULL ? member->name : NULL;
}

const M77Json *
m77_json_get (const M77Json *object, const char *name)
{
  if (!m77_json_is (object, M77_JSON_OBJECT))
    return NULL;

  for (const M77Json *member = object->first; member != NULL; member = member->next)
    if (m77_json_is_named (member, name))
      return member;

  return NULL;
}

const char *
m77_json_get_string (const M77Json *object, const char *name)
{
  return m77_json_string (m77_json_get (object, name));
}

gint64
m77_json_get_int (const M77Json *object, const char *name, gint64 otherwise)
{
  gint64 number;

  return m77_json_int (m77_json_get (object, name), &number) ? number : otherwise;
}

gboolean
m77_json_get_bool (const M77Json *object, const char *name)
{
  return m77_json_is (m77_json_get (object, name), M77_JSON_TRUE);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const M77Json *const *left = a, *const *right = b;

  return strcmp ((*left)->name, (*right)->name);
}

const M77Json **
m77_json_sort_members (const M77Json *object)
{
  const M77Json **members = g_new (const M77Json *, object->length);
  guint count = 0;

  for (const M77Json *member = object->first; member != NULL; member = member->next)
    members[count++] = member;

  g_qsort_with_data (members, (int) count, sizeof *members, compare_names, NULL);
  return members;
}

static gboolean
members_equal (const M77Json *a, const M77Json *b)
{
  g_autofree const M77Json **left = NULL, **right = NULL;
  const M77Json *x = a->first, *y = b->first;

  while (x != NULL && strcmp (x->name, y->name) == 0)
    {
      if (!m77_json_equal (x, y))
        return FALSE;
      x = x->next;
      y = y->next;
    }
  if (x == NULL)
    return TRUE;

  left = m77_json_sort_members (a);
  right = m77_json_sort_members (b);
  for (guint i = 0; i < a->length; i++)
    if (strcmp (left[i]->name, right[i]->name) != 0 || !m77_json_equal (left[i], right[i]))
      return FALSE;

  return TRUE;
}

static gboolean
elements_equal (const M77Json *a, const M77Json *b)
{
  const M77Json *x = a->first, *y = b->first;

  for (; x != NULL; x = x->next, y = y->next)
    if (!m77_json_equal (x, y))
      return FALSE;

  return TRUE;
}

gboolean
m77_json_equal (const M77Json *a, const M77Json *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;
  if (a->type != b->type)
    return FALSE;
  if (a->type == M77_JSON_NUMBER)
    return m77_json_number_equal (a->text, b->text);
  if (a->length != b->length)
    return FALSE;
  if (a->type == M77_JSON_STRING)
    return memcmp (a->text, b->text, a->length) == 0;

  return a->type == M77_JSON_OBJECT ? members_equal (a, b) : elements_equal (a, b);
}
