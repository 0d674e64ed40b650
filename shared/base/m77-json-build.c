/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include <math.h>

#include "shared/base/m77-json-private.h"

static const char *
copy_bytes (M77JsonPool *pool, const char *bytes, gsize length)
{
  char *copy = m77_json_pool_alloc (pool, length + 1);

  memcpy (copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

static M77Json *
text_new (M77JsonPool *pool, M77JsonType type, const char *text, gsize length)
{
  M77Json *self;

  g_return_val_if_fail (length <= G_MAXUINT32, NULL);

  self = m77_json_new (pool, type);
  self->text = copy_bytes (pool, text, length);
  self->length = (guint32) length;
  return self;
}

M77Json *
m77_json_null_new (M77JsonPool *pool)
{
  return m77_json_new (pool, M77_JSON_NULL);
}

M77Json *
m77_json_bool_new (M77JsonPool *pool, gboolean flag)
{
  return m77_json_new (pool, flag ? M77_JSON_TRUE : M77_JSON_FALSE);
}

M77Json *
m77_json_int_new (M77JsonPool *pool, gint64 number)
{
  char text[24];
  int length = g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);

  return text_new (pool, M77_JSON_NUMBER, text, (gsize) length);
}

M77Json *
m77_json_double_new (M77JsonPool *pool, double number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    return m77_json_null_new (pool);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }

  return text_new (pool, M77_JSON_NUMBER, text, strlen (text));
}

M77Json *
m77_json_string_new (M77JsonPool *pool, const char *text)
{
  if (text == NULL)
    return m77_json_null_new (pool);

  return text_new (pool, M77_JSON_STRING, text, strlen (text));
}

M77Json *
m77_json_string_new_len (M77JsonPool *pool, const char *text, gsize length)
{
  return text_new (pool, M77_JSON_STRING, text, length);
}

M77Json *
m77_json_array_new (M77JsonPool *pool)
{
  return m77_json_new (pool, M77_JSON_ARRAY);
}

M77Json *
m77_json_object_new (M77JsonPool *pool)
{
  return m77_json_new (pool, M77_JSON_OBJECT);
}

M77Json *
m77_json_copy (M77JsonPool *pool, const M77Json *value)
{
  M77Json *copy;

  if (value == NULL)
    return m77_json_null_new (pool);
  if (value->type == M77_JSON_STRING || value->type == M77_JSON_NUMBER)
    return text_new (pool, (M77JsonType) value->type, value->text, value->length);

  copy = m77_json_new (pool, (M77JsonType) value->type);
  for (const M77Json *child = m77_json_first (value); child != NULL; child = child->next)
    {
      M77Json *twin = m77_json_copy (pool, child);

      if (child->name != NULL)
        twin->name = copy_bytes (pool, child->name, strlen (child->name));
      m77_json_link (copy, twin);
    }

  return copy;
}

void
m77_json_unlink (M77Json *container, M77Json *before)
{
  M77Json *child = before != NULL ? before->next : container->first;

  if (before != NULL)
    before->next = child->next;
  else
    container->first = child->next;
  if (container->last == child)
    container->last = before;

  child->next = NULL;
  child->name = NULL;
  container->length--;
}

/* *before gets the member in front of it, NULL if it is the first. */
static M77Json *
find_member (const M77Json *object, const char *name, M77Json **before)
{
  *before = NULL;
  for (M77Json *member = object->first; member != NULL; member = member->next)
    {
      if (m77_json_is_named (member, name))
        return member;
      *before = member;
    }

  return NULL;
}

void
m77_json_set (M77JsonPool *pool, M77Json *object, const char *name, M77Json *value)
{
  M77Json *old, *before;

  g_return_if_fail (m77_json_is (object, M77_JSON_OBJECT) && value != NULL);

  old = find_member (object, name, &before);
  if (old == value)
    return;

  value->name = copy_bytes (pool, name, strlen (name));
  if (old == NULL)
    {
      m77_json_link (object, value);
      return;
    }

  value->next = old->next;
  if (before != NULL)
    before->next = value;
  else
    object->first = value;
  if (object->last == old)
    object->last = value;
  old->next = NULL;
  old->name = NULL;
}

void
m77_json_set_string (M77JsonPool *pool, M77Json *object, const char *name, const char *text)
{
  m77_json_set (pool, object, name, m77_json_string_new (pool, text));
}

void
m77_json_set_int (M77JsonPool *pool, M77Json *object, const char *name, gint64 number)
{
  m77_json_set (pool, object, name, m77_json_int_new (pool, number));
}

void
m77_json_set_bool (M77JsonPool *pool, M77Json *object, const char *name, gboolean flag)
{
  m77_json_set (pool, object, name, m77_json_bool_new (pool, flag));
}

gboolean
m77_json_remove (M77Json *object, const char *name)
{
  M77Json *before;

  if (!m77_json_is (object, M77_JSON_OBJECT) || find_member (object, name, &before) == NULL)
    return FALSE;

  m77_json_unlink (object, before);
  return TRUE;
}

void
m77_json_append (M77Json *array, M77Json *value)
{
  g_return_if_fail (m77_json_is (array, M77_JSON_ARRAY) && value != NULL);

  value->name = NULL;
  m77_json_link (array, value);
}
