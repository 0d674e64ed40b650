/* test-incident.c: the incident room, against golden screens, and what is done in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-incident-private.h"
#include "tui/screens/tui-incident.h"
#include "tui/screens/tui-overview.h"

#define ENTRIES 5000

// clang-format off
static const char doc[] =
    "{\"number\":2041,\"title\":\"Card payments failing\",\"status\":\"triggered\",\"severity\":\"sev1\",\"service\":\"checkout\",\"environment\":\"production\",\"region\":\"eu\",\"ops\":\"jana\",\"comms\":\"mika\",\"impact\":\"4% of EU card payments fail; PayPal works\",\"summary\":\"Since the canary of 4.18.0.\\nOnly cards with a saved address.\","
    "\"started_at\":\"2026-05-15T00:58:00.000Z\",\"next_update_due\":\"2026-05-15T01:28:00.000Z\",\"bridge\":\"https://meet.shop.example/2041\",\"escalation\":\"checkout\",\"escalation_level\":1,\"next_page_at\":\"2026-05-15T01:14:00.000Z\",\"next_page_to\":\"omar\",\"labels\":[\"cards\"],\"alerts\":[\"a1\",\"a2\"],"
    "\"tasks\":{\"pause\":{\"text\":\"Pause the canary\",\"assignee\":\"mika\",\"done_at\":\"2026-05-15T01:01:00.000Z\",\"done_by\":\"mika\"},\"orders\":{\"text\":\"Order numbers from support\",\"assignee\":\"mika\",\"due_at\":\"2026-05-15T01:10:00.000Z\"}},"
    "\"timeline\":[{\"id\":\"e1\",\"at\":\"2026-05-15T00:50:00.000Z\",\"received_at\":\"2026-05-15T00:58:00.000Z\",\"author\":\"argo\",\"kind\":\"change\",\"text\":\"4.18.0 canary begins; 25% at 02:56\"},{\"id\":\"e2\",\"at\":\"2026-05-15T00:58:00.000Z\",\"received_at\":\"2026-05-15T00:58:01.000Z\",\"author\":\"am-eu\",\"kind\":\"alert\",\"text\":\"PaymentErrors x21: 4.1%, limit 1%\"},{\"id\":\"e3\",\"at\":\"2026-05-15T01:03:00.000Z\",\"received_at\":\"2026-05-15T01:03:00.000Z\",\"author\":\"mika\",\"kind\":\"update\",\"audience\":\"public\",\"text\":\"We are looking into failing card payments \\u202e\\u001b[31m\"},{\"id\":\"e4\",\"at\":\"2026-05-15T01:11:00.000Z\",\"author\":\"jana\",\"kind\":\"note\",\"audience\":\"internal\",\"text\":\"Failing calls all carry the new card_hash field \xe6\xb3\xa8\xe6\x96\x87\"}]}";
static const char alerts[] =
    "[{\"kind\":\"alert\",\"id\":\"a1\",\"state\":\"clean\",\"version\":1,\"doc\":{\"alertname\":\"PaymentErrors\",\"status\":\"firing\",\"severity\":\"critical\",\"starts_at\":\"2026-05-15T00:58:00.000Z\"}},"
    "{\"kind\":\"alert\",\"id\":\"a2\",\"state\":\"clean\",\"version\":1,\"doc\":{\"alertname\":\"SlowCart\",\"status\":\"firing\",\"severity\":\"warning\",\"starts_at\":\"2026-05-15T00:59:00.000Z\"}}]";
static const char policy[] =
    "[{\"kind\":\"escalation\",\"id\":\"p1\",\"state\":\"clean\",\"version\":1,\"doc\":{\"name\":\"checkout\",\"title\":\"Checkout\",\"steps\":{\"1\":{\"after\":0,\"members\":[\"jana\"]},\"2\":{\"after\":600,\"members\":[\"omar\"],\"channels\":[\"push\",\"phone\"]},\"3\":{\"after\":600,\"members\":[\"lena\"]}}}}]";
static const char like[] =
    "[{\"kind\":\"incident\",\"id\":\"b1\",\"state\":\"clean\",\"version\":3,\"doc\":{\"number\":2030,\"title\":\"Card payments slow after 4.16.0\",\"status\":\"closed\",\"severity\":\"sev2\",\"started_at\":\"2026-05-13T00:58:00.000Z\"}},"
    "{\"kind\":\"incident\",\"id\":\"b2\",\"state\":\"clean\",\"version\":3,\"doc\":{\"number\":2031,\"title\":\"Coupon rejected twice\",\"status\":\"closed\",\"severity\":\"sev3\",\"started_at\":\"2026-05-13T00:58:00.000Z\"}}]";
// clang-format on

static void
answer (TuiDetail *self, const char *name, const char *rows, gint64 total)
{
  tui_links_take (&self->links, tui_links_find (&self->links, name), rows, total);
}

static TuiDetail *
open_room (TuiApp *app, const char *json)
{
  g_autoptr (M77Row) row = screen_fixture_row ("incident", "i1", "pending", "", json);
  TuiRecord record;
  TuiScreen *screen;

  g_assert_true (tui_record_from_row (&record, row));
  tui_app_push (app, tui_overview_new (app));
  screen = tui_detail_new (app, &record);
  tui_app_push (app, screen);
  return (TuiDetail *) screen;
}

static TuiDetail *
open_full (TuiApp *app)
{
  TuiDetail *self = open_room (app, doc);

  answer (self, "alert:alerts", alerts, 21);
  answer (self, "policy", policy, 1);
  answer (self, "like", like, 2);
  return self;
}

typedef struct
{
  const char *name;
  int rows, cols;
  gboolean ascii, online;
  const char *keys, *text;
} Golden;

static const Golden goldens[] = {
  { "incident-80x24", 24, 80, FALSE, FALSE, NULL, NULL },
  { "incident-ascii", 24, 80, TRUE, FALSE, NULL, NULL },
  { "incident-40x15", 15, 40, FALSE, FALSE, NULL, NULL },
  { "incident-20x5", 5, 20, TRUE, FALSE, NULL, NULL },
  { "incident-120x36", 36, 120, FALSE, FALSE, NULL, NULL },
  { "incident-200x60", 60, 200, FALSE, TRUE, NULL, NULL },
  { "incident-live-80x24", 24, 80, FALSE, TRUE, "g", NULL },
  { "incident-public-80x24", 24, 80, FALSE, FALSE, "o o", NULL },
  { "incident-note-80x24", 24, 80, FALSE, FALSE, "n", "pods are healthy" },
  { "incident-note-public-80x24", 24, 80, FALSE, FALSE, "n Tab Tab", "all is well" },
  { "incident-announce-80x24", 24, 80, FALSE, FALSE, "n Tab Tab x Enter", NULL },
  { "incident-milestones-80x24", 24, 80, FALSE, FALSE, "M", NULL },
  { "incident-task-80x24", 24, 80, FALSE, FALSE, "t", "Ask support" },
  { "incident-duties-80x24", 24, 80, FALSE, FALSE, "D", NULL },
  { "incident-postmortem-80x24", 24, 80, FALSE, FALSE, "w", NULL },
  { "incident-find-80x24", 24, 80, FALSE, FALSE, "/", "CANARY" },
  { "incident-json-80x24", 24, 80, FALSE, FALSE, "v", NULL },
  { "incident-keys-80x24", 24, 80, FALSE, FALSE, "?", NULL },
};

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = screen_fixture_new (golden->rows, golden->cols, golden->ascii);

  if (golden->online)
    screen_fixture_go_online (app);
  open_full (app);
  tui_app_draw (app);
  if (golden->keys != NULL)
    screen_fixture_press (app, golden->keys);
  if (golden->text != NULL)
    screen_fixture_type (app, golden->text);
  tui_app_draw (app);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

static void
test_loading (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  tui_app_push (app, tui_detail_new_by_key (app, "incident", "2041"));
  tui_app_draw (app);
  screen_fixture_compare (app, "incident-loading-80x24");
  /* Nothing to do it to, and nothing trips. */
  screen_fixture_press (app, "t Esc D J M w o n Space Enter Tab v");
  screen_fixture_free (app);
}

