/* test-way.c: finding the way: the palette, the line of ":", filters, a person's own keys and
 * programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-recall.h"

typedef struct
{
  const char *name;
  int rows, cols;
  gboolean ascii;
  const char *keys; /* names */
  const char *text; /* typed after them */
} Golden;

static const Golden goldens[] = {
  { "palette-80x24", 24, 80, FALSE, "1 Ctrl-K", NULL },
  { "palette-typed-80x24", 24, 80, FALSE, "1 Ctrl-K", "ack" },
  { "palette-40x15", 15, 40, FALSE, "1 Ctrl-K", "inc" },
  { "palette-200x60", 60, 200, FALSE, "1 Ctrl-K", "o" },
  { "palette-20x5", 5, 20, TRUE, "1 Ctrl-K", "inc" },
  { "command-first-80x24", 24, 80, FALSE, "1 :", "de" },
  { "command-filter-80x24", 24, 80, FALSE, "1 :", "incident severity<=" },
  { "command-act-80x24", 24, 80, FALSE, "1 :", "act rollback dep" },
  { "command-wrong-80x24",
    24,
    80,
    FALSE,
    "1 : i n c i d e n t Space s e v e r i t y < = x Enter",
    NULL },
  { "command-wrong-40x15", 15, 40, FALSE, "1 : f l y Enter", NULL },
  { "filter-typed-80x24", 24, 80, FALSE, "1 /", "se" },
  { "filter-typed-40x15", 15, 40, FALSE, "1 /", "se" },
};

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = screen_fixture_start (golden->rows, golden->cols, golden->ascii);

  screen_fixture_press (app, golden->keys);
  if (golden->text != NULL)
    screen_fixture_type (app, golden->text);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

static void
enter_line (TuiApp *app, const char *line)
{
  screen_fixture_press (app, ":");
  screen_fixture_type (app, line);
  screen_fixture_press (app, "Enter");
}

/* ---- The palette ---- */

static void
test_palette (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "Ctrl-K");
  screen_fixture_type (app, "deployments");
  screen_fixture_press (app, "Enter");
  g_assert_null (app->panel);
  g_assert_true (screen_fixture_shows (app, "-DEPLOYMENTS"));
  screen_fixture_press (app, "0 Ctrl-K");
  g_assert_true (screen_fixture_shows (app, ">go         deployments"));
  screen_fixture_type (app, "zzzz");
  g_assert_true (screen_fixture_shows (app, "0 of"));
  screen_fixture_press (app, "Enter Esc");
  g_assert_null (app->panel);
  screen_fixture_free (app);
}

/* What a key does the palette does; what cannot be done now is not in it. */
static void
test_palette_actions (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "1 j Ctrl-K");
  screen_fixture_type (app, "note");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "-NOTE on 2039"));
  screen_fixture_press (app, "Esc 5 Ctrl-K");
  screen_fixture_type (app, "acknowledge");
  g_assert_true (screen_fixture_shows (app, "0 of"));
  screen_fixture_free (app);
}

/* ---- The line ---- */

static void
test_history (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  enter_line (app, "incident severity<=sev2");
  enter_line (app, "alert status:firing");
  enter_line (app, "inbox");
  screen_fixture_press (app, ": Up Up");
  g_assert_true (screen_fixture_shows (app, ":alert status:firing"));
  screen_fixture_press (app, "Down Down");
  g_assert_false (screen_fixture_shows (app, ":inbox"));
  screen_fixture_type (app, "inc");
  screen_fixture_press (app, "Up");
  g_assert_true (screen_fixture_shows (app, ":incident severity<=sev2"));
  screen_fixture_press (app, "Esc : Ctrl-R");
  screen_fixture_type (app, "firing");
  g_assert_true (screen_fixture_shows (app, "EARLIER"));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, ":alert status:firing"));
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Enter");
  g_assert_null (app->panel);
  screen_fixture_free (app);
}

/* Nothing that gives a secret is kept, nothing too long, and only so many. */
static void
test_recall (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);
  TuiRecall *recall = app->recall;
  g_autofree char *json = NULL;

  tui_recall_add (recall, "command", "act rotate credential x secret=hunter2");
  tui_recall_add (recall, "command", "edit connector 1 api_token=abc");
  tui_recall_add (recall, "command", " a blank first");
  g_assert_cmpuint (tui_recall_lines (recall, "command")->len, ==, 0);
  tui_recall_add (recall, "command", "list credential");
  g_assert_cmpuint (tui_recall_lines (recall, "command")->len, ==, 1);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *line = g_strdup_printf ("incident %u", i % 150);

      tui_recall_add (recall, "command", line);
    }
  g_assert_cmpuint (tui_recall_lines (recall, "command")->len, ==, TUI_RECALL_MOST);
  json = tui_recall_to_json (recall);
  tui_recall_take (recall, "{\"command\":[\"oldest\",7,\"incident 149\"],\"filter/x\":\"wrong\"}");
  g_assert_cmpstr (g_ptr_array_index (tui_recall_lines (recall, "command"), TUI_RECALL_MOST - 1),
                   ==,
                   "incident 149");
  tui_recall_take (recall, "no JSON");
  tui_recall_take (recall, json);
  g_assert_cmpuint (tui_recall_lines (recall, "command")->len, ==, TUI_RECALL_MOST);
  screen_fixture_free (app);
}

