/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <signal.h>
#include <string.h>

#include "tests/agent/machine.h"

/* The platform's operator puts back yesterday's backup: real programs on both sides. */

static void
run_platform (Machine *self, const char *verb, const char *file)
{
  g_autofree char *data = machine_path (self, "platform");
  const char *argv[] = { g_getenv ("M77_TEST_PLATFORM"), verb, "--data", data, file, NULL };
  g_autoptr (GSubprocess) process = machine_spawn (self, argv);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* The title of the team of that name; NULL: the agent knows none. */
static const char *
title_of (Machine *self, const char *name)
{
  if (machine_m77 (self, NULL, "show", "team", name, "--json", NULL) != 0)
    return NULL;
  return m77_json_get_string (m77_json_get (machine_json (self), "doc"), "title");
}

static void
sync_now (Machine *self)
{
  g_assert_cmpint (machine_m77 (self, NULL, "sync", "--wait", NULL), ==, 0);
}

static void
make_team (Machine *self, const char *name)
{
  g_autofree char *field = g_strconcat ("name=", name, NULL);

  g_assert_cmpint (machine_m77 (self, NULL, "create", "team", field, "title=T", NULL), ==, 0);
  sync_now (self);
}

static void
rename_team (Machine *self, const char *name, const char *title)
{
  g_autofree char *field = g_strconcat ("title=", title, NULL);

  g_assert_cmpint (machine_m77 (self, NULL, "edit", "team", name, field, NULL), ==, 0);
}

/* What came after the backup is gone at the agent too, records and versions, though other changes
 * get their numbers; what the person did while the platform was away is not. */
static void
test_platform_restored (void)
{
  Machine *machine = machine_new ();
  g_autofree char *token = NULL, *backup = NULL;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "admin");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  make_team (machine, "kept");
  make_team (machine, "back");
  backup = machine_path (machine, "yesterday.db");
  run_platform (machine, "backup", backup);
  make_team (machine, "lost");
  rename_team (machine, "back", "Newer");
  sync_now (machine);
  g_assert_cmpstr (title_of (machine, "lost"), ==, "T");

  machine_kill_platform (machine);
  rename_team (machine, "kept", "Mine");
  run_platform (machine, "restore", backup);
  machine_start_platform (machine, NULL);
  sync_now (machine);
  g_assert_null (title_of (machine, "lost"));
  g_assert_cmpstr (title_of (machine, "back"), ==, "T");
  g_assert_cmpstr (title_of (machine, "kept"), ==, "Mine");

  /* A start does not bring back what the platform has lost. */
  machine_end_agent (machine, SIGTERM);
  g_assert_cmpstr (title_of (machine, "back"), ==, "T");

  /* It goes on from here as ever. */
  make_team (machine, "fresh");
  g_assert_cmpstr (title_of (machine, "fresh"), ==, "T");
  g_assert_cmpint (machine_m77 (machine, NULL, "outbox", "list", "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_get_int (machine_json (machine), "total", -1), ==, 0);
  machine_end_agent (machine, SIGTERM);
  machine_free (machine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent/platform-restored", test_platform_restored);
  return g_test_run ();
}
