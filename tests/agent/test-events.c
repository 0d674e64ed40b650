/* test-events.c: the event stream, from a server that sends what it likes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "agent/sync/agent-events.h"
#include "shared/base/m77-time.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

/* One that answers the first request with `head`, `body` and then, for as long as somebody
 * reads it, up to `endless` bytes of x. */
typedef struct
{
  GSocketService *service;
  AgentEvents *events;
  const char *body;
  gsize endless, sent;
  gboolean answered, ended;
  guint poked;
} Scene;

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  Scene *scene = data;
  GIOStream *io = G_IO_STREAM (connection);
  GOutputStream *out = g_io_stream_get_output_stream (io);
  g_autofree char *bytes = g_malloc (8192);
  gsize n;

  if (g_atomic_int_get (&scene->answered))
    return TRUE;
  g_input_stream_read (g_io_stream_get_input_stream (io), bytes, 8192, NULL, NULL);
  g_output_stream_write_all (out, HEAD, strlen (HEAD), &n, NULL, NULL);
  g_output_stream_write_all (out, scene->body, strlen (scene->body), &n, NULL, NULL);
  memset (bytes, 'x', 8192);
  while (scene->sent < scene->endless &&
         g_output_stream_write_all (out, bytes, 8192, &n, NULL, NULL))
    scene->sent += n;
  g_atomic_int_set (&scene->answered, TRUE);
  /* Until the other side has gone. */
  while (!g_atomic_int_get (&scene->ended) &&
         g_input_stream_read (g_io_stream_get_input_stream (io), bytes, 8192, NULL, NULL) > 0)
    continue;
  return TRUE;
}

static void
poked_cb (gpointer data)
{
  ((Scene *) data)->poked++;
}

static void
scene_start (Scene *scene, const char *body, gsize endless)
{
  g_autofree char *url = NULL;
  guint16 port;

  *scene = (Scene){ .body = body, .endless = endless };
  scene->service = g_threaded_socket_service_new (4);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (scene->service), NULL, NULL);
  g_assert_cmpuint (port, !=, 0);
  g_signal_connect (scene->service, "run", G_CALLBACK (run_cb), scene);
  g_socket_service_start (scene->service);
  url = g_strdup_printf ("http://127.0.0.1:%u", port);
  scene->events = agent_events_new (url, "token", "shop", m77_runtime_real (), poked_cb, scene);
  agent_events_listen (scene->events, TRUE);
}

static void
scene_end (Scene *scene)
{
  g_atomic_int_set (&scene->ended, TRUE);
  agent_events_free (scene->events);
  g_socket_service_stop (scene->service);
  g_socket_listener_close (G_SOCKET_LISTENER (scene->service));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (scene->service);
}

static void
run_until_poked (Scene *scene, guint times)
{
  while (scene->poked < times)
    g_main_context_iteration (NULL, TRUE);
}

/* Once for the opening, once for each event, however its lines end; heartbeats are no events. */
static void
test_events_and_heartbeats (void)
{
  static Scene scene;

  scene_start (&scene,
               ": heartbeat\n\n"
               "id: 7\ndata: {\"kinds\":[\"incident\"]}\n\n"
               ":\r\n\r\n"
               "id: 8\r\ndata: {}\r\n\r\n",
               0);
  run_until_poked (&scene, 3);
  g_assert_true (agent_events_is_live (scene.events));
  g_assert_cmpint (agent_events_heard_at (scene.events), !=, M77_TIME_NONE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (scene.poked, ==, 3);
  agent_events_listen (scene.events, FALSE);
  g_assert_false (agent_events_is_live (scene.events));
  scene_end (&scene);
}

/* It is given up, long before it fills the memory. */
static void
test_line_without_end (void)
{
  static Scene scene;

  scene_start (&scene, "data: ", 256 * 1024 * 1024);
  run_until_poked (&scene, 2); /* for the opening, and for the end */
  g_assert_false (agent_events_is_live (scene.events));
  agent_events_listen (scene.events, FALSE);
  while (!g_atomic_int_get (&scene.answered))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (scene.sent, <, scene.endless / 4);
  scene_end (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent/events/events-and-heartbeats", test_events_and_heartbeats);
  g_test_add_func ("/agent/events/line-without-end", test_line_without_end);
  return g_test_run ();
}
