/* A platform that answers a byte now and then; a proxy in between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "agent/sync/agent-http.h"
#include "agent/sync/agent-patience.h"
#include "agent/sync/agent-proxy.h"
#include "shared/base/m77-error.h"

#define GRACE_MS 80
#define DRIP_MS  5

static void
test_lost (void)
{
  static const struct
  {
    gint64 elapsed_ms;
    guint64 bytes;
    gboolean lost;
  } cases[] = {
    { 60000, 0, FALSE },
    { 60001, 0, TRUE },
    { 90000, 3, TRUE }, /* a byte every 29 s */
    { 90000, 40 * AGENT_PATIENCE_RATE, FALSE },
    { AGENT_PATIENCE_MOST_MS, G_MAXUINT32, FALSE },
    { AGENT_PATIENCE_MOST_MS + 1, G_MAXUINT32, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (agent_patience_is_lost (cases[i].elapsed_ms,
                                             cases[i].bytes,
                                             AGENT_PATIENCE_GRACE_MS),
                     ==,
                     cases[i].lost);
}

/* What a server says at once, and what it then repeats for ever, a byte at a time. */
typedef struct
{
  const char *start;
  const char *drips;
  GSocketService *service;
  guint16 port;
  GMainLoop *loop;
  GError *error; /* of the call */
} Slow;

typedef struct
{
  GSocketConnection *connection;
  const char *drips;
  gsize at;
} Drip;

static gboolean
drip_cb (gpointer data)
{
  Drip *drip = data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (drip->connection));
  char byte = drip->drips[drip->at++ % strlen (drip->drips)];

  if (g_output_stream_write_all (out, &byte, 1, NULL, NULL, NULL))
    return G_SOURCE_CONTINUE;
  g_object_unref (drip->connection);
  g_free (drip);
  return G_SOURCE_REMOVE;
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Slow *slow = data;
  Drip *drip = g_new0 (Drip, 1);

  drip->connection = g_object_ref (connection);
  drip->drips = slow->drips;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             slow->start,
                             strlen (slow->start),
                             NULL,
                             NULL,
                             NULL);
  g_timeout_add (DRIP_MS, drip_cb, drip);
  return TRUE;
}

static gpointer
ask (gpointer data)
{
  Slow *slow = data;
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", slow->port);
  g_autoptr (M77Request) request = m77_request_new ("GET", "/v1/tenants/shop/changes");
  AgentWire *wire = agent_http_new (url, "token");
  M77Answer *answer;
  g_autoptr (GBytes) body = NULL;

  agent_http_set_grace (wire, GRACE_MS);
  answer = wire->call (wire, request, NULL, &slow->error);
  if (answer != NULL)
    body = m77_answer_read_all (answer, G_MAXSIZE, NULL, &slow->error);
  g_clear_pointer (&answer, m77_answer_free);
  wire->free (wire);
  g_main_loop_quit (slow->loop);
  return NULL;
}

static void
assert_given_up (const char *start, const char *drips)
{
  Slow slow = { .start = start, .drips = drips };
  g_autoptr (GError) error = NULL;
  GThread *thread;

  slow.loop = g_main_loop_new (NULL, FALSE);
  slow.service = g_socket_service_new ();
  slow.port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (slow.service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (slow.service, "incoming", G_CALLBACK (incoming_cb), &slow);
  thread = g_thread_new ("ask", ask, &slow);
  g_main_loop_run (slow.loop);
  g_thread_join (thread);
  g_assert_error (slow.error, M77_ERROR, M77_ERROR_PLATFORM_UNREACHABLE);
  g_assert_nonnull (strstr (slow.error->message, "too slowly"));
  g_clear_error (&slow.error);
  g_socket_service_stop (slow.service);
  g_object_unref (slow.service);
  g_main_loop_unref (slow.loop);
}

static void
test_slow_body (void)
{
  assert_given_up ("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n", "{");
}

static void
test_slow_header (void)
{
  assert_given_up ("HTTP/1.1 200 OK\r\n", "X-A: b\r\n");
}

static void
test_proxy (void)
{
  static const struct
  {
    const char *environment[4];
    const char *uri;
    const char *proxy;
  } cases[] = {
    { { NULL }, "https://ops.example/", NULL },
    { { "https_proxy=http://p.example:3128" }, "https://ops.example/", "http://p.example:3128" },
    { { "HTTPS_PROXY=p.example:3128" }, "https://ops.example/", "http://p.example:3128" },
    { { "https_proxy=", "all_proxy=http://a.example" },
      "https://ops.example/",
      "http://a.example" },
    { { "http_proxy=http://p.example" }, "https://ops.example/", NULL },
    { { "all_proxy=http://a.example" }, "http://localhost:7700/", "direct://" },
    { { "all_proxy=http://a.example" }, "http://127.0.0.1:7700/", "direct://" },
    { { "all_proxy=http://a.example" }, "http://[::1]:7700/", "direct://" },
    { { "all_proxy=http://a.example", "no_proxy=x.example, ops.example" },
      "https://ops.example/",
      "direct://" },
    { { "all_proxy=http://a.example", "no_proxy=.example" }, "https://ops.example/", "direct://" },
    { { "all_proxy=http://a.example", "no_proxy=*" }, "https://ops.example/", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GProxyResolver)
          resolver = agent_proxy_resolver_new ((char **) cases[i].environment);
      g_auto (GStrv) found = NULL;

      g_test_message ("case %u", i);
      if (resolver != NULL)
        found = g_proxy_resolver_lookup (resolver, cases[i].uri, NULL, NULL);
      g_assert_cmpstr (found != NULL ? found[0] : NULL, ==, cases[i].proxy);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/lost", test_lost);
  g_test_add_func ("/http/slow-body", test_slow_body);
  g_test_add_func ("/http/slow-header", test_slow_header);
  g_test_add_func ("/http/proxy", test_proxy);
  return g_test_run ();
}
