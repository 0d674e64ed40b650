/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-events"

#include "config.h"

#include "agent/sync/agent-events.h"

#include "agent/sync/agent-backoff.h"
#include "agent/sync/agent-http.h"
#include "shared/base/m77-time.h"

#define SILENCE_MOST_S 40 /* the platform's heartbeat is 15 s */
#define LIVE_MOST_MS   20000
#define LINE_MOST      8192 /* bytes */
#define CHUNK          4096 /* bytes */

typedef enum
{
  EVENTS_CLOSED,
  EVENTS_OPENING,
  EVENTS_READING,
  EVENTS_WAITING
} EventsState;

struct _AgentEvents
{
  char *base_url, *token, *tenant;
  const M77Runtime *runtime;
  AgentEventsFunc poked;
  gpointer data;

  EventsState state;
  SoupSession *session;
  GCancellable *cancellable; /* of what is under way; NULL: closed */
  GInputStream *stream;
  GString *line;     /* as far as it has come */
  gboolean has_data; /* a data line since the last blank one */
  gint64 heard_at;
  guint retry; /* source */
  AgentBackoff backoff;
  GAsyncReadyCallback advance; /* advance_cb: it and the timer call each other */
};

static void
open_stream (AgentEvents *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/events", self->tenant);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);
  g_autoptr (SoupMessage) message = NULL;

  m77_request_set_header (request, "accept", "text/event-stream");
  message = agent_http_message_new (self->base_url, self->token, request);
  if (message == NULL)
    return;
  self->state = EVENTS_OPENING;
  g_object_set_data_full (G_OBJECT (self->cancellable),
                          "message",
                          g_object_ref (message),
                          g_object_unref);
  soup_session_send_async (self->session,
                           message,
                           G_PRIORITY_DEFAULT,
                           self->cancellable,
                           self->advance,
                           self);
}

static gboolean
retry_cb (gpointer data)
{
  AgentEvents *self = data;

  self->retry = 0;
  open_stream (self);
  return G_SOURCE_REMOVE;
}

static void
open_later (AgentEvents *self)
{
  gint64 wait;

  g_clear_object (&self->stream);
  agent_backoff_fail (&self->backoff, self->runtime, 0);
  wait = agent_backoff_wait (&self->backoff, self->runtime);
  self->state = EVENTS_WAITING;
  self->retry = g_timeout_add (MAX (wait, 100), retry_cb, self);
}

static void
read_chunk (AgentEvents *self)
{
  self->state = EVENTS_READING;
  self->heard_at = m77_runtime_now (self->runtime);
  g_input_stream_read_bytes_async (self->stream,
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   self->advance,
                                   self);
}

/* TRUE: the stream is open. */
static gboolean
take_opened (AgentEvents *self, GAsyncResult *result, GError **error)
{
  SoupMessage *message = g_object_get_data (G_OBJECT (self->cancellable), "message");
  g_autoptr (GInputStream) body = soup_session_send_finish (self->session, result, error);

  if (body == NULL || soup_message_get_status (message) != SOUP_STATUS_OK)
    return FALSE;
  self->stream = g_steal_pointer (&body);
  self->has_data = FALSE;
  g_string_truncate (self->line, 0);
  self->poked (self->data);
  return TRUE;
}

/* A blank line ends an event; of one with nothing in it, such as a heartbeat, nothing follows. */
static void
take_line (AgentEvents *self)
{
  if (g_str_has_prefix (self->line->str, "data:"))
    self->has_data = TRUE;
  else if (self->line->len == 0 && self->has_data)
    {
      self->has_data = FALSE;
      self->poked (self->data);
    }
  g_string_truncate (self->line, 0);
}

/* TRUE: more may come. A line ends with LF or CR LF; one without an end is no event stream. */
static gboolean
take_chunk (AgentEvents *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (self->stream, result, error);
  gsize n = 0;
  const char *bytes = chunk != NULL ? g_bytes_get_data (chunk, &n) : NULL;

  /* Not when it opens: one that a proxy closes at once is opened less and less often. */
  if (n > 0)
    agent_backoff_succeed (&self->backoff);
  for (gsize i = 0; i < n; i++)
    if (bytes[i] == '\n')
      take_line (self);
    else if (self->line->len >= LINE_MOST)
      return FALSE;
    else if (bytes[i] != '\r')
      g_string_append_c (self->line, bytes[i]);
  return n > 0;
}

static void
advance_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AgentEvents *self = data;
  g_autoptr (GError) error = NULL;
  gboolean on;

  /* A cancelled call ends after its object may have gone: nothing of it is touched then. */
  if (G_IS_TASK (result) && g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  on = self->state == EVENTS_OPENING ? take_opened (self, result, &error)
                                     : take_chunk (self, result, &error);
  if (on)
    read_chunk (self);
  else
    {
      gboolean was_live = self->state == EVENTS_READING;

      open_later (self);
      if (was_live)
        self->poked (self->data);
    }
}

AgentEvents *
agent_events_new (const char *base_url,
                  const char *token,
                  const char *tenant,
                  const M77Runtime *runtime,
                  AgentEventsFunc poked,
                  gpointer data)
{
  AgentEvents *self = g_new0 (AgentEvents, 1);

  self->base_url = g_strdup (base_url);
  self->token = g_strdup (token);
  self->tenant = g_strdup (tenant);
  self->runtime = runtime;
  self->poked = poked;
  self->data = data;
  self->heard_at = M77_TIME_NONE;
  self->advance = advance_cb;
  self->line = g_string_new (NULL);
  self->session = agent_http_session_new (SILENCE_MOST_S);
  return self;
}

void
agent_events_listen (AgentEvents *self, gboolean listen)
{
  if (listen == (self->cancellable != NULL))
    return;
  if (listen)
    {
      self->cancellable = g_cancellable_new ();
      agent_backoff_succeed (&self->backoff);
      open_stream (self);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_handle_id (&self->retry, g_source_remove);
  self->state = EVENTS_CLOSED;
}

gboolean
agent_events_is_live (AgentEvents *self)
{
  return self->state == EVENTS_READING &&
         m77_runtime_now (self->runtime) - self->heard_at < LIVE_MOST_MS;
}

gint64
agent_events_heard_at (AgentEvents *self)
{
  return self->heard_at;
}

void
agent_events_free (AgentEvents *self)
{
  agent_events_listen (self, FALSE);
  g_object_unref (self->session);
  g_string_free (self->line, TRUE);
  g_free (self->base_url);
  g_free (self->token);
  g_free (self->tenant);
  g_free (self);
}
