/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include <string.h>

#include "shared/base/m77-append.h"
#include "shared/base/m77-json-private.h"

#define BYTES(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

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

/* Not 0 if any of the eight is less than the limit, which is at most 0x80. */
static inline guint64
any_below (guint64 bytes, guint64 limit)
{
  return (bytes - BYTES (limit)) & ~bytes & BYTES (0x80);
}

/* Over what needs no escape, eight bytes at a time: among the next eight is one that does. */
static inline const char *
skip_plain (const char *text, const char *end)
{
  for (; end - text >= 8; text += 8)
    {
      guint64 bytes;

      memcpy (&bytes, text, sizeof bytes);
      if (any_below (bytes, 0x20) | any_below (bytes ^ BYTES ('"'), 1) |
          any_below (bytes ^ BYTES ('\\'), 1))
        break;
    }
  return text;
}

void
m77_json_write_string (GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *start = text;

  g_string_append_c (out, '"');
  for (text = skip_plain (text, end); text < end; text++)
    {
      guchar byte = (guchar) *text;

      if (G_LIKELY (byte >= 0x20 && byte != '"' && byte != '\\'))
        continue;
      m77_append (out, start, (gsize) (text - start));
      write_escape (out, byte);
      start = text + 1;
      text = skip_plain (start, end) - 1;
    }

  m77_append (out, start, (gsize) (end - start));
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
      m77_append (out, value->text, value->length);
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
