/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-diff3"

#include "config.h"

#include "shared/model/m77-diff3.h"

static void
test_diff3 (void)
{
  static const char *const examples[][4] = {
    { "", "a\n", "", "a\n" },
    { "a\n", "", "a\n", "" },
    { "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n" },
    { "a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n" },
    { "a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny", "x\na\nb\nc\ny" },
    { "a\nb\n", "a\nb\nx\n", "a\nb\nx\n", "a\nb\nx\n" },
    { "a\nb\nc\nd\n", "a\nX\nc\nd\n", "a\nX\nc\nD\n", "a\nX\nc\nD\n" },
    { "a\nb\n", "A\nb\n", "a\nB\n", NULL },
    { "a\n", "a\nx\n", "a\ny\n", NULL },
    { "a\nb\nc\n", "a\nc\n", "a\nB\nc\n", NULL },
    { "a", "a\nb", "c\na", NULL },
    { "a\nx\nb\n", "a\nx\nb\nb\n", "a\na\nx\nb\n", "a\na\nx\nb\nb\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *ab = m77_diff3 (examples[i][0], examples[i][1], examples[i][2]);
      g_autofree char *ba = m77_diff3 (examples[i][0], examples[i][2], examples[i][1]);

      g_assert_cmpstr (ab, ==, examples[i][3]);
      g_assert_cmpstr (ba, ==, examples[i][3]);
    }
}

/* A line n times, with another in place of each every-th. */
static char *
many_lines (int n, const char *line, int every, const char *other)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 1; i <= n; i++)
    g_string_append_printf (text, "%s\n", every > 0 && i % every == 0 ? other : line);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A megabyte of lines that are all the same still merges, if what differs is little. */
static void
test_same_lines (void)
{
  g_autofree char *base = many_lines (500000, "a", 0, NULL);
  g_autofree char *mine = g_strconcat ("first\n", base, NULL);
  g_autofree char *theirs = g_strconcat (base, "last\n", NULL);
  g_autofree char *both = g_strconcat ("first\n", base, "last\n", NULL);
  g_autofree char *mixed = many_lines (500000, "a", 3, "b");
  g_autofree char *merged = m77_diff3 (base, mine, theirs);
  g_autofree char *given_up = m77_diff3 (mixed, mine, theirs);

  g_assert_cmpstr (merged, ==, both);
  g_assert_null (given_up);
}

/* Texts that share nothing are given up soon, not compared for ever. */
static void
test_other_lines (void)
{
  g_autoptr (GString) base = g_string_new (NULL);
  g_autoptr (GString) mine = g_string_new (NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *merged = NULL;

  for (int i = 0; i < 120000; i++)
    {
      g_string_append_printf (base, "b%d\n", i);
      g_string_append_printf (mine, "m%d\n", i);
    }
  theirs = g_strconcat (base->str, "more\n", NULL);
  merged = m77_diff3 (base->str, mine->str, theirs);
  g_assert_null (merged);
}

/* As many lines as may differ do merge; one more asks. */
static void
test_most (void)
{
  g_autofree char *base = many_lines (10, "a", 0, NULL);
  g_autofree char *added = many_lines (M77_DIFF3_MOST, "b", 0, NULL);
  g_autofree char *mine = g_strconcat (added, base, NULL);
  g_autofree char *too_much = g_strconcat ("b\n", mine, NULL);
  g_autofree char *theirs = g_strconcat (base, "c\n", NULL);
  g_autofree char *merged = m77_diff3 (base, mine, theirs);
  g_autofree char *given_up = m77_diff3 (base, too_much, theirs);

  g_assert_nonnull (merged);
  g_assert_null (given_up);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diff3/examples", test_diff3);
  g_test_add_func ("/diff3/same-lines", test_same_lines);
  g_test_add_func ("/diff3/other-lines", test_other_lines);
  g_test_add_func ("/diff3/most", test_most);
  return g_test_run ();
}
