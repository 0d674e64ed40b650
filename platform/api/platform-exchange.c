/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-exchange"

#include "config.h"

#include "platform/api/platform-exchange.h"

#include <sys/socket.h>

#include <glib/gi18n-lib.h>

#include "platform/events/platform-gzip.h"
#include "shared/model/m77-problem.h"

#define DATA_NAME          "platform-exchange"
#define GZIP_LEAST         (4 * 1024) /* bytes; shorter bodies gain nothing */
#define STREAMS_MAX        1024
#define TENANT_STREAMS_MAX 256           /* of them: others want some, too */
#define STRANGER_MAX       (1024 * 1024) /* bytes that are read of who is nobody here */

typedef struct
{
  SoupServerMessage *message; /* not owned: it owns this */
  PlatformCore *core;
  PlatformHub *hub;
  gsize body_max;
  gsize refused; /* bytes read past body_max and forgotten */
  gsize strange; /* bytes read of one whose token is no good, and forgotten */
  gboolean is_known;
  GByteArray *body;
  M77Answer *answer;
  guint pull;         /* idle source */
  guint subscription; /* of an event stream */
  M77Request *stream; /* that asked for it */
} Exchange;

static void
free_exchange (gpointer data)
{
  Exchange *self = data;

  if (self->pull != 0)
    g_source_remove (self->pull);
  if (self->subscription != 0)
    platform_hub_unsubscribe (self->hub, self->subscription);
  g_clear_pointer (&self->answer, m77_answer_free);
  g_clear_pointer (&self->stream, m77_request_free);
  g_byte_array_unref (self->body);
  g_free (self);
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  g_object_set_data (G_OBJECT (message), DATA_NAME, NULL);
}

static void
hang_up (Exchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* … on one that goes on sending: a reset tells it at once, and nothing of it stays. */
static void
cut_off (Exchange *self)
{
  const struct linger none = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  hang_up (self);
}

static M77Answer *
make_problem (guint status, const char *code, const char *detail)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  m77_problem_write (text, code, detail, NULL, NULL);
  body = g_string_free_to_bytes (text);
  return m77_answer_new (status, "application/problem+json", body);
}

static void
add_header_cb (const char *name, const char *value, gpointer data)
{
  M77Request *request = data;
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *had = m77_request_header (request, lower);
  g_autofree char *joined = had == NULL ? NULL : g_strconcat (had, ", ", value, NULL);

  if (joined == NULL || !g_str_equal (lower, "authorization"))
    m77_request_set_header (request, lower, joined != NULL ? joined : value);
}

/* NULL: its path or query cannot be read. */
static M77Request *
read_request (Exchange *self)
{
  GUri *uri = soup_server_message_get_uri (self->message);
  const char *method = soup_server_message_get_method (self->message);
  g_autofree char *path = g_uri_unescape_string (g_uri_get_path (uri), "/");
  g_autoptr (M77Request) request = NULL;
  g_autoptr (GHashTable) query = NULL;
  GHashTableIter each;
  gpointer name, value;

  if (path == NULL || !g_utf8_validate (path, -1, NULL))
    return NULL;

  request = m77_request_new (g_str_equal (method, "HEAD") ? "GET" : method, path);
  if (g_uri_get_query (uri) != NULL)
    {
      query = soup_form_decode (g_uri_get_query (uri));
      g_hash_table_iter_init (&each, query);
      while (g_hash_table_iter_next (&each, &name, &value))
        {
          if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
            return NULL;
          m77_request_set_query (request, name, value);
        }
    }
  soup_message_headers_foreach (soup_server_message_get_request_headers (self->message),
                                add_header_cb,
                                request);
  if (self->body->len > 0)
    {
      request->body = g_byte_array_free_to_bytes (self->body);
      self->body = g_byte_array_new ();
    }
  return g_steal_pointer (&request);
}

/* Whether it is read what is sent: only of who has a token that is good, so that nobody else can
 * fill the memory. They are answered why, unless they go on. */
static gboolean
may_send (Exchange *self, gsize size)
{
  if (!self->is_known && self->strange == 0)
    {
      g_autoptr (M77Request) request = read_request (self);

      self->is_known = request != NULL && platform_core_knows (self->core, request);
    }
  if (self->is_known)
    return TRUE;
  self->strange += size;
  if (self->strange > STRANGER_MAX)
    cut_off (self);
  return FALSE;
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Exchange *self = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (chunk, &size);

  if (!may_send (self, size))
    return;
  if (self->refused == 0 && self->body->len + size <= self->body_max)
    {
      g_byte_array_append (self->body, bytes, size);
      return;
    }
  /* A client that means well reads the answer; one that goes on is cut off. */
  self->refused += size;
  g_byte_array_set_size (self->body, 0);
  if (self->refused > 4 * self->body_max)
    cut_off (self);
}

void
platform_exchange_begin (SoupServerMessage *message,
                         PlatformCore *core,
                         PlatformHub *hub,
                         gsize body_max)
{
  Exchange *self = g_new0 (Exchange, 1);

  self->message = message;
  self->core = core;
  self->hub = hub;
  self->body_max = body_max;
  self->body = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), DATA_NAME, self, free_exchange);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), NULL);
}

