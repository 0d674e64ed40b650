/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-server"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "tests/platform/server-process.h"

/* What the program answers over HTTP. */

/* What wants the directory to itself is told who has it; what adds to it is let in. */
static void
test_one_directory (Server *self, gconstpointer data)
{
  const char *serve[] = { "serve", "--data", self->directory, "--listen", "127.0.0.1:0", NULL };
  const char *generate[] = { "tenant",    "generate", "--data", self->directory,
                             "--records", "10",       "other",  NULL };
  const char *const *refused[] = { serve, generate };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *out = NULL, *err = NULL;

      g_assert_cmpint (server_run (refused[i], &out, &err), ==, 1);
      g_assert_cmpstr (out, ==, "");
      g_assert_nonnull (strstr (err, self->directory));
      g_assert_true (g_str_has_suffix (err, "(profile-locked)\n"));
    }
  g_free (self->token);
  self->token = server_make_token (self, "jana", "operator");
  g_assert_cmpuint (server_ask (self, "me", self->token), ==, 200);
}

/* A name that is misspelt is no chain that is whole. */
static void
test_verify_nobody (Server *self, gconstpointer data)
{
  const char *one[] = { "audit", "verify", "--data", self->directory, "--tenant", "demo", NULL };
  const char *none[] = { "audit", "verify", "--data", self->directory, "--tenant", "dmeo", NULL };
  g_autofree char *said = NULL, *out = NULL, *nothing = NULL, *err = NULL;

  g_assert_cmpint (server_run (one, &said, &out), ==, 0);
  g_assert_true (g_str_has_prefix (said, "demo: "));
  g_assert_cmpint (server_run (none, &nothing, &err), ==, 1);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_nonnull (strstr (err, "dmeo"));
}

static void
test_changes (Server *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = server_message_new (self, "GET", "changes", self->token);
  g_autoptr (GBytes) body = server_send (self, message);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (server_header (message, "content-type"), ==, "application/x-ndjson");
  g_assert_nonnull (server_header (message, "trace-id"));
  g_assert_cmpuint (n, >, 1000);
  g_assert_true (g_str_has_prefix (lines[0], "{\"kind\":"));
  g_assert_cmpstr (lines[n - 1], ==, "");
  g_assert_true (g_str_has_suffix (lines[n - 2], "\"more\":false}"));
}

static void
test_gzip (Server *self, gconstpointer data)
{
  g_autoptr (SoupMessage) plain = server_message_new (self, "GET", "changes", self->token);
  g_autoptr (SoupMessage) packed = server_message_new (self, "GET", "changes", self->token);
  g_autoptr (GConverter)
      unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, unpacker);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) unpacked = NULL;

  wanted = server_send (self, plain);
  g_assert_null (server_header (plain, "content-encoding"));
  soup_message_headers_replace (soup_message_get_request_headers (packed),
                                "Accept-Encoding",
                                "br;q=1, gzip;q=0.8");
  body = server_send (self, packed);
  g_assert_cmpstr (server_header (packed, "content-encoding"), ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (body), <, g_bytes_get_size (wanted) / 2);

  g_output_stream_write_all (stream,
                             g_bytes_get_data (body, NULL),
                             g_bytes_get_size (body),
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  unpacked = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_true (g_bytes_equal (unpacked, wanted));
}

static void
test_refusals (Server *self, gconstpointer data)
{
  g_autoptr (SoupMessage) large = server_message_new (self, "POST", "operations", self->token);
  g_autofree char *zeros = g_malloc0 (17 * 1024 * 1024);
  g_autoptr (GBytes) body = g_bytes_new_static (zeros, 17 * 1024 * 1024);
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (server_ask (self, "changes", "m77_nobody"), ==, 401);
  g_assert_cmpuint (server_ask (self, "events", "m77_nobody"), ==, 401);
  g_assert_cmpuint (server_ask (self, "no-such-kind", self->token), ==, 404);

  soup_message_set_request_body_from_bytes (large, "application/json", body);
  answer = server_send (self, large);
  g_assert_cmpuint (soup_message_get_status (large), ==, 413);
  g_assert_cmpstr (server_header (large, "content-type"), ==, "application/problem+json");
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (text, "\"code\":\"too-large\""));
}