static void
test_tab (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, ":");
  screen_fixture_type (app, "deplo");
  screen_fixture_press (app, "Tab");
  screen_fixture_type (app, "sta");
  screen_fixture_press (app, "Tab Tab");
  g_assert_true (screen_fixture_shows (app, ":deployment started_at<"));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "a time such as"));
  g_assert_nonnull (app->panel);
  screen_fixture_free (app);
}

/* The list follows what is typed; what is only part of a value is not looked for yet. */
static void
test_filter (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "1 / Ctrl-U");
  screen_fixture_type (app, "severity<=sev");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS  5"));
  screen_fixture_type (app, "2");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS  severity<=sev2"));
  screen_fixture_type (app, "x");
  g_assert_true (screen_fixture_shows (app, "list unchanged, 5"));
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS  severity<=sev2"));
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Backspace Enter / Ctrl-R");
  g_assert_true (screen_fixture_shows (app, "EARLIER"));
  screen_fixture_press (app, "Esc Esc");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS  severity<=sev2"));
  screen_fixture_free (app);
}

/* Verbs open what the console has for them, filled in. */
static void
test_verbs (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "3");
  enter_line (app, "act rollback to=4.17.2 --reason 'bad canary'");
  g_assert_true (screen_fixture_shows (app, "ARM PRODUCTION"));
  screen_fixture_press (app, "Esc");
  app->armed_until = G_MAXINT64;
  enter_line (app, "act rollback to=4.17.2 --reason 'bad canary'");
  g_assert_true (screen_fixture_shows (app, "4.17.2"));
  g_assert_true (screen_fixture_shows (app, "bad canary"));
  screen_fixture_press (app, "Esc");
  enter_line (app, "act fly");
  g_assert_true (screen_fixture_shows (app, "no action fly"));
  enter_line (app, "act rollback nothing 5");
  g_assert_true (screen_fixture_shows (app, "^ a kind expected"));
  screen_fixture_press (app, "Esc");
  enter_line (app, "list incident severity<=sev2");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS  severity<=sev2"));
  enter_line (app, "status");
  g_assert_true (screen_fixture_shows (app, "in a shell"));
  screen_fixture_free (app);
}

/* ---- Settings ---- */

static TuiApp *
begin_with (const char *text, char **path)
{
  TuiApp *app = screen_fixture_start (24, 100, TRUE);
  g_autofree char *dir = g_dir_make_tmp ("m77-test-XXXXXX", NULL);

  *path = g_build_filename (dir, "m77.conf", NULL);
  g_assert_true (g_file_set_contents (*path, text, -1, NULL));
  tui_config_start (app, *path);
  return app;
}

static void
end_with (TuiApp *app, char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);

  screen_fixture_free (app);
  g_unlink (path);
  g_rmdir (dir);
  g_free (path);
}

static void
test_keys (void)
{
  char *path = NULL;
  TuiApp *app = begin_with ("[keys]\ncommand = ;\nzone = none\nincidents = F2\n"
                            "[aliases]\nbad = incident severity<=sev2\n",
                            &path);

  screen_fixture_press (app, "F2");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS"));
  screen_fixture_press (app, "T");
  g_assert_true (screen_fixture_shows (app, "T does nothing here"));
  screen_fixture_press (app, ";");
  screen_fixture_type (app, "bad service:mail");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "severity<=sev2 service:mail"));
  screen_fixture_press (app, "?");
  screen_fixture_type (app, "command line");
  g_assert_true (screen_fixture_shows (app, ";   "));
  end_with (app, path);
}

