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

static void
test_verify (void)
{
  Machine *machine = machine_new ();
  g_autofree char *token = NULL;
  const M77Json *report, *platform, *finding;
  const char *code;

  if (machine == NULL)
    return;
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  create (machine, "First");
  create (machine, "Second");
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
  /* An agent tells where the chain is when it has first read and sent all. */
  machine_end_agent (machine, SIGTERM);
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
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
  finding = NULL;
  for (const M77Json *each = m77_json_first (m77_json_get (report, "findings")); each != NULL;
       each = m77_json_next (each))
    {
      code = m77_json_get_string (each, "code");
      if (g_strcmp0 (code, "cut") == 0 || g_strcmp0 (code, "differs") == 0)
        finding = each;
    }
  g_assert_nonnull (finding);
  machine_free (machine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify/real", test_verify);
  return g_test_run ();
}
