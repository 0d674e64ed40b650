/* test-trust.c: whom the agent talks to, and what it says to others: nothing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "agent/sync/agent-http.h"
#include "shared/base/m77-error.h"
#include "tests/agent/machine.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"

static char *config; /* XDG_CONFIG_HOME */

static char *
fixture (const char *name)
{
  return g_build_filename (g_getenv ("M77_TEST_SOURCE"), "tests", "fixtures", "tls", name, NULL);
}

static void
trust_authority (gboolean trust)
{
  g_autofree char *from = fixture ("authority.pem");
  g_autofree char *to = g_build_filename (config, "m77", "authorities.pem", NULL);
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_unlink (to);
  if (!trust)
    return;
  g_assert_true (g_file_get_contents (from, &text, NULL, &error));
  g_assert_true (g_file_set_contents (to, text, -1, &error));
}

/* ---- A server that counts what it is told ---- */

typedef struct
{
  GSocketService *service;
  GTlsCertificate *certificate;
  char *url;
  GMutex mutex;
  GCond cond;
  gsize received;
  guint ended; /* connections */
} Server;

static gsize
serve (Server *self, GSocketConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream)
      tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
  char buffer[4096];
  gsize received = 0;

  g_assert_no_error (error);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    return 0;
  while (TRUE)
    {
      gssize got = g_input_stream_read (g_io_stream_get_input_stream (tls),
                                        buffer + received,
                                        sizeof buffer - 1 - received,
                                        NULL,
                                        NULL);

      if (got <= 0)
        return received;
      received += got;
      buffer[received] = '\0';
      if (strstr (buffer, "\r\n\r\n") != NULL)
        g_output_stream_write_all (g_io_stream_get_output_stream (tls),
                                   ANSWER,
                                   strlen (ANSWER),
                                   NULL,
                                   NULL,
                                   NULL);
    }
}

