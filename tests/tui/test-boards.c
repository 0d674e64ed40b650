/* test-boards.c: the screens made by hand beside the overview: alerts, a deployment, who is on call
 *
 * Against golden screens, in the states they can be in; M77_GOLDEN=1 remakes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-alerts-private.h"
#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-deployment.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-ready.h"

static const int sizes[][2] = { { 24, 80 }, { 15, 40 }, { 60, 200 } };

static void
add (TuiApp *app, const char *kind, const char *id, const char *doc)
{
  g_autofree char *text = g_strdelimit (g_strdup (doc), "'", '"');
  g_autoptr (M77Row) row = screen_fixture_row (kind, id, "clean", "", text);

  g_list_store_append (screen_fixture_store (app, kind), row);
}

static void
add_more (TuiApp *app)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *doc = g_strdup_printf (
          "{'alertname':'BounceRate','status':'firing','severity':'warning','service':'mail',"
          "'environment':'production','region':'eu','flaps':2,'incidents':['i3'],"
          "'summary':'mail-eu-%u bounces 8%%, limit 3%%','sources':['am-eu','am-us'],"
          "'starts_at':'2026-05-15T%02u:05:00.000Z'%s}",
          i,
          i % 2,
          i == 3 ? ",'acknowledged_by':'omar'" : "");

      add (app, "alert", id, doc);
    }
  add (app,
       "alert",
       "s1",
       "{'alertname':'DiskFilling','status':'suppressed','severity':'info','service':'media',"
       "'environment':'staging','silences':['q1'],'starts_at':'2026-05-15T00:05:00.000Z'}");
  add (app,
       "alert",
       "s2",
       "{'alertname':'DiskSlow','status':'suppressed','severity':'info','service':'media',"
       "'environment':'staging','silences':['q2'],'starts_at':'2026-05-15T00:05:00.000Z'}");
  add (app,
       "silence",
       "q2",
       "{'status':'active','ends_at':'2026-05-15T01:30:00.000Z','author':'mika','comment':'Reindex'"
       "}");
  add (app,
       "silence",
       "q1",
       "{'status':'active','ends_at':'2026-05-15T04:30:00.000Z','comment':'temp'}");
}

static TuiApp *
open_at (const int size[2], const char *keys)
{
  TuiApp *app = screen_fixture_new (size[0], size[1], FALSE);

  add_more (app);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

static void
compare_sizes (const char *name, const char *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = open_at (sizes[i], keys);
      g_autofree char *file = g_strdup_printf ("%s-%dx%d", name, sizes[i][1], sizes[i][0]);

      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

static void
compare_online (const char *name, const char *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = open_at (sizes[i], keys);
      g_autofree char *file = g_strdup_printf ("%s-%dx%d", name, sizes[i][1], sizes[i][0]);

      tui_app_set_outbox (app, "[]");
      screen_fixture_go_online (app);
      tui_app_draw (app);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

static gboolean
shows (TuiApp *app, const char *words)
{
  g_autofree char *text = NULL;

  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, FALSE);
  return strstr (text, words) != NULL;
}

/* ---- Alerts ---- */

static void
test_alerts (void)
{
  compare_sizes ("alerts-full", "2");
  compare_sizes ("alerts-unfolded", "2 j j Enter");
  compare_sizes ("alerts-silenced", "2 o");
}

