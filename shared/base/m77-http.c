/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-http"

#include "config.h"

#include "shared/base/m77-http.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

#define LARGEST_BODY G_MAXINT32 /* bytes a GByteArray is asked to hold */

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* A line break would begin another header; what is not UTF-8 would end up in a message. */
static void
set_header (GHashTable *headers, const char *name, const char *value)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (value == NULL)
    g_hash_table_remove (headers, lower);
  else
    g_hash_table_insert (headers,
                         g_steal_pointer (&lower),
                         g_strdelimit (g_utf8_make_valid (value, -1), "\r\n", ' '));
}

static const char *
find_header (GHashTable *headers, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (headers, lower);
}

M77Request *
m77_request_new (const char *method, const char *path)
{
  M77Request *self = g_new0 (M77Request, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = table_new ();
  self->headers = table_new ();
  return self;
}

void
m77_request_set_query (M77Request *self, const char *name, const char *value)
{
  if (value == NULL)
    g_hash_table_remove (self->query, name);
  else
    g_hash_table_insert (self->query, g_strdup (name), g_strdup (value));
}

void
m77_request_set_header (M77Request *self, const char *name, const char *value)
{
  set_header (self->headers, name, value);
}

const char *
m77_request_header (const M77Request *self, const char *name)
{
  return find_header (self->headers, name);
}

const char *
m77_request_query (const M77Request *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

char *
m77_request_target (const M77Request *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GList)
      names = g_list_sort (g_hash_table_get_keys (self->query), (GCompareFunc) strcmp);

  g_string_append_uri_escaped (out, self->path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  for (const GList *name = names; name != NULL; name = name->next)
    {
      g_string_append_c (out, name == names ? '?' : '&');
      g_string_append_uri_escaped (out, name->data, NULL, FALSE);
      g_string_append_c (out, '=');
      g_string_append_uri_escaped (out, m77_request_query (self, name->data), NULL, FALSE);
    }

  return g_string_free (out, FALSE);
}

void
m77_request_free (M77Request *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/* The whole body at once: source is its bytes. */
static gboolean
next_chunk_of_bytes (M77Answer *self, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  *chunk = g_steal_pointer (&self->source);
  return TRUE;
}

static void
finish_bytes (M77Answer *self)
{
  g_bytes_unref (self->source);
}

M77Answer *
m77_answer_new (guint status, const char *content_type, GBytes *body)
{
  M77Answer *self = g_new0 (M77Answer, 1);

  self->status = status;
  self->headers = table_new ();
  self->next_chunk = next_chunk_of_bytes;
  self->finish = finish_bytes;
  self->source = body != NULL ? g_bytes_ref (body) : NULL;
  if (content_type != NULL)
    m77_answer_set_header (self, "content-type", content_type);
  return self;
}

const char *
m77_answer_header (const M77Answer *self, const char *name)
{
  return find_header (self->headers, name);
}

void
m77_answer_set_header (M77Answer *self, const char *name, const char *value)
{
  set_header (self->headers, name, value);
}

GBytes *
m77_answer_read_all (M77Answer *self, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  limit = MIN (limit, LARGEST_BODY);
  for (;;)
    {
      g_autoptr (GBytes) chunk = NULL;

      if (!self->next_chunk (self, &chunk, cancellable, error))
        return NULL;
      if (chunk == NULL)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));

      if (g_bytes_get_size (chunk) > limit - all->len)
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_TOO_LARGE,
                       _ ("The answer is larger than %lu bytes."),
                       (gulong) limit);
          return NULL;
        }
      g_byte_array_append (all, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
    }
}

void
m77_answer_free (M77Answer *self)
{
  if (self == NULL)
    return;

  if (self->finish != NULL)
    self->finish (self);
  g_hash_table_unref (self->headers);
  g_free (self);
}
