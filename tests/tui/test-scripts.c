/* The scripts of docs/scripts, as they stand there, with the real programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/agent/machine.h"

static const struct
{
  const char *name, *text;
} runbooks[] = {
  { "disk-full.md", "# Disk full\n\nFind what *grows*: `du -x`.\n" },
  { "Name with blanks.md", "no newline at the end" },
  { "\303\274ber.md", "\303\244\303\266\303\274 \342\202\254 \360\237\224\245\n" },
  { "deep/crlf.md", "one\r\ntwo\r\n\ttabbed \"quoted\" \\ back\r\n" },
  { "deep/at.md", "@jana is on call\n\n\n" },
};

static void
write_runbooks (Machine *self)
{
  g_autofree char *directory = machine_path (self, "runbooks/deep");

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (runbooks); i++)
    {
      g_autofree char *name = g_build_filename ("runbooks", runbooks[i].name, NULL);
      g_autofree char *path = machine_path (self, name);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, runbooks[i].text, -1, &error);
      g_assert_no_error (error);
    }
}

/* m77 is found as an installed one is. */
static void
put_into_path (Machine *self)
{
  g_autofree char *directory = machine_path (self, "bin");
  g_autofree char *link = machine_path (self, "bin/m77");
  g_autofree char *path = g_strconcat (directory, ":", g_getenv ("PATH"), NULL);

  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  g_assert_cmpint (symlink (g_getenv ("M77_TEST_TUI"), link), ==, 0);
  g_subprocess_launcher_setenv (self->launcher, "PATH", path, TRUE);
}

static int
run_script (Machine *self, const char *name, const char *argument)
{
  g_autofree char *script = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                                              "docs/scripts",
                                              name,
                                              NULL);
  const char *const argv[] = { "bash", script, argument, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL, *err = NULL;

  process = g_subprocess_launcher_spawnv (self->launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, "", NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s%s", name, out, err);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
add_profile (Machine *self)
{
  g_autofree char *token = machine_token (self, "jana", "operator");

  g_assert_cmpint (machine_add_profile (self, token), ==, 0);
}

static void
assert_found (Machine *self, const char *words, int count)
{
  g_assert_cmpint (machine_m77 (self, NULL, "list", "runbook", words, "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_size (m77_json_get (machine_json (self), "rows")), ==, count);
}

static void
test_import_runbooks (void)
{
  g_autofree char *jq = g_find_program_in_path ("jq");
  g_autofree char *directory = NULL;
  Machine *self = jq != NULL ? machine_new () : NULL;

  if (jq == NULL)
    g_test_skip ("jq is not installed");
  if (self == NULL)
    return;
  machine_start_platform (self, NULL);
  add_profile (self);
  put_into_path (self);
  write_runbooks (self);
  directory = machine_path (self, "runbooks");

  g_assert_cmpint (machine_m77 (self, NULL, "offline", "on", NULL), ==, 0);
  g_assert_cmpint (run_script (self, "import-runbooks", directory), ==, 0);
  assert_found (self, "is:pending", G_N_ELEMENTS (runbooks));
  assert_found (self, "grows", 1);
  machine_kill_platform (self);
  g_assert_cmpint (machine_m77 (self, NULL, "offline", "off", NULL), ==, 0);
  g_assert_cmpint (run_script (self, "import-runbooks", directory), ==, 0);
  machine_start_platform (self, NULL);
  g_assert_cmpint (run_script (self, "import-runbooks", directory), ==, 0);
  assert_found (self, "", G_N_ELEMENTS (runbooks));
  assert_found (self, "is:pending", 0);
  machine_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scripts/import-runbooks", test_import_runbooks);
  return g_test_run ();
}