static void
test_alerts_empty (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = open_at (sizes[i], "2");
      g_autofree char *file = g_strdup_printf ("alerts-empty-%dx%d", sizes[i][1], sizes[i][0]);

      g_list_store_remove_all (screen_fixture_store (app, "alert"));
      tui_app_draw (app);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

static void
open_unread (TuiApp *app)
{
  tui_app_push (app, tui_overview_new (app));
  g_set_object (&app->alerts, NULL);
  app->alerts = m77_alerts_new_of_rows (NULL);
  screen_fixture_press (app, "2");
}

/* Before the first word there is none; a reading that failed says so and keeps what was read. */
static void
test_alerts_unread (void)
{
  g_autoptr (GError) full = g_error_new (M77_ERROR, M77_ERROR_STORAGE_FULL, "The disk is full.");
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  open_unread (app);
  g_assert_false (shows (app, "No alert"));
  m77_alerts_end_reading (app->alerts, full);
  tui_app_draw (app);
  screen_fixture_compare (app, "alerts-error-80x24");
  screen_fixture_free (app);

  app = open_at (sizes[0], "2");
  m77_alerts_end_reading (app->alerts, full);
  g_assert_true (shows (app, "The disk is full."));
  g_assert_true (shows (app, "PaymentErrors"));
  screen_fixture_free (app);
}

/* What came after the bar opened is not acknowledged by it, and the bar says so. */
static void
test_alerts_acknowledge (void)
{
  TuiApp *app = open_at (sizes[0], "2 a");

  g_assert_true (shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_compare (app, "alerts-acknowledge-80x24");
  add (app,
       "alert",
       "late",
       "{'alertname':'PaymentErrors','status':'firing','severity':'critical','service':'checkout',"
       "'environment':'production','region':'eu','starts_at':'2026-05-15T01:11:00.000Z'}");
  g_assert_true (shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "A reason is needed"));
  screen_fixture_type (app, "all of one canary");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "Type 2 to go on"));
  screen_fixture_type (app, "2");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc");
  g_assert_true (shows (app, "x3"));
  screen_fixture_free (app);
}

/* A silence of what all of a group have in common tells what else it would hide. */
static void
test_alerts_silence (void)
{
  static const char *const docs[] = {
    "{'alertname':'Full','status':'firing','severity':'critical','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-1'},'starts_at':'2026-05-15T01:00:00.000Z'}",
    "{'alertname':'Full','status':'firing','severity':'critical','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-2'},'starts_at':'2026-05-15T01:00:00.000Z'}",
    "{'alertname':'Full','status':'firing','severity':'warning','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-3'},'starts_at':'2026-05-15T01:00:00.000Z'}",
  };
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  g_list_store_remove_all (screen_fixture_store (app, "alert"));
  for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      add (app, "alert", id, docs[i]);
    }
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, "2 m");
  screen_fixture_compare (app, "alerts-silence-80x24");
  g_assert_true (shows (app, "hides 3 alerts that fire now, 1 of other groups"));
  screen_fixture_free (app);
}

/* The cursor stays on its group, whatever comes before it. */
static void
test_alerts_arrive (void)
{
  TuiApp *app = open_at (sizes[0], "2 j");
  g_autoptr (M77Row) row = screen_fixture_row ("alert",
                                               "first",
                                               "clean",
                                               "",
                                               "{\"alertname\":\"Down\",\"status\":\"firing\","
                                               "\"severity\":\"critical\",\"service\":\"web\"}");

  g_list_store_insert (screen_fixture_store (app, "alert"), 0, row);
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "IndexLag"));
  g_assert_true (shows (app, "▌  ▾WARN"));
  screen_fixture_free (app);
}

/* ---- The overview ---- */

static const char *const kinds[] = { "incident", "alert", "deployment", "flag",
                                     "freeze",   "slo",   "connector" };