/* Thousands of entries: only those in sight are wrapped, and a key draws what it moves to. */
static void
test_long (void)
{
  g_autoptr (GString) json = g_string_new ("{\"number\":2041,\"title\":\"Long\",\"timeline\":[");
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiDetail *self;
  guint filled = 0;

  for (int i = 0; i < ENTRIES; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"n%d\",\"at\":\"2026-05-15T00:00:00.000Z\",\"received_at\":"
                            "\"2026-05-15T00:00:00.000Z\",\"author\":\"jana\",\"kind\":\"note\","
                            "\"text\":\"entry number %d\"}",
                            i > 0 ? "," : "",
                            i,
                            i);
  g_string_append (json, "]}");
  self = open_room (app, json->str);
  g_assert_true (screen_fixture_shows (app, "entry number 4999"));
  screen_fixture_press (app, "PgUp PgUp");
  for (guint i = 0; i < self->page.lines->len; i++)
    filled += ((TuiLine *) self->page.lines->pdata[i])->fill == NULL;
  g_assert_cmpuint (filled, <, 100);
  screen_fixture_press (app, "/");
  screen_fixture_type (app, "number 17");
  g_assert_true (screen_fixture_shows (app, "entry number 17"));
  screen_fixture_free (app);
}

/* Without an agent nothing is lost: bars stay with what was typed. */
static void
test_without_agent (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  open_full (app);
  tui_app_draw (app);
  screen_fixture_press (app, "n");
  screen_fixture_type (app, "typed in vain");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Backspace");
  g_assert_true (screen_fixture_shows (app, "typed in vai"));
  screen_fixture_press (app, "Esc t");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "A task has some words"));
  screen_fixture_type (app, "x");
  screen_fixture_press (app, "Tab Tab");
  screen_fixture_type (app, "tomorow");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc");
  screen_fixture_free (app);
}

/* Read-only: nothing opens that would write. */
static void
test_read_only (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  open_full (app);
  tui_app_draw (app);
  screen_fixture_press (app, "W t");
  g_assert_null (app->panel);
  screen_fixture_press (app, "D M w");
  g_assert_null (app->panel);
  g_assert_true ((tui_app_top (app)->class->context & TUI_ON_ROOM) != 0);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  screen_fixture_add_goldens ("/incident/golden/",
                              goldens,
                              G_N_ELEMENTS (goldens),
                              sizeof *goldens,
                              test_golden);
  g_test_add_func ("/incident/loading", test_loading);
  g_test_add_func ("/incident/long", test_long);
  g_test_add_func ("/incident/without-agent", test_without_agent);
  g_test_add_func ("/incident/read-only", test_read_only);
  return g_test_run ();
}
