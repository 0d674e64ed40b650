/* test-commands.c: m77, m77-agent and m77-platform as people run them
 *
 * A platform with the demo tenant, an agent started by the first command, and every word a
 * person would type, in a directory of its own. What must be waited for is waited for by the
 * commands themselves (sync --wait, wait, act).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "shared/base/m77-json.h"

typedef struct
{
  char *dir;
  GSubprocessLauncher *launcher;
  GSubprocess *platform;
  char *url;
  M77JsonPool *pool;
  char *out, *err; /* of the last command */
} World;

static char *
in_dir (const World *world, const char *name)
{
  return g_build_filename (world->dir, name, NULL);
}

static int
run_with_input (World *world, const char *input, const char *first, va_list args)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_TUI"));
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_launcher_spawnv (world->launcher,
                                          (const char *const *) argv->pdata,
                                          &error);
  g_assert_no_error (error);
  g_clear_pointer (&world->out, g_free);
  g_clear_pointer (&world->err, g_free);
  g_subprocess_communicate_utf8 (process, input, NULL, &world->out, &world->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_test_message ("m77 %s …: %d %s%s",
                  first,
                  g_subprocess_get_exit_status (process),
                  world->out,
                  world->err);
  return g_subprocess_get_exit_status (process);
}

static int G_GNUC_NULL_TERMINATED
m77 (World *world, const char *first, ...)
{
  va_list args;
  int status;

  va_start (args, first);
  status = run_with_input (world, "", first, args);
  va_end (args);
  return status;
}

static int G_GNUC_NULL_TERMINATED
m77_typing (World *world, const char *input, const char *first, ...)
{
  va_list args;
  int status;

  va_start (args, first);
  status = run_with_input (world, input, first, args);
  va_end (args);
  return status;
}

/* What the last command printed. */
static const M77Json *
json_of (World *world)
{
  g_autoptr (GError) error = NULL;
  const M77Json *value = m77_json_parse (world->pool, world->out, -1, &error);

  g_assert_no_error (error);
  return value;
}

static void
set_directories (World *world)
{
  static const char *const names[] = { "config", "data", "state", "cache" };
  g_autofree char *run = in_dir (world, "run");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *upper = g_ascii_strup (names[i], -1);
      g_autofree char *variable = g_strdup_printf ("XDG_%s_HOME", upper);
      g_autofree char *path = in_dir (world, names[i]);

      g_subprocess_launcher_setenv (world->launcher, variable, path, TRUE);
    }
  g_assert_cmpint (g_mkdir (run, 0700), ==, 0);
  g_subprocess_launcher_setenv (world->launcher, "XDG_RUNTIME_DIR", run, TRUE);
  g_subprocess_launcher_setenv (world->launcher,
                                "M77_AGENT_PROGRAM",
                                g_getenv ("M77_TEST_AGENT"),
                                TRUE);
  g_subprocess_launcher_unsetenv (world->launcher, "M77_AGENT_SOCKET");
}

static void
start_platform (World *world)
{
  g_autofree char *data = in_dir (world, "platform");
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  world->platform = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                      &error,
                                      g_getenv ("M77_TEST_PLATFORM"),
                                      "serve",
                                      "--data",
                                      data,
                                      "--listen",
                                      "127.0.0.1:0",
                                      "--demo",
                                      NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (world->platform));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  world->url = g_strdup (line + strlen ("listening on "));
}

static char *
make_token (World *world, const char *member, const char *role)
{
  g_autofree char *data = in_dir (world, "platform");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *token = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error,
                              g_getenv ("M77_TEST_PLATFORM"),
                              "token",
                              "create",
                              "--data",
                              data,
                              "--tenant",
                              "demo",
                              "--member",
                              member,
                              "--role",
                              role,
                              NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &token, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return token;
}

