/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/tui/screen-fixture.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-list-private.h"
#include "shared/client/m77-row-private.h"
#include "tui/screens/tui-overview.h"

typedef struct
{
  const char *kind, *id, *state, *pending, *doc;
} Row;

#define ACK_QUEUED                                                                                 \
  "{\"action\":\"acknowledge\",\"state\":\"queued\",\"asked_at\":\"2026-05-15T01:10:00.000Z\"}"

// clang-format off
static const Row rows[] = {
  { "incident", "i1", "pending", ACK_QUEUED, "{\"number\":2041,\"title\":\"Card payments failing\",\"status\":\"triggered\",\"severity\":\"sev1\",\"service\":\"checkout\",\"environment\":\"production\",\"region\":\"eu\",\"ops\":\"jana\",\"comms\":\"mika\",\"impact\":\"4% of EU card payments fail; PayPal works\",\"started_at\":\"2026-05-15T00:58:00.000Z\",\"escalation_level\":1,\"next_page_at\":\"2026-05-15T01:14:00.000Z\",\"next_page_to\":\"omar\",\"labels\":[\"cards\",\"canary\"],\"timeline\":[{\"id\":\"e1\",\"at\":\"2026-05-15T00:58:00.000Z\",\"received_at\":\"2026-05-15T00:58:01.000Z\",\"author\":\"am-eu\",\"kind\":\"alert\",\"text\":\"PaymentErrors x21: 4.1%, limit 1%\"},{\"id\":\"e2\",\"at\":\"2026-05-15T01:03:00.000Z\",\"received_at\":\"2026-05-15T01:03:00.000Z\",\"author\":\"mika\",\"kind\":\"update\",\"audience\":\"public\",\"text\":\"We are looking into failing card payments in the EU\"},{\"id\":\"e3\",\"at\":\"2026-05-15T01:11:00.000Z\",\"author\":\"jana\",\"kind\":\"note\",\"audience\":\"internal\",\"text\":\"Failing calls all carry the new card_hash field, and only those with a saved address do\"}]}" },
  { "incident", "i2", "clean", "", "{\"number\":2039,\"title\":\"Index lag above 30 min\",\"status\":\"acknowledged\",\"severity\":\"sev2\",\"service\":\"search\",\"environment\":\"production\",\"region\":\"eu\",\"lead\":\"jana\",\"labels\":[\"index\",\"slow\"],\"next_update_due\":\"2026-05-15T01:14:00.000Z\",\"started_at\":\"2026-05-15T00:10:00.000Z\"}" },
  { "incident", "i3", "clean", "", "{\"number\":2036,\"title\":\"Bounce rate 8%\",\"status\":\"mitigated\",\"severity\":\"sev2\",\"service\":\"mail\",\"environment\":\"production\",\"region\":\"eu\",\"lead\":\"omar\",\"started_at\":\"2026-05-14T22:00:00.000Z\"}" },
  { "incident", "i4", "conflict", "", "{\"number\":2033,\"title\":\"Bounces in prod-us mail \\u202e\\u001b[31m\",\"status\":\"acknowledged\",\"severity\":\"sev3\",\"service\":\"mail\",\"environment\":\"production\",\"region\":\"us\",\"started_at\":\"2026-05-14T18:00:00.000Z\"}" },
  { "incident", "i5", "clean", "", "{\"number\":2032,\"title\":\"注文が遅い: a title in wide characters\",\"status\":\"acknowledged\",\"severity\":\"sev4\",\"service\":\"cart\",\"environment\":\"staging\",\"region\":\"us\",\"lead\":\"felix\",\"started_at\":\"2026-05-14T04:00:00.000Z\"}" },
  { "alert", "a1", "clean", "", "{\"alertname\":\"PaymentErrors\",\"status\":\"firing\",\"severity\":\"critical\",\"service\":\"checkout\",\"environment\":\"production\",\"region\":\"eu\",\"starts_at\":\"2026-05-15T00:58:00.000Z\"}" },
  { "alert", "a2", "clean", "", "{\"alertname\":\"PaymentErrors\",\"status\":\"firing\",\"severity\":\"critical\",\"service\":\"checkout\",\"environment\":\"production\",\"region\":\"eu\",\"starts_at\":\"2026-05-15T00:57:00.000Z\"}" },
  { "alert", "a3", "clean", "", "{\"alertname\":\"IndexLag\",\"status\":\"firing\",\"severity\":\"warning\",\"service\":\"search\",\"environment\":\"production\",\"region\":\"eu\",\"flaps\":7,\"starts_at\":\"2026-05-15T00:05:00.000Z\"}" },
  { "deployment", "d1", "held", "{\"action\":\"rollback\",\"state\":\"held\",\"asked_at\":\"2026-05-15T01:06:00.000Z\"}", "{\"number\":512,\"version\":\"4.18.0\",\"status\":\"paused\",\"service\":\"checkout\",\"environment\":\"production\",\"region\":\"eu\",\"step\":3,\"steps\":6,\"weight\":25,\"author\":\"mika\",\"started_at\":\"2026-05-15T00:50:00.000Z\"}" },
  { "flag", "f1", "clean", "", "{\"key\":\"new-cart\",\"on\":true,\"rollout\":50,\"service\":\"cart\",\"environment\":\"production\",\"changed_at\":\"2026-05-15T00:31:00.000Z\",\"changed_by\":\"omar\"}" },
  { "freeze", "z1", "clean", "", "{\"number\":3,\"title\":\"Sale\",\"status\":\"scheduled\",\"starts_at\":\"2026-05-15T14:00:00.000Z\",\"ends_at\":\"2026-05-18T06:00:00.000Z\"}" },
  { "slo", "s1", "clean", "", "{\"name\":\"checkout\",\"status\":\"burning\",\"budget_left\":0.12,\"burn\":{\"1h\":6.2}}" },
  { "connector", "c1", "clean", "", "{\"name\":\"smtp-eu\",\"status\":\"quarantined\",\"health\":\"failing\"}" },
  { "member", "m1", "clean", "", "{\"handle\":\"jana\",\"full_name\":\"Jana Nov\u00e1kov\u00e1\",\"email\":\"jana@shop.example\",\"status\":\"active\"}" },
  { "member", "m2", "clean", "", "{\"handle\":\"mika\",\"full_name\":\"Mika Laine\",\"email\":\"mika@shop.example\",\"status\":\"active\"}" },
  { "member", "m3", "clean", "", "{\"handle\":\"omar\",\"full_name\":\"Omar El-Sayed\",\"email\":\"omar@shop.example\",\"status\":\"active\"}" },
  { "member", "m4", "clean", "", "{\"handle\":\"felix\",\"full_name\":\"Felix Brandt\",\"email\":\"felix@shop.example\",\"status\":\"active\"}" },
  { "webhook", "w1", "clean", "", "{\"name\":\"erp-orders\",\"status\":\"enabled\",\"target\":\"https://erp.shop.example/hook?of=ada\"}" },
};

