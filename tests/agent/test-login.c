/* test-login.c: signing in and out, and what waits meanwhile
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "tests/agent/machine.h"

static int
login (Machine *machine, const char *token)
{
  return machine_m77 (machine, token, "login", "--token-stdin", NULL);
}

static gint64
pending (Machine *machine)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "status", "--json", NULL), ==, 0);
  return m77_json_get_int (m77_json_first (m77_json_get (machine_json (machine), "profiles")),
                           "pending",
                           -1);
}

static void
test_out_and_in (void)
{
  Machine *machine = machine_new ();
  g_autofree char *jana = NULL, *again = NULL, *omar = NULL;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  jana = machine_token (machine, "jana", "operator");
  again = machine_token (machine, "jana", "operator");
  omar = machine_token (machine, "omar", "operator");
  g_assert_cmpint (machine_add_profile (machine, jana), ==, 0);
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);

  g_assert_cmpint (machine_m77 (machine, NULL, "logout", NULL), ==, 0);
  machine_assert_nowhere (machine, jana, machine_agent_pid (machine));
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 7);
  machine_assert_code (machine, "sign-in-needed");
  g_assert_nonnull (strstr (machine->err, "m77 login"));

  /* Work goes on, and stays, over another agent too. */
  g_assert_cmpint (machine_m77 (machine,
                                NULL,
                                "create",
                                "incident",
                                "title=Signed out",
                                "environment=production",
                                "severity=sev3",
                                NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_m77 (machine, NULL, "logout", NULL), ==, 0);
  g_assert_nonnull (strstr (machine->err, "1 change"));
  machine_end_agent (machine, SIGTERM);
  g_assert_cmpint (pending (machine), ==, 1);

  g_assert_cmpint (login (machine, omar), ==, 4);
  machine_assert_code (machine, "not-permitted");
  g_assert_cmpint (login (machine, "m77_nobody"), ==, 7);
  g_assert_cmpint (login (machine, ""), ==, 2);
  g_assert_cmpint (machine_m77 (machine, NULL, "login", "--device", NULL), ==, 2);
  g_assert_cmpint (pending (machine), ==, 1);

  g_assert_cmpint (login (machine, again), ==, 0);
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  g_assert_cmpint (pending (machine), ==, 0);
  machine_free (machine);
}

static void
test_nobody (void)
{
  Machine *machine = machine_new ();

  if (machine == NULL)
    return;
  g_assert_cmpint (login (machine, "m77_nobody"), ==, 3);
  machine_assert_code (machine, "no-profile");
  g_assert_cmpint (machine_m77 (machine, NULL, "logout", NULL), ==, 3);
  machine_assert_code (machine, "no-profile");
  machine_free (machine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/login/out-and-in", test_out_and_in);
  g_test_add_func ("/login/nobody", test_nobody);
  return g_test_run ();
}