static void
stop_agent (World *world)
{
  gint64 pid;

  g_assert_cmpint (m77 (world, "status", "--json", NULL), ==, 0);
  pid = m77_json_get_int (m77_json_get (json_of (world), "agent"), "pid", 0);
  g_assert_cmpint (pid, >, 1);
  kill ((pid_t) pid, SIGKILL);
}

static void
remove_tree (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };

  g_spawn_sync (
      NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
world_set_up (World *world, gconstpointer data)
{
  g_autofree char *token = NULL;

  world->dir = g_dir_make_tmp ("m77-XXXXXX", NULL);
  world->pool = m77_json_pool_new ();
  world->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                               G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  set_directories (world);
  start_platform (world);
  token = make_token (world, "jana", "admin");
  g_assert_cmpint (m77_typing (world,
                               token,
                               "profile",
                               "add",
                               "demo",
                               "--platform",
                               world->url,
                               "--tenant",
                               "demo",
                               "--token-stdin",
                               "--token-store",
                               "file",
                               NULL),
                   ==,
                   0);
  g_assert_cmpint (m77 (world, "sync", "--wait", NULL), ==, 0);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  stop_agent (world);
  g_subprocess_send_signal (world->platform, SIGTERM);
  g_subprocess_wait (world->platform, NULL, NULL);
  remove_tree (world->dir);
  g_clear_object (&world->platform);
  g_clear_object (&world->launcher);
  m77_json_pool_free (world->pool);
  g_free (world->dir);
  g_free (world->url);
  g_free (world->out);
  g_free (world->err);
}

static const char *
first_row_text (World *world, const char *member)
{
  return m77_json_get_string (m77_json_first (m77_json_get (json_of (world), "rows")), member);
}

static void
test_reading (World *world, gconstpointer data)
{
  const M77Json *value, *rows;
  g_autofree char *next = NULL;
  g_autofree char *first = NULL;

  g_assert_cmpint (m77 (world, "list", "incident", "is:open", "--json", NULL), ==, 0);
  value = json_of (world);
  rows = m77_json_get (value, "rows");
  g_assert_cmpstr (m77_json_get_string (value, "kind"), ==, "incident");
  g_assert_cmpint (m77_json_get_int (value, "total", -1), ==, m77_json_size (rows));
  g_assert_cmpuint (m77_json_size (rows), >, 2);
  g_assert_cmpstr (first_row_text (world, "state"), ==, "clean");
  first = g_strdup (first_row_text (world, "key"));

  /* Pages follow each other. */
  g_assert_cmpint (m77 (world, "list", "incidents", "is:open", "--limit", "1", "--json", NULL),
                   ==,
                   0);
  g_assert_cmpstr (first_row_text (world, "key"), ==, first);
  next = g_strdup (m77_json_get_string (json_of (world), "next"));
  g_assert_nonnull (next);
  g_assert_cmpint (
      m77 (world, "list", "incident", "is:open", "--limit", "1", "--after", next, "--json", NULL),
      ==,
      0);
  g_assert_cmpstr (first_row_text (world, "key"), !=, first);

  /* All ways to say one. */
  g_assert_cmpint (m77 (world, "show", "incident", first, "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (json_of (world), "key"), ==, first);
  g_assert_cmpint (m77 (world, "show", "incident", strchr (first, '-') + 1, NULL), ==, 0);
  g_assert_nonnull (strstr (world->out, first));

  /* What is a pipe gets no colours, unless they are asked for. */
  g_assert_cmpint (m77 (world, "list", "incident", NULL), ==, 0);
  g_assert_null (strchr (world->out, '\033'));
  g_assert_cmpint (m77 (world, "list", "incident", "--color=always", NULL), ==, 0);
  g_assert_nonnull (strchr (world->out, '\033'));

  g_assert_cmpint (m77 (world, "status", "--json", NULL), ==, 0);
  g_assert_cmpuint (m77_json_size (m77_json_get (json_of (world), "profiles")), ==, 1);
  g_assert_cmpint (m77 (world, "whoami", "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (json_of (world), "member"), ==, "jana");
  g_assert_cmpint (m77 (world, "status", "--quiet", NULL), ==, 0);
  g_assert_nonnull (strstr (world->out, "live"));
  g_assert_cmpint (m77 (world, "oncall", "--json", NULL), ==, 0);
  g_assert_cmpuint (m77_json_size (m77_json_get (json_of (world), "rows")), >, 0);
}

static void
assert_error (World *world, const char *code)
{
  g_autofree char *end = g_strdup_printf ("[%s]\n", code);

  g_assert_true (g_str_has_prefix (world->err, "m77: "));
  g_assert_true (g_str_has_suffix (world->err, end));
  g_assert_true (strchr (world->err, '\n') == world->err + strlen (world->err) - 1);
  g_assert_cmpstr (world->out, ==, "");
}

static void
test_exit_statuses (World *world, gconstpointer data)
{
  g_assert_cmpint (m77 (world, "list", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "frobnicate", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "help", "frobnicate", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "frobnicate", "--help", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "help", "show", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "--help", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "profile", "list", "extra", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "--script", "nowhere", NULL), ==, 1);
  assert_error (world, "failed");
  g_assert_cmpint (m77 (world, "--ascii", NULL), ==, 2); /* without a terminal */
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "list", "incident", "--columns", "no", "--json", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_cmpint (m77 (world, "export", "incident", "--columns", "title,no", NULL), ==, 2);
  assert_error (world, "usage");
  g_assert_nonnull (strstr (world->err, "incident has no field no to show"));
  g_assert_cmpint (m77 (world, "list", "incident", "severity<=sev9", NULL), ==, 2);
  assert_error (world, "bad-filter");
  g_assert_cmpint (m77 (world, "show", "incident", "999999", NULL), ==, 3);
  assert_error (world, "not-found");
  g_assert_cmpint (m77 (world, "list", "incident", "--profile", "other", NULL), ==, 3);
  assert_error (world, "no-profile");
  g_assert_cmpint (m77 (world, "create", "incident", "title=", NULL), ==, 1);
  assert_error (world, "validation-failed");
  g_assert_cmpint (
      m77 (world, "wait", "incident", "2041", "status:closed", "--timeout", "0s", NULL), ==, 1);
  assert_error (world, "timeout");
}

/* The spine: made and edited offline, undone, sent once when the connection is back. */
static void
test_offline (World *world, gconstpointer data)
{
  g_autofree char *id = NULL;

  g_assert_cmpint (m77 (world, "offline", "on", "--for", "1h", NULL), ==, 0);
  g_assert_cmpint (m77 (world,
                        "create",
                        "incident",
                        "title=Made offline",
                        "severity=sev2",
                        "environment=staging",
                        "--json",
                        NULL),
                   ==,
                   0);
  g_assert_cmpstr (m77_json_get_string (json_of (world), "state"), ==, "queued");
  id = g_strdup (m77_json_get_string (json_of (world), "record"));

  g_assert_cmpint (m77 (world, "edit", "incident", "~1", "labels+=db,net", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "edit", "incident", "~1", "severity=sev1", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "undo", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "list", "incident", "is:pending", "--json", NULL), ==, 0);
  g_assert_cmpstr (first_row_text (world, "id"), ==, id);
  g_assert_cmpstr (first_row_text (world, "key"), ==, "~1");
  g_assert_cmpstr (m77_json_get_string (m77_json_get (m77_json_first (
                                                          m77_json_get (json_of (world), "rows")),
                                                      "doc"),
                                        "severity"),
                   ==,
                   "sev2");

  stop_agent (world);
  g_assert_cmpint (m77 (world, "offline", "off", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "sync", "--wait", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "outbox", "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_get_int (json_of (world), "total", -1), ==, 0);
  g_assert_cmpint (m77 (world, "show", "incident", id, "--json", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (m77_json_get_string (json_of (world), "key"), "INC-"));
  g_assert_cmpstr (m77_json_get_string (json_of (world), "state"), ==, "clean");
  g_assert_cmpuint (m77_json_size (m77_json_get (m77_json_get (json_of (world), "doc"), "labels")),
                    ==,
                    2);
  g_assert_cmpint (m77 (world, "list", "incident", "title:\"Made offline\"", "--json", NULL),
                   ==,
                   0);
  g_assert_cmpint (m77_json_get_int (json_of (world), "total", -1), ==, 1);
}

static void
test_actions (World *world, gconstpointer data)
{
  g_assert_cmpint (m77 (world, "ack", "2041", NULL), ==, 0);
  g_assert_cmpint (
      m77 (world, "wait", "incident", "2041", "status:acknowledged", "--timeout", "1m", NULL),
      ==,
      0);
  g_assert_cmpint (m77 (world, "act", "frobnicate", "incident", "2041", NULL), ==, 2);
  assert_error (world, "usage");

  /* What is dangerous here wants its name and a reason, and nothing is asked in a pipe. */
  g_assert_cmpint (m77 (world,
                        "act",
                        "announce",
                        "incident",
                        "2041",
                        "text=Cards fail",
                        "audience=public",
                        NULL),
                   ==,
                   2);
  assert_error (world, "usage");
  g_assert_nonnull (strstr (world->err, "--confirm INC-2041"));

  g_assert_cmpint (m77 (world, "offline", "on", NULL), ==, 0);
  g_assert_cmpint (m77 (world, "act", "resolve", "incident", "2041", "--wait", "0s", NULL), ==, 8);
  assert_error (world, "action-queued");
  g_assert_cmpint (m77 (world, "show", "incident", "2041", "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (m77_json_get (json_of (world), "pending_action"), "action"),
                   ==,
                   "resolve");
}

static void
test_many (World *world, gconstpointer data)
{
  g_assert_cmpint (m77 (world,
                        "edit",
                        "incident",
                        "--filter",
                        "is:open",
                        "--expect-count",
                        "1",
                        "labels+=x",
                        NULL),
                   ==,
                   5);
  assert_error (world, "count-changed");
  g_assert_cmpint (m77 (world,
                        "edit",
                        "incident",
                        "--filter",
                        "number:2041",
                        "--expect-count",
                        "1",
                        "labels+=x",
                        "--json",
                        NULL),
                   ==,
                   0);
  g_assert_cmpint (m77_json_get_int (json_of (world), "count", 0), ==, 1);
}

static void
test_export (World *world, gconstpointer data)
{
  g_autofree char *path = in_dir (world, "out.ndjson");
  g_autofree char *text = NULL;
  gint64 rows;

  g_assert_cmpint (
      m77 (world, "export", "service", "--format", "ndjson", "--output", path, "--json", NULL),
      ==,
      0);
  rows = m77_json_get_int (json_of (world), "rows", 0);
  g_assert_cmpint (rows, >, 5);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *line = text; *line != '\0'; line = strchr (line, '\n') + 1)
    rows--;
  g_assert_cmpint (rows, ==, 0);

  g_assert_cmpint (m77 (world, "export", "service", "--format", "csv", NULL), ==, 0);
  g_assert_nonnull (strstr (world->out, "checkout"));

  /* A pipe is written to as it is. */
  g_assert_cmpint (m77 (world, "export", "service", "--output", "/proc/self/fd/1", NULL), ==, 0);
  g_assert_nonnull (strstr (world->out, "checkout"));
  g_assert_cmpint (m77 (world, "export", "service", "--output", "/nowhere/out.csv", NULL), ==, 1);
  assert_error (world, "failed");
}

#define ADD(name, test)                                                                            \
  g_test_add ("/commands/" name, World, NULL, world_set_up, test, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reading", test_reading);
  ADD ("exit-statuses", test_exit_statuses);
  ADD ("offline", test_offline);
  ADD ("actions", test_actions);
  ADD ("many", test_many);
  ADD ("export", test_export);
  return g_test_run ();
}
