/* test-inbox.c: the inbox: what it shows, and which way each key goes
 *
 * M77_GOLDEN=1 remakes the golden screens; the diff is what a reviewer looks at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-undo.h"

typedef enum
{
  FULL,
  EMPTY,
  LOADING
} Filling;

typedef struct
{
  const char *name;
  int rows, cols;
  gboolean ascii;
  Filling filling;
  const char *keys;
} Golden;

static const Golden goldens[] = {
  { "inbox-full-80x24", 24, 80, FALSE, FULL, NULL },
  { "inbox-full-ascii", 24, 80, TRUE, FULL, "j j j" },
  { "inbox-full-40x15", 15, 40, FALSE, FULL, "j" },
  { "inbox-full-20x5", 5, 20, TRUE, FULL, "j j" },
  { "inbox-full-200x60", 60, 200, FALSE, FULL, "j j" },
  { "inbox-empty-80x24", 24, 80, FALSE, EMPTY, NULL },
  { "inbox-empty-40x15", 15, 40, FALSE, EMPTY, NULL },
  { "inbox-empty-200x60", 60, 200, FALSE, EMPTY, NULL },
  { "inbox-loading-80x24", 24, 80, FALSE, LOADING, NULL },
  { "inbox-held-80x24", 24, 80, FALSE, FULL, "j" },
  { "inbox-drop-80x24", 24, 80, FALSE, FULL, "g j d" },
  { "inbox-drop-40x15", 15, 40, FALSE, FULL, "g j d" },
  { "inbox-rejected-80x24", 24, 80, FALSE, FULL, "j j j" },
  { "inbox-again-80x24", 24, 80, FALSE, FULL, "j j j e" },
  { "inbox-again-40x15", 15, 40, FALSE, FULL, "j j j e" },
  { "inbox-note-again-80x24", 24, 80, FALSE, FULL, "j j j j e" },
  { "inbox-act-again-80x24", 24, 80, FALSE, FULL, "g e" },
  { "inbox-keys-80x24", 24, 80, FALSE, FULL, "j ?" },
};

static TuiApp *
open_inbox (int rows, int cols, gboolean ascii, Filling filling)
{
  TuiApp *app = screen_fixture_new (rows, cols, ascii);

  if (filling == FULL)
    screen_fixture_fill_outbox (app);
  else if (filling == EMPTY)
    tui_app_set_outbox (app, "[]");
  else
    app->outbox = NULL;
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, "i");
  return app;
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = open_inbox (golden->rows, golden->cols, golden->ascii, golden->filling);

  if (golden->keys != NULL)
    screen_fixture_press (app, golden->keys);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

/* The same while events arrive. */
static void
test_live (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  screen_fixture_go_online (app);
  tui_app_draw (app);
  screen_fixture_compare (app, "inbox-live-80x24");
  tui_app_set_outbox (app, "[]");
  tui_app_draw (app);
  screen_fixture_compare (app, "inbox-live-empty-80x24");
  screen_fixture_free (app);
}

/* What lapses first is on top; what needs nobody is below. */
static void
test_order (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);
  static const char *const ids[] = { "o2", "o1", "o3", "o4", "o5", "o6", "o7" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpstr (m77_json_get_string (tui_inbox_current (tui_app_top (app)), "id"),
                       ==,
                       ids[i]);
      screen_fixture_press (app, "j");
    }
  tui_inbox_show (tui_app_top (app), "o4");
  g_assert_cmpstr (m77_json_get_string (tui_inbox_current (tui_app_top (app)), "id"), ==, "o4");
  screen_fixture_free (app);
}

/* A key meant for a row that has just gone does nothing to the one in its place. */
static void
test_slip (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);
  const char *two = "[{\"id\":\"a\",\"seq\":1,\"type\":\"update\",\"kind\":\"incident\","
                    "\"state\":\"queued\",\"ways\":[\"withdraw\"]},"
                    "{\"id\":\"b\",\"seq\":2,\"type\":\"update\",\"kind\":\"incident\","
                    "\"state\":\"queued\",\"ways\":[\"withdraw\"]}]";
  const char *one = "[{\"id\":\"b\",\"seq\":2,\"type\":\"update\",\"kind\":\"incident\","
                    "\"state\":\"queued\",\"ways\":[\"withdraw\"]}]";

  tui_app_set_outbox (app, two);
  tui_app_draw (app);
  screen_fixture_press (app, "g w");
  g_assert_true (screen_fixture_shows (app, "no agent yet")); /* as far as it goes here */
  tui_app_set_outbox (app, one);
  tui_app_draw (app);
  screen_fixture_press (app, "w");
  g_assert_true (screen_fixture_shows (app, "is gone"));
  screen_fixture_press (app, "w");
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

/* A held rollback in production: armed first, then its name typed, and the key that opened the
 * bar does not confirm it. */
