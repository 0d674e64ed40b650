/* test-keyring.c: tokens with a real secret service, on a bus of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "tests/agent/machine.h"

#define SERVICE "org.freedesktop.secrets"
#define BUS_CONFIG                                                                                 \
  "<!DOCTYPE busconfig PUBLIC '-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN'"               \
  " 'http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd'>"                                \
  "<busconfig><type>session</type><keep_umask/><listen>unix:dir=%s</listen>"                       \
  "<auth>EXTERNAL</auth><policy context='default'><allow send_destination='*' eavesdrop='true'/>"  \
  "<allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"

typedef struct
{
  Machine *machine;
  GSubprocess *daemon, *keyring; /* keyring NULL: there is none */
  GSubprocess *monitor;          /* of all that passes on the bus; NULL: not installed */
  GDBusConnection *bus;
  char *address;
} Desktop;

static void
start_bus (Desktop *self)
{
  g_autofree char *path = machine_path (self->machine, "bus.conf");
  g_autofree char *config = g_strdup_printf (BUS_CONFIG, self->machine->root);
  g_autofree char *option = g_strconcat ("--config-file=", path, NULL);
  const char *const argv[] = { "dbus-daemon", option, "--nofork", "--print-address", NULL };
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, config, -1, &error));
  self->daemon = machine_spawn (self->machine, argv);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->daemon));
  self->address = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  self->bus =
      g_dbus_connection_new_for_address_sync (self->address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL,
                                              NULL,
                                              &error);
  g_assert_no_error (error);
  g_subprocess_launcher_setenv (self->machine->launcher,
                                "DBUS_SESSION_BUS_ADDRESS",
                                self->address,
                                TRUE);
}

static char *
read_capture (Desktop *self, gsize *size)
{
  g_autofree char *path = machine_path (self->machine, "bus.capture");
  char *bytes = NULL;

  *size = 0;
  g_file_get_contents (path, &bytes, size, NULL);
  return bytes;
}

/* Below the root, where a token is looked for. */
static void
start_monitor (Desktop *self)
{
  g_autofree char *program = g_find_program_in_path ("dbus-monitor");
  g_autofree char *path = machine_path (self->machine, "bus.capture");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  if (program == NULL)
    return;
  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  self->monitor = g_subprocess_launcher_spawn (launcher,
                                               &error,
                                               program,
                                               "--binary",
                                               "--address",
                                               self->address,
                                               NULL);
  g_assert_no_error (error);
  while (size == 0)
    {
      GVariant *id = g_dbus_connection_call_sync (self->bus,
                                                  "org.freedesktop.DBus",
                                                  "/org/freedesktop/DBus",
                                                  "org.freedesktop.DBus",
                                                  "GetId",
                                                  NULL,
                                                  NULL,
                                                  G_DBUS_CALL_FLAGS_NONE,
                                                  -1,
                                                  NULL,
                                                  &error);

      g_assert_no_error (error);
      g_variant_unref (id);
      g_free (read_capture (self, &size));
    }
}

/* What the agent asked of the secret service was seen, so a token would have been. */
static void
assert_monitored (Desktop *self)
{
  gsize size;
  g_autofree char *bytes = read_capture (self, &size);

  if (self->monitor != NULL)
    g_assert_nonnull (memmem (bytes, size, "CreateItem", strlen ("CreateItem")));
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer there)
{
  *(gboolean *) there = TRUE;
}

