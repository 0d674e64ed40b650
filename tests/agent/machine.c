/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/agent/machine.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "tests/agent/await-gone.h"
#include "tests/agent/remove-tree.h"

#define COMMAND_FLAGS                                                                              \
  (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE)

char *
machine_path (Machine *self, const char *name)
{
  return g_build_filename (self->root, name, NULL);
}

static void
set_directory (Machine *self, const char *variable, const char *name)
{
  g_autofree char *path = machine_path (self, name);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_subprocess_launcher_setenv (self->launcher, variable, path, TRUE);
}

Machine *
machine_new (void)
{
  g_autoptr (GError) error = NULL;
  Machine *self;

  if (g_getenv ("M77_TEST_AGENT") == NULL || g_getenv ("M77_TEST_TUI") == NULL)
    {
      g_test_skip ("M77_TEST_AGENT and its like do not name the programs");
      return NULL;
    }
  self = g_new0 (Machine, 1);
  self->pool = m77_json_pool_new ();
  self->root = g_dir_make_tmp ("m77-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->launcher = g_subprocess_launcher_new (COMMAND_FLAGS);
  set_directory (self, "HOME", "home");
  set_directory (self, "XDG_RUNTIME_DIR", "run");
  set_directory (self, "XDG_DATA_HOME", "data");
  set_directory (self, "XDG_STATE_HOME", "state");
  set_directory (self, "XDG_CACHE_HOME", "cache");
  set_directory (self, "XDG_CONFIG_HOME", "config");
  g_subprocess_launcher_setenv (self->launcher,
                                "M77_AGENT_PROGRAM",
                                g_getenv ("M77_TEST_AGENT"),
                                TRUE);
  g_subprocess_launcher_unsetenv (self->launcher, "M77_AGENT_SOCKET");
  return self;
}

/* ---- Commands ---- */

static int
run (Machine *self, const char *input, const char *const *argv)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = g_strjoinv (" ", (char **) argv + 1);

  process = g_subprocess_launcher_spawnv (self->launcher, argv, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_subprocess_communicate_utf8 (process,
                                 input != NULL ? input : "",
                                 NULL,
                                 &self->out,
                                 &self->err,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_test_message ("%s: %d %s%s",
                  words,
                  g_subprocess_get_exit_status (process),
                  self->out,
                  self->err);
  return g_subprocess_get_exit_status (process);
}

int
machine_m77 (Machine *self, const char *input, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  va_list args;

  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_TUI"));
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  return run (self, input, (const char *const *) argv->pdata);
}

const M77Json *
machine_json (Machine *self)
{
  g_autoptr (GError) error = NULL;
  const M77Json *value = m77_json_parse (self->pool, self->out, -1, &error);

  g_assert_no_error (error);
  return value;
}

void
machine_assert_code (Machine *self, const char *nick)
{
  g_autofree char *code = g_strdup_printf ("[%s]", nick);

  if (strstr (self->err, code) == NULL)
    g_error ("%s expected, not %s", code, self->err);
}

/* It does not outlive a test that failed. */
static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocess *
machine_spawn (Machine *self, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (self->launcher, die_with_parent_cb, NULL, NULL);
  g_subprocess_launcher_set_flags (self->launcher,
                                   G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  process = g_subprocess_launcher_spawnv (self->launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_set_child_setup (self->launcher, NULL, NULL, NULL);
  g_subprocess_launcher_set_flags (self->launcher, COMMAND_FLAGS);
  return process;
}

/* ---- The platform ---- */

static char *
run_platform (Machine *self, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *data = machine_path (self, "platform");

  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_PLATFORM"));
  g_ptr_array_add (argv, (gpointer) arguments[0]);
  g_ptr_array_add (argv, (gpointer) arguments[1]);
  g_ptr_array_add (argv, "--data");
  g_ptr_array_add (argv, data);
  for (guint i = 2; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_assert_cmpint (run (self, NULL, (const char *const *) argv->pdata), ==, 0);
  return g_strchomp (g_steal_pointer (&self->out));
}

void
machine_start_platform (Machine *self, const char *const *more)
{
  static const char *const create[] = { "tenant", "create", "shop", NULL };
  g_autofree char *data = machine_path (self, "platform");
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL, *ignored = NULL;
  const char *listen = self->url == NULL ? "127.0.0.1:0" : strstr (self->url, "://") + 3;

  if (self->url == NULL)
    ignored = run_platform (self, create);
  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_PLATFORM"));
  g_ptr_array_add (argv, "serve");
  g_ptr_array_add (argv, "--data");
  g_ptr_array_add (argv, data);
  g_ptr_array_add (argv, "--listen");
  g_ptr_array_add (argv, (gpointer) listen);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) more[i]);
  g_ptr_array_add (argv, NULL);
  self->platform = machine_spawn (self, (const char *const *) argv->pdata);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->platform));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  g_free (self->url);
  self->url = g_strdup (line + strlen ("listening on "));
}

void
machine_kill_platform (Machine *self)
{
  g_subprocess_send_signal (self->platform, SIGKILL);
  g_subprocess_wait (self->platform, NULL, NULL);
  g_clear_object (&self->platform);
}

char *
machine_token (Machine *self, const char *member, const char *role)
{
  const char *const arguments[] = { "token", "create", "--tenant", "shop", "--member",
                                    member,  "--role", role,       NULL };

  return run_platform (self, arguments);
}

int
machine_add_profile (Machine *self, const char *token)
{
  return machine_m77 (self,
                      token,
                      "profile",
                      "add",
                      "shop",
                      "--platform",
                      self->url,
                      "--tenant",
                      "shop",
                      "--token-stdin",
                      "--token-store",
                      "file",
                      NULL);
}

char *
machine_journal (Machine *self)
{
  g_autofree char *profiles = machine_path (self, "data/m77/profiles");
  g_autoptr (GDir) directory = g_dir_open (profiles, 0, NULL);
  const char *name;
  char *found = NULL;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (profiles, name, "journal.db", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_assert_null (found);
          found = g_steal_pointer (&path);
        }
    }
  g_assert_nonnull (found);
  return found;
}