static void
test_confirm (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "ARM PRODUCTION"));
  screen_fixture_type (app, "production");
  screen_fixture_press (app, "Enter");
  g_assert_true (tui_app_is_armed (app));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "CONFIRM rollback DEP-512"));
  g_assert_true (screen_fixture_shows (app, "Since you asked: weight 25 to 0"));
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_type (app, "DEP-512");
  screen_fixture_compare (app, "inbox-confirm-typed-80x24");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  g_assert_true (screen_fixture_shows (app, "CONFIRM rollback DEP-512"));
  screen_fixture_free (app);
}

/* An action on its way has the mark of an action, an edit that of an edit. */
static void
test_marks (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  tui_app_set_outbox (app,
                      "[{\"id\":\"a\",\"seq\":1,\"type\":\"act\",\"kind\":\"incident\","
                      "\"action\":\"acknowledge\",\"key\":\"INC-1\",\"state\":\"queued\"},"
                      "{\"id\":\"b\",\"seq\":2,\"type\":\"update\",\"kind\":\"incident\","
                      "\"patch\":{\"region\":\"us\"},\"key\":\"INC-2\",\"state\":\"queued\"},"
                      "{\"id\":\"c\",\"seq\":3,\"type\":\"act\",\"kind\":\"incident\","
                      "\"action\":\"resolve\",\"key\":\"INC-3\",\"state\":\"queued\","
                      "\"waiting\":true}]");
  g_assert_true (screen_fixture_shows (app, "⇡ ack"));
  g_assert_true (screen_fixture_shows (app, "↑ region"));
  g_assert_true (screen_fixture_shows (app, "⋯ resolve"));
  screen_fixture_free (app);
}

/* Where nothing takes it, a bar stays with what was typed, and says why. */
static void
test_no_agent (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  screen_fixture_press (app, "j j j j e");
  screen_fixture_type (app, " and cold");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "looks like the canary and cold"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc g e Tab");
  screen_fixture_type (app, " again");
  screen_fixture_press (app, "Tab");
  screen_fixture_type (app, "DEP-512");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "bad canary, 2041 again"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc j d Enter");
  g_assert_true (screen_fixture_shows (app, "DROP ack INC-2041"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

static void
test_undo_without_agent (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  tui_undo_take_next (app,
                      FALSE,
                      "{\"would\":\"withdraw\",\"operation\":{\"id\":\"o6\",\"key\":\"INC-2033\","
                      "\"kind\":\"incident\",\"type\":\"update\",\"patch\":{\"region\":\"us\"}}}");
  tui_app_draw (app);
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "UNDO INC-2033"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc");
  tui_undo_take_offer (app,
                       "{\"operation\":{\"id\":\"o2\",\"key\":\"INC-2041\"},"
                       "\"offered\":{\"kind\":\"incident\",\"action\":\"reopen\","
                       "\"label\":\"Reopen\"}}");
  tui_app_draw (app);
  screen_fixture_type (app, "not over");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "not over"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

/* Only the ways that the agent names are open; a key for another says why not. */
static void
test_ways (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  screen_fixture_press (app, "J");
  g_assert_true (screen_fixture_shows (app, "not now, nobody else acknowledged it"));
  screen_fixture_press (app, "j t");
  g_assert_true (screen_fixture_shows (app, "TAKE OVER ack INC-2041"));
  screen_fixture_press (app, "Esc J");
  g_assert_null (app->panel);
  screen_fixture_press (app, "j w");
  g_assert_true (screen_fixture_shows (app, "it does not wait to be sent"));
  screen_fixture_press (app, "Enter");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_CONFLICT);
  screen_fixture_press (app, "Esc");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_INBOX);
  screen_fixture_press (app, "j Enter");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_FORM);
  screen_fixture_press (app, "Esc G o");
  g_assert_true ((tui_app_top (app)->class->context & TUI_ON_DETAIL) != 0);
  screen_fixture_free (app);
}

/* A read-only session decides nothing, but looks and copies. */
static void
test_read_only (void)
{
  TuiApp *app = open_inbox (24, 80, FALSE, FULL);

  screen_fixture_press (app, "W G w");
  g_assert_true (screen_fixture_shows (app, "This session is read-only"));
  screen_fixture_press (app, "y");
  g_assert_true (screen_fixture_shows (app, "No terminal to copy to"));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  screen_fixture_add_goldens ("/inbox/golden/",
                              goldens,
                              G_N_ELEMENTS (goldens),
                              sizeof *goldens,
                              test_golden);
  g_test_add_func ("/inbox/live", test_live);
  g_test_add_func ("/inbox/order", test_order);
  g_test_add_func ("/inbox/confirm", test_confirm);
  g_test_add_func ("/inbox/ways", test_ways);
  g_test_add_func ("/inbox/marks", test_marks);
  g_test_add_func ("/inbox/no-agent", test_no_agent);
  g_test_add_func ("/inbox/undo-without-agent", test_undo_without_agent);
  g_test_add_func ("/inbox/slip", test_slip);
  g_test_add_func ("/inbox/read-only", test_read_only);
  return g_test_run ();
}
