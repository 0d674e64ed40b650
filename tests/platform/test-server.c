/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-server"

#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

/* The program itself, as a process, over loopback. Its path is in M77_TEST_PLATFORM. */

typedef struct
{
  char *directory;
  GSubprocess *server;
  char *url; /* "http://127.0.0.1:40313" */
  char *token;
  SoupSession *session; /* decodes nothing by itself */
} Fixture;

static const char *
program (void)
{
  const char *path = g_getenv ("M77_TEST_PLATFORM");

  g_assert_nonnull (path);
  return path;
}

/* Runs it to its end; *out and *err get what it printed. Its exit status. */
static int
run (const char *const *arguments, char **out, char **err)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add (builder, program ());
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static char *
make_token_of (Fixture *self, const char *member, const char *role)
{
  const char *arguments[] = { "token",    "create", "--data",   self->directory,
                              "--tenant", "demo",   "--member", member,
                              "--role",   role,     NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (run (arguments, &out, &err), ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_true (g_str_has_suffix (out, "\n"));
  return g_strdup (g_strchomp (out));
}

static char *
make_token (Fixture *self)
{
  return make_token_of (self, "jana", "operator");
}

/* Of files alone. */
static void
remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  self->directory = g_dir_make_tmp ("m77-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error,
                                   program (),
                                   "serve",
                                   "--data",
                                   self->directory,
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--demo",
                                   NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on http://127.0.0.1:"));
  self->url = g_strdup (line + strlen ("listening on "));
  self->token = make_token (self);
  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

static void
stop (Fixture *self, int signal)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->server, signal);
  g_subprocess_wait (self->server, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->server));
  g_assert_cmpint (g_subprocess_get_exit_status (self->server), ==, 0);
  g_clear_object (&self->server);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->server != NULL)
    stop (self, SIGTERM);
  g_object_unref (self->session);
  remove_directory (self->directory);
  g_free (self->directory);
  g_free (self->url);
  g_free (self->token);
}

static SoupMessage *
message_new (Fixture *self, const char *method, const char *path, const char *token)
{
  g_autofree char *target = g_strconcat (self->url, "/v1/tenants/demo/", path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, target);

  soup_message_headers_replace (soup_message_get_request_headers (message),
                                "Authorization",
                                bearer);
  return message;
}

static GBytes *
send_message (Fixture *self, SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = soup_session_send_and_read (self->session, message, NULL, &error);

  g_assert_no_error (error);
  return body;
}

static const char *
header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (message), name);
}

static guint
ask (Fixture *self, const char *path, const char *token)
{
  g_autoptr (SoupMessage) message = message_new (self, "GET", path, token);
  g_autoptr (GBytes) body = send_message (self, message);

  g_assert_cmpuint (g_bytes_get_size (body), >, 0);
  return soup_message_get_status (message);
}

/* What wants the directory to itself is told who has it; what adds to it is let in. */
static void
test_one_directory (Fixture *self, gconstpointer data)
{
  const char *serve[] = { "serve", "--data", self->directory, "--listen", "127.0.0.1:0", NULL };
  const char *generate[] = { "tenant",    "generate", "--data", self->directory,
                             "--records", "10",       "other",  NULL };
  const char *const *refused[] = { serve, generate };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *out = NULL, *err = NULL;

      g_assert_cmpint (run (refused[i], &out, &err), ==, 1);
      g_assert_cmpstr (out, ==, "");
      g_assert_nonnull (strstr (err, self->directory));
      g_assert_true (g_str_has_suffix (err, "(profile-locked)\n"));
    }
  g_free (self->token);
  self->token = make_token (self);
  g_assert_cmpuint (ask (self, "me", self->token), ==, 200);
}

/* A name that is misspelt is no chain that is whole. */
static void
test_verify_nobody (Fixture *self, gconstpointer data)
{
  const char *one[] = { "audit", "verify", "--data", self->directory, "--tenant", "demo", NULL };
  const char *none[] = { "audit", "verify", "--data", self->directory, "--tenant", "dmeo", NULL };
  g_autofree char *said = NULL, *out = NULL, *nothing = NULL, *err = NULL;

  g_assert_cmpint (run (one, &said, &out), ==, 0);
  g_assert_true (g_str_has_prefix (said, "demo: "));
  g_assert_cmpint (run (none, &nothing, &err), ==, 1);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_nonnull (strstr (err, "dmeo"));
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = message_new (self, "GET", "changes", self->token);
  g_autoptr (GBytes) body = send_message (self, message);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (header (message, "content-type"), ==, "application/x-ndjson");
  g_assert_nonnull (header (message, "trace-id"));
  g_assert_cmpuint (n, >, 1000);
  g_assert_true (g_str_has_prefix (lines[0], "{\"kind\":"));
  g_assert_cmpstr (lines[n - 1], ==, "");
  g_assert_true (g_str_has_suffix (lines[n - 2], "\"more\":false}"));
}

