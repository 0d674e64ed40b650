/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  g_autoptr (GError) error = NULL;
  const M77Json *value = m77_json_parse (pool, text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static void
assert_written (const char *text, const char *expected)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *written = m77_json_to_text (parse (pool, text));

  g_assert_cmpstr (written, ==, expected);
}

static void
test_lossless (void)
{
  static const char *const texts[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1e400",
    "-1E-7",
    "1.10",
    "9007199254740993",
    "[]",
    "{}",
    "18446744073709551616",
    "\"\"",
    "\"Grüße 😀\"",
    "[1,[2,{\"b\":null,\"a\":[]}]]",
    "{\"unknown\":{\"z\":1,\"a\":2},\"\":3}",
    "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u001f\x7f\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_written (texts[i], texts[i]);
}

static void
test_escapes (void)
{
  assert_written (" [ 1 ,\t2\r\n] ", "[1,2]");
  assert_written ("\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\\/\"", "\"Aé€😀/\"");
  assert_written ("\"plain text of some length\\nthen more of it\\tand more\"",
                  "\"plain text of some length\\nthen more of it\\tand more\"");
}

/* Every byte at every place of texts shorter and longer than what is looked at in one go. */
static void
test_written_bytes (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (guint length = 1; length <= 20; length++)
    for (guint at = 0; at < length; at++)
      for (guint byte = 1; byte < 0x80; byte++)
        {
          g_autoptr (GString) written = g_string_new (NULL);
          g_autofree char *text = g_strnfill (length, 'a');
          const M77Json *read;

          text[at] = (char) byte;
          m77_json_write_string (written, text, -1);
          if (byte == '"' || byte == '\\' || byte < 0x20)
            g_assert_cmpuint (written->len, >, length + 2);
          else
            g_assert_cmpuint (written->len, ==, length + 2);
          read = m77_json_parse (pool, written->str, (gssize) written->len, NULL);
          g_assert_cmpstr (m77_json_string (read), ==, text);
          m77_json_pool_reset (pool);
        }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *where;
  } cases[] = {
    { "", "byte 0:" },
    { " ", "byte 1:" },
    { "nul", "byte 0:" },
    { "[", "byte 1:" },
    { "[1,]", "byte 3:" },
    { "[1 2]", "byte 3:" },
    { "[1}", "byte 2:" },
    { "{\"a\" 1}", "byte 5:" },
    { "{\"a\":1,}", "byte 7:" },
    { "{a:1}", "byte 1:" },
    { "{\"a\":}", "byte 5:" },
    { "1 2", "byte 2:" },
    { "01", "byte 1:" },
    { "-", "byte 1:" },
    { "1.", "byte 2:" },
    { "1e", "byte 2:" },
    { ".5", "byte 0:" },
    { "+1", "byte 0:" },
    { "1e+", "byte 3:" },
    { "NaN", "byte 0:" },
    { "\"abc", "byte 4:" },
    { "\"\\", "byte 1:" },
    { "\"\\x\"", "byte 1:" },
    { "\"\\u12g4\"", "byte 1:" },
    { "\"\\u0000\"", "byte 1:" },
    { "\"\\ud800\"", "byte 1:" },
    { "\"\\udc00\\ud800\"", "byte 1:" },
    { "\"\\ud83d\\u0041\"", "byte 1:" },
    { "\"a\nb\"", "byte 2:" },
    { "\"\xc0\x80\"", "byte 1:" },
    { "\"\xed\xa0\x80\"", "byte 1:" },
    { "\"\xf4\x90\x80\x80\"", "byte 1:" },
    { "\"\xe2\x82\"", "byte 1:" },
    { "\"12345678\xff\"", "byte 9:" },
    { "]", "byte 0:" },
    { "/**/1", "byte 0:" },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (m77_json_parse (pool, cases[i].text, -1, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_JSON);
      g_assert_nonnull (strstr (error->message, cases[i].where));
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_assert_null (m77_json_parse (pool, "1\0", 2, NULL));
  g_assert_null (m77_json_parse (pool, "\"a\0b\"", 5, NULL));
  g_assert_nonnull (m77_json_parse (pool, "12", 1, NULL));
}

static void
test_depth (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < M77_JSON_MAX_DEPTH; i++)
    {
      g_string_prepend_c (text, '[');
      g_string_append_c (text, ']');
    }
  g_assert_nonnull (m77_json_parse (pool, text->str, -1, NULL));

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  g_assert_null (m77_json_parse (pool, text->str, -1, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_BAD_JSON);
}

static void
test_duplicates (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new ("{");
  const M77Json *object;

  assert_written ("{\"a\":1,\"b\":2,\"a\":3}", "{\"b\":2,\"a\":3}");
  assert_written ("{\"a\":1,\"a\":2,\"a\":3}", "{\"a\":3}");
  assert_written ("{\"o\":{\"a\":1},\"p\":{\"a\":1}}", "{\"o\":{\"a\":1},\"p\":{\"a\":1}}");

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "\"m%u\":%u,", i % 60000, i);
  g_string_append (text, "\"end\":0}");
  object = parse (pool, text->str);
  g_assert_cmpuint (m77_json_size (object), ==, 60001);
  g_assert_cmpint (m77_json_get_int (object, "m0", -1), ==, 60000);
  g_assert_cmpint (m77_json_get_int (object, "m59999", -1), ==, 59999);
  g_assert_true (m77_json_equal (object, m77_json_copy (pool, object)));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean whole;
    gint64 number;
  } cases[] = {
    { "0", TRUE, 0 },
    { "-0", TRUE, 0 },
    { "0e9999999999", TRUE, 0 },
    { "1.0", TRUE, 1 },
    { "1e3", TRUE, 1000 },
    { "-12.50e1", TRUE, -125 },
    { "1.5", FALSE, 0 },
    { "0.001e3", TRUE, 1 },
    { "1e-1", FALSE, 0 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "9223372036854775808", FALSE, 0 },
    { "-9223372036854775808", TRUE, G_MININT64 },
    { "-9223372036854775809", FALSE, 0 },
    { "922337203685477580.7e1", TRUE, G_MAXINT64 },
    { "1e19", FALSE, 0 },
    { "1e400", FALSE, 0 },
    { "1e99999999999999999999", FALSE, 0 },
    { "\"1\"", FALSE, 0 },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  double real;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 number = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_true (m77_json_int (parse (pool, cases[i].text), &number) == cases[i].whole);
      g_assert_cmpint (cases[i].whole ? number : 0, ==, cases[i].number);
    }

  g_assert_true (m77_json_double (parse (pool, "-2.5e-1"), &real));
  g_assert_cmpfloat (real, ==, -0.25);
  g_assert_false (m77_json_double (parse (pool, "1e400"), &real));
}