static const char status[] =
    "{\"profiles\":[{\"name\":\"shop\",\"in_use\":true,\"tenant\":\"shop\",\"environment\":\"production\",\"member\":\"jana\",\"online\":false,\"mode\":\"offline\","
    "\"pending\":3,\"held\":1,\"conflicts\":1,\"rejected\":0,\"records\":2312,\"last_sync\":\"2026-05-15T01:04:00.000Z\","
    "\"sources\":[{\"name\":\"platform\",\"age_s\":480},{\"name\":\"am-us\",\"age_s\":1320}]}]}";

static const char outbox[] =
    "[{\"id\":\"o1\",\"seq\":1,\"type\":\"act\",\"kind\":\"incident\",\"record\":\"i1\",\"key\":\"INC-2041\",\"title\":\"Card payments failing\",\"state\":\"queued\",\"action\":\"acknowledge\",\"made_at\":\"2026-05-15T01:10:00.000Z\",\"expires_at\":\"2026-05-15T01:15:00.000Z\",\"ways\":[\"withdraw\",\"copy\"],\"why\":\"Offline: it is sent when the platform can be reached, until 03:15.\"},"
    "{\"id\":\"o2\",\"seq\":2,\"type\":\"act\",\"kind\":\"deployment\",\"record\":\"d1\",\"key\":\"DEP-512\",\"title\":\"4.18.0\",\"state\":\"held\",\"action\":\"rollback\",\"args\":{\"to\":\"4.17.2\"},\"reason\":\"bad canary, 2041\",\"made_at\":\"2026-05-15T01:06:00.000Z\",\"expires_at\":\"2026-05-15T01:21:00.000Z\",\"ways\":[\"confirm\",\"edit\",\"discard\",\"copy\"],\"why\":\"Held: a rollback asked for offline waits for you.\"},"
    "{\"id\":\"o3\",\"seq\":3,\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i4\",\"key\":\"INC-2033\",\"title\":\"Bounces in prod-us mail\",\"state\":\"conflict\",\"base\":{\"severity\":\"sev1\"},\"patch\":{\"severity\":\"sev3\"},\"made_at\":\"2026-05-14T23:50:00.000Z\",\"ways\":[\"resolve\",\"discard\",\"copy\"],\"why\":\"omar changed it too.\"}]";

