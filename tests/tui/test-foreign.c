/* test-foreign.c: text from outside on every screen: what would harm a terminal, what is long, and
 * what is written from right to left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "tests/tui/locale-fixture.h"
#include "tests/tui/screen-fixture.h"
#include "tui/linear/tui-linear.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-overview.h"

#define LONG_BYTES (10 * 1024 * 1024)

static const int sizes[][2] = { { 24, 80 }, { 15, 40 }, { 60, 200 }, { 5, 20 }, { 80, 300 } };

/* A deployment, a schedule and the inbox that have it too. */
static void
add_others (TuiApp *app, const char *quoted)
{
  g_autofree char *deployment = g_strdup_printf (
      "{\"number\":7,\"version\":%s,\"previous_version\":%s,\"status\":\"paused\",\"service\":%s,"
      "\"author\":%s,\"irreversible\":[%s],\"events\":[{\"id\":\"e1\",\"at\":"
      "\"2026-05-15T00:58:00.000Z\",\"author\":%s,\"kind\":\"note\",\"text\":%s}]}",
      quoted,
      quoted,
      quoted,
      quoted,
      quoted,
      quoted,
      quoted);
  g_autofree char *schedule = g_strdup_printf ("{\"name\":%s,\"title\":%s}", quoted, quoted);
  g_autofree char *outbox = g_strdup_printf (
      "[{\"id\":\"o1\",\"seq\":1,\"type\":\"act\",\"kind\":\"incident\",\"record\":\"x1\",\"key\":%"
      "s,"
      "\"title\":%s,\"state\":\"held\",\"action\":\"acknowledge\",\"reason\":%s,\"why\":%s,"
      "\"made_at\":\"2026-05-15T01:05:00.000Z\",\"ways\":[\"confirm\"],\"since\":{\"by\":%s,"
      "\"fields\":"
      "[{\"path\":\"title\",\"label\":%s,\"was\":%s,\"now\":%s}]}}]",
      quoted,
      quoted,
      quoted,
      quoted,
      quoted,
      quoted,
      quoted,
      quoted);
  g_autoptr (M77Row) first = screen_fixture_row ("deployment", "x3", "clean", "", deployment);
  g_autoptr (M77Row) second = screen_fixture_row ("schedule", "x4", "clean", "", schedule);

  g_list_store_insert (screen_fixture_store (app, "deployment"), 0, first);
  g_list_store_insert (screen_fixture_store (app, "schedule"), 0, second);
  tui_app_set_outbox (app, outbox);
}

/* The history of a record, which the agent tells. */
static void
take_history (TuiApp *app, const char *text)
{
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autofree char *entries = NULL;

  m77_json_write_string (quoted, text, -1);
  entries = g_strdup_printf (
      "[{\"kind\":\"audit\",\"id\":\"t1\",\"doc\":{\"verb\":\"edit\",\"subject_kind\":\"incident\","
      "\"at\":\"2026-05-15T01:09:00.000Z\",\"actor\":%s,\"outcome\":%s,\"reason\":%s,\"changes\":{"
      "\"title\":{\"from\":%s,\"to\":%s}}}}]",
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str);
  tui_history_take (tui_app_top (app), entries);
}

/* An incident and an alert that have the text wherever one may be. */
static TuiApp *
start (const char *text)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autofree char *incident = NULL;
  g_autofree char *alert = NULL;
  g_autoptr (M77Row) first = NULL;
  g_autoptr (M77Row) second = NULL;

  m77_json_write_string (quoted, text, -1);
  incident = g_strdup_printf (
      "{\"number\":2041,\"title\":%s,\"status\":\"triggered\",\"severity\":\"sev1\",\"service\":%s,"
      "\"environment\":\"production\",\"lead\":%s,\"summary\":%s,\"labels\":[%s,\"b\"],"
      "\"started_at\":\"2026-05-15T00:58:00.000Z\",\"timeline\":[{\"id\":\"e1\",\"at\":"
      "\"2026-05-15T00:58:00.000Z\",\"author\":%s,\"kind\":\"note\",\"text\":%s}],\"unknown\":%s}",
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str,
      quoted->str);
  alert = g_strdup_printf ("{\"alertname\":%s,\"status\":\"firing\",\"severity\":\"critical\","
                           "\"service\":%s,\"environment\":\"production\",\"summary\":%s,"
                           "\"starts_at\":\"2026-05-15T00:58:00.000Z\"}",
                           quoted->str,
                           quoted->str,
                           quoted->str);
  first = screen_fixture_row ("incident", "x1", "clean", "", incident);
  second = screen_fixture_row ("alert", "x2", "clean", "", alert);
  g_list_store_insert (screen_fixture_store (app, "incident"), 0, first);
  g_list_store_insert (screen_fixture_store (app, "alert"), 0, second);
  add_others (app, quoted->str);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  return app;
}

/* Nothing that acts on a terminal or turns text round, and no row longer than the screen. */
static void
check (TuiApp *app)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, FALSE);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true (c == '\n' || (c >= 0x20 && c != 0x7f));
      g_assert_false (c >= 0x80 && c < 0xa0);
      g_assert_false (c == 0x200e || c == 0x200f || c == 0x061c);
      g_assert_false ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
      g_assert_false (c == 0x200b || c == 0x200d || c == 0xfeff);
    }
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    g_assert_cmpuint (m77_text_width (rows[i]), <=, app->canvas->cols);
}

