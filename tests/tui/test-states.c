/* test-states.c: every screen in each state it can be in, at the sizes that count
 *
 * M77_GOLDEN=1 remakes them all, in tests/tui/screens/states.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-alerts-private.h"
#include "tests/tui/board-fixture.h"
#include "tests/tui/locale-fixture.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-deployment.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-ready.h"

#define DISK_FULL "The disk is full: free 40 MB, then F5"

typedef enum
{
  OFFLINE,
  LIVE,
  EMPTY,
  LOADING,
  FAILED,
  CONFLICT,
  N_STATES
} State;

static const struct
{
  const char *name;
  ScreenRows rows;
} states[N_STATES] = {
  { "offline", SCREEN_FULL },    { "live", SCREEN_FULL },     { "empty", SCREEN_EMPTY },
  { "loading", SCREEN_LOADING }, { "failed", SCREEN_FAILED }, { "conflict", SCREEN_FULL },
};

// clang-format off
static const char readiness[] =
    "{\"ok\":false,\"checks\":[{\"name\":\"clock\",\"state\":\"good\",\"text\":\"The clock is 0.1 s off.\"},"
    "{\"name\":\"sign-in\",\"state\":\"bad\",\"text\":\"There is no token.\",\"mend\":\"Get a new token, and add the profile again.\"},"
    "{\"name\":\"unsent\",\"state\":\"warn\",\"text\":\"3 changes are not sent yet.\",\"mend\":\"Send them while you can: m77 sync --wait.\"}]}";

static const char history[] =
    "[{\"kind\":\"audit\",\"id\":\"t3\",\"doc\":{\"verb\":\"edit\",\"subject_kind\":\"incident\",\"at\":\"2026-05-15T01:09:00.000Z\",\"actor\":\"jana\",\"outcome\":\"success\",\"changes\":{\"title\":{\"from\":\"Bounces\",\"to\":\"Mail bounces\"}}}},"
    "{\"kind\":\"audit\",\"id\":\"t2\",\"doc\":{\"verb\":\"acknowledge\",\"subject_kind\":\"incident\",\"at\":\"2026-05-15T01:08:00.000Z\",\"actor\":\"omar\",\"outcome\":\"denied\",\"changes\":{}}},"
    "{\"id\":\"o7\",\"type\":\"update\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"queued\",\"made_at\":\"2026-05-15T01:07:00.000Z\",\"base\":{\"severity\":\"sev3\"},\"patch\":{\"severity\":\"sev2\"},\"events\":[]}]";

static const char clash[] =
    "[{\"id\":\"o6\",\"type\":\"update\",\"kind\":\"incident\",\"author\":\"jana\",\"state\":\"conflict\",\"made_at\":\"2026-05-15T01:00:00.000Z\",\"base\":{\"title\":\"Bounces\"},\"patch\":{\"title\":\"Mail bounces\"},\"events\":[{\"at\":\"2026-05-15T01:05:00.000Z\",\"what\":\"conflict\",\"by\":\"omar\",\"fields\":[\"title\"]}]}]";

static const char conflict[] =
    "{\"id\":\"o3\",\"type\":\"update\",\"kind\":\"incident\",\"key\":\"INC-2033\",\"title\":\"Bounces in prod-us mail\",\"author\":\"jana\",\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":\"edit\","
    "\"theirs_version\":9,\"theirs_by\":\"omar\",\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
    "{\"path\":\"severity\",\"label\":\"Severity\",\"asks\":true,\"base\":\"sev1\",\"theirs\":\"sev2\",\"mine\":\"sev3\",\"takes\":[\"theirs\",\"mine\",\"value\"]},"
    "{\"path\":\"labels\",\"label\":\"Labels\",\"asks\":false,\"base\":[\"bounce\"],\"theirs\":[\"bounce\",\"dkim\"],\"mine\":[\"bounce\",\"us-east\"],\"merged\":[\"bounce\",\"dkim\",\"us-east\"],\"takes\":[\"theirs\",\"mine\",\"value\"]}]}";
// clang-format on

/* ---- Screens of one record ---- */

/* The first of a kind there is; in conflict: with an edit of mine against one of theirs. */
static void
get_record (TuiApp *app, const char *kind, State state, TuiRecord *record)
{
  static const struct
  {
    const char *kind, *doc;
  } bare[] = {
    { "incident",
      "{'number':2050,'title':'Nothing is known yet','status':'triggered',"
      "'severity':'sev3','environment':'production'}" },
    { "flag", "{'key':'new-cart','on':false,'environment':'staging'}" },
    { "deployment", "{'number':513,'version':'1.0','status':'planned'}" },
  };
  GListStore *store = screen_fixture_store (app, kind);
  g_autoptr (M77Row) row = NULL;

  for (guint i = 0; state == EMPTY && i < G_N_ELEMENTS (bare); i++)
    if (g_str_equal (bare[i].kind, kind))
      {
        g_list_store_remove_all (store);
        screen_fixture_add (app, kind, "n1", bare[i].doc);
      }
  row = g_list_model_get_item (G_LIST_MODEL (store), 0);
  g_assert_true (tui_record_from_row (record, row));
  if (state == CONFLICT)
    {
      g_autofree char *doc = m77_json_to_text (record->doc);
      g_autoptr (M77Row) other = screen_fixture_row (kind, record->id, "conflict", "", doc);

      g_list_store_splice (store, 0, 1, (gpointer *) &other, 1);
      g_assert_true (tui_record_from_row (record, other));
    }
}