static gboolean
connected_cb (GThreadedSocketService *service,
              GSocketConnection *connection,
              GObject *source,
              gpointer data)
{
  Server *self = data;
  gsize received = serve (self, connection);

  g_mutex_lock (&self->mutex);
  self->received += received;
  self->ended++;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
server_start (Server *self, const char *certificate)
{
  g_autofree char *pem = fixture (certificate), *key = fixture ("server.key");
  g_autoptr (GError) error = NULL;
  guint16 port;

  *self = (Server){ 0 };
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->certificate = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  self->service = g_threaded_socket_service_new (4);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_signal_connect (self->service, "run", G_CALLBACK (connected_cb), self);
}

/* Accepting is the default context's: it turns here, while the request waits in its thread. */
static void
server_wait (Server *self)
{
  while (TRUE)
    {
      gboolean done;

      g_mutex_lock (&self->mutex);
      done = self->ended > 0;
      g_mutex_unlock (&self->mutex);
      if (done)
        return;
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}

static void
server_stop (Server *self)
{
  g_socket_service_stop (self->service);
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->url);
}

typedef struct
{
  const char *url;
  guint status; /* 0: no answer */
  GError *error;
} Call;

static gpointer
call_thread (gpointer data)
{
  Call *call = data;
  AgentWire *wire = agent_http_new (call->url, "secret-token");
  g_autoptr (M77Request) request = m77_request_new ("GET", "/v1/tenants/shop/me");
  g_autoptr (M77Answer) answer = wire->call (wire, request, NULL, &call->error);

  call->status = answer == NULL ? 0 : answer->status;
  g_clear_pointer (&answer, m77_answer_free);
  wire->free (wire);
  return NULL;
}

/* What a call of the server with this certificate comes to. */
static void
ask (const char *certificate, Call *call, gsize *received)
{
  Server server;
  GThread *thread;

  server_start (&server, certificate);
  *call = (Call){ .url = server.url };
  thread = g_thread_new ("call", call_thread, call);
  server_wait (&server);
  g_thread_join (thread);
  *received = server.received;
  server_stop (&server);
}

static void
test_good (void)
{
  Call call;
  gsize received;

  trust_authority (TRUE);
  ask ("good.pem", &call, &received);
  g_assert_no_error (call.error);
  g_assert_cmpuint (call.status, ==, 200);
  g_assert_cmpuint (received, >, 0);
}

/* words: what the sentence must hold. */
static void
refuse (const char *certificate, const char *words)
{
  Call call;
  gsize received;

  ask (certificate, &call, &received);
  g_assert_error (call.error, M77_ERROR, M77_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (call.error->message, words));
  g_assert_cmpint (m77_error_exit_status (call.error), ==, 6);
  g_assert_cmpuint (received, ==, 0);
  g_error_free (call.error);
}

static void
test_refused (void)
{
  trust_authority (FALSE);
  refuse ("good.pem", "authorities.pem");
  trust_authority (TRUE);
  refuse ("stranger.pem", "authorities.pem");
  refuse ("expired.pem", "expired");
  refuse ("wrong-host.pem", "another host");
}

/* ---- Old TLS: only OpenSSL still speaks it ---- */

static void
test_old (void)
{
  g_autofree char *pem = fixture ("good.pem"), *key = fixture ("server.key");
  g_autofree char *program = g_find_program_in_path ("openssl");
  const char *const argv[] = {
    "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",           pem,
    "-key",    key,        "-tls1_1", "-cipher",     "ALL:@SECLEVEL=0", NULL
  };
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL, *url = NULL;
  Call call = { 0 };

  if (program == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  trust_authority (TRUE);
  server = g_subprocess_newv (argv,
                              G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, &error);
      g_assert_nonnull (line);
    }
  while (!g_str_has_prefix (line, "ACCEPT"));
  url = g_strconcat ("https://127.0.0.1", strrchr (line, ':'), NULL);
  call.url = url;
  call_thread (&call);
  g_assert_error (call.error, M77_ERROR, M77_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (call.error->message, "1.2"));
  g_error_free (call.error);

  g_subprocess_send_signal (server, SIGKILL);
  g_clear_pointer (&line, g_free);
  while ((line = g_data_input_stream_read_line (output, NULL, NULL, NULL)) != NULL)
    {
      g_assert_null (strstr (line, "GET"));
      g_clear_pointer (&line, g_free);
    }
  g_subprocess_wait (server, NULL, NULL);
}

static void
test_addresses (void)
{
  static const char *const good[] = {
    "https://platform.example", "http://127.0.0.1:8077", "http://[::1]:8077", "http://localhost"
  };
  static const char *const bad[] = { "http://platform.example",  "http://10.0.0.1",
                                     "http://127.0.0.1.example", "ftp://127.0.0.1",
                                     "platform.example",         "" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (agent_http_check_url (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (agent_http_check_url (bad[i], &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
    }
}

/* ---- The agent and the platform ---- */

static void
start_platform (Machine *machine, const char *certificate)
{
  g_autofree char *pem = fixture (certificate), *key = fixture ("server.key");
  const char *const tls[] = { "--tls-certificate", pem, "--tls-key", key, NULL };

  machine_start_platform (machine, tls);
}

static void
test_agent (void)
{
  Machine *machine = machine_new ();
  g_autofree char *token = NULL;

  if (machine == NULL)
    return;
  start_platform (machine, "good.pem");
  g_assert_true (g_str_has_prefix (machine->url, "https://"));
  token = machine_token (machine, "jana", "operator");
  trust_authority (FALSE);
  g_subprocess_launcher_setenv (machine->launcher, "XDG_CONFIG_HOME", config, TRUE);
  g_assert_cmpint (machine_add_profile (machine, token), ==, 6);
  machine_assert_code (machine, "platform-untrusted");
  g_assert_cmpint (machine_m77 (machine, NULL, "profile", "list", "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_get_int (machine_json (machine), "total", -1), ==, 0);

  trust_authority (TRUE);
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);

  /* Another certificate later: what was read stays to be read, and it is said why. */
  machine_kill_platform (machine);
  start_platform (machine, "expired.pem");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 6);
  machine_assert_code (machine, "platform-untrusted");
  g_assert_cmpint (machine_m77 (machine, NULL, "list", "incident", NULL), ==, 0);
  machine_free (machine);
}

/* LeakSanitizer's own tracer dies of the threads of a program that has loaded GnuTLS: of this
 * one's, and of those it starts. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

int
main (int argc, char **argv)
{
  g_autofree char *trusted = NULL, *folder = NULL;
  int status;

  g_setenv ("LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_init (&argc, &argv, NULL);
  config = g_dir_make_tmp ("m77-test-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_add_func ("/trust/good", test_good);
  g_test_add_func ("/trust/refused", test_refused);
  g_test_add_func ("/trust/old", test_old);
  g_test_add_func ("/trust/addresses", test_addresses);
  g_test_add_func ("/trust/agent", test_agent);
  status = g_test_run ();
  trusted = g_build_filename (config, "m77", "authorities.pem", NULL);
  folder = g_path_get_dirname (trusted);
  g_unlink (trusted);
  g_rmdir (folder);
  g_rmdir (config);
  g_free (config);
  return status;
}
