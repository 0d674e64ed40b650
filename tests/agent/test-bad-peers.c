/* Agents that begin all at once, and front ends that misbehave: the real agent goes on.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

#include "tests/agent/bad.h"

#define AT_ONCE 8
#define ROUNDS  6

static void
test_many_agents (void)
{
  Bad *bad = bad_new ();

  for (guint round = 0; bad != NULL && round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) agents = g_ptr_array_new_with_free_func (g_object_unref);
      guint left = AT_ONCE, winners = 0;

      bad_add_note (bad);
      programs_kill_agent (bad->programs);
      for (guint i = 0; i < AT_ONCE; i++)
        g_ptr_array_add (agents,
                         g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                           NULL,
                                           g_getenv ("M77_TEST_AGENT"),
                                           NULL));
      bad_restarted (bad);
      for (guint i = 0; i < AT_ONCE; i++)
        {
          GSubprocess *agent = agents->pdata[i];
          const char *pid = g_subprocess_get_identifier (agent);

          if (pid != NULL && g_ascii_strtoll (pid, NULL, 10) == bad->pid)
            {
              winners++;
              continue;
            }
          g_subprocess_wait (agent, NULL, NULL);
          g_assert_true (g_subprocess_get_if_exited (agent));
          g_assert_cmpint (g_subprocess_get_exit_status (agent), ==, 0);
          left--;
        }
      /* m77 may have begun one more, and that may have been the first. */
      g_assert_cmpuint (winners, <=, 1);
      g_assert_cmpuint (left, ==, winners);
      bad_assert_usable (bad);
    }
  if (bad != NULL)
    bad_free (bad);
}

static gboolean
send_all (GSocket *socket, const char *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize sent = g_socket_send (socket, bytes + done, length - done, NULL, NULL);

      if (sent < 0)
        return FALSE;
      done += (gsize) sent;
    }
  return TRUE;
}

static GSocket *
connect_raw (gboolean say_hello)
{
  g_autofree char *path = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"),
                                            "m77",
                                            "agent.sock",
                                            NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) hello = g_string_new_len ("\0AUTH EXTERNAL ", 15);
  g_autofree char *uid = g_strdup_printf ("%u", getuid ());
  char answer[128];
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX,
                                  G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_DEFAULT,
                                  &error);

  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  if (!say_hello)
    return socket;
  for (const char *p = uid; *p != '\0'; p++)
    g_string_append_printf (hello, "%02x", *p);
  g_string_append (hello, "\r\n");
  g_assert_true (send_all (socket, hello->str, hello->len));
  g_assert_cmpint (g_socket_receive (socket, answer, sizeof answer, NULL, NULL), >, 3);
  g_assert_true (send_all (socket, "BEGIN\r\n", 7));
  return socket;
}

static void
send_call (GSocket *socket, const char *method, guint32 serial)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (NULL,
                                                                     M77_BUS_PATH,
                                                                     "com.mogothrow77.Agent1",
                                                                     method);
  g_autofree guchar *blob = NULL;
  gsize length;

  g_dbus_message_set_serial (message, serial);
  blob = g_dbus_message_to_blob (message, &length, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
  send_all (socket, (char *) blob, length);
}

static const struct
{
  const char *name;
  gboolean say_hello;
  const char *bytes;
  gsize length;
  guint times;
} rubbish[] = {
  { "nothing", FALSE, "", 0, 0 },
  { "half-a-hello", FALSE, "\0AUTH EXT", 9, 1 },
  { "http", FALSE, "GET / HTTP/1.1\r\n\r\n", 18, 1 },
  { "endless-hello", FALSE, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 32, 200000 },
  { "rubbish", TRUE, "\377\376\375 rubbish that is no message", 30, 100 },
  { "zeros", TRUE, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, 100000 },
  /* Of a length that D-Bus forbids, and of the largest it allows, never sent. */
  { "too-long", TRUE, "l\1\0\1\377\377\377\177\1\0\0\0\20\0\0\0", 16, 1 },
  { "long", TRUE, "l\1\0\1\0\0\0\7\1\0\0\0\20\0\0\0", 16, 1 },
};

static void
test_rubbish (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Bad *bad = bad_new ();
  g_autoptr (GSocket) socket = NULL;

  if (bad == NULL)
    return;
  /* GLib makes room for what a message says it will be; filled where malloc is perturbed. */
  if (g_str_equal (rubbish[i].name, "long"))
    bad->peak_kib += 128 * 1024;
  socket = connect_raw (rubbish[i].say_hello);
  for (guint k = 0; k < rubbish[i].times; k++)
    if (!send_all (socket, rubbish[i].bytes, rubbish[i].length))
      break;
  /* While it still stands there, and when it is gone. */
  bad_assert_usable (bad);
  g_clear_object (&socket);
  bad_assert_usable (bad);
  bad_free (bad);
}

/* A long message that is no message. (GLib writes all of one into the log.) */
static void
test_oversized (void)
{
  Bad *bad = bad_new ();
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *piece = g_malloc0 (1024 * 1024);

  if (bad == NULL)
    return;
  bad->peak_kib += 128 * 1024; /* as above */
  socket = connect_raw (TRUE);
  send_all (socket, "l\1\0\1\0\0\20\0\1\0\0\0\20\0\0\0", 16);
  for (guint k = 0; k < 8 && send_all (socket, piece, 1024 * 1024); k++)
    ;
  bad_assert_usable (bad);
  bad_free (bad);
}

/* It goes in the middle of a call, again and again. */
static void
test_dies_mid_call (void)
{
  static const char *const methods[] = { "Status", "Doctor", "Open", "Sync", "Nonsense" };
  Bad *bad = bad_new ();

  for (guint k = 0; bad != NULL && k < 100; k++)
    {
      g_autoptr (GSocket) socket = connect_raw (TRUE);

      send_call (socket, methods[k % G_N_ELEMENTS (methods)], 1);
      if (k % 3 == 0)
        send_all (socket, "l\1\0\1\20\0\0\0\2", 9);
    }
  if (bad == NULL)
    return;
  bad_assert_usable (bad);
  bad_free (bad);
}

/* It asks for ever and reads nothing; others are answered meanwhile, and it is hung up on. */
static void
test_never_reads (void)
{
  Bad *bad = bad_new ();
  g_autoptr (GSocket) socket = NULL;

  if (bad == NULL)
    return;
  bad->peak_kib += 64 * 1024;
  socket = connect_raw (TRUE);
  g_socket_set_timeout (socket, 30);
  for (guint32 serial = 1; serial < 200000 && g_socket_condition_check (socket, G_IO_HUP) == 0;
       serial++)
    send_call (socket, "Doctor", serial);
  g_assert_cmpint (g_socket_condition_check (socket, G_IO_HUP) & G_IO_HUP, ==, G_IO_HUP);
  bad_assert_usable (bad);
  bad_free (bad);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bad-peers/many-agents", test_many_agents);
  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
    {
      g_autofree char *path = g_strconcat ("/bad-peers/", rubbish[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rubbish);
    }
  g_test_add_func ("/bad-peers/oversized", test_oversized);
  g_test_add_func ("/bad-peers/dies-mid-call", test_dies_mid_call);
  g_test_add_func ("/bad-peers/never-reads", test_never_reads);
  return g_test_run ();
}
