/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-trust"

#include "config.h"

#include "agent/identity/agent-trust.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"

#define TOO_OLD "m77-tls-too-old" /* set on a message: the server speaks nothing newer than 1.1 */

static char *
authorities_path (void)
{
  return g_build_filename (g_get_user_config_dir (), AGENT_TRUST_FILE, NULL);
}

/* Whether the person's own authorities vouch for what the machine's do not. */
static gboolean
accept_cb (SoupMessage *message,
           GTlsCertificate *certificate,
           GTlsCertificateFlags errors,
           gpointer data)
{
  GUri *uri = soup_message_get_uri (message);
  g_autofree char *path = authorities_path ();
  g_autoptr (GSocketConnectable) host = NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) error = NULL;

  if (errors != G_TLS_CERTIFICATE_UNKNOWN_CA || !g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  authorities = g_tls_file_database_new (path, &error);
  if (authorities == NULL)
    {
      g_warning ("%s cannot be read: %s", path, error->message);
      return FALSE;
    }
  host = g_network_address_new (g_uri_get_host (uri), 0);
  return g_tls_database_verify_chain (authorities,
                                      certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                      host,
                                      NULL,
                                      G_TLS_DATABASE_VERIFY_NONE,
                                      NULL,
                                      NULL) == 0;
}

/* Closed between the handshake and the request. */
static void
event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  GTlsProtocolVersion version;

  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED)
    return;
  version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection));
  if (version == G_TLS_PROTOCOL_VERSION_TLS_1_2 || version == G_TLS_PROTOCOL_VERSION_TLS_1_3)
    return;
  g_object_set_data (G_OBJECT (message), TOO_OLD, GINT_TO_POINTER (TRUE));
  g_io_stream_close (connection, NULL, NULL);
}

void
agent_trust_watch (SoupMessage *message)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  g_signal_connect (message, "network-event", G_CALLBACK (event_cb), NULL);
}

static GError *G_GNUC_PRINTF (1, 2) untrusted (const char *format, ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (M77_ERROR, M77_ERROR_UNTRUSTED, format, args);
  va_end (args);
  return error;
}

static GError *
certificate_error (GTlsCertificateFlags errors, const char *host)
{
  g_autofree char *path = authorities_path ();

  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return untrusted (_ ("What answers at %s has a certificate for another host, and was told "
                         "nothing: check the address."),
                      host);
  if (errors & G_TLS_CERTIFICATE_EXPIRED)
    return untrusted (_ ("The certificate of %s has expired, and nothing was sent: it must be "
                         "renewed there. Check this machine's clock, too."),
                      host);
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return untrusted (_ ("The certificate of %s is not valid yet, and nothing was sent: check this "
                         "machine's clock."),
                      host);
  return untrusted (_ ("The certificate of %s is from nobody this machine trusts, and nothing was "
                       "sent. If it is of an authority of your own, put that one's certificate "
                       "into %s."),
                    host,
                    path);
}

GError *
agent_trust_error (SoupMessage *message, const GError *cause)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));
  GTlsCertificateFlags errors = soup_message_get_tls_peer_certificate_errors (message);

  if (g_object_get_data (G_OBJECT (message), TOO_OLD) != NULL ||
      g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_INAPPROPRIATE_FALLBACK))
    return untrusted (_ ("%s speaks no TLS of version 1.2 or newer, and nothing was sent."), host);
  if (cause->domain != G_TLS_ERROR)
    return NULL;
  if (errors != 0)
    return certificate_error (errors, host);
  return untrusted (_ ("No TLS of version 1.2 or newer could be agreed with %s (%s), and nothing "
                       "was sent."),
                    host,
                    cause->message);
}