/* Nothing at all is told with when that was so. */
static void
test_overview_empty (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = screen_fixture_new (sizes[i][0], sizes[i][1], FALSE);
      g_autofree char *file = g_strdup_printf ("overview-empty-%dx%d", sizes[i][1], sizes[i][0]);

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        g_list_store_remove_all (screen_fixture_store (app, kinds[k]));
      tui_app_set_outbox (app, "[]");
      tui_app_push (app, tui_overview_new (app));
      tui_app_draw (app);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

/* Before the first word nothing is said to be none. */
static void
test_overview_loading (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = screen_fixture_new (sizes[i][0], sizes[i][1], FALSE);
      g_autofree char *file = g_strdup_printf ("overview-loading-%dx%d", sizes[i][1], sizes[i][0]);

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        g_list_store_remove_all (screen_fixture_store (app, kinds[k]));
      tui_app_set_outbox (app, "[]");
      tui_app_push (app, tui_overview_new (app));
      g_set_object (&app->alerts, NULL);
      app->alerts = m77_alerts_new_of_rows (NULL);
      tui_app_draw (app);
      g_assert_false (shows (app, "none as of"));
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

/* A section that could not be read says so, and not that there is nothing. */
static void
test_overview_error (void)
{
  g_autoptr (GError) full = g_error_new (M77_ERROR, M77_ERROR_STORAGE_FULL, "The disk is full.");
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  m77_alerts_end_reading (app->alerts, full);
  tui_app_draw (app);
  screen_fixture_compare (app, "overview-error-80x24");
  screen_fixture_free (app);
}

static void
test_overview_live (void)
{
  compare_online ("overview-live", "0");
}

/* A group of alerts is acknowledged where it stands; Enter shows it unfolded. */
static void
test_overview_group (void)
{
  TuiApp *app = open_at (sizes[0], "Tab Tab a");

  g_assert_true (shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_press (app, "Esc Enter");
  g_assert_true (shows (app, "▌  ▾CRIT"));
  screen_fixture_free (app);
}

static void
test_overview_handover (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  add (app,
       "handover",
       "h1",
       "{'number':32,'status':'offered','schedule':'primary','from':'omar','to':'jana',"
       "'offered_at':'2026-05-15T01:00:00.000Z'}");
  tui_app_push (app, tui_overview_new (app));
  g_assert_true (shows (app, "omar hands over to you"));
  screen_fixture_free (app);
}

/* ---- A deployment ---- */

#define CANARY                                                                                     \
  "{'number':512,'version':'4.18.0','previous_version':'4.17.2','status':'paused','strategy':"     \
  "'canary','service':'checkout','environment':'production','region':'eu','step':3,'steps':6,"     \
  "'weight':25,'actual_weight':20,'author':'mika','started_at':'2026-05-15T00:50:00.000Z',"        \
  "'measured_at':'2026-05-15T01:04:00.000Z','plan':[{'weight':5},{'weight':10},{'weight':25},"     \
  "{'weight':50},{'weight':75},{'weight':100}],'irreversible':['migration 0192: 4.17.2 misreads "  \
  "orders written since (3,118 so far)'],'analysis':{'errors':{'value':4.1,'baseline':0.3,"        \
  "'limit':1,'unit':'%','samples':12400,'least':5000,'verdict':'fail'},'latency_p99':{'value':"    \
  "840,"                                                                                           \
  "'baseline':610,'limit':900,'unit':'ms','verdict':'pass'}},'events':[{'id':'e1','at':"           \
  "'2026-05-15T00:50:00.000Z','received_at':'2026-05-15T00:50:00.000Z','author':'argo','kind':"    \
  "'step','text':'1/6: 5%'},{'id':'e2','at':'2026-05-15T00:57:00.000Z','received_at':"             \
  "'2026-05-15T00:57:00.000Z','author':'argo','kind':'analysis','text':'errors 4.1% against "      \
  "0.3%, "                                                                                         \
  "limit 1%: fail; paused by gate'}]}"

static TuiApp *
open_deployment (const int size[2], const char *doc, const char *keys)
{
  TuiApp *app = screen_fixture_new (size[0], size[1], FALSE);

  g_list_store_remove_all (screen_fixture_store (app, "deployment"));
  add (app, "deployment", "d2", doc);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

static void
test_deployment (void)
{
  static const struct
  {
    const char *name, *doc, *keys;
    gboolean online;
  } cases[] = {
    { "deployment-full", CANARY, "3 Enter", TRUE },
    { "deployment-offline", CANARY, "3 Enter", FALSE },
    { "deployment-verbs", CANARY, "3 Enter .", FALSE },
    { "deployment-empty", "{'number':513,'version':'1.0','status':'planned'}", "3 Enter", TRUE },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        TuiApp *app = open_deployment (sizes[i], cases[c].doc, cases[c].keys);
        g_autofree char *file = g_strdup_printf ("%s-%dx%d",
                                                 cases[c].name,
                                                 sizes[i][1],
                                                 sizes[i][0]);

        if (cases[c].online)
          screen_fixture_go_online (app);
        tui_app_draw (app);
        screen_fixture_compare (app, file);
        screen_fixture_free (app);
      }
}

/* One that is not here yet is waited for. */
static void
test_deployment_loading (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  tui_app_push (app, tui_deployment_new_by_key (app, "512"));
  tui_app_draw (app);
  screen_fixture_compare (app, "deployment-loading-80x24");
  screen_fixture_press (app, ". v Enter j e n");
  screen_fixture_free (app);
}

/* The first verb is the safest; its bar says what it does, a rollback's what it leaves behind. */
static void
test_deployment_verbs (void)
{
  TuiApp *app = open_deployment (sizes[0], CANARY, "3 Enter . Enter");

  g_assert_true (shows (app, "ABORT"));
  g_assert_true (shows (app, "weight 25% to 0%, all on 4.17.2"));
  screen_fixture_press (app, "Esc");
  app->armed_until = m77_runtime_now (app->runtime) + 1800000;
  screen_fixture_press (app, ". Down Enter");
  g_assert_true (shows (app, "Stays behind: migration 0192"));
  screen_fixture_compare (app, "deployment-rollback-80x24");
  screen_fixture_free (app);
}

/* ---- On call ---- */

static TuiApp *
open_oncall (const int size[2], const char *keys)
{
  TuiApp *app = screen_fixture_new (size[0], size[1], FALSE);

  add (app,
       "schedule",
       "p1",
       "{'name':'primary','title':'On call, primary','overrides':{'o1':{'member':'lena',"
       "'starts_at':'2026-05-15T18:00:00.000Z','ends_at':'2026-05-16T04:00:00.000Z','replaces':"
       "'omar','by':'omar'}},'shifts':["
       "{'starts_at':'2026-05-14T06:00:00.000Z','ends_at':'2026-05-15T06:00:00.000Z','member':"
       "'jana','cause':'daily'},{'starts_at':'2026-05-15T06:00:00.000Z','ends_at':"
       "'2026-05-15T18:00:00.000Z','member':'omar','cause':'daily'},{'starts_at':"
       "'2026-05-15T18:00:00.000Z','ends_at':'2026-05-16T04:00:00.000Z','member':'lena','cause':"
       "'override'},{'starts_at':'2026-05-16T06:00:00.000Z','ends_at':'2026-05-17T06:00:00.000Z',"
       "'member':'mika','cause':'daily'}]}");
  add (app, "schedule", "p2", "{'name':'search-weekly','title':'Search and catalog, weekly'}");
  add (app,
       "handover",
       "h1",
       "{'number':32,'status':'offered','schedule':'primary','from':'omar','to':'jana',"
       "'shift_ends_at':'2026-05-15T06:00:00.000Z','offered_at':'2026-05-15T01:00:00.000Z'}");
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

static void
test_oncall (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = open_oncall (sizes[i], "8");
      g_autofree char *file = g_strdup_printf ("oncall-full-%dx%d", sizes[i][1], sizes[i][0]);

      screen_fixture_compare (app, file);
      screen_fixture_go_online (app);
      tui_app_draw (app);
      g_free (file);
      file = g_strdup_printf ("oncall-live-%dx%d", sizes[i][1], sizes[i][0]);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);

      app = screen_fixture_new (sizes[i][0], sizes[i][1], FALSE);
      tui_app_push (app, tui_overview_new (app));
      tui_app_draw (app);
      screen_fixture_press (app, "8");
      g_free (file);
      file = g_strdup_printf ("oncall-empty-%dx%d", sizes[i][1], sizes[i][0]);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

/* A time in words; between two shifts nobody is, beyond the last nobody knows. */
static void
test_oncall_time (void)
{
  TuiApp *app = open_oncall (sizes[0], "8 t");

  screen_fixture_type (app, "today 22:00");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "ON CALL at 22:00"));
  g_assert_true (shows (app, "instead of omar"));
  screen_fixture_compare (app, "oncall-time-80x24");
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "2026-05-16 07:00");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "NOBODY"));
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "2026-06-16 07:00");
  screen_fixture_press (app, "Enter");
  g_assert_false (shows (app, "NOBODY"));
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "whenever");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc Esc");
  g_assert_true (shows (app, "ON CALL now"));
  screen_fixture_free (app);
}

