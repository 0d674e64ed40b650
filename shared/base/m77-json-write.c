/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include "shared/base/m77-json-private.h"

static void
write_escape (GString *out, guchar byte)
{
  static const char short_forms[] = "btn\0fr"; /* from 0x08 */

  if (byte == '"' || byte == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char) byte);
    }
  else if (byte >= 0x08 && byte <= 0x0d && byte != 0x0b)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, short_forms[byte - 0x08]);
    }
  else
    g_string_append_printf (out, "\\u%04x", byte);
}

void
m77_json_write_string (GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *start = text;

  g_string_append_c (out, '"');
  for (; text < end; text++)
    {
      guchar byte = (guchar) *text;

      if (G_LIKELY (byte >= 0x20 && byte != '"' && byte != '\\'))
        continue;
      g_string_append_len (out, start, text - start);
      write_escape (out, byte);
      start = text + 1;
    }

  g_string_append_len (out, start, end - start);
  g_string_append_c (out, '"');
}

static void
write_scalar (const M77Json *value, GString *out)
{
  switch (m77_json_type (value))
    {
    case M77_JSON_FALSE:
      g_string_append (out, "false");
      break;
    case M77_JSON_TRUE:
      g_string_append (out, "true");
      break;
    case M77_JSON_NUMBER:
      g_string_append_len (out, value->text, value->length);
      break;
    case M77_JSON_STRING:
      m77_json_write_string (out, value->text, value->length);
      break;
    default:
      g_string_append (out, "null");
    }
}

void
m77_json_write (const M77Json *value, GString *out)
{
  if (value == NULL || value->type < M77_JSON_ARRAY)
    {
      write_scalar (value, out);
      return;
    }

  g_string_append_c (out, value->type == M77_JSON_ARRAY ? '[' : '{');
  for (const M77Json *child = value->first; child != NULL; child = child->next)
    {
      if (child != value->first)
        g_string_append_c (out, ',');
      if (child->name != NULL)
        {
          m77_json_write_string (out, child->name, -1);
          g_string_append_c (out, ':');
        }
      m77_json_write (child, out);
    }
  g_string_append_c (out, value->type == M77_JSON_ARRAY ? ']' : '}');
}

static void
write_line_start (GString *out, guint indent)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent; i++)
    g_string_append (out, "  ");
}

static void
write_pretty (const M77Json *value, GString *out, guint indent, gboolean sorted)
{
  g_autofree const M77Json **members = NULL;
  const M77Json *child;
  guint size = m77_json_size (value);

  if (size == 0)
    {
      m77_json_write (value, out);
      return;
    }

  if (sorted && value->type == M77_JSON_OBJECT)
    members = m77_json_sort_members (value);
  g_string_append_c (out, value->type == M77_JSON_ARRAY ? '[' : '{');
  child = value->first;
  for (guint i = 0; i < size; i++)
    {
      if (members != NULL)
        child = members[i];
      if (i > 0)
        g_string_append_c (out, ',');
      write_line_start (out, indent + 1);
      if (child->name != NULL)
        {
          m77_json_write_string (out, child->name, -1);
          g_string_append (out, ": ");
        }
      write_pretty (child, out, indent + 1, sorted);
      child = child->next;
    }
  write_line_start (out, indent);
  g_string_append_c (out, value->type == M77_JSON_ARRAY ? ']' : '}');
}

void
m77_json_write_pretty (const M77Json *value, GString *out)
{
  write_pretty (value, out, 0, FALSE);
}

void
m77_json_write_sorted (const M77Json *value, GString *out)
{
  write_pretty (value, out, 0, TRUE);
}

char *
m77_json_to_text (const M77Json *value)
{
  GString *out = g_string_sized_new (256);

  m77_json_write (value, out);
  return g_string_free (out, FALSE);
}

static void
write_canonical_members (const M77Json *object, GString *out)
{
  g_autofree const M77Json **members = m77_json_sort_members (object);

  g_string_append_c (out, '{');
  for (guint i = 0; i < object->length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      m77_json_write_string (out, members[i]->name, -1);
      g_string_append_c (out, ':');
      m77_json_write_canonical (members[i], out);
    }
  g_string_append_c (out, '}');
}

void
m77_json_write_canonical (const M77Json *value, GString *out)
{
  if (m77_json_is (value, M77_JSON_OBJECT))
    write_canonical_members (value, out);
  else if (m77_json_is (value, M77_JSON_ARRAY))
    {
      g_string_append_c (out, '[');
      for (const M77Json *child = value->first; child != NULL; child = child->next)
        {
          if (child != value->first)
            g_string_append_c (out, ',');
          m77_json_write_canonical (child, out);
        }
      g_string_append_c (out, ']');
    }
  else if (m77_json_is (value, M77_JSON_NUMBER))
    m77_json_number_write_canonical (value->text, out);
  else
    write_scalar (value, out);
}

char *
m77_json_sha256 (const M77Json *value)
{
  g_autoptr (GString) out = g_string_sized_new (256);

  m77_json_write_canonical (value, out);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) out->str, out->len);
}
