/* test-history.c: the story of a record, and what undo shows before it does it
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
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-undo.h"

// clang-format off
static const char entries[] =
    "[{\"kind\":\"audit\",\"id\":\"t3\",\"doc\":{\"verb\":\"edit\",\"subject_kind\":\"incident\",\"at\":\"2026-05-15T01:09:00.000Z\",\"actor\":\"jana\",\"outcome\":\"success\",\"changes\":{\"title\":{\"from\":\"Bounces\",\"to\":\"Mail bounces\"},\"timeline\":{\"from\":[{\"id\":\"e1\"}],\"to\":\"sha256:c03a\"}}}},"
    "{\"kind\":\"audit\",\"id\":\"t2\",\"doc\":{\"verb\":\"acknowledge\",\"subject_kind\":\"incident\",\"at\":\"2026-05-15T01:08:00.000Z\",\"actor\":\"omar\",\"outcome\":\"denied\",\"reason\":\"a try \\u202e\\u001b[31m\",\"changes\":{}}},"
    "{\"id\":\"o7\",\"type\":\"update\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"queued\",\"made_at\":\"2026-05-15T01:07:00.000Z\",\"base\":{\"severity\":\"sev3\"},\"patch\":{\"severity\":\"sev2\"},\"elements\":{\"labels\":{\"add\":[\"dkim\"]}},\"events\":[{\"at\":\"2026-05-15T01:07:00.000Z\",\"what\":\"made\"}]},"
    "{\"id\":\"o6\",\"type\":\"update\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"applied\",\"made_at\":\"2026-05-15T01:00:00.000Z\",\"base\":{\"title\":\"Bounces\"},\"patch\":{\"title\":\"Mail bounces\"},\"events\":[{\"at\":\"2026-05-15T01:00:00.000Z\",\"what\":\"made\"},{\"at\":\"2026-05-15T01:05:00.000Z\",\"what\":\"conflict\",\"by\":\"omar\",\"fields\":[\"title\"]},{\"at\":\"2026-05-15T01:09:00.000Z\",\"what\":\"decided\",\"by\":\"jana\",\"choices\":{\"title\":\"mine\",\"severity\":{\"value\":\"sev2\"}}},{\"at\":\"2026-05-15T01:09:01.000Z\",\"what\":\"applied\",\"version\":9}]},"
    "{\"id\":\"o5\",\"type\":\"update\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"applied\",\"made_at\":\"2026-05-14T20:00:00.000Z\",\"patch\":{\"summary\":\"x\"},\"events\":[{\"at\":\"2026-05-14T20:00:09.000Z\",\"what\":\"merged\",\"version\":7,\"fields\":[\"summary\"]}]},"
    "{\"id\":\"o4\",\"type\":\"act\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"applied\",\"action\":\"acknowledge\",\"made_at\":\"2026-05-14T19:00:00.000Z\",\"events\":[]}]";

static const char next_edit[] =
    "{\"would\":\"reverse\",\"count\":3,\"operation\":{\"id\":\"o1\",\"type\":\"update\",\"kind\":\"incident\",\"key\":\"INC-2039\",\"title\":\"Index lag above 30 min\",\"base\":{\"severity\":\"sev3\",\"lead\":null},\"patch\":{\"severity\":\"sev1\",\"lead\":\"jana\"},\"elements\":{\"labels\":{\"add\":[\"dkim\"],\"remove\":[\"old\"]}}}}";
static const char next_redo[] =
    "{\"would\":\"repeat\",\"count\":1,\"operation\":{\"id\":\"o1\",\"type\":\"update\",\"kind\":\"incident\",\"key\":\"INC-2039\",\"title\":\"Index lag above 30 min\",\"base\":{\"severity\":\"sev3\"},\"patch\":{\"severity\":\"sev1\"},\"elements\":{\"timeline\":{\"append\":[{\"id\":\"n\",\"text\":\"100%s of it\"}]}}}}";
static const char offer[] =
    "{\"did\":\"offered\",\"operation\":{\"id\":\"o1\",\"type\":\"act\",\"action\":\"acknowledge\",\"kind\":\"incident\",\"key\":\"INC-2041\",\"title\":\"Card payments failing\"},\"offered\":{\"action\":\"unacknowledge\",\"label\":\"Unacknowledge\",\"effect\":\"Paging goes on at this level\",\"kind\":\"incident\",\"record\":\"i1\",\"args\":{}}}";
// clang-format on

typedef struct
{
  const char *name;
  int rows, cols;
  gboolean ascii;
  const char *json; /* NULL: not here yet */
  const char *keys;
} Golden;

static const Golden goldens[] = {
  { "history-80x24", 24, 80, FALSE, entries, NULL },
  { "history-decided-80x24", 24, 80, FALSE, entries, "j j j" },
  { "history-ascii", 24, 80, TRUE, entries, "j j" },
  { "history-40x15", 15, 40, FALSE, entries, "j j j" },
  { "history-20x5", 5, 20, TRUE, entries, "j" },
  { "history-200x60", 60, 200, FALSE, entries, NULL },
  { "history-empty-80x24", 24, 80, FALSE, "[]", NULL },
  { "history-loading-80x24", 24, 80, FALSE, NULL, NULL },
};

static TuiApp *
open_list (int rows, int cols, gboolean ascii)
{
  TuiApp *app = screen_fixture_start (rows, cols, ascii);

  screen_fixture_press (app, "1 j");
  return app;
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = open_list (golden->rows, golden->cols, golden->ascii);

  screen_fixture_press (app, "H");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_HISTORY);
  if (golden->json != NULL)
    tui_history_take (tui_app_top (app), golden->json);
  tui_app_draw (app);
  if (golden->keys != NULL)
    screen_fixture_press (app, golden->keys);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

/* What undo takes back is shown first; the key that asked does not confirm it. */
static void
test_undo (void)
{
  static const struct
  {
    const char *name;
    int rows, cols;
  } sizes[] = { { "undo-80x24", 24, 80 }, { "undo-40x15", 15, 40 }, { "undo-200x60", 60, 200 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = open_list (sizes[i].rows, sizes[i].cols, FALSE);

      tui_undo_take_next (app, FALSE, next_edit);
      tui_app_draw (app);
      screen_fixture_compare (app, sizes[i].name);
      screen_fixture_press (app, "u");
      g_assert_nonnull (app->panel);
      screen_fixture_press (app, "Esc");
      g_assert_null (app->panel);
      screen_fixture_free (app);
    }
}

static void
test_redo (void)
{
  TuiApp *app = open_list (24, 80, FALSE);

  tui_undo_take_next (app, TRUE, next_redo);
  tui_app_draw (app);
  screen_fixture_compare (app, "redo-80x24");
  screen_fixture_press (app, "Esc");
  tui_undo_take_next (app, TRUE, "");
  g_assert_null (app->panel);
  g_assert_nonnull (strstr (app->line, "could be done again"));
  screen_fixture_free (app);
}

static void
test_offer (void)
{
  TuiApp *app = open_list (24, 80, FALSE);

  tui_undo_take_offer (app, offer);
  tui_app_draw (app);
  screen_fixture_compare (app, "undo-action-80x24");
  screen_fixture_press (app, "Enter"); /* no agent takes it here */
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc");
  g_assert_null (app->panel);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  screen_fixture_add_goldens ("/history/golden/",
                              goldens,
                              G_N_ELEMENTS (goldens),
                              sizeof *goldens,
                              test_golden);
  g_test_add_func ("/history/undo", test_undo);
  g_test_add_func ("/history/redo", test_redo);
  g_test_add_func ("/history/offer", test_offer);
  return g_test_run ();
}