/* Handing over says to whom; accepting is only for whom it is handed to. */
static void
test_oncall_handover (void)
{
  TuiApp *app = open_oncall (sizes[0], "8 h");

  screen_fixture_compare (app, "oncall-hand-over-80x24");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc a");
  g_assert_true (shows (app, "no handover is selected"));
  screen_fixture_press (app, "G a");
  g_assert_true (shows (app, "ACCEPT"));
  screen_fixture_free (app);
}

/* ---- Ready ---- */

#define READY                                                                                      \
  "{\"ok\":false,\"checks\":["                                                                     \
  "{\"name\":\"clock\",\"state\":\"good\",\"text\":\"The clock is 0.1 s off.\"},"                  \
  "{\"name\":\"sign-in\",\"state\":\"bad\",\"text\":\"There is no token.\",\"mend\":\"Get a new "  \
  "token, and add the profile again.\"},"                                                          \
  "{\"name\":\"unsent\",\"state\":\"warn\",\"text\":\"3 changes are not sent yet.\",\"mend\":"     \
  "\"Send them while you can: m77 sync --wait.\"}]}"

static void
test_ready (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = screen_fixture_new (sizes[i][0], sizes[i][1], FALSE);
      g_autofree char *file = g_strdup_printf ("ready-full-%dx%d", sizes[i][1], sizes[i][0]);

      tui_app_push (app, tui_overview_new (app));
      tui_app_draw (app);
      g_assert_null (tui_ready_run (app, "8h"));
      if (i == 0)
        {
          tui_app_draw (app);
          screen_fixture_compare (app, "ready-loading-80x24");
        }
      tui_ready_take (tui_app_top (app), READY);
      tui_app_draw (app);
      screen_fixture_compare (app, file);
      screen_fixture_free (app);
    }
}