static const char full_outbox[] =
    "[{\"id\":\"o1\",\"seq\":1,\"type\":\"act\",\"kind\":\"incident\",\"record\":\"i1\",\"key\":\"INC-2041\",\"title\":\"Card payments failing\",\"state\":\"held\",\"action\":\"acknowledge\",\"made_at\":\"2026-05-15T01:05:00.000Z\",\"expires_at\":\"2026-05-15T13:15:00.000Z\",\"ways\":[\"join\",\"take-over\",\"drop\",\"copy\"],\"why\":\"Held: omar acknowledged it at 03:09.\",\"since\":{\"by\":\"omar\",\"at\":\"2026-05-15T01:09:00.000Z\",\"version\":8,\"fields\":[{\"path\":\"status\",\"label\":\"Status\",\"was\":\"triggered\",\"now\":\"acknowledged\"},{\"path\":\"acknowledged_by\",\"label\":\"Acknowledged by\",\"was\":null,\"now\":\"omar\"}]}},"
    "{\"id\":\"o2\",\"seq\":2,\"type\":\"act\",\"kind\":\"deployment\",\"record\":\"d1\",\"key\":\"DEP-512\",\"title\":\"4.18.0\",\"state\":\"held\",\"action\":\"rollback\",\"args\":{\"to\":\"4.17.2\"},\"reason\":\"bad canary, 2041\",\"made_at\":\"2026-05-15T01:01:00.000Z\",\"expires_at\":\"2026-05-15T01:21:00.000Z\",\"ways\":[\"confirm\",\"edit\",\"discard\",\"copy\"],\"why\":\"Held: a rollback asked for offline waits for you.\",\"since\":{\"by\":\"omar\",\"at\":\"2026-05-15T01:08:00.000Z\",\"version\":8,\"fields\":[{\"path\":\"weight\",\"label\":\"Weight\",\"was\":25,\"now\":0}]}},"
    "{\"id\":\"o3\",\"seq\":3,\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i4\",\"key\":\"INC-2033\",\"title\":\"Bounces in prod-us mail\",\"state\":\"conflict\",\"base\":{\"severity\":\"sev1\"},\"patch\":{\"severity\":\"sev3\"},\"made_at\":\"2026-05-14T23:50:00.000Z\",\"ways\":[\"resolve\",\"discard\",\"copy\"],\"why\":\"omar changed severity too.\"},"
    "{\"id\":\"o4\",\"seq\":4,\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i2\",\"key\":\"INC-2039\",\"title\":\"Index lag above 30 min\",\"state\":\"rejected\",\"base\":{\"lead\":\"jana\"},\"patch\":{\"lead\":\"mika\"},\"made_at\":\"2026-05-15T01:09:00.000Z\",\"code\":\"validation-failed\",\"detail\":\"mika is not a responder\",\"ways\":[\"edit\",\"retry\",\"discard\",\"copy\"],\"why\":\"The platform refused it: mika is not a responder.\"},"
    "{\"id\":\"o5\",\"seq\":5,\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i3\",\"key\":\"INC-2036\",\"title\":\"Bounce rate 8%\",\"state\":\"rejected\",\"elements\":{\"timeline\":{\"append\":[{\"id\":\"n1\",\"kind\":\"note\",\"text\":\"looks like the canary\"}]}},\"made_at\":\"2026-05-15T01:00:00.000Z\",\"code\":\"not-permitted\",\"detail\":\"\",\"ways\":[\"edit\",\"retry\",\"discard\",\"copy\"],\"why\":\"The platform refused it: not for your role.\"},"
    "{\"id\":\"o6\",\"seq\":6,\"type\":\"update\",\"kind\":\"incident\",\"record\":\"i4\",\"key\":\"INC-2033\",\"title\":\"Bounces in prod-us mail\",\"state\":\"queued\",\"waiting\":true,\"waits_for\":{\"operation\":\"o3\",\"seq\":3,\"state\":\"conflict\"},\"elements\":{\"labels\":{\"add\":[\"dns-ticket\"],\"remove\":[\"old\"]}},\"made_at\":\"2026-05-14T23:12:00.000Z\",\"ways\":[\"withdraw\",\"copy\"],\"why\":\"It goes once your conflict on the same record is decided.\"},"
    "{\"id\":\"o7\",\"seq\":7,\"type\":\"create\",\"kind\":\"incident\",\"record\":\"i9\",\"key\":\"~3\",\"title\":\"注文 hostile \\u202e\\u001b[31m title\",\"state\":\"queued\",\"doc\":{\"title\":\"x\"},\"made_at\":\"2026-05-15T01:11:00.000Z\",\"ways\":[\"withdraw\",\"edit\",\"copy\"],\"why\":\"Offline: it is sent when the platform can be reached.\"}]";
