/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/base/m77-text.h"

static void
assert_line (const char *text, const char *expected)
{
  g_autofree char *safe = m77_text_safe_line (text, -1);

  g_assert_cmpstr (safe, ==, expected);
}

static void
test_line (void)
{
  assert_line ("plain", "plain");
  assert_line ("\x1b[31mred\x07", "<1B>[31mred<07>");
  assert_line ("a\xc2\x9b"
               "b\x7f",
               "a<9B>b<7F>");
  assert_line ("x\xe2\x80\xaey", "x<202E>y");
  assert_line ("a\xe2\x81\xa6"
               "b\xe2\x81\xa9",
               "a<2066>b<2069>");
  assert_line ("ze\xe2\x80\x8bro\xef\xbb\xbf", "zero");
  assert_line ("one\ntwo\r\nthree\xe2\x80\xa8", "one\\two\\three\\");
  assert_line ("a\tb\rc", "a b<0D>c");
  assert_line ("bad\xff\xc0\xaf!", "bad\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd!");
  assert_line ("cut\xe2\x82", "cut\xef\xbf\xbd\xef\xbf\xbd");
  assert_line ("👩‍💻", "👩💻");
  assert_line ("❤️", "❤");
  assert_line ("🇩🇪🇫", "[DE][F]");
  assert_line ("日本語 Grüße", "日本語 Grüße");
}

static void
test_marks (void)
{
  assert_line ("e\xcc\x81\xcc\x82\xcc\x83\xcc\x84x\xcc\x81", "e\xcc\x81\xcc\x82x\xcc\x81");
  assert_line ("\xcc\x81x", "◌\xcc\x81x");
  assert_line ("\n\xcc\x81", "\\◌\xcc\x81");
}

static void
test_lines (void)
{
  g_autofree char *safe = m77_text_safe_lines ("a\tb\n日\tc\x1b\r\n", -1);
  g_autofree char *with_nul = m77_text_safe_lines ("a\0b", 3);

  g_assert_cmpstr (safe, ==, "a       b\n日      c<1B>\n");
  g_assert_cmpstr (with_nul, ==, "a<00>b");
}

static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new ("a");
  g_autofree char *safe = NULL;

  while (text->len < 100000)
    g_string_append (text, "é");
  safe = m77_text_safe_line (text->str, (gssize) text->len);
  g_assert_cmpuint (strlen (safe), ==, 65535);
  g_assert_true (g_utf8_validate (safe, -1, NULL));
}

static void
test_width (void)
{
  g_assert_cmpuint (m77_text_width (""), ==, 0);
  g_assert_cmpuint (m77_text_width ("abc"), ==, 3);
  g_assert_cmpuint (m77_text_width ("日本"), ==, 4);
  g_assert_cmpuint (m77_text_width ("e\xcc\x81x"), ==, 2);
  g_assert_cmpuint (m77_text_width ("😀"), ==, 2);
  g_assert_cmpuint (m77_text_width ("…─│"), ==, 3);
}

static void
assert_fit (const char *text, guint cells, const char *ellipsis, const char *expected)
{
  g_autofree char *fitted = m77_text_fit (text, cells, ellipsis);

  g_assert_cmpstr (fitted, ==, expected);
}

static void
test_fit (void)
{
  assert_fit ("abc", 5, "…", "abc  ");
  assert_fit ("abcde", 5, "…", "abcde");
  assert_fit ("abcdef", 5, "…", "abcd…");
  assert_fit ("abcdef", 5, "...", "ab...");
  assert_fit ("日本語", 5, "…", "日本…");
  assert_fit ("日本語", 4, "…", "日… ");
  assert_fit ("abc", 1, "...", "a");
  assert_fit ("日", 1, "", " ");
  assert_fit ("abe\xcc\x81", 3, "…", "abe\xcc\x81");
  assert_fit ("abe\xcc\x81z", 3, "", "abe\xcc\x81");
  assert_fit ("abc", 0, "…", "");
}

static void
test_prefix (void)
{
  guint used;

  g_assert_cmpuint (m77_text_prefix ("日本", 3, &used), ==, 3);
  g_assert_cmpuint (used, ==, 2);
  g_assert_cmpuint (m77_text_prefix ("ab", 9, &used), ==, 2);
  g_assert_cmpuint (used, ==, 2);
  g_assert_cmpuint (m77_text_prefix ("ab", 0, NULL), ==, 0);
}

static void
assert_wrap (const char *text, guint cells, const char *expected)
{
  g_auto (GStrv) lines = m77_text_wrap (text, cells);
  g_autofree char *joined = g_strjoinv ("|", lines);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_wrap (void)
{
  assert_wrap ("the pool is too small", 8, "the pool|is too|small");
  assert_wrap ("a\n\nb\n", 8, "a||b|");
  assert_wrap ("", 8, "");
  assert_wrap ("abcdefghij kl", 4, "abcd|efgh|ij|kl");
  assert_wrap ("  indented text", 10, "  indented|text");
  assert_wrap ("日本語日本語", 5, "日本|語日|本語");
  assert_wrap ("日本", 1, "日|本");
  assert_wrap ("one  two", 4, "one|two");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/line", test_line);
  g_test_add_func ("/text/marks", test_marks);
  g_test_add_func ("/text/lines", test_lines);
  g_test_add_func ("/text/limit", test_limit);
  g_test_add_func ("/text/width", test_width);
  g_test_add_func ("/text/fit", test_fit);
  g_test_add_func ("/text/prefix", test_prefix);
  g_test_add_func ("/text/wrap", test_wrap);

  return g_test_run ();
}