static void
test_head (Server *self, gconstpointer data)
{
  g_autoptr (SoupMessage) head = server_message_new (self, "HEAD", "changes", self->token);
  g_autoptr (SoupMessage) options = server_message_new (self, "OPTIONS", "changes", self->token);
  g_autoptr (GBytes) none = server_send (self, head);
  g_autoptr (GBytes) nothing = server_send (self, options);

  g_assert_cmpuint (soup_message_get_status (head), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_cmpuint (soup_message_get_status (options), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  g_assert_nonnull (strstr (server_header (options, "allow"), "PATCH"));
}

/* What somebody without a token sends is not kept, and not read without end. */
static void
test_stranger (Server *self, gconstpointer data)
{
  const struct
  {
    gsize size;
    guint status; /* 0: cut off */
  } cases[] = { { 512 * 1024, 401 }, { 15 * 1024 * 1024, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage)
          message = server_message_new (self, "POST", "operations", "m77_nobody");
      g_autofree char *zeros = g_malloc0 (cases[i].size);
      g_autoptr (GBytes) body = g_bytes_new_static (zeros, cases[i].size);
      g_autoptr (GBytes) answer = NULL;

      soup_message_set_request_body_from_bytes (message, "application/json", body);
      answer = soup_session_send_and_read (self->session, message, NULL, NULL);
      g_assert_cmpuint (answer != NULL ? soup_message_get_status (message) : 0,
                        ==,
                        cases[i].status);
    }
  g_assert_cmpuint (server_ask (self, "me", self->token), ==, 200);
}

/* What comes packed is not unpacked: it is no JSON, however much it would have been. */
static void
test_packed (Server *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = server_message_new (self, "POST", "operations", self->token);
  g_autoptr (GConverter)
      packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  const char *text = "{\"operations\":[]}";
  char packed[256];
  gsize read, written;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL, answer = NULL;

  g_converter_convert (packer,
                       text,
                       strlen (text),
                       packed,
                       sizeof packed,
                       G_CONVERTER_INPUT_AT_END,
                       &read,
                       &written,
                       &error);
  g_assert_no_error (error);
  body = g_bytes_new (packed, written);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message),
                                "Content-Encoding",
                                "gzip");
  answer = server_send (self, message);
  g_assert_cmpuint (soup_message_get_status (message), ==, 400);
}

static void
test_usage (void)
{
  static const char *const wrong[][6] = {
    { NULL },
    { "serve" },
    { "serve", "--data", "x", "--listen", "nowhere" },
    { "serve", "--data", "x", "--listen", "0.0.0.0:0" },
    { "tenant", "create", "--data", "x" },
    { "token", "create", "--data", "x" },
    { "tenant", "remove", "x" },
  };
  g_autofree char *directory = g_dir_make_tmp ("m77-usage-XXXXXX", NULL);

  g_chdir (directory);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;

      g_assert_cmpint (server_run (wrong[i], &out, &err), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_true (g_str_has_prefix (err, "m77-platform: "));
      g_assert_true (strchr (err, '\n') == err + strlen (err) - 1);
    }
  server_remove_directory ("x");
  g_chdir ("/");
  server_remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/changes", Server, NULL, server_set_up, test_changes, server_tear_down);
  g_test_add ("/server/one-directory",
              Server,
              NULL,
              server_set_up,
              test_one_directory,
              server_tear_down);
  g_test_add ("/server/verify-nobody",
              Server,
              NULL,
              server_set_up,
              test_verify_nobody,
              server_tear_down);
  g_test_add ("/server/gzip", Server, NULL, server_set_up, test_gzip, server_tear_down);
  g_test_add ("/server/refusals", Server, NULL, server_set_up, test_refusals, server_tear_down);
  g_test_add ("/server/head", Server, NULL, server_set_up, test_head, server_tear_down);
  g_test_add ("/server/stranger", Server, NULL, server_set_up, test_stranger, server_tear_down);
  g_test_add ("/server/packed", Server, NULL, server_set_up, test_packed, server_tear_down);
  g_test_add_func ("/server/usage", test_usage);
  return g_test_run ();
}
