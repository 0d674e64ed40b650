/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-feed-line"

#include "config.h"

#include "agent/store/agent-feed-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"

/* The quote that ends the string whose opening quote is at `at`. */
static const char *
skip_string (const char *at, const char *end)
{
  for (;;)
    {
      const char *quote = memchr (at + 1, '"', (gsize) (end - at - 1)), *slash = quote;

      if (quote == NULL)
        return end;
      while (slash[-1] == '\\')
        slash--;
      if ((quote - slash) % 2 == 0)
        return quote;
      at = quote;
    }
}

/* The end of the JSON value at `at`, which is known to be well-formed. */
static const char *
skip_value (const char *at, const char *end)
{
  guint depth = 0;

  for (; at < end; at++)
    switch (*at)
      {
      case '"':
        at = skip_string (at, end);
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (depth == 0)
          return at;
        depth--;
        break;
      case ',':
      case ':':
        if (depth == 0)
          return at;
        break;
      default:
        break;
      }
  return at;
}

typedef struct
{
  const char *doc; /* NULL: not there, or no object */
  gsize length;
  guint members;   /* of the line, each as often as it is written */
  gboolean is_odd; /* a name is written with escapes */
} Scan;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
scan_member (Scan *self, const char *name, const char *colon, const char *value, const char *end)
{
  gsize length;

  while (is_space (end[-1]))
    end--;
  while (is_space (colon[-1]))
    colon--;
  length = (gsize) (colon - name);
  self->members++;
  self->is_odd |= memchr (name, '\\', length) != NULL;
  if (length == strlen ("\"doc\"") && memcmp (name, "\"doc\"", length) == 0)
    {
      self->doc = *value == '{' ? value : NULL;
      self->length = (gsize) (end - value);
    }
}

/* Of a line that is a well-formed object. */
static void
scan_line (Scan *self, const char *line, const char *end)
{
  const char *at = memchr (line, '{', (gsize) (end - line));

  while (at != NULL && at < end && *at != '}')
    {
      const char *name = memchr (at, '"', (gsize) (end - at));
      const char *colon, *value;

      if (name == NULL)
        return;
      colon = skip_value (name, end);
      value = colon + 1;
      while (value < end && is_space (*value))
        value++;
      at = skip_value (value, end);
      scan_member (self, name, colon, value, at);
    }
}

gboolean
agent_feed_line_read (AgentFeedLine *self,
                      M77JsonPool *pool,
                      const char *line,
                      gsize length,
                      GError **error)
{
  const M77Json *value = m77_json_parse (pool, line, (gssize) length, error);
  Scan scan = { 0 };

  *self = (AgentFeedLine){ 0 };
  if (value == NULL || !m77_record_from_json (&self->record, value, error))
    return FALSE;
  if (self->record.version < 1)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_BAD_ANSWER,
                           _ ("A record came without a version."));
      return FALSE;
    }
  if (self->record.deleted)
    return TRUE;
  scan_line (&scan, line, line + length);
  if (scan.doc != NULL && !scan.is_odd && scan.members == m77_json_size (value))
    {
      self->doc = scan.doc;
      self->length = scan.length;
      return TRUE;
    }
  self->doc = self->written = m77_json_to_text (self->record.doc);
  self->length = strlen (self->doc);
  return TRUE;
}

void
agent_feed_line_clear (AgentFeedLine *self)
{
  g_clear_pointer (&self->written, g_free);
}
