/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sender"

#include "config.h"

#include "tests/platform/post.h"

#include <string.h>

/* As a receiver does it that has only the specification. */
static gboolean
is_signed (Post *post, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *id = soup_message_headers_get_one (headers, "webhook-id");
  const char *at = soup_message_headers_get_one (headers, "webhook-timestamp");
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree guint8 *key = NULL;
  g_autofree char *text = NULL, *hex = NULL, *expected = NULL, *mac = NULL;
  guint8 digest[32];
  gsize size;

  g_assert_nonnull (id);
  g_assert_nonnull (at);
  key = g_base64_decode (post->secret + strlen ("whsec_"), &size);
  text = g_strdup_printf ("%s.%s.%.*s",
                          id,
                          at,
                          (int) g_bytes_get_size (bytes),
                          (const char *) g_bytes_get_data (bytes, NULL));
  hex = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, size, text, -1);
  for (guint i = 0; i < sizeof digest; i++)
    digest[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                          g_ascii_xdigit_value (hex[2 * i + 1]));
  mac = g_base64_encode (digest, sizeof digest);
  expected = g_strconcat ("v1,", mac, NULL);
  g_free (post->last_id);
  post->last_id = g_strdup (id);
  return g_strcmp0 (soup_message_headers_get_one (headers, "webhook-signature"), expected) == 0;
}

static void
more_cb (SoupServerMessage *message, gpointer data)
{
  static const char block[64 * 1024];
  Post *post = data;

  post->endless++;
  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_STATIC,
                            block,
                            sizeof block);
}

static void
answer_endlessly (Post *post, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (more_cb), post);
  more_cb (message, post);
}

static void
receive_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Post *post = data;
  gboolean fails = post->manner == FAILS || post->fails > 0;

  post->asked++;
  post->elsewhere += g_str_equal (path, "/elsewhere");
  post->good += is_signed (post, message);
  if (post->manner == HANGS)
    soup_server_message_pause (message);
  else if (post->manner == IS_HUGE)
    answer_endlessly (post, message);
  else if (post->manner == REDIRECTS)
    soup_server_message_set_redirect (message, 302, "/elsewhere");
  else
    soup_server_message_set_status (message, fails ? 500 : 204, NULL);
  post->fails -= post->fails > 0;
}

static char *
listen_on_loopback (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GSList *uris;

  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  text = g_strdup_printf ("http://127.0.0.1:%d/in", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&text);
}

void
post_open (Post *post)
{
  post->receiver = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (post->receiver, NULL, receive_cb, post, NULL);
  post->url = listen_on_loopback (post->receiver);
}

void
post_close (Post *post)
{
  soup_server_disconnect (post->receiver);
  g_object_unref (post->receiver);
  g_free (post->url);
  g_free (post->last_id);
}
