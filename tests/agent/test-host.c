/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/service/agent-profiles.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

/* The real agent in a process of its own, with no platform to talk to. */

typedef struct
{
  char *root, *socket;
  GSubprocessLauncher *launcher;
  GSubprocess *agent;
  GDBusConnection *connection;
  M77Agent1 *proxy;
  M77JsonPool *pool;
} Fixture;

static void
set_directory (Fixture *self, const char *variable, const char *name)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_subprocess_launcher_setenv (self->launcher, variable, path, TRUE);
}

static GSubprocess *
start_agent (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *agent = g_subprocess_launcher_spawn (self->launcher,
                                                    &error,
                                                    g_getenv ("M77_TEST_AGENT"),
                                                    "--socket",
                                                    self->socket,
                                                    NULL);

  g_assert_no_error (error);
  return agent;
}

/* Tries until somebody listens; the test's own time-out is the limit. */
static GDBusConnection *
connect_to (Fixture *self)
{
  g_autofree char *address = g_strconcat ("unix:path=", self->socket, NULL);
  GDBusConnection *connection = NULL;

  while (connection == NULL)
    {
      connection = g_dbus_connection_new_for_address_sync (
          address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, NULL);
      if (connection == NULL)
        g_thread_yield ();
    }
  return connection;
}

static void
attach (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->connection = connect_to (self);
  self->proxy = m77_agent1_proxy_new_sync (self->connection,
                                           G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES,
                                           NULL,
                                           M77_BUS_PATH,
                                           NULL,
                                           &error);
  g_assert_no_error (error);
}

static void
detach (Fixture *self)
{
  g_clear_object (&self->proxy);
  g_clear_object (&self->connection);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("m77-host-XXXXXX", NULL);
  self->pool = m77_json_pool_new ();
  self->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  set_directory (self, "XDG_DATA_HOME", "data");
  set_directory (self, "XDG_STATE_HOME", "state");
  self->socket = g_build_filename (self->root, "run", "agent.sock", NULL);
  self->agent = start_agent (self);
  attach (self);
}

static void
stop_agent (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->agent, SIGTERM);
  g_subprocess_wait (self->agent, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->agent));
  g_assert_cmpint (g_subprocess_get_exit_status (self->agent), ==, 0);
  g_clear_object (&self->agent);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  detach (self);
  stop_agent (self);
  g_assert_false (g_file_test (self->socket, G_FILE_TEST_EXISTS));
  agent_profiles_delete (self->root);
  m77_json_pool_free (self->pool);
  g_object_unref (self->launcher);
  g_free (self->socket);
  g_free (self->root);
}

static const M77Json *
ask_status (Fixture *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const M77Json *status;

  m77_agent1_call_status_sync (self->proxy, &text, NULL, &error);
  g_assert_no_error (error);
  status = m77_json_parse (self->pool, text, -1, &error);
  g_assert_no_error (error);
  return status;
}

static gboolean
add_profile (Fixture *self, const char *profile, GError **error)
{
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new ();
  int pipe_fds[2];
  int handle;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  g_assert_cmpint (write (pipe_fds[1], "hush-hush\n", 10), ==, 10);
  close (pipe_fds[1]);
  handle = g_unix_fd_list_append (descriptors, pipe_fds[0], NULL);
  close (pipe_fds[0]);
  return m77_agent1_call_profile_add_sync (self->proxy,
                                           profile,
                                           g_variant_new_handle (handle),
                                           descriptors,
                                           NULL,
                                           NULL,
                                           error);
}

/* A port of the loopback that nobody listens at: the platform cannot be reached. */
#define DEMO                                                                                       \
  "{\"name\":\"demo\",\"platform\":\"http://127.0.0.1:1\",\"tenant\":\"shop\","                    \
  "\"token_store\":\"file\"}"

static void
assert_code (GError *error, M77Error code)
{
  m77_client_fix_error (&error);
  g_assert_error (error, M77_ERROR, (gint) code);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_null (strstr (error->message, "hush-hush"));
  g_error_free (error);
}

/* ---- Tests ---- */