static void
open_detail (TuiApp *app, const char *kind, const char *key, State state)
{
  TuiRecord record;

  if (state == LOADING || state == FAILED)
    {
      tui_app_push (app, tui_detail_new_by_key (app, kind, key));
      return;
    }
  get_record (app, kind, state, &record);
  tui_app_push (app, tui_detail_new (app, &record));
}

static void
open_room (TuiApp *app, State state)
{
  open_detail (app, "incident", "2041", state);
}

static void
open_flag (TuiApp *app, State state)
{
  open_detail (app, "flag", "new-cart", state);
}

static void
open_deployment (TuiApp *app, State state)
{
  board_fixture_set_canary (app);
  open_detail (app, "deployment", "512", state);
}

static void
open_history (TuiApp *app, State state)
{
  TuiRecord record;

  get_record (app, "incident", OFFLINE, &record);
  tui_app_push (app, tui_history_new (app, &record));
  if (state != LOADING && state != FAILED)
    tui_history_take (tui_app_top (app),
                      state == EMPTY      ? "[]"
                      : state == CONFLICT ? clash
                                          : history);
}

static void
open_conflict (TuiApp *app, State state)
{
  tui_app_push (app, tui_conflict_new (app, "o3"));
  if (state != LOADING && state != FAILED)
    tui_conflict_take (tui_app_top (app), conflict);
}

static void
open_form (TuiApp *app, State state)
{
  TuiRecord record;

  get_record (app, "incident", state, &record);
  tui_app_push (app, tui_form_new_edit (app, &record));
}

/* ---- Others ---- */

static void
open_ready (TuiApp *app, State state)
{
  g_assert_null (tui_ready_run (app, "8h"));
  if (state == EMPTY)
    tui_ready_take (tui_app_top (app), "{\"ok\":true,\"checks\":[]}");
  else if (state != LOADING && state != FAILED)
    tui_ready_take (tui_app_top (app), readiness);
}

#define ALWAYS   (1 << OFFLINE | 1 << LIVE | 1 << LOADING | 1 << FAILED)
#define LISTS    (ALWAYS | 1 << EMPTY)
#define OF_A_ROW (LISTS | 1 << CONFLICT)

static const struct
{
  const char *name;
  guint in; /* states, as bits */
  const char *keys;
  void (*open) (TuiApp *app, State state);
} screens[] = {
  { "overview", LISTS, NULL, NULL },
  { "incidents", LISTS, "1", NULL },
  { "alerts", LISTS, "2", NULL },
  { "deployments", LISTS, "3", NULL },
  { "inbox", LISTS, "i", NULL },
  { "on-call", LISTS, "8", NULL },
  { "ready", LISTS, NULL, open_ready },
  { "incident", OF_A_ROW, NULL, open_room },
  { "flag", OF_A_ROW, NULL, open_flag },
  { "deployment", OF_A_ROW, NULL, open_deployment },
  { "history", OF_A_ROW, NULL, open_history },
  { "conflict", ALWAYS, NULL, open_conflict },
  { "form", 1 << OFFLINE | 1 << LIVE | 1 << CONFLICT, NULL, open_form },
};

/* The alerts are read page by page beside the lists. */
static void
set_alerts (TuiApp *app, State state)
{
  g_autoptr (GError) full = g_error_new_literal (M77_ERROR, M77_ERROR_STORAGE_FULL, DISK_FULL);

  if (state != LOADING && state != FAILED)
    return;
  g_clear_object (&app->alerts);
  app->alerts = m77_alerts_new_of_rows (NULL);
  if (state == FAILED)
    m77_alerts_end_reading (app->alerts, full);
}

static void
test_state (gconstpointer data)
{
  State state = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      g_autofree char *name = g_strdup_printf ("states/%s-%s", screens[i].name, states[state].name);
      TuiApp *app;

      if ((screens[i].in & 1 << state) == 0)
        continue;
      g_test_message ("%s", name);
      app = screen_fixture_new (24, 80, FALSE);
      board_fixture_add_alerts (app);
      board_fixture_add_schedules (app);
      if (state != OFFLINE && state != CONFLICT)
        screen_fixture_go_online (app);
      if (state == FAILED)
        app->unanswered = DISK_FULL " (storage-full)";
      screen_fixture_set_rows (app, states[state].rows);
      tui_app_push (app, tui_overview_new (app));
      set_alerts (app, state);
      tui_app_draw (app);
      if (screens[i].open != NULL)
        screens[i].open (app, state);
      if (screens[i].keys != NULL)
        screen_fixture_press (app, screens[i].keys);
      screen_fixture_compare_sizes (app, name);
      screen_fixture_free (app);
    }
}

/* Where the language goes from right to left the layout does not turn round: the same screens, but
 * for the names of days and the shape of numbers, which are the locale's. */
static void
test_right_to_left (void)
{
  if (!locale_fixture_begin ())
    {
      g_test_skip ("he_IL.UTF-8 could not be made: install locales");
      return;
    }
  setlocale (LC_TIME, "C.UTF-8");
  setlocale (LC_NUMERIC, "C.UTF-8");
  for (guint i = 0; i < N_STATES; i++)
    test_state (GUINT_TO_POINTER (i));
  locale_fixture_end ();
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_STATES; i++)
    {
      g_autofree char *path = g_strconcat ("/states/", states[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  g_test_add_func ("/states/right-to-left", test_right_to_left);
  return g_test_run ();
}
