/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-overview.h"

/* A record where its kind's keys look so, else a list of what has the word. */
static void
test_keys (void)
{
  static const struct
  {
    const char *line;
    gboolean is_record;
  } cases[] = {
    { "incident 2041", TRUE },     { "incident INC-2041", TRUE },
    { "incident ~3", TRUE },       { "incident Payments", FALSE },
    { "incident 5xx", FALSE },     { "incident INC-x", FALSE },
    { "incident @jana", FALSE },   { "incident severity:sev1", FALSE },
    { "member @jana", TRUE },      { "service Checkout", FALSE },
    { "service checkout", FALSE }, { "2041", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TuiApp *app = screen_fixture_new (24, 80, FALSE);
      g_autofree char *fault = NULL;
      int context;

      tui_app_push (app, tui_overview_new (app));
      fault = tui_command_line_run (app, cases[i].line);
      g_assert_null (fault);
      context = tui_app_top (app)->class->context;
      g_test_message ("%s", cases[i].line);
      g_assert_cmpint ((context & TUI_ON_DETAIL) != 0, ==, cases[i].is_record);
      screen_fixture_free (app);
    }
}

/* A kind that is called as a verb is: its list, unless the verb's own words follow. */
static void
test_kind_or_verb (void)
{
  static const struct
  {
    const char *line;
    gboolean is_list;
  } cases[] = {
    { "audit", TRUE },
    { "audit ", TRUE },
    { "audit created<1d", TRUE },
    { "audit very", TRUE },
    { "audit \"verify\"x", TRUE },
    { "audit verify", FALSE },
    { "audit --json", FALSE },
    { "handover", TRUE },
    { "handover to:omar", TRUE },
    { "handover primary", TRUE },
    { "handover primary to=@omar", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TuiApp *app = screen_fixture_new (24, 80, FALSE);
      g_autofree char *fault = NULL;

      tui_app_push (app, tui_overview_new (app));
      fault = tui_command_line_run (app, cases[i].line);
      g_test_message ("%s: %s", cases[i].line, fault);
      /* Without a program to run, a verb says so. */
      g_assert_cmpint (fault == NULL, ==, cases[i].is_list);
      g_assert_cmpint ((tui_app_top (app)->class->context & TUI_ON_LIST) != 0,
                       ==,
                       cases[i].is_list);
      screen_fixture_free (app);
    }
}

static gboolean
offers (TuiApp *app, const char *line, const char *word)
{
  M77Suggest suggest;
  gboolean found = FALSE;

  m77_suggest_init (&suggest, NULL, NULL, NULL);
  tui_command_line_suggest (app, &suggest, line, strlen (line));
  for (guint i = 0; i < suggest.words->len; i++)
    found = found || g_str_equal (suggest.words->pdata[i], word);
  m77_suggest_clear (&suggest);
  return found;
}

/* Both are offered while both may be meant. */
static void
test_kind_and_verb (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  g_assert_true (offers (app, "aud", "audit"));
  g_assert_true (offers (app, "audit ", "verify"));
  g_assert_true (offers (app, "audit v", "verify"));
  g_assert_true (offers (app, "audit act", "actor:"));
  g_assert_false (offers (app, "audit act", "verify"));
  g_assert_false (offers (app, "audit actor:x v", "verify"));
  g_assert_false (offers (app, "audit verify ", "actor:"));
  g_assert_true (offers (app, "audit verify --j", "--json"));
  screen_fixture_free (app);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* At the keyboard a file that is there is left alone; a script overwrites. */
static void
test_save_screen (void)
{
  TuiApp *app = screen_fixture_new (24, 120, FALSE);
  g_autofree char *dir = g_dir_make_tmp ("m77-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "a screen", NULL);
  g_autofree char *line = g_strdup_printf ("save-screen %s", path);
  g_autofree char *over = g_strdup_printf ("save-screen! %s --styles", path);
  g_autofree char *kept = NULL, *plain = NULL, *styled = NULL, *fault = NULL;

  tui_app_push (app, tui_overview_new (app));
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  screen_fixture_type (app, ":");
  screen_fixture_type (app, line);
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "is there already: save-screen! overwrites it"));
  kept = read_file (path);
  g_assert_cmpstr (kept, ==, "mine");

  screen_fixture_press (app, "Esc");
  fault = tui_command_line_run (app, line);
  g_assert_null (fault);
  plain = read_file (path);
  g_assert_nonnull (strstr (plain, "INCIDENTS"));

  screen_fixture_type (app, ":");
  screen_fixture_type (app, over);
  screen_fixture_press (app, "Enter");
  g_assert_null (app->panel);
  styled = read_file (path);
  g_assert_cmpuint (strlen (styled), >, strlen (plain));
  g_unlink (path);
  g_rmdir (dir);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-line/keys", test_keys);
  g_test_add_func ("/command-line/kind-or-verb", test_kind_or_verb);
  g_test_add_func ("/command-line/kind-and-verb", test_kind_and_verb);
  g_test_add_func ("/command-line/save-screen", test_save_screen);
  return g_test_run ();
}
