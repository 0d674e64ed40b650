/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-gzip"

#include "config.h"

#include "platform/events/platform-gzip.h"

#define LEVEL  1
#define BUFFER (64 * 1024)

typedef struct
{
  M77Answer *plain;
  GConverter *compressor;
  gboolean ended;
} Source;

gboolean
platform_gzip_accepted (const char *accept_encoding)
{
  g_auto (GStrv) codings = NULL;

  if (accept_encoding == NULL)
    return FALSE;

  codings = g_strsplit (accept_encoding, ",", 32);
  for (guint i = 0; codings[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_strstrip (codings[i]), ";", 2);

      if (parts[0] == NULL || g_ascii_strcasecmp (g_strstrip (parts[0]), "gzip") != 0)
        continue;
      if (parts[1] == NULL)
        return TRUE;
      g_strstrip (parts[1]);
      return !g_str_has_prefix (parts[1], "q=") || g_ascii_strtod (parts[1] + 2, NULL) > 0;
    }
  return FALSE;
}

/* Appends what the compressor makes of size bytes; of the end, when at_end. */
static gboolean
compress_bytes (Source *source,
                const char *data,
                gsize size,
                gboolean at_end,
                GByteArray *out,
                GError **error)
{
  GConverterFlags flags = at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (size > 0 || (at_end && result != G_CONVERTER_FINISHED))
    {
      guint had = out->len;
      gsize read = 0, written = 0;

      g_byte_array_set_size (out, had + BUFFER);
      result = g_converter_convert (source->compressor,
                                    data,
                                    size,
                                    out->data + had,
                                    BUFFER,
                                    flags,
                                    &read,
                                    &written,
                                    error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      g_byte_array_set_size (out, had + written);
      data += read;
      size -= read;
    }
  return TRUE;
}

static gboolean
next_gzip_chunk (M77Answer *self, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Source *source = self->source;
  g_autoptr (GByteArray) out = g_byte_array_new ();

  *chunk = NULL;
  while (out->len == 0 && !source->ended)
    {
      g_autoptr (GBytes) plain = NULL;
      gsize size = 0;
      const char *data = "";

      if (!source->plain->next_chunk (source->plain, &plain, cancellable, error))
        return FALSE;
      if (plain != NULL && g_bytes_get_size (plain) > 0)
        data = g_bytes_get_data (plain, &size);
      source->ended = plain == NULL;
      if (plain != NULL && size == 0)
        {
          *chunk = g_steal_pointer (&plain);
          return TRUE;
        }
      if (!compress_bytes (source, data, size, source->ended, out, error))
        return FALSE;
    }
  if (out->len > 0)
    *chunk = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  return TRUE;
}

static void
finish_gzip (M77Answer *self)
{
  Source *source = self->source;

  m77_answer_free (source->plain);
  g_object_unref (source->compressor);
  g_free (source);
}

M77Answer *
platform_gzip_answer (M77Answer *plain)
{
  M77Answer *self = m77_answer_new (plain->status, NULL, NULL);
  Source *source = g_new0 (Source, 1);
  GHashTableIter each;
  gpointer name, value;

  g_hash_table_iter_init (&each, plain->headers);
  while (g_hash_table_iter_next (&each, &name, &value))
    if (strcmp (name, "content-length") != 0)
      m77_answer_set_header (self, name, value);
  m77_answer_set_header (self, "content-encoding", "gzip");

  if (self->finish != NULL)
    self->finish (self);
  source->plain = plain;
  source->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
  self->next_chunk = next_gzip_chunk;
  self->finish = finish_gzip;
  self->source = source;
  return self;
}