static void
test_gzip (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) plain = message_new (self, "GET", "changes", self->token);
  g_autoptr (SoupMessage) packed = message_new (self, "GET", "changes", self->token);
  g_autoptr (GConverter)
      unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, unpacker);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) unpacked = NULL;

  wanted = send_message (self, plain);
  g_assert_null (header (plain, "content-encoding"));
  soup_message_headers_replace (soup_message_get_request_headers (packed),
                                "Accept-Encoding",
                                "br;q=1, gzip;q=0.8");
  body = send_message (self, packed);
  g_assert_cmpstr (header (packed, "content-encoding"), ==, "gzip");
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
test_refusals (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) large = message_new (self, "POST", "operations", self->token);
  g_autofree char *zeros = g_malloc0 (17 * 1024 * 1024);
  g_autoptr (GBytes) body = g_bytes_new_static (zeros, 17 * 1024 * 1024);
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (ask (self, "changes", "m77_nobody"), ==, 401);
  g_assert_cmpuint (ask (self, "events", "m77_nobody"), ==, 401);
  g_assert_cmpuint (ask (self, "no-such-kind", self->token), ==, 404);

  soup_message_set_request_body_from_bytes (large, "application/json", body);
  answer = send_message (self, large);
  g_assert_cmpuint (soup_message_get_status (large), ==, 413);
  g_assert_cmpstr (header (large, "content-type"), ==, "application/problem+json");
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (text, "\"code\":\"too-large\""));
}

static void
test_head (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) head = message_new (self, "HEAD", "changes", self->token);
  g_autoptr (SoupMessage) options = message_new (self, "OPTIONS", "changes", self->token);
  g_autoptr (GBytes) none = send_message (self, head);
  g_autoptr (GBytes) nothing = send_message (self, options);

  g_assert_cmpuint (soup_message_get_status (head), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_cmpuint (soup_message_get_status (options), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  g_assert_nonnull (strstr (header (options, "allow"), "PATCH"));
}

/* Reads frames until one has data; that line. */
static char *
next_data (GDataInputStream *lines)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "data: "))
        return g_steal_pointer (&line);
    }
}

static void
create_incident (Fixture *self)
{
  g_autoptr (SoupMessage) message = message_new (self, "POST", "operations", self->token);
  g_autofree char *key = m77_id_new (m77_runtime_real ());
  g_autofree char *id = m77_id_new (m77_runtime_real ());
  g_autofree char *text = g_strdup_printf (
      "{\"operations\":[{\"key\":\"%s\",\"op\":\"create\",\"kind\":\"incident\",\"id\":\"%s\","
      "\"doc\":{\"title\":\"Made by a test\",\"severity\":\"sev4\",\"service\":\"cart\","
      "\"environment\":\"staging\"}}]}",
      key,
      id);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *outcome = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = send_message (self, message);
  outcome = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (outcome, "\"outcome\":\"applied\""));
}

static GDataInputStream *
open_events (Fixture *self, const char *last_event_id)
{
  g_autoptr (SoupMessage) message = message_new (self, "GET", "events", self->token);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (last_event_id != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message),
                                  "Last-Event-ID",
                                  last_event_id);
  stream = soup_session_send (self->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (header (message, "content-type"), ==, "text/event-stream");
  return g_data_input_stream_new (stream);
}

static void
test_events (Fixture *self, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = open_events (self, NULL);
  g_autoptr (GDataInputStream) behind = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_autofree char *event = NULL;
  g_autofree char *poke = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "retry: 3000");
  create_incident (self);
  event = next_data (lines);
  g_assert_nonnull (strstr (event, "\"incident\""));

  behind = open_events (self, "long-ago");
  poke = next_data (behind);
  g_assert_cmpstr (poke, ==, "data: {\"kinds\":[]}");
}

/* Ends the sessions of a member, as an administrator does. */
static void
suspend (Fixture *self, const char *handle)
{
  g_autofree char *admin = make_token_of (self, "root", "admin");
  g_autofree char *path = g_strdup_printf ("member?filter=handle:%s", handle);
  g_autoptr (SoupMessage) find = message_new (self, "GET", path, admin);
  g_autoptr (SoupMessage) message = message_new (self, "POST", "operations", admin);
  g_autoptr (GBytes) found = send_message (self, find);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *list = m77_json_parse (pool,
                                        g_bytes_get_data (found, NULL),
                                        (gssize) g_bytes_get_size (found),
                                        NULL);
  const M77Json *member = m77_json_first (m77_json_get (list, "rows"));
  g_autofree char *key = m77_id_new (m77_runtime_real ()), *outcome = NULL, *text = NULL;
  gint64 now_ms = m77_runtime_now (m77_runtime_real ());
  g_autofree char *now = m77_time_format (now_ms), *until = m77_time_format (now_ms + 60000);
  g_autoptr (GBytes) body = NULL, answer = NULL;

  text = g_strdup_printf ("{\"operations\":[{\"key\":\"%s\",\"op\":\"act\",\"kind\":\"member\","
                          "\"id\":\"%s\",\"action\":\"suspend\",\"args\":{},\"expect\":{},"
                          "\"asked_at\":\"%s\",\"expires_at\":\"%s\"}]}",
                          key,
                          m77_json_get_string (member, "id"),
                          now,
                          until);
  body = g_bytes_new (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = send_message (self, message);
  outcome = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (outcome, "\"outcome\":\"applied\""));
}