/* A file that is wrong changes nothing while it runs, and is told. */
static void
test_reload (void)
{
  char *path = NULL;
  TuiApp *app = begin_with ("[keys]\nincidents = F2\nfly = x\n", &path);
  const char *wrong = "[keys]\nincidents = F3\nalerts = Nokey\n";
  const char *right = "[keys]\nincidents = F3\n[console]\nzone = UTC\n";

  g_assert_true (screen_fixture_shows (app, "m77.conf:3:1: no action is called fly"));
  screen_fixture_press (app, "F2");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS"));
  tui_config_take (app->config, wrong, strlen (wrong));
  g_assert_true (screen_fixture_shows (app, "Settings stay as they were: m77.conf:3:10:"));
  screen_fixture_press (app, "0 F2");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS"));
  tui_config_take (app->config, right, strlen (right));
  g_assert_true (screen_fixture_shows (app, "Settings read again"));
  g_assert_true (app->utc);
  screen_fixture_press (app, "0 F2");
  g_assert_true (screen_fixture_shows (app, "F2 does nothing here"));
  enter_line (app, "set zone Mars");
  g_assert_true (screen_fixture_shows (app, "expected"));
  screen_fixture_press (app, "Esc");
  enter_line (app, "set zone local");
  g_assert_false (app->utc);
  end_with (app, path);
}

/* ---- Programs ---- */

static void
wait_for (TuiApp *app, const char *words)
{
  while (!screen_fixture_shows (app, words))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_programs (void)
{
  char *path = NULL;
  TuiApp *app = begin_with ("[command say]\n"
                            "run = printf '%s|%s\\n' {title} {service}\n"
                            "on = incident\nkey = F8\n"
                            "[command env]\n"
                            "run = sh -c 'echo $M77_KEY; echo $M77_REGION; echo \"$M77_INPUT\"'\n"
                            "on = incident\ninput = How many: 7\ninput2 = Since\nkey = F9\n"
                            "[command fail]\nrun = sh -c 'echo went wrong; exit 3'\noutput = none\n"
                            "[command hurt]\nrun = true {id}\non = *\ndangerous = yes\n"
                            "[command s1]\nrun = echo worst {id}\non = incident\n"
                            "where = severity:sev1 -status:resolved\n"
                            "[command room]\nrun = echo here {id}\non = incident\nscreen = room\n",
                            &path);

  screen_fixture_press (app, "F8");
  g_assert_true (screen_fixture_shows (app, "say"));
  wait_for (app, "Card payments failing|checkout");
  screen_fixture_press (app, "F9");
  g_assert_true (screen_fixture_shows (app, "How many: 7"));
  screen_fixture_press (app, "Ctrl-U");
  screen_fixture_type (app, "$(id)");
  screen_fixture_press (app, "Enter");
  wait_for (app, "$(id)");
  g_assert_true (screen_fixture_shows (app, "INC-2041"));
  g_assert_true (screen_fixture_shows (app, "eu"));
  screen_fixture_press (app, "Esc 3 F8");
  g_assert_true (screen_fixture_shows (app, "not now, not for this kind"));
  enter_line (app, "s1");
  g_assert_true (screen_fixture_shows (app, "not now, not for this kind"));
  screen_fixture_press (app, "1 g");
  enter_line (app, "room");
  g_assert_true (screen_fixture_shows (app, "not now, not on this screen"));
  enter_line (app, "s1");
  wait_for (app, "worst");
  screen_fixture_press (app, "Esc G");
  enter_line (app, "s1");
  g_assert_true (screen_fixture_shows (app, "not now, only where severity:sev1"));
  screen_fixture_press (app, "3");
  enter_line (app, "fail");
  wait_for (app, "fail ended with 3: went wrong");
  enter_line (app, "hurt");
  g_assert_true (screen_fixture_shows (app, "ARM PRODUCTION"));
  screen_fixture_press (app, "Esc");
  app->armed_until = G_MAXINT64;
  enter_line (app, "hurt");
  g_assert_true (screen_fixture_shows (app, "true d1"));
  g_assert_true (screen_fixture_shows (app, "type 512:"));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "Type 512 to go on"));
  screen_fixture_press (app, "Esc");
  app->read_only = TRUE;
  enter_line (app, "hurt");
  g_assert_true (screen_fixture_shows (app, "read-only"));
  end_with (app, path);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *path = g_strconcat ("/way/golden/", goldens[i].name, NULL);

      g_test_add_data_func (path, &goldens[i], test_golden);
    }
  g_test_add_func ("/way/palette", test_palette);
  g_test_add_func ("/way/palette-actions", test_palette_actions);
  g_test_add_func ("/way/history", test_history);
  g_test_add_func ("/way/recall", test_recall);
  g_test_add_func ("/way/tab", test_tab);
  g_test_add_func ("/way/filter", test_filter);
  g_test_add_func ("/way/verbs", test_verbs);
  g_test_add_func ("/way/keys", test_keys);
  g_test_add_func ("/way/reload", test_reload);
  g_test_add_func ("/way/programs", test_programs);
  return g_test_run ();
}