static void
test_tools (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hello = NULL, about = NULL;
  const char *text;
  GStatBuf status;

  hello = g_dbus_connection_call_sync (self->connection,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "Hello",
                                       NULL,
                                       G_VARIANT_TYPE ("(s)"),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);
  about = g_dbus_connection_call_sync (self->connection,
                                       "com.mogothrow77.Agent1",
                                       M77_BUS_PATH,
                                       "org.freedesktop.DBus.Introspectable",
                                       "Introspect",
                                       NULL,
                                       G_VARIANT_TYPE ("(s)"),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);
  g_variant_get (about, "(&s)", &text);
  g_assert_nonnull (strstr (text, "WaitOperation"));
  g_assert_cmpint (g_stat (self->socket, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_nothing_yet (Fixture *self, gconstpointer data)
{
  GError *error = NULL;
  g_autofree char *text = NULL;
  const M77Json *status = ask_status (self);

  g_assert_cmpint (m77_json_get_int (m77_json_get (status, "agent"), "version", 0),
                   ==,
                   M77_BUS_VERSION);
  g_assert_cmpuint (m77_json_size (m77_json_get (status, "profiles")), ==, 0);
  m77_agent1_call_open_sync (self->proxy, 1, "", "t", NULL, NULL, NULL, NULL, &error);
  assert_code (g_steal_pointer (&error), M77_ERROR_NO_PROFILE);
  m77_agent1_call_open_sync (self->proxy, 77, "", "t", NULL, NULL, NULL, NULL, &error);
  assert_code (g_steal_pointer (&error), M77_ERROR_VERSION);
  m77_agent1_call_sync_sync (self->proxy, TRUE, FALSE, NULL, NULL, &error);
  assert_code (g_steal_pointer (&error), M77_ERROR_NO_PROFILE);
  m77_agent1_call_doctor_sync (self->proxy, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (m77_json_parse (self->pool, text, -1, &error));
}

static void
test_profile (Fixture *self, gconstpointer data)
{
  g_autofree char *name = NULL, *report = NULL;
  GError *error = NULL;
  const M77Json *profile;
  gint64 until = 0;

  g_assert_true (add_profile (self, DEMO, &error));
  g_assert_no_error (error);
  m77_agent1_call_open_sync (self->proxy, 1, "", "t", NULL, NULL, &name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "demo");
  m77_agent1_call_sync_sync (self->proxy, TRUE, FALSE, NULL, NULL, &error);
  assert_code (g_steal_pointer (&error), M77_ERROR_PLATFORM_UNREACHABLE);

  profile = m77_json_first (m77_json_get (ask_status (self), "profiles"));
  g_assert_cmpstr (m77_json_get_string (profile, "mode"), ==, "offline");
  g_assert_false (m77_json_get_bool (profile, "online"));
  m77_agent1_call_ready_sync (self->proxy, 3600, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (m77_json_get_bool (m77_json_parse (self->pool, report, -1, NULL), "ok"));

  /* Another token for it is taken only from a platform that says whose it is. */
  g_assert_false (add_profile (self, DEMO, &error));
  assert_code (g_steal_pointer (&error), M77_ERROR_PLATFORM_UNREACHABLE);

  /* Offline by one's own word outlives kill -9. */
  m77_agent1_call_set_offline_sync (self->proxy, TRUE, 3600, &until, NULL, &error);
  g_assert_no_error (error);
  ask_status (self); /* behind it on the journal's lane */
  detach (self);
  g_subprocess_send_signal (self->agent, SIGKILL);
  g_subprocess_wait (self->agent, NULL, NULL);
  g_clear_object (&self->agent);
  self->agent = start_agent (self);
  attach (self);
  profile = m77_json_first (m77_json_get (ask_status (self), "profiles"));
  g_assert_cmpstr (m77_json_get_string (profile, "mode"), ==, "offline-by-you");

  m77_agent1_call_profile_remove_sync (self->proxy, "demo", FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (m77_json_size (m77_json_get (ask_status (self), "profiles")), ==, 0);
}

static void
test_bad_arguments (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{",
    "{\"name\":\"x\"}",
    "{\"name\":\"../x\",\"platform\":\"http://127.0.0.1:1\",\"tenant\":\"a\"}",
    "{\"name\":\"x\",\"platform\":\"http://m77.example\",\"tenant\":\"a\"}",
    "{\"name\":\"x\",\"platform\":\"file:///etc\",\"tenant\":\"a\"}",
    "{\"name\":\"x\",\"platform\":\"http://127.0.0.1:1\",\"tenant\":\"a/../b\"}",
    "{\"name\":\"x\",\"platform\":\"http://127.0.0.1:1\",\"tenant\":\"a\",\"token_store\":\"x\"}",
  };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (add_profile (self, bad[i], &error));
      m77_client_fix_error (&error);
      g_assert_true (g_error_matches (error, M77_ERROR, M77_ERROR_INVALID) ||
                     g_error_matches (error, M77_ERROR, M77_ERROR_BAD_JSON));
      g_clear_error (&error);
    }
  /* The secret service is not there, and nothing is left of the profile. */
  g_assert_false (add_profile (self,
                               "{\"name\":\"x\",\"platform\":\"http://127.0.0.1:1\","
                               "\"tenant\":\"a\"}",
                               &error));
  assert_code (g_steal_pointer (&error), M77_ERROR_NO_SECRET_SERVICE);
  g_assert_cmpuint (m77_json_size (m77_json_get (ask_status (self), "profiles")), ==, 0);

  /* No descriptor where one belongs. */
  m77_agent1_call_profile_add_sync (self->proxy,
                                    DEMO,
                                    g_variant_new_handle (3),
                                    NULL,
                                    NULL,
                                    NULL,
                                    &error);
  assert_code (g_steal_pointer (&error), M77_ERROR_INVALID);
}

/* Whoever comes second ends quietly, and the first one goes on. */
static void
test_two_agents (Fixture *self, gconstpointer data)
{
  g_autoptr (GSubprocess) second = start_agent (self);

  g_subprocess_wait (second, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (second));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 0);
  g_assert_cmpint (m77_json_get_int (m77_json_get (ask_status (self), "agent"), "pid", 0),
                   ==,
                   atoi (g_subprocess_get_identifier (self->agent)));
}

static void
send_all (GSocket *socket, const char *bytes, gsize length, GError **error)
{
  gssize sent;

  for (gsize done = 0; done < length; done += (gsize) sent)
    {
      sent = g_socket_send (socket, bytes + done, length - done, NULL, error);
      if (sent < 0)
        return;
    }
}

static GSocket *
connect_raw (Fixture *self)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) hello = g_string_new_len ("\0AUTH EXTERNAL ", 15);
  g_autofree char *uid = g_strdup_printf ("%u", getuid ());
  char answer[128];
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX,
                                  G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_DEFAULT,
                                  &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  for (const char *p = uid; *p != '\0'; p++)
    g_string_append_printf (hello, "%02x", *p);
  g_string_append (hello, "\r\n");
  send_all (socket, hello->str, hello->len, &error);
  g_assert_cmpint (g_socket_receive (socket, answer, sizeof answer, NULL, &error), >, 3);
  g_assert_true (g_str_has_prefix (answer, "OK "));
  send_all (socket, "BEGIN\r\n", 7, &error);
  g_assert_no_error (error);
  return socket;
}

/* It asks and asks and reads nothing: it is disconnected, and others are still answered. */
static void
test_never_reads (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocket) socket = connect_raw (self);
  g_autoptr (GError) error = NULL;
  guint32 serial = 1;

  while (error == NULL && serial < 1000000)
    {
      g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (NULL,
                                                                         M77_BUS_PATH,
                                                                         "com.mogothrow77.Agent1",
                                                                         "Doctor");
      g_autofree guchar *blob = NULL;
      gsize length;

      g_dbus_message_set_serial (message, serial++);
      blob = g_dbus_message_to_blob (message, &length, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
      send_all (socket, (char *) blob, length, &error);
    }
  g_assert_nonnull (error);
  g_assert_nonnull (m77_json_get (ask_status (self), "agent"));
}

/* Nobody can find an agent whose socket is gone: it makes room for one that can be found. */
static void
test_socket_deleted (Fixture *self, gconstpointer data)
{
  detach (self);
  g_assert_cmpint (g_unlink (self->socket), ==, 0);
  g_subprocess_wait (self->agent, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (self->agent), ==, 0);
  g_clear_object (&self->agent);
  self->agent = start_agent (self);
  attach (self);
  ask_status (self);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  m77_error_register ();
  if (g_getenv ("M77_TEST_AGENT") == NULL)
    return 77;
  ADD ("/host/tools", test_tools);
  ADD ("/host/nothing-yet", test_nothing_yet);
  ADD ("/host/profile", test_profile);
  ADD ("/host/bad-arguments", test_bad_arguments);
  ADD ("/host/two-agents", test_two_agents);
  ADD ("/host/never-reads", test_never_reads);
  ADD ("/host/socket-deleted", test_socket_deleted);
  return g_test_run ();
}
