/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-server"

#include "config.h"

#include "tests/platform/server-process.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>

static const char *
program (void)
{
  const char *path = g_getenv ("M77_TEST_PLATFORM");

  g_assert_nonnull (path);
  return path;
}

int
server_run (const char *const *arguments, char **out, char **err)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add (builder, program ());
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

char *
server_make_token (Server *self, const char *member, const char *role)
{
  const char *arguments[] = { "token",    "create", "--data",   self->directory,
                              "--tenant", "demo",   "--member", member,
                              "--role",   role,     NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (server_run (arguments, &out, &err), ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_true (g_str_has_suffix (out, "\n"));
  return g_strdup (g_strchomp (out));
}

void
server_remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

void
server_set_up (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  self->directory = g_dir_make_tmp ("m77-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error,
                                   program (),
                                   "serve",
                                   "--data",
                                   self->directory,
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--demo",
                                   NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on http://127.0.0.1:"));
  self->url = g_strdup (line + strlen ("listening on "));
  self->token = server_make_token (self, "jana", "operator");
  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

void
server_stop (Server *self, int signal)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->server, signal);
  g_subprocess_wait (self->server, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->server));
  g_assert_cmpint (g_subprocess_get_exit_status (self->server), ==, 0);
  g_clear_object (&self->server);
}

void
server_tear_down (Server *self, gconstpointer data)
{
  if (self->server != NULL)
    server_stop (self, SIGTERM);
  g_object_unref (self->session);
  server_remove_directory (self->directory);
  g_free (self->directory);
  g_free (self->url);
  g_free (self->token);
}

SoupMessage *
server_message_new (Server *self, const char *method, const char *path, const char *token)
{
  g_autofree char *target = g_strconcat (self->url, "/v1/tenants/demo/", path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, target);

  soup_message_headers_replace (soup_message_get_request_headers (message),
                                "Authorization",
                                bearer);
  return message;
}

GBytes *
server_send (Server *self, SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = soup_session_send_and_read (self->session, message, NULL, &error);

  g_assert_no_error (error);
  return body;
}

const char *
server_header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (message), name);
}

guint
server_ask (Server *self, const char *path, const char *token)
{
  g_autoptr (SoupMessage) message = server_message_new (self, "GET", path, token);
  g_autoptr (GBytes) body = server_send (self, message);

  g_assert_cmpuint (g_bytes_get_size (body), >, 0);
  return soup_message_get_status (message);
}
