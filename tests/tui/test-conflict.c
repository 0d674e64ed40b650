/* test-conflict.c: the conflict screen, and the text it is told in
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
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-overview.h"
#include "tui/widgets/tui-marked.h"

#define LONG                                                                                       \
  "The shard rebuild blocks the queue. Readers get old results until it has ended, which on the "  \
  "last three occasions took between forty and ninety minutes; see the run of 12 May for the "     \
  "figures.\\n\\nWriters are not harmed.\\n\\n"

// clang-format off
static const char edit_conflict[] =
    "{\"id\":\"o3\",\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i4\",\"key\":\"INC-2033\",\"title\":\"Bounces in prod-us mail\","
    "\"state\":\"conflict\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"edit\","
    "\"theirs_version\":9,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"decision\":null,\"fields\":["
    "{\"path\":\"severity\",\"label\":\"Severity\",\"asks\":true,\"base\":\"sev1\",\"theirs\":\"sev2\",\"mine\":\"sev3\",\"merged\":\"sev2\",\"both\":null,\"takes\":[\"theirs\",\"mine\",\"value\"]},"
    "{\"path\":\"summary\",\"label\":\"Summary\",\"asks\":true,"
    " \"base\":\"Mails from mail-us-2 bounce since 20:05.\\nQueues are full.\\nNobody was told.\","
    " \"theirs\":\"Mails from mail-us-2 and mail-us-3 bounce since 19:50.\\nQueues are full.\\nNobody was told.\","
    " \"mine\":\"Mails from mail-us-2 bounce since 20:05: DKIM key expired.\\nQueues are full.\\nNobody was told.\","
    " \"merged\":\"\",\"both\":\"Mails from mail-us-2 and mail-us-3 bounce since 19:50.\\nMails from mail-us-2 bounce since 20:05: DKIM key expired.\\nQueues are full.\\nNobody was told.\",\"takes\":[\"theirs\",\"mine\",\"both\",\"value\"]},"
    "{\"path\":\"labels\",\"label\":\"Labels\",\"asks\":false,\"base\":[\"bounce\",\"old\"],\"theirs\":[\"bounce\",\"dkim\"],\"mine\":[\"bounce\",\"old\",\"us-east\"],\"merged\":[\"bounce\",\"dkim\",\"us-east\"],\"takes\":[\"theirs\",\"mine\",\"value\"]},"
    "{\"path\":\"timeline\",\"label\":\"Timeline\",\"asks\":false,\"base\":[{\"id\":\"e1\",\"at\":\"2026-05-14T18:00:00.000Z\",\"author\":\"am-us\",\"text\":\"BounceRate\"}],"
    " \"theirs\":[{\"id\":\"e1\",\"at\":\"2026-05-14T18:00:00.000Z\",\"author\":\"am-us\",\"text\":\"BounceRate\"},{\"id\":\"e2\",\"at\":\"2026-05-15T00:01:00.000Z\",\"author\":\"omar\",\"text\":\"mail-us-3 too\"}],"
    " \"mine\":[{\"id\":\"e1\",\"at\":\"2026-05-14T18:00:00.000Z\",\"author\":\"am-us\",\"text\":\"BounceRate\"},{\"id\":\"e3\",\"at\":\"2026-05-14T23:49:00.000Z\",\"author\":\"jana\",\"text\":\"The key of \\u202e20 April\"}],"
    " \"merged\":[{\"id\":\"e1\",\"text\":\"BounceRate\"},{\"id\":\"e2\",\"at\":\"2026-05-15T00:01:00.000Z\",\"author\":\"omar\",\"text\":\"mail-us-3 too\"},{\"id\":\"e3\",\"at\":\"2026-05-14T23:49:00.000Z\",\"author\":\"jana\",\"text\":\"The key of 20 April\"}],\"takes\":[\"theirs\"]}]}";

static const char text_conflict[] =
    "{\"id\":\"o3\",\"kind\":\"incident\",\"key\":\"INC-2039\",\"title\":\"Index lag above 30 min\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"edit\","
    "\"theirs_version\":9,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
    "{\"path\":\"summary\",\"label\":\"Summary\",\"asks\":true,\"base\":\"" LONG "\",\"theirs\":\"" LONG "Shard 3 is done; 4 and 5 are under way.\",\"mine\":\"Do nothing: " LONG "\","
    " \"both\":\"Do nothing: " LONG "Shard 3 is done; 4 and 5 are under way.\",\"takes\":[\"theirs\",\"mine\",\"both\",\"value\"]}]}";

static const char delete_conflict[] =
    "{\"id\":\"o3\",\"kind\":\"incident\",\"key\":\"INC-2033\",\"title\":\"Bounces\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"deleted\","
    "\"theirs_version\":9,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
    "{\"path\":\"*\",\"label\":\"Record\",\"asks\":true,\"base\":null,\"theirs\":null,\"mine\":null,\"takes\":[\"theirs\",\"mine\"]},"
    "{\"path\":\"title\",\"label\":\"Title\",\"asks\":false,\"base\":\"Bounces\",\"theirs\":null,\"mine\":\"Mail bounces\",\"takes\":[\"theirs\"]}]}";
static const char my_delete_conflict[] =
    "{\"id\":\"o3\",\"kind\":\"maintenance\",\"key\":\"MNT-14\",\"title\":\"Switch swap\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"delete\","
    "\"theirs_version\":3,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
    "{\"path\":\"*\",\"label\":\"Record\",\"asks\":true,\"base\":null,\"theirs\":null,\"mine\":null,\"takes\":[\"theirs\",\"mine\"]}]}";

static const char name_conflict[] =
    "{\"id\":\"o3\",\"kind\":\"runbook\",\"key\":\"disk-full\",\"title\":\"Disk full\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"create\","
    "\"theirs_version\":1,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
    "{\"path\":\"name\",\"label\":\"Name\",\"asks\":true,\"base\":null,\"theirs\":\"disk-full\",\"mine\":\"disk-full\",\"takes\":[\"theirs\",\"mine\",\"value\"]}]}";
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
  { "conflict-80x24", 24, 80, FALSE, edit_conflict, NULL },
  { "conflict-decided-80x24", 24, 80, FALSE, edit_conflict, "m Tab b" },
  { "conflict-text-80x24", 24, 80, FALSE, edit_conflict, "t j" },
  { "conflict-labels-80x24", 24, 80, FALSE, edit_conflict, "j j" },
  { "conflict-timeline-80x24", 24, 80, FALSE, edit_conflict, "G" },
  { "conflict-ascii", 24, 80, TRUE, edit_conflict, "Tab t" },
  { "conflict-edit-80x24", 24, 80, FALSE, edit_conflict, "e" },
  { "conflict-40x15", 15, 40, FALSE, edit_conflict, "j" },
  { "conflict-20x5", 5, 20, TRUE, edit_conflict, "j" },
  { "conflict-200x60", 60, 200, FALSE, edit_conflict, "j" },
  { "conflict-long-80x24", 24, 80, FALSE, text_conflict, "PgDn" },
  { "conflict-long-40x15", 15, 40, FALSE, text_conflict, NULL },
  { "conflict-whole-40x15", 15, 40, FALSE, text_conflict, "v" },
  { "conflict-whole-80x24", 24, 80, FALSE, text_conflict, "v PgDn" },
  { "conflict-long-200x60", 60, 200, FALSE, text_conflict, "b" },
  { "conflict-deleted-80x24", 24, 80, FALSE, delete_conflict, NULL },
  { "conflict-my-delete-80x24", 24, 80, FALSE, my_delete_conflict, "m" },
  { "conflict-name-80x24", 24, 80, FALSE, name_conflict, NULL },
  { "conflict-name-40x15", 15, 40, FALSE, name_conflict, NULL },
  { "conflict-loading-80x24", 24, 80, FALSE, NULL, NULL },
  { "conflict-keys-80x24", 24, 80, FALSE, edit_conflict, "?" },
};

static TuiApp *
open_conflict (int rows, int cols, gboolean ascii, const char *json)
{
  TuiApp *app = screen_fixture_new (rows, cols, ascii);

  tui_app_push (app, tui_overview_new (app));
  tui_app_push (app, tui_conflict_new (app, "o3"));
  if (json != NULL)
    tui_conflict_take (tui_app_top (app), json);
  tui_app_draw (app);
  return app;
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = open_conflict (golden->rows, golden->cols, golden->ascii, golden->json);

  if (golden->keys != NULL)
    screen_fixture_press (app, golden->keys);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

/* Theirs moving on names what it opened again; what it left alone stays decided. */
static void
test_moved_on (void)
{
  TuiApp *app = open_conflict (24, 80, FALSE, edit_conflict);
  g_autoptr (GString) later = g_string_new (edit_conflict);

  g_string_replace (later, "\"theirs_version\":9", "\"theirs_version\":10", 1);
  g_string_replace (later, "\"theirs\":\"sev2\"", "\"theirs\":\"sev4\"", 1);
  screen_fixture_press (app, "t Tab m");
  g_assert_true (screen_fixture_shows (app, "2 of 2 decided"));
  tui_conflict_take (tui_app_top (app), later->str);
  g_assert_true (screen_fixture_shows (app, "1 of 2 decided"));
  g_assert_true (screen_fixture_shows (app, "Theirs is v10 now, by omar. Open again: Severity"));
  screen_fixture_free (app);
}