static void
visit (const char *text, guint n)
{
  static const char *const places[] = { "1",       "1 Enter", "0",   "1 e",      "1 n", "1 a",
                                        "1 .",     "1 H",     "2",   "2 Enter",  "i",   "3",
                                        "3 Enter", "8",       "1 p", "1 Enter v" };

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (places)); i++)
    {
      TuiApp *app = start (text);

      screen_fixture_press (app, places[i]);
      if (tui_app_top (app)->class->context == TUI_ON_HISTORY)
        take_history (app, text);
      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        {
          tui_app_resize (app, sizes[size][0], sizes[size][1]);
          check (app);
        }
      screen_fixture_free (app);
    }
}

static void
test_hostile (gconstpointer text)
{
  visit (text, G_MAXUINT);
}

/* Pasted into what takes text: shown no other way there, and the line of ":" has its own. */
static void
test_typed (void)
{
  static const char *const places[] = { "1 n", "1 /", ":", "1 e", "Ctrl-K", "1 Enter t", "1 a" };
  static const char text[] =
      "a\033["
      "31m\302\233\342\200\256e\314\201\314\201\342\200\213👨‍👩‍👧🇩🇪注\t\177";

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      TuiApp *app = start ("plain");

      screen_fixture_press (app, places[i]);
      tui_app_key (app, TUI_KEY_PASTE_BEGIN);
      for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
        tui_app_key (app, g_utf8_get_char (at));
      tui_app_key (app, TUI_KEY_PASTE_END);
      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        {
          tui_app_resize (app, sizes[size][0], sizes[size][1]);
          check (app);
        }
      screen_fixture_free (app);
    }
}

static void
say_cb (const char *line, gpointer data)
{
  g_test_message ("said: %s", line);
  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true (c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0));
      g_assert_false ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    }
  (*(guint *) data)++;
}

/* The same where it is said in lines. */
static void
test_linear (void)
{
  static const char *const lines[] = { "1", "1", "2", "1", "3", "i", "8", ":alerts", "1 H" };
  static const char text[] = "a\033[31m\302\233m \342\200\256evil\342\200\254 \302\205 end";
  TuiApp *app = start (text);
  guint said = 0;
  TuiLinear *linear = tui_linear_new (app, say_cb, &said);

  tui_linear_greet (linear);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      tui_linear_take (linear, lines[i]);
      tui_linear_answer (linear);
    }
  g_assert_cmpuint (said, >, G_N_ELEMENTS (lines));
  tui_linear_free (linear);
  screen_fixture_free (app);
}

/* Ten megabytes in one line. */
static void
test_long_line (void)
{
  g_autofree char *text = g_strnfill (LONG_BYTES, 'x');

  visit (text, 2);
}

/* Where the words of each column begin does not depend on the direction of the text in them, nor on
 * who orders that. */
static void
test_right_to_left (void)
{
  static const char hebrew[] = "תשלומים נכשלים checkout 50% أوامر";
  static const struct
  {
    const char *name, *keys;
    gboolean visual;
  } places[] = {
    { "rtl-overview", NULL, FALSE },       { "rtl-list", "1", FALSE },
    { "rtl-incident", "1 Enter", FALSE },  { "rtl-form", "1 e", FALSE },
    { "rtl-alerts", "2 Enter", FALSE },    { "rtl-note", "1 n", FALSE },
    { "rtl-visual-list", "1", TRUE },      { "rtl-visual-incident", "1 Enter", TRUE },
    { "rtl-visual-overview", NULL, TRUE },
  };

  if (!locale_fixture_begin ())
    g_test_skip ("he_IL.UTF-8 could not be made: install locales");
  for (guint i = 0; locale_fixture_is_on () && i < G_N_ELEMENTS (places); i++)
    {
      TuiApp *app = start (hebrew);

      app->canvas->visual = places[i].visual;
      if (places[i].keys != NULL)
        screen_fixture_press (app, places[i].keys);
      screen_fixture_compare_sizes (app, places[i].name);
      screen_fixture_free (app);
    }
  if (locale_fixture_is_on ())
    visit (hebrew, G_MAXUINT);
  locale_fixture_end ();
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name, *text;
  } texts[] = {
    { "escapes", "\033[31mred\033[2J\033]52;c;AAAA\a\033P\033\\ \177 \r\n\t end" },
    { "c1", "\302\233 31m\302\235 0;title\302\234 \302\205" },
    { "bidi", "a\u202eevil\u202c \u2066x\u2069 \u200f\u200e\u061c end" },
    { "combining",
      "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301 \u0301lone Z\u0351\u0352\u0353\u0354" },
    { "emoji", "👨‍👩‍👧‍👦 🇩🇪🇫🇷 👍🏽 ☠️ 1️⃣ 🏴‍☠️" },
    { "zero-width", "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg" },
    { "wide", "注文が遅い注文が遅い注文が遅い注文が遅い注文が遅い注文が遅い注文が遅い注文が遅い" },
    { "marks", "‖⇡●▌─│┌ %s %n ${HOME} `id` $(id) ; rm -rf" },
    { "empty", "" },
  };

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/foreign/", texts[i].name, NULL);

      g_test_add_data_func (path, texts[i].text, test_hostile);
    }
  g_test_add_func ("/foreign/typed", test_typed);
  g_test_add_func ("/foreign/linear", test_linear);
  g_test_add_func ("/foreign/long-line", test_long_line);
  g_test_add_func ("/foreign/right-to-left", test_right_to_left);
  return g_test_run ();
}