/* Who may read no more is told nothing more. */
static void
test_stream_ends (Fixture *self, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  g_free (self->token);
  self->token = make_token_of (self, "guest", "viewer");
  lines = open_events (self, NULL);
  suspend (self, "guest");
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
      g_assert_true (line == NULL || !g_str_has_prefix (line, "data:"));
    }
  while (line != NULL);
  g_assert_cmpuint (ask (self, "me", self->token), ==, 401);
}

/* What somebody without a token sends is not kept, and not read without end. */
static void
test_stranger (Fixture *self, gconstpointer data)
{
  const struct
  {
    gsize size;
    guint status; /* 0: cut off */
  } cases[] = { { 512 * 1024, 401 }, { 15 * 1024 * 1024, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = message_new (self, "POST", "operations", "m77_nobody");
      g_autofree char *zeros = g_malloc0 (cases[i].size);
      g_autoptr (GBytes) body = g_bytes_new_static (zeros, cases[i].size);
      g_autoptr (GBytes) answer = NULL;

      soup_message_set_request_body_from_bytes (message, "application/json", body);
      answer = soup_session_send_and_read (self->session, message, NULL, NULL);
      g_assert_cmpuint (answer != NULL ? soup_message_get_status (message) : 0,
                        ==,
                        cases[i].status);
    }
  g_assert_cmpuint (ask (self, "me", self->token), ==, 200);
}

/* What comes packed is not unpacked: it is no JSON, however much it would have been. */
static void
test_packed (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = message_new (self, "POST", "operations", self->token);
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
  answer = send_message (self, message);
  g_assert_cmpuint (soup_message_get_status (message), ==, 400);
}

/* Somebody who asks for the feed and goes away in the middle harms nobody. */
static void
test_hang_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *request = g_strdup_printf ("GET /v1/tenants/demo/changes HTTP/1.1\r\nHost: x\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              self->token);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GSocketConnection)
          connection = g_socket_client_connect_to_uri (client, self->url, 80, NULL, &error);
      char some[64];

      g_assert_no_error (error);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 request,
                                 strlen (request),
                                 NULL,
                                 NULL,
                                 &error);
      g_assert_no_error (error);
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                           some,
                           sizeof some,
                           NULL,
                           &error);
      g_assert_no_error (error);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  g_assert_cmpuint (ask (self, "changes", self->token), ==, 200);
}

static void
test_stop (Fixture *self, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = open_events (self, NULL);
  g_autofree char *first = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_assert_cmpstr (first, ==, "retry: 3000");
  stop (self, GPOINTER_TO_INT (data));
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

      g_assert_cmpint (run (wrong[i], &out, &err), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_true (g_str_has_prefix (err, "m77-platform: "));
      g_assert_true (strchr (err, '\n') == err + strlen (err) - 1);
    }
  remove_directory ("x");
  g_chdir ("/");
  remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/server/one-directory", Fixture, NULL, set_up, test_one_directory, tear_down);
  g_test_add ("/server/verify-nobody", Fixture, NULL, set_up, test_verify_nobody, tear_down);
  g_test_add ("/server/gzip", Fixture, NULL, set_up, test_gzip, tear_down);
  g_test_add ("/server/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/server/head", Fixture, NULL, set_up, test_head, tear_down);
  g_test_add ("/server/events", Fixture, NULL, set_up, test_events, tear_down);
  g_test_add ("/server/stream-ends", Fixture, NULL, set_up, test_stream_ends, tear_down);
  g_test_add ("/server/stranger", Fixture, NULL, set_up, test_stranger, tear_down);
  g_test_add ("/server/packed", Fixture, NULL, set_up, test_packed, tear_down);
  g_test_add ("/server/hang-up", Fixture, NULL, set_up, test_hang_up, tear_down);
  g_test_add ("/server/terminated",
              Fixture,
              GINT_TO_POINTER (SIGTERM),
              set_up,
              test_stop,
              tear_down);
  g_test_add ("/server/interrupted",
              Fixture,
              GINT_TO_POINTER (SIGINT),
              set_up,
              test_stop,
              tear_down);
  g_test_add_func ("/server/usage", test_usage);
  return g_test_run ();
}
