/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-http"

#include "config.h"

#include "agent/sync/agent-http.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/identity/agent-trust.h"
#include "agent/sync/agent-patience.h"
#include "agent/sync/agent-proxy.h"
#include "shared/base/m77-error.h"

#define IDLE_TIMEOUT_S 30
#define CHUNK_BYTES    (256 * 1024)
#define USER_AGENT     "m77-agent/" M77_VERSION

typedef struct
{
  AgentWire wire;
  char *base_url;
  char *token;
  guint grace_ms;
  SoupSession *session; /* made on the calling thread at its first call */
} AgentHttp;

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

gboolean
agent_http_check_url (const char *base_url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri == NULL ? "" : g_uri_get_scheme (uri);

  if (g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_loopback (uri)))
    return TRUE;

  g_set_error (error,
               M77_ERROR,
               M77_ERROR_INVALID,
               _ ("%s cannot be a platform: give https://HOST, or http:// on this machine"),
               base_url);
  return FALSE;
}

SoupSession *
agent_http_session_new (guint idle_timeout_s)
{
  SoupSession *session = soup_session_new_with_options ("timeout",
                                                        idle_timeout_s,
                                                        "user-agent",
                                                        USER_AGENT,
                                                        "max-conns-per-host",
                                                        4,
                                                        NULL);
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GProxyResolver) proxies = agent_proxy_resolver_new (environment);

  soup_session_set_proxy_resolver (session, proxies);
  return session;
}

SoupMessage *
agent_http_message_new (const char *base_url, const char *token, const M77Request *request)
{
  g_autofree char *target = m77_request_target (request);
  g_autofree char *url = g_strconcat (base_url, target, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (request->method, url);
  SoupMessageHeaders *headers;
  GHashTableIter iter;
  gpointer name, value;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  soup_message_headers_replace (headers, "Authorization", bearer);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  agent_trust_watch (message);
  return message;
}

/* The rest of an answer. */
typedef struct
{
  GInputStream *stream;
  AgentPatience *patience;
} Body;

/* What GIO says of a socket, as one code that means "later"; what a person stopped stays. */
static void
fix_error (AgentPatience *patience, GError **error)
{
  GError *cause;

  if (error == NULL || *error == NULL || (*error)->domain == M77_ERROR)
    return;
  cause = g_steal_pointer (error);
  if (agent_patience_is_over (patience))
    *error = g_error_new_literal (M77_ERROR,
                                  M77_ERROR_PLATFORM_UNREACHABLE,
                                  _ ("The platform answers too slowly; it is tried again"));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *error = g_error_new_literal (M77_ERROR, M77_ERROR_CANCELLED, _ ("Stopped"));
  else
    *error = g_error_new (M77_ERROR,
                          M77_ERROR_PLATFORM_UNREACHABLE,
                          _ ("The platform does not answer (%s); it is tried again"),
                          cause->message);
  g_error_free (cause);
}

/* Stopped by what the call was begun with. */
static gboolean
next_chunk (M77Answer *answer, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Body *body = answer->source;
  GBytes *bytes;
  GError *cause = NULL;

  *chunk = NULL;
  bytes = g_input_stream_read_bytes (body->stream,
                                     CHUNK_BYTES,
                                     agent_patience_cancellable (body->patience),
                                     &cause);
  if (bytes == NULL)
    {
      fix_error (body->patience, &cause);
      g_propagate_error (error, cause);
      return FALSE;
    }
  agent_patience_add (body->patience, g_bytes_get_size (bytes));
  if (g_bytes_get_size (bytes) > 0)
    *chunk = bytes;
  else
    g_bytes_unref (bytes);
  return TRUE;
}

static void
finish (M77Answer *answer)
{
  Body *body = answer->source;

  g_object_unref (body->stream);
  agent_patience_end (body->patience);
  g_free (body);
}

static void
copy_header_cb (const char *name, const char *value, gpointer answer)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  m77_answer_set_header (answer, lower, value);
}

static M77Answer *
call (AgentWire *wire, const M77Request *request, GCancellable *cancellable, GError **error)
{
  AgentHttp *self = (AgentHttp *) wire;
  g_autoptr (SoupMessage) message = agent_http_message_new (self->base_url, self->token, request);
  g_autoptr (AgentPatience) patience = NULL;
  g_autoptr (GError) cause = NULL;
  GInputStream *stream;
  M77Answer *answer;
  gsize bytes = 0;
  Body *body;

  if (message == NULL)
    {
      agent_http_check_url (self->base_url, error);
      return NULL;
    }
  if (self->session == NULL)
    {
      self->session = agent_http_session_new (IDLE_TIMEOUT_S);
      /* Within one machine, packing costs more than it saves. */
      if (is_loopback (soup_message_get_uri (message)))
        soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
    }
  if (request->body != NULL)
    bytes = g_bytes_get_size (request->body);
  patience = agent_patience_begin (cancellable, bytes, self->grace_ms);
  stream = soup_session_send (self->session,
                              message,
                              agent_patience_cancellable (patience),
                              &cause);
  if (stream == NULL)
    {
      GError *untrusted = agent_trust_error (message, cause);

      fix_error (patience, &cause);
      g_propagate_error (error, untrusted != NULL ? untrusted : g_steal_pointer (&cause));
      return NULL;
    }

  answer = m77_answer_new (soup_message_get_status (message), NULL, NULL);
  soup_message_headers_foreach (soup_message_get_response_headers (message),
                                copy_header_cb,
                                answer);
  body = g_new0 (Body, 1);
  body->stream = stream;
  body->patience = g_steal_pointer (&patience);
  answer->next_chunk = next_chunk;
  answer->finish = finish;
  answer->source = body;
  return answer;
}

static void
free_http (AgentWire *wire)
{
  AgentHttp *self = (AgentHttp *) wire;

  g_clear_object (&self->session);
  g_free (self->token);
  g_free (self->base_url);
  g_free (self);
}

AgentWire *
agent_http_new (const char *base_url, const char *token)
{
  AgentHttp *self = g_new0 (AgentHttp, 1);

  self->wire.call = call;
  self->wire.free = free_http;
  self->base_url = g_strdup (base_url);
  self->token = g_strdup (token);
  self->grace_ms = AGENT_PATIENCE_GRACE_MS;
  while (g_str_has_suffix (self->base_url, "/"))
    self->base_url[strlen (self->base_url) - 1] = '\0';
  return &self->wire;
}

void
agent_http_set_grace (AgentWire *wire, guint grace_ms)
{
  ((AgentHttp *) wire)->grace_ms = grace_ms;
}
