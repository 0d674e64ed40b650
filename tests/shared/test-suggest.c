/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-suggest"

#include "config.h"

#include "shared/client/m77-suggest.h"

#include <string.h>

static gboolean
offers (const M77Suggest *self, const char *word)
{
  return g_ptr_array_find_with_equal_func (self->words, word, g_str_equal, NULL);
}

/* Names, then values; what is taken stands in the text, and taken again is the next. */
static void
test_filter (void)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (GString) text = g_string_new ("sev1 stat");
  M77Suggest suggest;

  m77_suggest_init (&suggest, NULL, NULL, NULL);
  m77_suggest_filter (&suggest, text->str, text->len, 0, kind);
  g_assert_true (offers (&suggest, "status:"));
  g_assert_cmpuint (suggest.start, ==, 5);

  g_string_assign (text, "status:tri");
  m77_suggest_filter (&suggest, text->str, text->len, 0, kind);
  g_assert_true (offers (&suggest, "triggered"));
  g_assert_true (m77_suggest_take (&suggest, text));
  g_assert_cmpstr (text->str, ==, "status:triggered");

  g_string_assign (text, "status:");
  m77_suggest_filter (&suggest, text->str, text->len, 0, kind);
  g_assert_cmpuint (suggest.words->len, >, 1);
  m77_suggest_choose (&suggest, 1);
  g_assert_true (m77_suggest_take (&suggest, text));
  g_assert_cmpstr (text->str + strlen ("status:"), ==, suggest.words->pdata[1]);
  g_assert_true (m77_suggest_take (&suggest, text));
  g_assert_cmpstr (text->str + strlen ("status:"), ==, suggest.words->pdata[2]);
  m77_suggest_clear (&suggest);
}

/* What may become a longer word is not looked for; a whole one is, and so is what no word begins
 * with. */
static void
test_is_part (void)
{
  static const struct
  {
    const char *text;
    gboolean part;
  } cases[] = {
    { "stat", TRUE },           { "status:tri", TRUE }, { "status:triggered", FALSE },
    { "card payments", FALSE }, { "", FALSE },
  };
  const M77Kind *kind = m77_kind_find ("incident");
  M77Suggest suggest;

  m77_suggest_init (&suggest, NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      m77_suggest_filter (&suggest, cases[i].text, strlen (cases[i].text), 0, kind);
      g_assert_cmpint (m77_suggest_is_part (&suggest, cases[i].text), ==, cases[i].part);
    }
  m77_suggest_clear (&suggest);
}

/* Earlier lines, the newest first, whatever the case. */
static void
test_past (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  M77Suggest suggest;

  g_ptr_array_add (lines, (gpointer) "status:open db");
  g_ptr_array_add (lines, (gpointer) "label:DB");
  g_ptr_array_add (lines, (gpointer) "severity<=sev2");
  m77_suggest_init (&suggest, NULL, NULL, NULL);
  m77_suggest_past (&suggest, lines, "db");
  g_assert_cmpuint (suggest.words->len, ==, 2);
  g_assert_cmpstr (suggest.words->pdata[0], ==, "label:DB");
  m77_suggest_clear (&suggest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/filter", test_filter);
  g_test_add_func ("/suggest/is-part", test_is_part);
  g_test_add_func ("/suggest/past", test_past);
  return g_test_run ();
}
