/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/model/m77-word-diff.h"

static void
test_marked (void)
{
  static const char *const cases[][3] = {
    { "", "", "" },
    { "", "new", "{+new+}" },
    { "gone", "", "[-gone-]" },
    { "the same", "the same", "the same" },
    { "Mails from mail-us-2 bounce since 20:05.",
      "Mails from mail-us-2 and mail-us-3 bounce since 19:50.",
      "Mails from mail-us-2 {+and mail-us-3 +}bounce since [-20:05-]{+19:50+}." },
    { "bounce since 20:05.",
      "bounce since 20:05: DKIM key expired.",
      "bounce since 20:05{+: DKIM key expired+}." },
    { "one two three", "un deux three", "[-one two-]{+un deux+} three" },
    { "two three four", "two and a half four", "two [-three-]{+and a half+} four" },
    { "a\nb\nc\n", "a\nB\nc\n", "a\n[-b-]{+B+}\nc\n" },
    /* An accent of its own, a family, flags, skin tones: never cut within. */
    { "e", "e\xcc\x81", "[-e-]{+e\xcc\x81+}" },
    { "👩‍👧 x", "👩‍👦 x", "[-👩‍👧-]{+👩‍👦+} x" },
    { "🇩🇪🇫🇷", "🇩🇪🇫🇮", "🇩🇪[-🇫🇷-]{+🇫🇮+}" },
    { "👍🏻", "👍🏽", "[-👍🏻-]{+👍🏽+}" },
    { "注文が遅い", "注文は遅い", "注文[-が-]{+は+}遅い" },
    { "a\r\nb", "a\nb", "a[-\r\n-]{+\n+}b" },
    { "bad \xff\xfe", "bad \xff", "bad \xff[-\xfe-]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = m77_word_diff_marked (cases[i][0], cases[i][1]);

      g_assert_cmpstr (marked, ==, cases[i][2]);
    }
}

static void
check_whole (GArray *stretches, const char *before, const char *after)
{
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (guint i = 0; i < stretches->len; i++)
    {
      const M77Stretch *s = &g_array_index (stretches, M77Stretch, i);
      const char *text = s->change == M77_STRETCH_GONE ? before : after;

      g_assert_cmpuint (s->length, >, 0);
      if (s->change != M77_STRETCH_NEW)
        g_string_append_len (old, text + s->start, (gssize) s->length);
      if (s->change != M77_STRETCH_GONE)
        g_string_append_len (new, text + s->start, (gssize) s->length);
    }
  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
}

static char *
random_text (GRand *random)
{
  static const char *const words[] = {
    "a", "b", " ", "\n", "mail-us-2", ".", "é", "遅", "e\xcc\x81", "🇩🇪", "\r\n", "-", "\xff", "‍"
  };
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (random, 0, 14);

  for (int i = 0; i < n; i++)
    g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

/* Nothing of either text is lost or told twice, whatever they are. */
static void
test_whole (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (77);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *before = random_text (random);
      g_autofree char *after = random_text (random);
      g_autoptr (GArray) words = m77_word_diff (before, after);
      g_autoptr (GArray) lines = m77_line_diff (before, after);

      check_whole (words, before, after);
      check_whole (lines, before, after);
    }
}

static char *
many_words (const char *prefix, int n, const char *end)
{
  GString *text = g_string_new ("first line\n");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d%s", prefix, i, i % 10 == 9 ? "\n" : " ");
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

/* Much that differs is told by line, then as one change, and in bounded time. */
static void
test_huge (void)
{
  g_autofree char *before = many_words ("a", 4000, "\nlast\n");
  g_autofree char *middle = many_words ("b", 4000, "\nlast\n");
  g_autofree char *before_large = many_words ("a", 200000, "\nlast\n");
  g_autofree char *after_large = many_words ("b", 200000, "\nlast\n");
  g_autoptr (GArray) by_line = m77_word_diff (before, middle);
  g_autoptr (GArray) as_one = m77_word_diff (before_large, after_large);

  check_whole (by_line, before, middle);
  check_whole (as_one, before_large, after_large);
  g_assert_cmpuint (as_one->len, ==, 4);
  g_assert_cmpint (g_array_index (as_one, M77Stretch, 0).change, ==, M77_STRETCH_SAME);
  g_assert_cmpuint (g_array_index (as_one, M77Stretch, 0).length, ==, strlen ("first line\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-diff/marked", test_marked);
  g_test_add_func ("/word-diff/whole", test_whole);
  g_test_add_func ("/word-diff/huge", test_huge);
  return g_test_run ();
}
