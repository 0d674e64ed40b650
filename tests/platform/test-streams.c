/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-streams"

#include "config.h"

#include <signal.h>
#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"
#include "tests/platform/server-process.h"

/* What goes on for long: event streams, feeds that nobody reads to their end, and the program's own
 * end while there are some. */

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
create_incident (Server *self)
{
  g_autoptr (SoupMessage) message = server_message_new (self, "POST", "operations", self->token);
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
  answer = server_send (self, message);
  outcome = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (outcome, "\"outcome\":\"applied\""));
}

static GDataInputStream *
open_events (Server *self, const char *last_event_id)
{
  g_autoptr (SoupMessage) message = server_message_new (self, "GET", "events", self->token);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (last_event_id != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message),
                                  "Last-Event-ID",
                                  last_event_id);
  stream = soup_session_send (self->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (server_header (message, "content-type"), ==, "text/event-stream");
  return g_data_input_stream_new (stream);
}

static void
test_events (Server *self, gconstpointer data)
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
suspend (Server *self, const char *handle)
{
  g_autofree char *admin = server_make_token (self, "root", "admin");
  g_autofree char *path = g_strdup_printf ("member?filter=handle:%s", handle);
  g_autoptr (SoupMessage) find = server_message_new (self, "GET", path, admin);
  g_autoptr (SoupMessage) message = server_message_new (self, "POST", "operations", admin);
  g_autoptr (GBytes) found = server_send (self, find);
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
  answer = server_send (self, message);
  outcome = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_assert_nonnull (strstr (outcome, "\"outcome\":\"applied\""));
}

/* Who may read no more is told nothing more. */
static void
test_stream_ends (Server *self, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  g_free (self->token);
  self->token = server_make_token (self, "guest", "viewer");
  lines = open_events (self, NULL);
  suspend (self, "guest");
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
      g_assert_true (line == NULL || !g_str_has_prefix (line, "data:"));
    }
  while (line != NULL);
  g_assert_cmpuint (server_ask (self, "me", self->token), ==, 401);
}

/* Somebody who asks for the feed and goes away in the middle harms nobody. */
static void
test_hang_up (Server *self, gconstpointer data)
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
  g_assert_cmpuint (server_ask (self, "changes", self->token), ==, 200);
}

static void
test_stop (Server *self, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = open_events (self, NULL);
  g_autofree char *first = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_assert_cmpstr (first, ==, "retry: 3000");
  server_stop (self, GPOINTER_TO_INT (data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/events", Server, NULL, server_set_up, test_events, server_tear_down);
  g_test_add ("/server/stream-ends",
              Server,
              NULL,
              server_set_up,
              test_stream_ends,
              server_tear_down);
  g_test_add ("/server/hang-up", Server, NULL, server_set_up, test_hang_up, server_tear_down);
  g_test_add ("/server/terminated",
              Server,
              GINT_TO_POINTER (SIGTERM),
              server_set_up,
              test_stop,
              server_tear_down);
  g_test_add ("/server/interrupted",
              Server,
              GINT_TO_POINTER (SIGINT),
              server_set_up,
              test_stop,
              server_tear_down);
  return g_test_run ();
}