/* Nothing is applied while a field is open: Enter goes there. */
static void
test_open (void)
{
  TuiApp *app = open_conflict (24, 80, FALSE, edit_conflict);

  screen_fixture_press (app, "G Enter");
  g_assert_true (screen_fixture_shows (app, "2 fields are open"));
  screen_fixture_press (app, "m m");
  g_assert_true (screen_fixture_shows (app, "0 of 2 decided"));
  screen_fixture_press (app, "b");
  g_assert_true (screen_fixture_shows (app, "both together mean nothing here"));
  screen_fixture_press (app, "e");
  screen_fixture_press (app, "Ctrl-U");
  screen_fixture_type (app, "sev9");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Ctrl-U");
  screen_fixture_type (app, "sev4");
  screen_fixture_press (app, "Enter");
  g_assert_null (app->panel);
  g_assert_true (screen_fixture_shows (app, "1 of 2 decided"));
  screen_fixture_free (app);
}

static void
test_sizes (void)
{
  TuiApp *app = open_conflict (24, 80, FALSE, edit_conflict);

  for (int rows = 60; rows >= 5; rows -= 5)
    for (int cols = 200; cols >= 20; cols -= 9)
      {
        tui_app_resize (app, rows, cols);
        tui_app_draw (app);
        g_assert_cmpint (app->canvas->cursor_row, <, rows);
        /* The field under the cursor is always in sight. */
        g_assert_cmpint (app->canvas->cursor_row, >=, 0);
      }
  screen_fixture_free (app);
}