static void
wait_for_service (Desktop *self)
{
  gboolean there = FALSE;
  guint watch = g_bus_watch_name_on_connection (self->bus,
                                                SERVICE,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                appeared_cb,
                                                NULL,
                                                &there,
                                                NULL);

  while (!there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
start_keyring (Desktop *self)
{
  static const char *const argv[] = {
    "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", NULL
  };
  g_autoptr (GError) error = NULL;
  GOutputStream *input;

  self->keyring = machine_spawn (self->machine, argv);
  input = g_subprocess_get_stdin_pipe (self->keyring);
  g_assert_true (g_output_stream_write_all (input, "test", 4, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (input, NULL, &error));
  wait_for_service (self);
}

/* What `m77 lock` would be: as the screen's lock does it. */
static void
lock (Desktop *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  answer = g_dbus_connection_call_sync (
      self->bus,
      SERVICE,
      "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service",
      "Lock",
      g_variant_new_parsed ("([objectpath '/org/freedesktop/secrets/aliases/default'],)"),
      NULL,
      G_DBUS_CALL_FLAGS_NONE,
      -1,
      NULL,
      &error);
  g_assert_no_error (error);
}

static void
end_process (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

/* FALSE, after having skipped the test, where something is missing. */
static gboolean
set_up (Desktop *self)
{
  g_autofree char *keyring = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  *self = (Desktop){ 0 };
  if (keyring == NULL || daemon == NULL)
    {
      g_test_skip ("gnome-keyring or dbus-daemon is not installed");
      return FALSE;
    }
  self->machine = machine_new ();
  if (self->machine == NULL)
    return FALSE;
  start_bus (self);
  start_monitor (self);
  machine_start_platform (self->machine, NULL);
  return TRUE;
}

static void
tear_down (Desktop *self)
{
  machine_end_agent (self->machine, SIGTERM);
  if (self->keyring != NULL)
    end_process (self->keyring);
  if (self->monitor != NULL)
    end_process (self->monitor);
  g_object_unref (self->bus);
  end_process (self->daemon);
  machine_free (self->machine);
  g_free (self->address);
}

static int
add_profile (Desktop *self, const char *token, const char *store)
{
  return machine_m77 (self->machine,
                      token,
                      "profile",
                      "add",
                      "shop",
                      "--platform",
                      self->machine->url,
                      "--tenant",
                      "shop",
                      "--token-stdin",
                      "--token-store",
                      store,
                      NULL);
}

static void
test_signed_in (void)
{
  Desktop self;
  g_autofree char *token = NULL;

  if (!set_up (&self))
    return;
  start_keyring (&self);
  token = machine_token (self.machine, "jana", "operator");
  g_assert_cmpint (add_profile (&self, token, "secret-service"), ==, 0);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 0);
  assert_monitored (&self);
  machine_assert_nowhere (self.machine, token, machine_agent_pid (self.machine));

  machine_end_agent (self.machine, SIGTERM);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 0);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "whoami", "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (machine_json (self.machine), "member"), ==, "jana");
  machine_assert_nowhere (self.machine, token, machine_agent_pid (self.machine));

  g_assert_cmpint (machine_m77 (self.machine, NULL, "logout", NULL), ==, 0);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 7);
  g_assert_cmpint (machine_m77 (self.machine, token, "login", "--token-stdin", NULL), ==, 0);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 0);
  machine_assert_nowhere (self.machine, token, machine_agent_pid (self.machine));
  tear_down (&self);
}

static void
test_locked (void)
{
  Desktop self;
  g_autofree char *token = NULL;

  if (!set_up (&self))
    return;
  start_keyring (&self);
  token = machine_token (self.machine, "jana", "operator");
  g_assert_cmpint (add_profile (&self, token, "secret-service"), ==, 0);

  /* Where it is already: the platform cannot be asked, and it is said why. */
  machine_end_agent (self.machine, SIGTERM);
  lock (&self);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 1);
  machine_assert_code (self.machine, "no-secret-service");
  g_assert_nonnull (strstr (self.machine->err, "nlock"));
  g_assert_cmpint (machine_m77 (self.machine, NULL, "list", "incident", NULL), ==, 0);

  /* Where it is to be kept: refused, and the way out is named. */
  g_assert_cmpint (add_profile (&self, token, "secret-service"), ==, 1);
  machine_assert_code (self.machine, "no-secret-service");
  g_assert_nonnull (strstr (self.machine->err, "--token-store file"));
  machine_assert_nowhere (self.machine, token, machine_agent_pid (self.machine));
  tear_down (&self);
}

static void
test_none (void)
{
  Desktop self;
  g_autofree char *token = NULL;

  if (!set_up (&self))
    return;
  token = machine_token (self.machine, "jana", "operator");
  g_assert_cmpint (add_profile (&self, token, "secret-service"), ==, 1);
  machine_assert_code (self.machine, "no-secret-service");
  g_assert_nonnull (strstr (self.machine->err, "--token-store file"));
  g_assert_cmpint (machine_m77 (self.machine, NULL, "profile", "list", "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_get_int (machine_json (self.machine), "total", -1), ==, 0);
  machine_assert_nowhere (self.machine, token, machine_agent_pid (self.machine));

  g_assert_cmpint (add_profile (&self, token, "file"), ==, 0);
  g_assert_cmpint (machine_m77 (self.machine, NULL, "sync", "--wait", NULL), ==, 0);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/signed-in", test_signed_in);
  g_test_add_func ("/keyring/locked", test_locked);
  g_test_add_func ("/keyring/none", test_none);
  return g_test_run ();
}
