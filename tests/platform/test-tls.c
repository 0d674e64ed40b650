/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-tls"

#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

/* The program behind https, with a certificate of 127.0.0.1 made for this run; the program's
 * path is in M77_TEST_PLATFORM. */

typedef struct
{
  char *directory, *certificate, *key;
  GSubprocess *server;
  char *url; /* "https://127.0.0.1:40313" */
} Fixture;

static gboolean
make_certificate (Fixture *self)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (openssl == NULL)
    return FALSE;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error,
                              openssl,
                              "req",
                              "-x509",
                              "-newkey",
                              "ec",
                              "-pkeyopt",
                              "ec_paramgen_curve:prime256v1",
                              "-nodes",
                              "-days",
                              "2",
                              "-subj",
                              "/CN=127.0.0.1",
                              "-addext",
                              "subjectAltName=IP:127.0.0.1",
                              "-keyout",
                              self->key,
                              "-out",
                              self->certificate,
                              NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
serve (Fixture *self)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error,
                                   g_getenv ("M77_TEST_PLATFORM"),
                                   "serve",
                                   "--data",
                                   self->directory,
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--tls-certificate",
                                   self->certificate,
                                   "--tls-key",
                                   self->key,
                                   NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on https://127.0.0.1:"));
  self->url = g_strdup (line + strlen ("listening on "));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("m77-tls-XXXXXX", &error);
  g_assert_no_error (error);
  self->certificate = g_build_filename (self->directory, "certificate.pem", NULL);
  self->key = g_build_filename (self->directory, "key.pem", NULL);
  if (make_certificate (self))
    serve (self);
  else
    g_test_skip ("there is no openssl to make a certificate with");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  if (self->server != NULL)
    {
      g_subprocess_send_signal (self->server, SIGTERM);
      g_subprocess_wait (self->server, NULL, NULL);
      g_assert_cmpint (g_subprocess_get_exit_status (self->server), ==, 0);
      g_object_unref (self->server);
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);
      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->url);
}

/* The status of a GET; 0 with error when there was none. trust: a certificate to trust
 * alone, NULL: those of the system. */
static guint
get (const char *url, const char *trust, SoupMessage **message, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *full = g_strconcat (url, "/v1/tenants/shop/me", NULL);
  g_autoptr (GBytes) body = NULL;

  if (trust != NULL)
    {
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (trust, error);

      g_assert_nonnull (database);
      soup_session_set_tls_database (session, database);
    }
  *message = soup_message_new ("GET", full);
  body = soup_session_send_and_read (session, *message, NULL, error);
  return body != NULL ? soup_message_get_status (*message) : 0;
}

static void
test_serves (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  GTlsProtocolVersion version;

  if (self->server == NULL)
    return;
  g_assert_cmpuint (get (self->url, self->certificate, &message, &error), ==, 401);
  g_assert_no_error (error);
  version = soup_message_get_tls_protocol_version (message);
  g_assert_true (version == G_TLS_PROTOCOL_VERSION_TLS_1_2 ||
                 version == G_TLS_PROTOCOL_VERSION_TLS_1_3);
}

/* Who was not told to trust it does not; and it speaks no http on that port. */
static void
test_is_not_trusted_by_itself (Fixture *self, gconstpointer data)
{
  g_autoptr (SoupMessage) stranger = NULL, plain = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *http = NULL;

  if (self->server == NULL)
    return;
  g_assert_cmpuint (get (self->url, NULL, &stranger, &error), ==, 0);
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_clear_error (&error);
  http = g_strconcat ("http", self->url + strlen ("https"), NULL);
  g_assert_cmpuint (get (http, NULL, &plain, &error), ==, 0);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  /* LeakSanitizer's own tracer dies of the threads of a program that has loaded GnuTLS. */
  g_setenv ("LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/platform/tls/serves", Fixture, NULL, set_up, test_serves, tear_down);
  g_test_add ("/platform/tls/is-not-trusted-by-itself",
              Fixture,
              NULL,
              set_up,
              test_is_not_trusted_by_itself,
              tear_down);
  return g_test_run ();
}