static char *
page_text (TuiPage *page, int cols)
{
  g_autoptr (TuiCanvas) canvas = tui_canvas_new ((int) page->lines->len, cols, FALSE);
  TuiRect area = { 0, 0, canvas->rows, cols };

  tui_page_draw (page, canvas, &area, FALSE);
  return tui_canvas_to_text (canvas, FALSE);
}

/* Lines break at blanks, whatever the roles to both sides; marks stay whole with their words. */
static void
test_wrap (void)
{
  g_autoptr (TuiMarked) marked = tui_marked_new ();
  g_autoptr (GArray) spans = m77_spans_new ();
  g_autofree char *text = NULL;
  TuiPage page;
  guint n;

  tui_page_init (&page);
  m77_spans_add_diff (spans,
                      "one two three four\nfive",
                      "one two and a half four\nfiveteenhundredandmore 注文が遅い\n",
                      FALSE);
  tui_marked_add_spans (marked, TUI_MINE, spans);
  tui_marked_wrap (marked, 12);
  n = tui_marked_count (marked);
  for (guint i = 0; i < n; i++)
    tui_marked_put (marked, i, tui_page_add (&page, TUI_LINE_TEXT, NULL), 0);
  text = page_text (&page, 14);
  g_assert_cmpstr (text,
                   ==,
                   "one two\n[-three\n-]{+and a\nhalf +}four\n[-five-]\n{+fiveteenhu\n"
                   "ndredandmore\n注文が遅い\\\n+}\n");
  tui_page_clear (&page);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  screen_fixture_add_goldens ("/conflict/golden/",
                              goldens,
                              G_N_ELEMENTS (goldens),
                              sizeof *goldens,
                              test_golden);
  g_test_add_func ("/conflict/moved-on", test_moved_on);
  g_test_add_func ("/conflict/open", test_open);
  g_test_add_func ("/conflict/sizes", test_sizes);
  g_test_add_func ("/conflict/wrap", test_wrap);
  return g_test_run ();
}
