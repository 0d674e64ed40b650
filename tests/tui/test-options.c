/* test-options.c: a command line, read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-options.h"

typedef const char *Words[12];

static gboolean
parse (TuiLine *line, const Words words, GError **error)
{
  int n = 0;

  while (words[n] != NULL)
    n++;
  return tui_line_parse (line, n, (char **) words, error);
}

static void
assert_misused (const Words words, const char *says)
{
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (parse (&line, words, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_cmpint (m77_error_exit_status (error), ==, 2);
}

static void
test_options_anywhere (void)
{
  const Words words = { "m77",      "--json",  "list",      "--limit=5",
                        "incident", "is:open", "--profile", "work" };
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  parse (&line, words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line.verb, ==, "list");
  g_assert_true (line.command == tui_command_find ("list"));
  g_assert_cmpuint (line.words->len, ==, 2);
  g_assert_cmpstr (line.words->pdata[1], ==, "is:open");
  g_assert_cmpstr (g_hash_table_lookup (line.options, "limit"), ==, "5");
  g_assert_cmpstr (g_hash_table_lookup (line.options, "profile"), ==, "work");
  g_assert_cmpstr (g_hash_table_lookup (line.options, "json"), ==, "");
  g_assert_false (g_hash_table_contains (line.options, "quiet"));
}

/* A filter is taken as it is, also when it looks like an option of other programs. */
static void
test_filter_with_dash (void)
{
  const Words words = { "m77", "list", "incident", "-lead:* -severity<=sev2" };
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  parse (&line, words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line.words->pdata[1], ==, "-lead:* -severity<=sev2");
}

static void
test_only_words_after_dashes (void)
{
  const Words words = { "m77", "note", "2041", "--", "--json is what I meant" };
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  parse (&line, words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line.words->pdata[1], ==, "--json is what I meant");
  g_assert_false (g_hash_table_contains (line.options, "json"));
}

static void
test_console (void)
{
  const Words words = { "m77", "--script", "keys", "--ascii", "--profile=work" };
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  parse (&line, words, &error);
  g_assert_no_error (error);
  g_assert_null (line.verb);
  g_assert_cmpstr (g_hash_table_lookup (line.options, "script"), ==, "keys");
}

static void
test_misuse (void)
{
  assert_misused ((const Words){ "m77", "list", "incident", "--colour", "x" }, "--colour");
  assert_misused ((const Words){ "m77", "list", "incident", "--script", "x" }, "--script");
  assert_misused ((const Words){ "m77", "--limit", "5", "list", "incident" }, "--limit");
  assert_misused ((const Words){ "m77", "list", "incident", "--limit" }, "--limit");
  assert_misused ((const Words){ "m77", "list", "--json=yes", "incident" }, "--json");
  assert_misused ((const Words){ "m77", "export" }, "KIND");
  assert_misused ((const Words){ "m77", "list", "incident", "is:open", "db" }, "too many");
  assert_misused ((const Words){ "m77", "status", "--color", "green" }, "--color");
}

/* What goes to the agent is UTF-8; the name of a file is what it is. */
static void
test_text (void)
{
  const Words words = { "m77", "backup", "back\xff" };
  const Words before = { "m77", "--ascii", "list", "incident" };
  g_auto (TuiLine) line = { 0 };
  g_auto (TuiLine) other = { 0 };
  g_autoptr (GError) error = NULL;

  assert_misused ((const Words){ "m77", "list", "incident", "db\xff" }, "UTF-8");
  assert_misused ((const Words){ "m77", "ack", "2041", "--reason", "\xff" }, "--reason");
  parse (&line, words, &error);
  g_assert_no_error (error);
  parse (&other, before, &error);
  g_assert_no_error (error);
}

static void
test_help_needs_no_words (void)
{
  const Words words = { "m77", "show", "--help" };
  g_auto (TuiLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (parse (&line, words, &error));
}

/* The table is a contract: every verb is told about, and none of its options hides a global
 * one. */
static void
test_table (void)
{
  const TuiOption *globals = tui_options_global ();

  for (const TuiCommand *const *c = tui_commands_all (); *c != NULL; c++)
    {
      g_assert_true (tui_command_find ((*c)->name) == *c);
      g_assert_nonnull ((*c)->synopsis);
      g_assert_nonnull ((*c)->summary);
      g_assert_nonnull ((*c)->run);
      g_assert_cmpuint ((*c)->words_least, <=, (*c)->words_most);
      for (const TuiOption *o = (*c)->options; o != NULL && o->name != NULL; o++)
        for (const TuiOption *g = globals; g->name != NULL; g++)
          g_assert_cmpstr (o->name, !=, g->name);
    }
}

/* As it stands in the manual page: roff wants dashes escaped. */
static void
assert_in_manual (const char *manual, const char *before, const char *name, const char *after)
{
  g_auto (GStrv) parts = g_strsplit (name, "-", -1);
  g_autofree char *escaped = g_strjoinv ("\\-", parts);
  g_autofree char *wanted = g_strconcat (before, escaped, after, NULL);

  if (strstr (manual, wanted) == NULL)
    g_error ("%s is not in data/man/m77.1", wanted);
}

static void
test_manual (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("M77_TEST_SOURCE"), "data/man/m77.1", NULL);
  g_autofree char *manual = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &manual, NULL, &error);
  g_assert_no_error (error);
  for (const TuiOption *o = tui_options_global (); o->name != NULL; o++)
    assert_in_manual (manual, o->value != NULL ? ".BI \\-\\-" : ".B \\-\\-", o->name, "");
  for (const TuiCommand *const *c = tui_commands_all (); *c != NULL; c++)
    {
      assert_in_manual (manual,
                        *(*c)->synopsis != '\0' ? "\\fB" : ".B ",
                        (*c)->name,
                        *(*c)->synopsis != '\0' ? "\\fR " : "\n");
      for (const TuiOption *o = (*c)->options; o != NULL && o->name != NULL; o++)
        assert_in_manual (manual, "\\fB\\-\\-", o->name, "\\fR");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/anywhere", test_options_anywhere);
  g_test_add_func ("/options/filter-with-dash", test_filter_with_dash);
  g_test_add_func ("/options/only-words-after-dashes", test_only_words_after_dashes);
  g_test_add_func ("/options/console", test_console);
  g_test_add_func ("/options/misuse", test_misuse);
  g_test_add_func ("/options/text", test_text);
  g_test_add_func ("/options/help-needs-no-words", test_help_needs_no_words);
  g_test_add_func ("/options/table", test_table);
  g_test_add_func ("/options/manual", test_manual);
  return g_test_run ();
}
