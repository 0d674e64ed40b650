/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/agent/programs.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "tests/agent/await-gone.h"
#include "tests/agent/remove-tree.h"

#define CONNECTIONS_MOST 10

static char *
below (Programs *self, const char *name)
{
  return g_build_filename (self->root, name, NULL);
}

static void
set_directory (Programs *self, const char *variable, const char *name)
{
  g_autofree char *path = below (self, name);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_setenv (variable, path, TRUE);
}

/* A test that aborts takes it along: who runs the tests waits for all that hold their output. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
programs_start_platform (Programs *self)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *data = below (self, "platform");
  g_autofree char *listen = g_strdup (self->url == NULL ? "127.0.0.1:0"
                                                        : self->url + strlen ("http://"));
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->platform = g_subprocess_launcher_spawn (launcher,
                                                &error,
                                                g_getenv ("M77_TEST_PLATFORM"),
                                                "serve",
                                                "--data",
                                                data,
                                                "--listen",
                                                listen,
                                                NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->platform));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on http://"));
  g_free (self->url);
  self->url = g_strdup (line + strlen ("listening on "));
}

static char *
run_platform (Programs *self, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = below (self, "platform");
  char *output = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_PLATFORM"));
  g_ptr_array_add (argv, (gpointer) arguments[0]);
  g_ptr_array_add (argv, (gpointer) arguments[1]);
  g_ptr_array_add (argv, "--data");
  g_ptr_array_add (argv, data);
  for (guint i = 2; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strchomp (output);
}

Programs *
programs_start (void)
{
  static const char *const create[] = { "tenant", "create", "shop", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  Programs *self;

  if (g_getenv ("M77_TEST_AGENT") == NULL)
    {
      g_test_skip ("M77_TEST_AGENT and M77_TEST_PLATFORM do not name the programs");
      return NULL;
    }
  self = g_new0 (Programs, 1);
  self->pool = m77_json_pool_new ();
  self->root = g_dir_make_tmp ("m77-test-XXXXXX", &error);
  g_assert_no_error (error);
  set_directory (self, "XDG_RUNTIME_DIR", "run");
  set_directory (self, "XDG_DATA_HOME", "data");
  set_directory (self, "XDG_STATE_HOME", "state");
  set_directory (self, "XDG_CACHE_HOME", "cache");
  set_directory (self, "XDG_CONFIG_HOME", "config");
  g_setenv ("M77_AGENT_PROGRAM", g_getenv ("M77_TEST_AGENT"), TRUE);
  output = run_platform (self, create);
  programs_start_platform (self);
  return self;
}

void
programs_kill_platform (Programs *self)
{
  g_subprocess_send_signal (self->platform, SIGKILL);
  g_subprocess_wait (self->platform, NULL, NULL);
  g_clear_object (&self->platform);
}

M77Agent1 *
programs_agent (Programs *self, gboolean without)
{
  g_autoptr (GError) error = NULL;

  if (self->client == NULL)
    self->client = m77_client_new_sync (NULL, "test", without, &error);
  g_assert_no_error (error);
  return m77_client_proxy (self->client);
}

void
programs_kill_agent (Programs *self)
{
  M77Agent1 *proxy;
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;
  const M77Json *json;
  gint64 pid;

  /* One that is dying already may have been met. */
  for (guint i = 0; i < CONNECTIONS_MOST && status == NULL; i++)
    {
      g_clear_error (&error);
      if (self->client == NULL)
        self->client = m77_client_new_sync (NULL, "test", TRUE, &error);
      proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
      if (proxy == NULL || !m77_agent1_call_status_sync (proxy, &status, NULL, &error))
        g_clear_object (&self->client);
    }
  g_assert_no_error (error);
  g_assert_nonnull (status);
  json = m77_json_parse (self->pool, status, -1, &error);
  pid = m77_json_get_int (m77_json_get (json, "agent"), "pid", 0);
  g_assert_cmpint (pid, >, 1);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_clear_object (&self->client);
  await_gone ((int) pid);
}

void
programs_stop (Programs *self)
{
  programs_kill_agent (self);
  if (self->platform != NULL)
    programs_kill_platform (self);
  remove_tree (self->root);
  m77_json_pool_free (self->pool);
  g_free (self->url);
  g_free (self->root);
  g_free (self);
}

char *
programs_token (Programs *self, const char *member, const char *role)
{
  const char *const arguments[] = { "token", "create", "--tenant", "shop", "--member",
                                    member,  "--role", role,       NULL };

  return run_platform (self, arguments);
}

void
programs_add_profile (Programs *self, const char *member, const char *role)
{
  g_autofree char *token = programs_token (self, member, role);
  g_autofree char
      *profile = g_strdup_printf ("{\"name\":\"test\",\"platform\":\"%s\",\"tenant\":\"shop\","
                                  "\"token_store\":\"file\"}",
                                  self->url);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_assert_cmpint (write (ends[1], token, strlen (token)), ==, strlen (token));
  close (ends[1]);
  g_unix_fd_list_append (fds, ends[0], &error);
  close (ends[0]);
  g_assert_no_error (error);
  m77_agent1_call_profile_add_sync (programs_agent (self, TRUE),
                                    profile,
                                    g_variant_new_handle (0),
                                    fds,
                                    NULL,
                                    NULL,
                                    &error);
  g_assert_no_error (error);
  g_clear_object (&self->client);
}

const M77Json *
programs_ask (Programs *self, const char *token, const char *path)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (self->url, "/v1/tenants/shop/", path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  const M77Json *json;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  json = m77_json_parse (self->pool,
                         g_bytes_get_data (body, NULL),
                         g_bytes_get_size (body),
                         &error);
  g_assert_no_error (error);
  return json;
}

void
programs_sync (Programs *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  m77_agent1_call_sync_sync (programs_agent (self, FALSE), TRUE, FALSE, &report, NULL, &error);
  g_assert_no_error (error);
}