/* ---- The agent ---- */

int
machine_agent_pid (Machine *self)
{
  int pid;

  machine_m77 (self, NULL, "status", "--json", NULL);
  pid = m77_json_get_int (m77_json_get (machine_json (self), "agent"), "pid", 0);
  g_assert_cmpint (pid, >, 1);
  return pid;
}

void
machine_end_agent (Machine *self, int signal_number)
{
  int pid = machine_agent_pid (self);

  g_assert_cmpint (kill (pid, signal_number), ==, 0);
  await_gone (pid);
}

/* ---- Secrets ---- */

static void
assert_not_in (const char *path, const char *secret)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (g_file_get_contents (path, &bytes, &size, NULL) &&
      memmem (bytes, size, secret, strlen (secret)) != NULL)
    g_error ("%s holds a secret", path);
}

static void
assert_not_below (const char *path, const char *secret)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        assert_not_below (child, secret);
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        assert_not_in (child, secret);
    }
}

void
machine_assert_nowhere (Machine *self, const char *secret, int pid)
{
  g_autofree char *command = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_autofree char *environment = g_strdup_printf ("/proc/%d/environ", pid);

  g_assert_true (g_file_test (environment, G_FILE_TEST_EXISTS));
  assert_not_in (command, secret);
  assert_not_in (environment, secret);
  assert_not_below (self->root, secret);
}

void
machine_free (Machine *self)
{
  machine_end_agent (self, SIGTERM);
  if (self->platform != NULL)
    machine_kill_platform (self);
  remove_tree (self->root);
  g_object_unref (self->launcher);
  m77_json_pool_free (self->pool);
  g_free (self->out);
  g_free (self->err);
  g_free (self->url);
  g_free (self->root);
  g_free (self);
}