static void
test_canonical (void)
{
  static const char *const cases[][2] = {
    { "{\"b\":1.0,\"a\":[1e2,-0]}", "{\"a\":[100,0],\"b\":1}" },
    { "[9007199254740993,0.10,1.5E-7]", "[9007199254740993,0.1,1.5e-7]" },
    { "[1e21,1e20,0.000001,-12.340]", "[1e+21,100000000000000000000,0.000001,-12.34]" },
    { "1e99999999999999999999", "1e99999999999999999999" },
    { "{\"é\":1,\"z\":2,\"\":3}", "{\"\":3,\"z\":2,\"é\":1}" },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *hash = m77_json_sha256 (parse (pool, "{\"a\":1}"));
  g_autofree char *same = m77_json_sha256 (parse (pool, "{ \"a\": 1.0 }"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      m77_json_write_canonical (parse (pool, cases[i][0]), out);
      g_assert_cmpstr (out->str, ==, cases[i][1]);
    }

  g_assert_cmpstr (hash, ==, "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  g_assert_cmpstr (hash, ==, same);
}

static void
test_equal (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *value = parse (pool, "{\"a\":1,\"b\":[1,{\"c\":100}]}");

  g_assert_true (m77_json_equal (value, parse (pool, "{\"b\":[1.0,{\"c\":1e2}],\"a\":1}")));
  g_assert_false (m77_json_equal (value, parse (pool, "{\"b\":[1,{\"c\":101}],\"a\":1}")));
  g_assert_false (m77_json_equal (value, parse (pool, "{\"a\":1,\"c\":[1,{\"c\":100}]}")));
  g_assert_false (m77_json_equal (parse (pool, "[1,2]"), parse (pool, "[2,1]")));
  g_assert_false (m77_json_equal (parse (pool, "1"), parse (pool, "\"1\"")));
  g_assert_false (
      m77_json_equal (parse (pool, "9007199254740993"), parse (pool, "9007199254740992")));
  g_assert_false (m77_json_equal (parse (pool, "null"), NULL));
  g_assert_true (m77_json_equal (NULL, NULL));
}

static void
test_build (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *object = m77_json_object_new (pool);
  M77Json *array = m77_json_array_new (pool);
  g_autofree char *text = NULL, *shorter = NULL;

  m77_json_append (array, m77_json_double_new (pool, 0.1));
  m77_json_append (array, m77_json_double_new (pool, NAN));
  m77_json_append (array, m77_json_int_new (pool, G_MININT64));
  m77_json_set_string (pool, object, "s", "x\"y");
  m77_json_set (pool, object, "a", array);
  m77_json_set_bool (pool, object, "t", TRUE);
  m77_json_set_int (pool, object, "s", 7);
  text = m77_json_to_text (object);
  g_assert_cmpstr (text, ==, "{\"s\":7,\"a\":[0.1,null,-9223372036854775808],\"t\":true}");

  g_assert_true (m77_json_remove (object, "t"));
  g_assert_false (m77_json_remove (object, "t"));
  m77_json_set_string (pool, object, "n", NULL);
  g_assert_true (m77_json_remove (object, "s"));
  shorter = m77_json_to_text (object);
  g_assert_cmpstr (shorter, ==, "{\"a\":[0.1,null,-9223372036854775808],\"n\":null}");
}

static void
test_absent (void)
{
  g_assert_null (m77_json_get (m77_json_get (NULL, "a"), "b"));
  g_assert_null (m77_json_string (NULL));
  g_assert_null (m77_json_first (NULL));
  g_assert_true (m77_json_is_null (NULL));
  g_assert_false (m77_json_is (NULL, M77_JSON_NULL));
  g_assert_cmpint (m77_json_get_int (NULL, "a", 5), ==, 5);
}

static void
test_pretty (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  m77_json_write_pretty (parse (pool, "{\"a\":[1,{}],\"b\":\"x\"}"), out);
  g_assert_cmpstr (out->str, ==, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x\"\n}");
}

/* Values larger than a block, and blocks used again after a reset. */
static void
test_pool (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new ("[\"");

  for (guint i = 0; i < 3 * 1024 * 1024; i++)
    g_string_append_c (text, (char) ('a' + i % 26));
  g_string_append (text, "\"]");

  for (guint i = 0; i < 20; i++)
    {
      const M77Json *array;

      for (guint j = 0; j < 2000; j++)
        g_assert_cmpint (m77_json_get_int (parse (pool, "{\"a\":1,\"b\":[2,3]}"), "a", 0), ==, 1);
      array = parse (pool, text->str);
      g_assert_cmpuint (m77_json_string_length (m77_json_first (array)), ==, text->len - 4);
      m77_json_pool_reset (pool);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/lossless", test_lossless);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/written-bytes", test_written_bytes);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/nul-byte", test_nul_byte);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/duplicates", test_duplicates);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/equal", test_equal);
  g_test_add_func ("/json/build", test_build);
  g_test_add_func ("/json/absent", test_absent);
  g_test_add_func ("/json/pretty", test_pretty);
  g_test_add_func ("/json/pool", test_pool);

  return g_test_run ();
}