static gboolean
pull_chunk_cb (gpointer data)
{
  Exchange *self = data;
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) chunk = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->answer->next_chunk (self->answer, &chunk, NULL, &error))
    {
      /* Too late for a status: a body without its end tells the client. */
      g_warning ("an answer broke off: %s", error->message);
      self->pull = 0;
      hang_up (self);
      return G_SOURCE_REMOVE;
    }
  /* Nothing yet: whoever else asks is served before it is asked again. */
  if (chunk != NULL && g_bytes_get_size (chunk) == 0)
    return G_SOURCE_CONTINUE;
  self->pull = 0;
  if (chunk == NULL)
    soup_message_body_complete (body);
  else
    soup_message_body_append_bytes (body, chunk);
  soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

/* From the loop, after whatever else is ready: see platform-server.h. */
static void
pull_soon (Exchange *self)
{
  if (self->pull == 0)
    self->pull = g_idle_add_full (G_PRIORITY_DEFAULT, pull_chunk_cb, self, NULL);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer data)
{
  pull_soon (data);
}

static void
copy_head (Exchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  GHashTableIter each;
  gpointer name, value;

  soup_server_message_set_status (self->message, self->answer->status, NULL);
  g_hash_table_iter_init (&each, self->answer->headers);
  while (g_hash_table_iter_next (&each, &name, &value))
    soup_message_headers_replace (headers, name, value);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

static gboolean
may_compress (Exchange *self)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (self->message);
  const char *length = m77_answer_header (self->answer, "content-length");

  return platform_gzip_accepted (soup_message_headers_get_list (asked, "Accept-Encoding")) &&
         m77_answer_header (self->answer, "content-encoding") == NULL &&
         m77_answer_header (self->answer, "etag") == NULL && /* it names these very bytes */
         (length == NULL || g_ascii_strtoull (length, NULL, 10) >= GZIP_LEAST);
}

/* A body whose length is known goes out as one piece, any other in chunks. */
static void
send_answer (Exchange *self, M77Answer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gboolean bodyless = answer->status == 204 || answer->status == 304;

  self->answer = answer;
  if (!bodyless && may_compress (self))
    {
      self->answer = platform_gzip_answer (self->answer);
      m77_answer_set_header (self->answer, "vary", "Accept-Encoding");
    }
  copy_head (self);
  if (!bodyless && m77_answer_header (self->answer, "content-length") == NULL)
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (bodyless || g_str_equal (soup_server_message_get_method (self->message), "HEAD"))
    return;
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (self->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
}

/* A stream ends with the token it was asked for with: looked at whenever there is something to
 * send, which is at each heartbeat at the latest. */
static void
event_frame_cb (const char *frame, gpointer data)
{
  Exchange *self = data;
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);

  if (frame == NULL || !platform_core_knows (self->core, self->stream))
    {
      hang_up (self);
      return;
    }
  soup_message_body_append (body, SOUP_MEMORY_COPY, frame, strlen (frame));
  soup_server_message_unpause (self->message);
}

static void
wrote_event_cb (SoupServerMessage *message, gpointer data)
{
  Exchange *self = data;

  platform_hub_sent (self->hub, self->subscription);
}

static void
open_stream (Exchange *self, M77Request *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  M77Answer *problem = NULL;
  g_autofree char *tenant = platform_core_events_tenant (self->core, request, &problem);

  self->stream = request;
  if (tenant == NULL)
    {
      send_answer (self, problem);
      return;
    }
  if (platform_hub_count (self->hub, NULL) >= STREAMS_MAX ||
      platform_hub_count (self->hub, tenant) >= TENANT_STREAMS_MAX)
    {
      send_answer (self,
                   make_problem (503,
                                 "rate-limited",
                                 _ ("Too many streams: read the changes instead.")));
      return;
    }

  soup_server_message_set_status (self->message, 200, NULL);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (g_str_equal (soup_server_message_get_method (self->message), "HEAD"))
    return;
  g_signal_connect (self->message, "wrote-chunk", G_CALLBACK (wrote_event_cb), self);
  self->subscription = platform_hub_subscribe (self->hub,
                                               tenant,
                                               m77_request_header (request, "last-event-id"),
                                               event_frame_cb,
                                               self);
}

/* GET /v1/tenants/TENANT/events */
static gboolean
asks_for_events (const M77Request *request)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "/", 6);

  return g_str_equal (request->method, "GET") && g_strv_length (parts) == 5 &&
         g_str_equal (parts[1], "v1") && g_str_equal (parts[2], "tenants") &&
         g_str_equal (parts[4], "events");
}

void
platform_exchange_answer (SoupServerMessage *message)
{
  Exchange *self = g_object_get_data (G_OBJECT (message), DATA_NAME);
  const char *method = soup_server_message_get_method (message);
  g_autoptr (M77Request) request = NULL;

  if (self->refused > 0)
    {
      send_answer (self,
                   make_problem (413, "too-large", _ ("The request is over 16 MiB: send less.")));
      return;
    }
  request = read_request (self);
  if (request == NULL)
    send_answer (self,
                 make_problem (400,
                               "validation-failed",
                               _ ("The path or query is not UTF-8, or has a slash escaped.")));
  else if (g_str_equal (method, "OPTIONS"))
    {
      M77Answer *answer = m77_answer_new (204, NULL, NULL);

      m77_answer_set_header (answer, "allow", "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
      send_answer (self, answer);
    }
  else if (asks_for_events (request))
    open_stream (self, g_steal_pointer (&request));
  else
    send_answer (self, platform_core_handle (self->core, request));
}
