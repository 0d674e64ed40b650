/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-server"

#include "config.h"

#include "platform/api/platform-server.h"

#include "platform/api/platform-exchange.h"
#include "platform/events/platform-sender.h"
#include "shared/base/m77-error.h"

#define REST_MS 250 /* after something was written */

struct _PlatformServer
{
  PlatformCore *core;
  PlatformHub *hub;
  PlatformSender *sender;
  SoupServer *soup;
  guint beat, rest; /* sources; rest 0: nothing was written */
};

static gboolean
rest_cb (gpointer data)
{
  PlatformServer *self = data;

  self->rest = 0;
  platform_core_rest (self->core);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (const char *tenant, const char *cursor, const char *const *kinds, gpointer data)
{
  PlatformServer *self = data;

  platform_hub_publish (self->hub, tenant, cursor, kinds);
  if (self->rest == 0)
    self->rest = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, rest_cb, self, NULL);
  if (g_strv_contains (kinds, "delivery"))
    platform_sender_wake (self->sender);
}

static gboolean
beat_cb (gpointer data)
{
  PlatformServer *self = data;

  platform_hub_beat (self->hub);
  return G_SOURCE_CONTINUE;
}

static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  PlatformServer *self = data;

  platform_exchange_begin (message, self->core, self->hub, PLATFORM_SERVER_BODY_MAX);
}

static void
handler_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  PlatformServer *self = data;

  platform_exchange_answer (message);
  platform_sender_make_way (self->sender);
}

PlatformServer *
platform_server_new (PlatformCore *core)
{
  PlatformServer *self = g_new0 (PlatformServer, 1);

  self->core = core;
  self->hub = platform_hub_new ();
  self->sender = platform_sender_new (core);
  self->soup = soup_server_new ("server-header", "m77-platform/" M77_VERSION, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
  self->beat = g_timeout_add_seconds (PLATFORM_HUB_BEAT_S, beat_cb, self);
  platform_core_set_changed_func (core, changed_cb, self);
  return self;
}

void
platform_server_free (PlatformServer *self)
{
  platform_core_set_changed_func (self->core, NULL, NULL);
  platform_sender_free (self->sender);
  g_source_remove (self->beat);
  g_clear_handle_id (&self->rest, g_source_remove);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  platform_hub_free (self->hub);
  g_free (self);
}

gboolean
platform_server_set_tls (PlatformServer *self,
                         const char *certificate,
                         const char *key,
                         GError **error)
{
  g_autoptr (GTlsCertificate) pair = g_tls_certificate_new_from_files (certificate, key, error);

  if (pair == NULL)
    {
      g_prefix_error (error, "Reading the TLS certificate and key: ");
      return FALSE;
    }
  soup_server_set_tls_certificate (self->soup, pair);
  return TRUE;
}

static GSocketAddress *
parse_where (const char *where, GError **error)
{
  const char *colon = strrchr (where, ':');
  g_autofree char *host = colon == NULL ? NULL : g_strndup (where, colon - where);
  g_autoptr (GSocketAddress) address = NULL;
  guint64 port;

  if (host != NULL && host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  if (host != NULL && g_str_equal (host, "localhost"))
    {
      g_free (host);
      host = g_strdup ("127.0.0.1");
    }
  if (host != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    address = g_inet_socket_address_new_from_string (host, (guint) port);
  if (address == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_USAGE,
                 "“%s” is no address to listen on: use ADDRESS:PORT, as in 127.0.0.1:8077 or "
                 "[::1]:0",
                 where);
  return g_steal_pointer (&address);
}

/* The address that was really taken: port 0 picks one. */
static char *
format_url (PlatformServer *self, GError **error)
{
  GSList *listeners = soup_server_get_listeners (self->soup);
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *host = NULL;
  GInetAddress *inet;

  address = g_socket_get_local_address (listeners->data, error);
  g_slist_free (listeners);
  if (address == NULL)
    return NULL;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  host = g_inet_address_to_string (inet);
  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u",
                          soup_server_is_https (self->soup) ? "https" : "http",
                          host,
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

char *
platform_server_listen (PlatformServer *self, const char *where, gboolean insecure, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_where (where, error);
  gboolean tls = soup_server_get_tls_certificate (self->soup) != NULL;
  GInetAddress *inet;

  if (address == NULL)
    return NULL;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (!tls && !insecure && !g_inet_address_get_is_loopback (inet))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_USAGE,
                   "%s is not a loopback address and tokens would cross the network in the "
                   "clear: give --tls-cert and --tls-key, or say --insecure",
                   where);
      return NULL;
    }
  if (!soup_server_listen (self->soup, address, tls ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    {
      g_prefix_error (error, "Listening on %s: ", where);
      return NULL;
    }
  return format_url (self, error);
}
