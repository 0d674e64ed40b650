/* test-verify.c: m77 audit verify against a platform that has seen the chain
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>

#include "agent/store/agent-db.h"
#include "tests/agent/machine.h"

static void
create (Machine *machine, const char *title)
{
  g_autofree char *field = g_strconcat ("title=", title, NULL);

  g_assert_cmpint (machine_m77 (machine,
                                NULL,
                                "create",
                                "incident",
                                field,
                                "environment=production",
                                "severity=sev3",
                                NULL),
                   ==,
                   0);
}

static const M77Json *
verify (Machine *machine, int expected)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "audit", "verify", "--json", NULL), ==, expected);
  return machine_json (machine);
}

static void
run_sql (Machine *machine, const char *sql)
{
  g_autofree char *path = machine_journal (machine);
  g_autoptr (GError) error = NULL;
  AgentDb *db = agent_db_open (path, NULL, AGENT_DB_DURABLE, &error);

  g_assert_no_error (error);
  agent_db_exec (db, sql, &error);
  g_assert_no_error (error);
  agent_db_close (db);
}

/* Whether one of the codes was found. */
static gboolean
has_finding (const M77Json *report, const char *const *codes)
{
  const M77Json *each = m77_json_first (m77_json_get (report, "findings"));

  for (; each != NULL; each = m77_json_next (each))
    if (g_strv_contains (codes, m77_json_get_string (each, "code")))
      return TRUE;
  return FALSE;
}

/* What the status says of the audit; NULL: it fits. */
static const char *
ask_misfit (Machine *machine)
{
  const M77Json *profile;

  g_assert_cmpint (machine_m77 (machine, NULL, "status", "--json", NULL), ==, 0);
  profile = m77_json_first (m77_json_get (machine_json (machine), "profiles"));
  return m77_json_get_string (m77_json_get (profile, "audit"), "code");
}

/* An agent tells where the chain is when it has first read and sent all. */
static void
tell_platform (Machine *machine)
{
  machine_end_agent (machine, SIGTERM);
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
}

static void
test_verify (void)
{
  Machine *machine = machine_new ();
  g_autofree char *token = NULL;
  static const char *const codes[] = { "cut", "differs", NULL };
  const M77Json *report, *platform;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  create (machine, "First");
  create (machine, "Second");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  tell_platform (machine);
  report = verify (machine, 0);
  platform = m77_json_get (report, "platform");
  g_assert_true (m77_json_get_bool (report, "whole"));
  g_assert_true (m77_json_get_bool (platform, "asked"));
  g_assert_cmpint (m77_json_get_int (platform, "compared", 0), >=, 1);
  g_assert_cmpint (m77_json_get_int (report, "entries", 0), >, 8);

  /* The platform out of reach: the chain is walked, and it is said what was not done. */
  machine_kill_platform (machine);
  report = verify (machine, 0);
  platform = m77_json_get (report, "platform");
  g_assert_false (m77_json_get_bool (platform, "asked"));
  g_assert_cmpstr (m77_json_get_string (platform, "error"), ==, "platform-unreachable");

  /* All of the end cut away, with what it told of: only the platform knows. */
  machine_end_agent (machine, SIGTERM);
  run_sql (machine,
           "DELETE FROM operation WHERE seq = 2; DELETE FROM attempt WHERE seq = 2;"
           "DELETE FROM audit WHERE number >= (SELECT min (number) FROM audit WHERE seq = 2)");
  machine_start_platform (machine, NULL);
  report = verify (machine, 1);
  machine_assert_code (machine, "audit-broken");
  g_assert_true (has_finding (report, codes));
  machine_free (machine);
}

/* What was cut away before a backup was restored: the new chain names where the old one is said to
 * have ended, and the platform knows better. */
static void
test_restored (void)
{
  static const char *const cut[] = { "cut", NULL };
  Machine *machine = machine_new ();
  g_autofree char *token = NULL, *backup = NULL;
  const M77Json *report, *begins;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  create (machine, "First");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  backup = g_build_filename (machine->root, "backup", NULL);
  g_assert_cmpint (machine_m77 (machine, NULL, "backup", backup, NULL), ==, 0);
  create (machine, "Second");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  tell_platform (machine);
  g_assert_null (ask_misfit (machine));

  g_assert_cmpint (machine_m77 (machine, NULL, "restore", backup, NULL), ==, 0);
  report = verify (machine, 0);
  begins = m77_json_get (report, "begins");
  g_assert_cmpstr (m77_json_get_string (begins, "why"), ==, "restored");
  g_assert_cmpuint (m77_json_size (m77_json_get (begins, "after")), ==, 1);

  /* The platform sees that chain, too; then its end is cut, and the cut hidden by a restore. */
  create (machine, "Third");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  tell_platform (machine);
  machine_end_agent (machine, SIGTERM);
  run_sql (machine, "DELETE FROM audit WHERE number > (SELECT max (number) - 3 FROM audit)");
  g_assert_cmpint (machine_m77 (machine, NULL, "restore", backup, NULL), ==, 0);
  report = verify (machine, 1);
  g_assert_true (has_finding (report, cut));
  g_assert_cmpuint (m77_json_size (m77_json_get (m77_json_get (report, "begins"), "after")), ==, 2);
  machine_free (machine);
}

/* Told without being asked: with the next checkpoint. */
static void
test_misfit (void)
{
  Machine *machine = machine_new ();
  g_autofree char *token = NULL;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  create (machine, "First");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  tell_platform (machine);
  machine_end_agent (machine, SIGTERM);
  run_sql (machine, "DELETE FROM audit WHERE number > (SELECT max (number) - 3 FROM audit)");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  tell_platform (machine); /* by its end, the first has told */
  g_assert_cmpstr (ask_misfit (machine), ==, "cut");
  machine_free (machine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify/real", test_verify);
  g_test_add_func ("/verify/restored", test_restored);
  g_test_add_func ("/verify/misfit", test_misfit);
  return g_test_run ();
}
