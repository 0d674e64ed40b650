/* test-complete.c: what the shells are offered
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tui/complete/tui-complete.h"

static gboolean
offers (const TuiCompletion *self, const char *word)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->candidates->pdata[i], "\t", 2);

      if (g_str_equal (parts[0], word))
        return TRUE;
    }
  return FALSE;
}

/* words: those offered, | between; "!word" is not among them. */
static void
assert_offers (const char *line, const char *words)
{
  g_autoptr (TuiCompletion) completion = tui_complete (line);
  g_auto (GStrv) wanted = g_strsplit (words, "|", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      gboolean denied = *wanted[i] == '!';

      g_test_message ("%s: %s", line, wanted[i]);
      g_assert_true (offers (completion, wanted[i] + denied) != denied);
    }
}

static void
assert_records_of (const char *line, const char *kind)
{
  g_autoptr (TuiCompletion) completion = tui_complete (line);

  g_assert_cmpstr (completion->records_of, ==, kind);
}

static void
assert_split (const char *line, const char *words)
{
  g_auto (GStrv) split = tui_complete_split (line);
  g_autofree char *joined = g_strjoinv ("|", split);

  g_assert_cmpstr (joined, ==, words);
}

static void
test_split (void)
{
  assert_split ("", "");
  assert_split ("m77 ", "m77|");
  assert_split ("m77  list 'is:open sev", "m77|list|is:open sev");
  assert_split ("m77 \"a \\\"b\" c\\ d '\\'", "m77|a \"b|c d|\\");
  assert_split ("m77 '' \\", "m77||\\");
}

static void
test_words (void)
{
  assert_offers ("m77 --", "--json|--script|--record|--actions");
  assert_offers ("m77 status --", "--json|!--record");
  assert_offers ("m77 ", "list|status|!incident|!--json");
  assert_offers ("m77 st", "status|!list");
  assert_offers ("m77 --profile work li", "list");
  assert_offers ("m77 list ", "incident|alert|!list");
  assert_offers ("m77 --json list inc", "incident|!alert");
  assert_offers ("m77 outbox ", "confirm|discard|!ID");
  assert_offers ("m77 offline ", "on|off");
  assert_offers ("m77 nonsense x", "!incident");
}

static void
test_options (void)
{
  assert_offers ("m77 list incident --s", "--sort|!--json");
  assert_offers ("m77 list incident --", "--sort|--json|--profile|!--format");
  assert_offers ("m77 list incident -- --", "!--sort");
  assert_offers ("m77 export alert --format ", "csv|ndjson|!alert");
  assert_offers ("m77 export alert --format=nd", "--format=ndjson|!ndjson");
  assert_offers ("m77 list incident --sort severity,-st", "severity,-status|!severity,-title");
  assert_offers ("m77 list incident --limit 5 sev", "severity<=");
}

static void
test_filters (void)
{
  assert_offers ("m77 list incident 'is:open sever", "!severity|is:open severity<=|!title");
  assert_offers ("m77 list incident severity<=", "severity<=sev1|severity<=sev4|!sev1");
  assert_offers ("m77 edit incident --filter status:tr", "status:triggered|!status:resolved");
}

static void
test_assignments (void)
{
  assert_offers ("m77 edit incident 2041 ", "severity=|title=|!number=");
  assert_offers ("m77 edit incident 2041 severity=", "severity=sev1|severity=sev2");
  assert_offers ("m77 edit incident --filter x --expect-count 3 sev", "severity=|!title=");
  assert_offers ("m77 create incident title=x sev", "severity=|!title=");
  assert_records_of ("m77 edit incident 2041 service=che", "service");
  assert_records_of ("m77 edit incident 20", "incident");
  assert_offers ("m77 create nonsense ", "!title=");
}

static void
test_actions (void)
{
  assert_offers ("m77 act ack", "acknowledge|!rollback");
  assert_offers ("m77 act rollback ", "deployment|!incident");
  assert_records_of ("m77 act rollback deployment ", "deployment");
  assert_offers ("m77 act snooze incident 2041 ", "until=|!title=");
  assert_records_of ("m77 ack ", "incident");
}

static void
test_what_the_agent_has (void)
{
  g_autoptr (TuiCompletion) profiles = tui_complete ("m77 profile use ");
  g_autoptr (TuiCompletion) fresh = tui_complete ("m77 profile add ");
  g_autoptr (TuiCompletion) operations = tui_complete ("m77 --profile shop outbox discard ");
  g_autoptr (TuiCompletion) conflicts = tui_complete ("m77 conflicts show ");

  g_assert_true (profiles->profiles);
  g_assert_false (fresh->profiles);
  g_assert_true (operations->operations);
  g_assert_cmpstr (operations->profile, ==, "shop");
  g_assert_true (conflicts->conflicts);
  g_assert_false (conflicts->operations);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tui/complete/split", test_split);
  g_test_add_func ("/tui/complete/words", test_words);
  g_test_add_func ("/tui/complete/options", test_options);
  g_test_add_func ("/tui/complete/filters", test_filters);
  g_test_add_func ("/tui/complete/assignments", test_assignments);
  g_test_add_func ("/tui/complete/actions", test_actions);
  g_test_add_func ("/tui/complete/what-the-agent-has", test_what_the_agent_has);
  return g_test_run ();
}
