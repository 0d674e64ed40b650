/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/tui/board-fixture.h"

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

void
board_fixture_add_alerts (TuiApp *app)
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

      screen_fixture_add (app, "alert", id, doc);
    }
  screen_fixture_add (
      app,
      "alert",
      "s1",
      "{'alertname':'DiskFilling','status':'suppressed','severity':'info','service':'media',"
      "'environment':'staging','silences':['q1'],'starts_at':'2026-05-15T00:05:00.000Z'}");
  screen_fixture_add (
      app,
      "alert",
      "s2",
      "{'alertname':'DiskSlow','status':'suppressed','severity':'info','service':'media',"
      "'environment':'staging','silences':['q2'],'starts_at':'2026-05-15T00:05:00.000Z'}");
  screen_fixture_add (
      app,
      "silence",
      "q2",
      "{'status':'active','ends_at':'2026-05-15T01:30:00.000Z','author':'mika','comment':'Reindex'"
      "}");
  screen_fixture_add (app,
                      "silence",
                      "q1",
                      "{'status':'active','ends_at':'2026-05-15T04:30:00.000Z','comment':'temp'}");
}

void
board_fixture_set_canary (TuiApp *app)
{
  g_list_store_remove_all (screen_fixture_store (app, "deployment"));
  screen_fixture_add (app, "deployment", "d2", CANARY);
}

void
board_fixture_add_schedules (TuiApp *app)
{
  screen_fixture_add (
      app,
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
  screen_fixture_add (app,
                      "schedule",
                      "p2",
                      "{'name':'search-weekly','title':'Search and catalog, weekly'}");
  screen_fixture_add (
      app,
      "handover",
      "h1",
      "{'number':32,'status':'offered','schedule':'primary','from':'omar','to':'jana',"
      "'shift_ends_at':'2026-05-15T06:00:00.000Z','offered_at':'2026-05-15T01:00:00.000Z'}");
}
