/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-hub"

#include "config.h"

#include <string.h>

#include "platform/events/platform-gzip.h"
#include "platform/events/platform-hub.h"

/* A subscriber that keeps the frames it got, and answers when told. */
typedef struct
{
  GPtrArray *frames;
  gboolean given_up;
} Ear;

static void
hear_cb (const char *frame, gpointer data)
{
  Ear *ear = data;

  if (frame == NULL)
    ear->given_up = TRUE;
  else
    g_ptr_array_add (ear->frames, g_strdup (frame));
}

static void
ear_clear (Ear *ear)
{
  g_ptr_array_unref (ear->frames);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ear, ear_clear)

static const char *
last (const Ear *ear)
{
  return ear->frames->pdata[ear->frames->len - 1];
}

static const char *const alerts[] = { "alert", NULL };
static const char *const pages[] = { "page", "alert", NULL };

static void
test_melt (void)
{
  g_autoptr (PlatformHub) hub = platform_hub_new ();
  g_auto (Ear) ear = { g_ptr_array_new_with_free_func (g_free), FALSE };
  guint id = platform_hub_subscribe (hub, "shop", NULL, hear_cb, &ear);

  g_assert_cmpuint (ear.frames->len, ==, 1);
  g_assert_cmpstr (last (&ear), ==, "retry: 3000\n\n");
  platform_hub_publish (hub, "shop", "c1", alerts);
  platform_hub_publish (hub, "other", "x9", alerts);
  platform_hub_publish (hub, "shop", "c2", pages);
  g_assert_cmpuint (ear.frames->len, ==, 1);

  platform_hub_sent (hub, id);
  g_assert_cmpuint (ear.frames->len, ==, 2);
  g_assert_cmpstr (last (&ear), ==, "id: c2\ndata: {\"kinds\":[\"alert\",\"page\"]}\n\n");
  platform_hub_sent (hub, id);
  g_assert_cmpuint (ear.frames->len, ==, 2);

  platform_hub_unsubscribe (hub, id);
  platform_hub_publish (hub, "shop", "c3", alerts);
  g_assert_cmpuint (ear.frames->len, ==, 2);
  g_assert_cmpuint (platform_hub_count (hub, NULL), ==, 0);
}

static void
test_return (void)
{
  g_autoptr (PlatformHub) hub = platform_hub_new ();
  g_auto (Ear) fresh = { g_ptr_array_new_with_free_func (g_free), FALSE };
  g_auto (Ear) behind = { g_ptr_array_new_with_free_func (g_free), FALSE };
  g_auto (Ear) level = { g_ptr_array_new_with_free_func (g_free), FALSE };

  platform_hub_subscribe (hub, "shop", "c1", hear_cb, &fresh);
  g_assert_cmpstr (last (&fresh), ==, "retry: 3000\n\ndata: {\"kinds\":[]}\n\n");
  platform_hub_publish (hub, "shop", "c2", alerts);
  platform_hub_subscribe (hub, "shop", "c1", hear_cb, &behind);
  g_assert_cmpstr (last (&behind), ==, "retry: 3000\n\nid: c2\ndata: {\"kinds\":[]}\n\n");
  platform_hub_subscribe (hub, "shop", "c2", hear_cb, &level);
  g_assert_cmpstr (last (&level), ==, "retry: 3000\n\n");
}

static void
test_patience (void)
{
  g_autoptr (PlatformHub) hub = platform_hub_new ();
  g_auto (Ear) awake = { g_ptr_array_new_with_free_func (g_free), FALSE };
  g_auto (Ear) stuck = { g_ptr_array_new_with_free_func (g_free), FALSE };
  guint id = platform_hub_subscribe (hub, "shop", NULL, hear_cb, &awake);

  platform_hub_subscribe (hub, "shop", NULL, hear_cb, &stuck);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_false (stuck.given_up);
      platform_hub_sent (hub, id);
      platform_hub_beat (hub);
    }
  g_assert_true (stuck.given_up);
  g_assert_false (awake.given_up);
  g_assert_cmpuint (awake.frames->len, ==, 5);
  g_assert_cmpstr (last (&awake), ==, ": beat\n\n");
  g_assert_cmpuint (stuck.frames->len, ==, 1);
}

static void
test_accept (void)
{
  g_assert_true (platform_gzip_accepted ("gzip"));
  g_assert_true (platform_gzip_accepted ("br, GZIP;q=0.5"));
  g_assert_false (platform_gzip_accepted ("gzip;q=0"));
  g_assert_false (platform_gzip_accepted ("gzip ; q=0.000"));
  g_assert_false (platform_gzip_accepted ("br"));
  g_assert_false (platform_gzip_accepted (""));
  g_assert_false (platform_gzip_accepted (NULL));
}

/* Chunks as the test says, then the end or an error. */
static gboolean
next_piece (M77Answer *self, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  const char ***pieces = self->source;
  const char *piece = *(*pieces)++;

  *chunk = piece == NULL ? NULL : g_bytes_new (piece, strlen (piece));
  if (g_strcmp0 (piece, "broken") != 0)
    return TRUE;
  g_clear_pointer (chunk, g_bytes_unref);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "broken");
  return FALSE;
}

static void
test_pieces (void)
{
  const char *pieces[] = { "one ", "", "two ", "three", NULL };
  const char *broken[] = { "one ", "broken", NULL };
  const char **whole = pieces, **part = broken;
  M77Answer *plain = m77_answer_new (200, "text/plain", NULL);
  M77Answer *bad = m77_answer_new (200, "text/plain", NULL);
  g_autoptr (M77Answer) packed = NULL;
  g_autoptr (M77Answer) failing = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GConverter)
      unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  char text[64] = "";
  gsize read, written;

  plain->next_chunk = bad->next_chunk = next_piece;
  plain->source = &whole;
  bad->source = &part;
  plain->finish = bad->finish = NULL;
  packed = platform_gzip_answer (plain);
  g_assert_cmpstr (m77_answer_header (packed, "content-encoding"), ==, "gzip");
  body = m77_answer_read_all (packed, 4096, NULL, &error);
  g_assert_no_error (error);
  g_converter_convert (unpacker,
                       g_bytes_get_data (body, NULL),
                       g_bytes_get_size (body),
                       text,
                       sizeof text,
                       G_CONVERTER_INPUT_AT_END,
                       &read,
                       &written,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "one two three");

  failing = platform_gzip_answer (bad);
  none = m77_answer_read_all (failing, 4096, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/melt", test_melt);
  g_test_add_func ("/hub/return", test_return);
  g_test_add_func ("/hub/patience", test_patience);
  g_test_add_func ("/gzip/accept", test_accept);
  g_test_add_func ("/gzip/pieces", test_pieces);
  return g_test_run ();
}