// clang-format on

static gint64
fixed_now (const M77Runtime *self)
{
  return m77_time_parse ("2026-05-15T01:12:00.000Z");
}

/* Moved on by screen_fixture_compare_sizes, further than a person takes for at once. */
static gint64 monotonic_now = 1000;

static gint64
fixed_monotonic (const M77Runtime *self)
{
  return monotonic_now;
}

static void
fixed_random (const M77Runtime *self, guint8 *bytes, gsize count)
{
  memset (bytes, 7, count);
}

static const M77Runtime runtime = { fixed_now, fixed_monotonic, fixed_random };

M77Row *
screen_fixture_row (const char *kind,
                    const char *id,
                    const char *state,
                    const char *pending,
                    const char *doc)
{
  M77Row *row = m77_row_new ();
  gint64 version = 7;
  gint64 updated = m77_time_parse ("2026-05-15T01:04:00.000Z");
  guint32 local = 0;
  gint64 rowid = 1;
  g_autoptr (GVariant) window = g_variant_ref_sink (
      g_variant_new ("(xssxxssus)", rowid, kind, id, version, updated, state, pending, local, doc));

  m77_row_fill (row, window);
  return row;
}

GListStore *
screen_fixture_store (TuiApp *app, const char *kind)
{
  GListStore *store = g_hash_table_lookup (app->source, kind);

  if (store != NULL)
    return store;
  store = g_list_store_new (M77_TYPE_ROW);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].kind, kind))
      {
        g_autoptr (M77Row) row = screen_fixture_row (kind,
                                                     rows[i].id,
                                                     rows[i].state,
                                                     rows[i].pending,
                                                     rows[i].doc);

        g_list_store_append (store, row);
      }
  g_hash_table_insert (app->source, g_strdup (kind), store);
  return store;
}

static GListModel *
open_store (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  return g_object_ref (G_LIST_MODEL (screen_fixture_store (app, kind)));
}

TuiApp *
screen_fixture_new (int n_rows, int n_cols, gboolean ascii)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7200);
  TuiApp *app = tui_app_new (&runtime, zone, n_rows, n_cols, ascii);

  app->source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  app->open_list = open_store;
  tui_app_set_status (app, status);
  tui_app_set_outbox (app, outbox);
  app->duty = g_strdup ("ON CALL primary until 08:00");
  app->on_call = TRUE;
  return app;
}

TuiApp *
screen_fixture_start (int n_rows, int n_cols, gboolean ascii)
{
  TuiApp *app = screen_fixture_new (n_rows, n_cols, ascii);

  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  return app;
}

gboolean
screen_fixture_shows (TuiApp *app, const char *words)
{
  g_autofree char *text = NULL;

  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, FALSE);
  if (strstr (text, words) != NULL)
    return TRUE;
  g_test_message ("no “%s” in\n%s", words, text);
  return FALSE;
}

