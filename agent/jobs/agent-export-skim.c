/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-export"

#include "config.h"

#include "agent/jobs/agent-export-skim.h"

#include <string.h>

/* Loops over bytes: the C library's strspn () and friends prepare themselves for longer texts
 * than there are between two quotes. */

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
skip_space (const char *at)
{
  while (is_space (*at))
    at++;
  return at;
}

/* From behind the opening quote to behind the closing one. */
static const char *
skip_string (const char *at)
{
  while (*at != '"' && *at != '\0')
    at += *at == '\\' && at[1] != '\0' ? 2 : 1;
  return *at == '"' ? at + 1 : at;
}

static const char *
skip_inside (const char *at)
{
  guint depth = 0;

  do
    {
      if (*at == '"')
        {
          at = skip_string (at + 1);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      at++;
    }
  while (depth > 0 && *at != '\0');
  return at;
}

static const char *
skip_value (const char *at)
{
  if (*at == '"')
    return skip_string (at + 1);
  if (*at == '{' || *at == '[')
    return skip_inside (at);
  while (*at != ',' && *at != '}' && *at != '\0' && !is_space (*at))
    at++;
  return at;
}

static gboolean
is_wanted (const char *name, gsize length, const char *const *names)
{
  for (; *names != NULL; names++)
    if (strncmp (name, *names, length) == 0 && (*names)[length] == '\0')
      return TRUE;
  return FALSE;
}

gboolean
agent_export_skim (const char *text, const char *const *names, GString *out)
{
  const char *at = skip_space (text);
  gsize start = out->len + 1;
  guint left = g_strv_length ((char **) names);

  if (*at != '{')
    return FALSE;
  g_string_append_c (out, '{');
  for (at = skip_space (at + 1); *at == '"' && left > 0; at = skip_space (at + 1))
    {
      const char *member = at, *name_end = skip_string (at + 1), *value;
      gsize length = name_end - member - 2;

      if (memchr (member + 1, '\\', length) != NULL)
        return FALSE;
      value = skip_space (name_end);
      if (*value != ':')
        return FALSE;
      at = skip_value (skip_space (value + 1));
      if (is_wanted (member + 1, length, names))
        {
          if (out->len > start)
            g_string_append_c (out, ',');
          g_string_append_len (out, member, at - member);
          left--;
        }
      at = skip_space (at);
      if (*at != ',')
        break;
    }
  g_string_append_c (out, '}');
  return left == 0 || *at == '}';
}

const char *
agent_export_skim_plain (GString *object, const char *name)
{
  gsize length = strlen (name), start = length + 5; /* {"name":" */
  char *text = object->str;

  if (object->len < start + 3 || strncmp (text + 2, name, length) != 0 ||
      memcmp (text + 2 + length, "\":\"", 3) != 0 || memchr (text, '\\', object->len) != NULL ||
      skip_string (text + start) != text + object->len - 1)
    return NULL;
  g_string_truncate (object, object->len - 2);
  return text + start;
}
