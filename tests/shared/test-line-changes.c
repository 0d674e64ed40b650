/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-line-changes"

#include "config.h"

#include "shared/model/m77-line-changes.h"

/* " a", "-b", "+c", "@2 lines alike" a line. */
static char *
told (const char *before, const char *after, guint context)
{
  static const char signs[] = { [M77_SPAN_SAME] = ' ',
                                [M77_SPAN_GONE] = '-',
                                [M77_SPAN_NEW] = '+',
                                [M77_SPAN_VALUE] = '!',
                                [M77_SPAN_ASIDE] = '@' };
  g_autoptr (GArray) changes = m77_line_changes (before, after, context);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const M77LineChange *change = &g_array_index (changes, M77LineChange, i);

      g_string_append_printf (out, "%s%c%s", i > 0 ? "|" : "", signs[change->mark], change->text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_changes (void)
{
  static const struct
  {
    const char *before, *after, *told;
  } cases[] = {
    { "", "", "" },
    { NULL, "a\n", "+a" },
    { "a\n", NULL, "-a" },
    { "a\nb\n", "a\nc\n", " a|-b|+c" },
    { "1\n2\n3\n4\nx\n", "1\n2\n3\n4\ny\n", "@3 lines alike| 4|-x|+y" },
    { "x\n1\n2\n3\n", "y\n1\n2\n3\n", "-x|+y| 1|@2 lines alike" },
    { "x\n1\n2\n3\nx\n", "y\n1\n2\n3\ny\n", "-x|+y| 1| 2| 3|-x|+y" },
    { "x\n1\n2\n3\n4\nx\n", "y\n1\n2\n3\n4\ny\n", "-x|+y| 1|@2 lines alike| 4|-x|+y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = told (cases[i].before, cases[i].after, 1);

      g_assert_cmpstr (text, ==, cases[i].told);
    }
}

/* With all lines kept, those that are alike or gone are the text before; alike or new, after. */
static void
test_whole (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GString) after = g_string_new (NULL);
      g_autoptr (GString) old = g_string_new (NULL);
      g_autoptr (GString) new = g_string_new (NULL);
      g_autoptr (GArray) changes = NULL;

      for (guint i = 0; i < 12; i++)
        {
          g_string_append_printf (before, "%d\n", g_test_rand_int_range (0, 4));
          g_string_append_printf (after, "%d\n", g_test_rand_int_range (0, 4));
        }
      changes = m77_line_changes (before->str, after->str, 100);
      for (guint i = 0; i < changes->len; i++)
        {
          const M77LineChange *change = &g_array_index (changes, M77LineChange, i);

          if (change->mark != M77_SPAN_NEW)
            g_string_append_printf (old, "%s\n", change->text);
          if (change->mark != M77_SPAN_GONE)
            g_string_append_printf (new, "%s\n", change->text);
        }
      g_assert_cmpstr (old->str, ==, before->str);
      g_assert_cmpstr (new->str, ==, after->str);
    }
}

static void
test_words (void)
{
  g_autoptr (GArray) some = m77_line_changes ("a\nb\n", "a\nc\nd\n", 3);
  g_autoptr (GArray) none = m77_line_changes ("a\n", "a\n", 3);
  g_autofree char *words = m77_line_changes_words (some);
  g_autofree char *nothing = m77_line_changes_words (none);

  g_assert_cmpstr (words, ==, "1 line taken out, 2 put in");
  g_assert_cmpstr (nothing, ==, "nothing differs");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-changes/changes", test_changes);
  g_test_add_func ("/line-changes/whole", test_whole);
  g_test_add_func ("/line-changes/words", test_words);
  return g_test_run ();
}