void
screen_fixture_add (TuiApp *app, const char *kind, const char *id, const char *doc)
{
  g_autofree char *text = g_strdelimit (g_strdup (doc), "'", '"');
  g_autoptr (M77Row) row = screen_fixture_row (kind, id, "clean", "", text);

  g_list_store_append (screen_fixture_store (app, kind), row);
}

static GListModel *
open_nothing (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  return G_LIST_MODEL (g_list_store_new (M77_TYPE_ROW));
}

/* Of a client that never was connected. */
static GListModel *
open_loading (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  g_autoptr (M77Client) client = g_object_new (M77_TYPE_CLIENT, NULL);

  return G_LIST_MODEL (m77_list_new (client, kind, filter, sort, NULL));
}

static GListModel *
open_failed (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  GListModel *list = open_loading (app, kind, filter, sort);

  m77_list_set_error (M77_LIST (list),
                      g_error_new (M77_ERROR,
                                   M77_ERROR_STORAGE_FULL,
                                   "The disk is full: free 40 MB, then F5"));
  m77_list_set_loading (M77_LIST (list), FALSE);
  return list;
}

void
screen_fixture_set_rows (TuiApp *app, ScreenRows wanted)
{
  app->open_list = wanted == SCREEN_FULL      ? open_store
                   : wanted == SCREEN_EMPTY   ? open_nothing
                   : wanted == SCREEN_LOADING ? open_loading
                                              : open_failed;
  if (wanted == SCREEN_EMPTY)
    tui_app_set_outbox (app, "[]");
}

void
screen_fixture_free (TuiApp *app)
{
  GHashTable *source = app->source;

  tui_app_free (app);
  g_hash_table_unref (source);
}

void
screen_fixture_press (TuiApp *app, const char *names)
{
  g_auto (GStrv) keys = g_strsplit (names, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_assert_cmpuint (tui_key_from_name (keys[i]), !=, TUI_KEY_NONE);
      tui_app_key (app, tui_key_from_name (keys[i]));
      tui_app_draw (app);
    }
}

void
screen_fixture_type (TuiApp *app, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      tui_app_key (app, g_utf8_get_char (text));
      tui_app_draw (app);
    }
}

void
screen_fixture_compare (TuiApp *app, const char *name)
{
  const char *source = g_getenv ("M77_TEST_SOURCE");
  g_autofree char *file = g_strdup_printf ("%s.txt", name);
  g_autofree char *path = g_build_filename (source != NULL ? source : ".",
                                            "tests",
                                            "tui",
                                            "screens",
                                            file,
                                            NULL);
  g_autofree char *text = tui_canvas_to_text (app->canvas, TRUE);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("M77_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, &error));
  if (!g_str_equal (text, expected))
    g_test_message ("expected:\n%s\nshown:\n%s", expected, text);
  g_assert_true (g_str_equal (text, expected));
}

void
screen_fixture_add_goldens (const char *path,
                            gconstpointer goldens,
                            guint n,
                            gsize size,
                            GTestDataFunc test)
{
  for (guint i = 0; i < n; i++)
    {
      const char *const *golden = (gconstpointer) ((const char *) goldens + i * size);
      g_autofree char *whole = g_strconcat (path, *golden, NULL);

      g_test_add_data_func (whole, golden, test);
    }
}

void
screen_fixture_compare_sizes (TuiApp *app, const char *name)
{
  static const int sizes[][2] = { { 80, 24 }, { 40, 15 }, { 200, 60 } };

  monotonic_now += 1000;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *sized = g_strdup_printf ("%s-%dx%d", name, sizes[i][0], sizes[i][1]);

      tui_app_resize (app, sizes[i][1], sizes[i][0]);
      tui_app_draw (app);
      screen_fixture_compare (app, sized);
    }
}

void
screen_fixture_go_online (TuiApp *app)
{
  g_autoptr (GString) live = g_string_new (status);

  g_string_replace (live,
                    "\"online\":false,\"mode\":\"offline\"",
                    "\"online\":true,\"mode\":\"live\"",
                    1);
  g_string_replace (live, "\"age_s\":480", "\"age_s\":2", 1);
  tui_app_set_status (app, live->str);
}

void
screen_fixture_fill_outbox (TuiApp *app)
{
  tui_app_set_outbox (app, full_outbox);
}