static void
test_ready_words (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autofree char *fault = NULL;

  tui_app_push (app, tui_overview_new (app));
  fault = tui_ready_run (app, "soon");
  g_assert_nonnull (fault);
  g_assert_null (tui_ready_run (app, ""));
  screen_fixture_press (app, "t Ctrl-U");
  screen_fixture_type (app, "2d");
  screen_fixture_press (app, "Enter");
  g_assert_true (shows (app, "READY for 2d offline"));
  screen_fixture_free (app);
}

/* ---- All of them ---- */

/* Every size, every key of each: nothing is drawn outside, nothing trips. */
static void
test_sizes (void)
{
  static const char *const places[] = {
    "2 j Enter o G", "3 Enter Tab j", "8 Tab G", "0 G Enter t"
  };
  static const char *const keys = "j k Tab g G PgDn Enter Esc o h Esc t Esc a Esc . Esc v [ ]";

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (int rows = 80; rows >= 5; rows -= 15)
      for (int cols = 300; cols >= 20; cols -= 35)
        {
          TuiApp *app = open_at (sizes[0], places[i]);

          tui_app_resize (app, rows, cols);
          tui_app_draw (app);
          screen_fixture_press (app, keys);
          g_assert_cmpint (app->canvas->cursor_row, <, rows);
          g_assert_cmpint (app->canvas->cursor_col, <, cols);
          screen_fixture_free (app);
        }
}

/* Ages are those of the last answer, also where it says the same again. */
static void
test_status_age (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autofree char *same = g_strdup (app->status_text);

  app->status_at = 0;
  tui_app_set_status (app, same);
  g_assert_cmpint (app->status_at, ==, m77_runtime_now (app->runtime));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/boards/alerts", test_alerts);
  g_test_add_func ("/boards/alerts-empty", test_alerts_empty);
  g_test_add_func ("/boards/alerts-unread", test_alerts_unread);
  g_test_add_func ("/boards/alerts-acknowledge", test_alerts_acknowledge);
  g_test_add_func ("/boards/alerts-silence", test_alerts_silence);
  g_test_add_func ("/boards/alerts-arrive", test_alerts_arrive);
  g_test_add_func ("/boards/overview-empty", test_overview_empty);
  g_test_add_func ("/boards/overview-loading", test_overview_loading);
  g_test_add_func ("/boards/overview-error", test_overview_error);
  g_test_add_func ("/boards/overview-live", test_overview_live);
  g_test_add_func ("/boards/overview-group", test_overview_group);
  g_test_add_func ("/boards/overview-handover", test_overview_handover);
  g_test_add_func ("/boards/deployment", test_deployment);
  g_test_add_func ("/boards/deployment-loading", test_deployment_loading);
  g_test_add_func ("/boards/deployment-verbs", test_deployment_verbs);
  g_test_add_func ("/boards/oncall", test_oncall);
  g_test_add_func ("/boards/oncall-time", test_oncall_time);
  g_test_add_func ("/boards/oncall-handover", test_oncall_handover);
  g_test_add_func ("/boards/ready", test_ready);
  g_test_add_func ("/boards/ready-words", test_ready_words);
  g_test_add_func ("/boards/sizes", test_sizes);
  g_test_add_func ("/boards/status-age", test_status_age);

  return g_test_run ();
}
