/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "tests/platform/core-fixture.h"

#define MINUTE   G_GINT64_CONSTANT (60000)
#define SERVICES 3
#define ALERTS   6
#define STEPS    400

typedef struct
{
  Fixture *f;
  char *admin;
  GPtrArray *silences, *incidents, *members; /* ids */
} Shop;

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->silences = g_ptr_array_new_with_free_func (g_free);
  shop->incidents = g_ptr_array_new_with_free_func (g_free);
  shop->members = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_ptr_array_unref (shop->silences);
  g_ptr_array_unref (shop->incidents);
  g_ptr_array_unref (shop->members);
  g_free (shop->admin);
  fixture_free (shop->f);
}

static M77Answer *
post (Shop *shop, const char *token, const char *body)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (body), "'", '"');

  return fixture_ask (shop->f, token, "POST", "shop/alerts?source=am-eu", quoted, NULL);
}

/* One alert of a service, of which there are a few. */
static void
report_since (Shop *shop, guint n, const char *status, const char *starts)
{
  g_autofree char *body = NULL;
  M77Answer *answer;

  body = g_strdup_printf ("{'version':'4','alerts':[{'status':'%s','labels':{"
                          "'alertname':'A%u','service':'s%u','severity':'critical',"
                          "'env':'production','n':'%u'},'annotations':{'summary':'It\\nfails'},"
                          "'startsAt':'%s','endsAt':'0001-01-01T00:00:00Z',"
                          "'generatorURL':'https://prom.example/g','fingerprint':"
                          "'000000000000000%u'}]}",
                          status,
                          n,
                          n % SERVICES,
                          n,
                          starts,
                          n);
  answer = post (shop, shop->admin, body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (m77_json_get_int (fixture_json (shop->f, answer), "taken", 0), ==, 1);
}

static void
report (Shop *shop, guint n, const char *status)
{
  report_since (shop, n, status, "2030-05-17T03:00:00Z");
}

static const M77Json *
rows (Shop *shop, const char *path)
{
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_get (list, "rows");
}

static const M77Json *
alert_doc (Shop *shop, guint n)
{
  g_autofree char *path = g_strdup_printf ("shop/alert?filter=alertname:A%u", n);

  return m77_json_get (m77_json_first (rows (shop, path)), "doc");
}

static void
assert_alert (Shop *shop, guint n, const char *status, gint64 flaps)
{
  const M77Json *doc = alert_doc (shop, n);

  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, status);
  g_assert_cmpint (m77_json_get_int (doc, "flaps", 0), ==, flaps);
}

static char *
silence (Shop *shop, const char *matcher, gint64 minutes)
{
  g_autofree char *ends = m77_time_format (shop->f->now + minutes * MINUTE);
  g_autofree char *args = NULL;
  const M77Json *outcome;

  args = g_strdup_printf ("{'matchers':['%s'],'ends_at':'%s','comment':'c'}", matcher, ends);
  outcome = fixture_act (shop->f, shop->admin, "start", "silence", "new", args);
  fixture_expect (outcome, "applied", NULL);
  return g_strdup (m77_json_get_string (m77_json_get (outcome, "record"), "id"));
}

static void
test_fires_and_resolves (Shop *shop, gconstpointer data)
{
  const M77Json *doc;

  report (shop, 0, "firing");
  assert_alert (shop, 0, "firing", 1);
  doc = alert_doc (shop, 0);
  g_assert_cmpstr (m77_json_get_string (doc, "environment"), ==, "production");
  g_assert_cmpstr (m77_json_get_string (doc, "service"), ==, "s0");
  g_assert_cmpstr (m77_json_get_string (doc, "summary"), ==, "It fails");
  g_assert_cmpstr (m77_json_get_string (doc, "starts_at"), ==, "2030-05-17T03:00:00.000Z");
  g_assert_cmpstr (m77_json_string (m77_json_first (m77_json_get (doc, "sources"))), ==, "am-eu");
  report (shop, 0, "firing");
  assert_alert (shop, 0, "firing", 1);
  report (shop, 0, "resolved");
  assert_alert (shop, 0, "resolved", 1);
  report (shop, 0, "firing");
  assert_alert (shop, 0, "firing", 2);
  g_assert_cmpuint (m77_json_size (m77_json_get (alert_doc (shop, 0), "firings")), ==, 2);
  g_assert_cmpuint (m77_json_size (rows (shop, "shop/alert")), ==, 1);

  /* What is a day ago no longer counts. */
  report (shop, 0, "resolved");
  shop->f->now += 25 * 60 * MINUTE;
  report_since (shop, 0, "firing", "2030-05-18T03:30:00Z");
  assert_alert (shop, 0, "firing", 1);
  g_assert_cmpuint (m77_json_size (m77_json_get (alert_doc (shop, 0), "firings")), ==, 1);
}

/* The escaped quotes of a matcher, in JSON within C. */
#define MATCHER(name, value) name "=\\'" value "\\'"

static void
test_starts_silenced (Shop *shop, gconstpointer data)
{
  g_autofree char *id = silence (shop, MATCHER ("service", "s1"), 60);
  const M77Json *doc;

  report (shop, 1, "firing");
  report (shop, 2, "firing");
  assert_alert (shop, 1, "suppressed", 1);
  assert_alert (shop, 2, "firing", 1);
  doc = fixture_doc (shop->f, shop->admin, "silence", id);
  g_assert_cmpint (m77_json_get_int (doc, "hides", -1), ==, 1);
  report (shop, 1, "resolved");
  doc = fixture_doc (shop->f, shop->admin, "silence", id);
  g_assert_cmpint (m77_json_get_int (doc, "hides", -1), ==, 0);
  report (shop, 1, "firing");
  assert_alert (shop, 1, "suppressed", 2);
  shop->f->now += 61 * MINUTE;
  platform_core_tick (shop->f->core);
  assert_alert (shop, 1, "firing", 2);
  report (shop, 4, "firing"); /* of the same service, and silenced no more */
  assert_alert (shop, 4, "firing", 1);
}

static void
test_refuses (Shop *shop, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "", 400 },
    { "[]", 422 },
    { "{'alerts':{}}", 422 },
    { "{'alerts':[]}", 200 },
    { "{'alerts':[1,{},{'fingerprint':'x'},{'fingerprint':'0000000000000001'}]}", 200 },
  };
  g_autofree char *jana = fixture_token (shop->f, "jana", "responder");
  M77Answer *answer = post (shop, jana, "{'alerts':[]}");

  g_assert_cmpuint (answer->status, ==, 403);
  m77_answer_free (answer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      answer = post (shop, shop->admin, cases[i].body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_cmpint (m77_json_get_int (fixture_json (shop->f, answer), "taken", 0), ==, 0);
    }
  g_assert_cmpuint (m77_json_size (rows (shop, "shop/alert")), ==, 0);
}

/* A credential that may send alerts and nothing else. */
static void
test_sender (Shop *shop, gconstpointer data)
{
  const char *secret;
  const M77Json *outcome;
  M77Answer *answer;

  outcome = fixture_act (shop->f,
                         shop->admin,
                         "issue",
                         "credential",
                         "new",
                         "{'name':'am','type':'api-key','holder':'omar',"
                         "'scopes':['allow alert:send'],'expires_at':'2030-06-17T00:00:00.000Z'}");
  fixture_expect (outcome, "applied", NULL);
  secret = m77_json_get_string (outcome, "secret");
  answer = post (shop,
                 secret,
                 "{'alerts':[{'status':'firing','fingerprint':'0000000000000001',"
                 "'labels':{'alertname':'A'}}]}");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (m77_json_get_int (fixture_json (shop->f, answer), "taken", 0), ==, 1);
  answer = fixture_ask (shop->f, secret, "GET", "shop/alert", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 404);
  m77_answer_free (answer);
}

/* A role that an administrator made for it. */
static void
test_sender_role (Shop *shop, gconstpointer data)
{
  g_autofree char *role = NULL, *robot = NULL;
  M77Answer *answer;

  role = fixture_create (shop->f, shop->admin, "role", "{'name':'alertmanager','title':'A'}");
  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "add-rule",
                               "role",
                               role,
                               "{'rule':'allow alert:send'}"),
                  "applied",
                  NULL);
  robot = fixture_token (shop->f, "robot", "alertmanager");
  answer = post (shop, robot, "{'alerts':[]}");
  g_assert_cmpuint (answer->status, ==, 200);
  m77_answer_free (answer);
}

/* How many rows a list has of which field, a reference or a set, names ref. */
static gint64
recount (Shop *shop, const char *path, const char *field, const char *ref)
{
  gint64 number = 0;

  for (const M77Json *row = m77_json_first (rows (shop, path)); row != NULL;
       row = m77_json_next (row))
    {
      const M77Json *value = m77_json_get (m77_json_get (row, "doc"), field);

      number += g_strcmp0 (m77_json_string (value), ref) == 0;
      for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
        number += g_strcmp0 (m77_json_string (e), ref) == 0;
    }
  return number;
}

static void
assert_counts (Shop *shop)
{
  static const struct
  {
    const char *kind, *number, *counted, *field;
    gboolean by_key;
  } counts[] = {
    { "service", "open_incidents", "shop/incident?filter=is:open&limit=1000", "service", TRUE },
    { "service", "firing_alerts", "shop/alert?filter=status:firing&limit=1000", "service", TRUE },
    { "silence", "hides", "shop/alert?filter=status:suppressed&limit=1000", "silences", FALSE },
    { "role", "holders", "shop/member?limit=1000", "roles", TRUE },
    { "webhook", "dead", "shop/delivery?filter=status:dead&limit=1000", "webhook", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("shop/%s?limit=1000", counts[i].kind);

      for (const M77Json *row = m77_json_first (rows (shop, path)); row != NULL;
           row = m77_json_next (row))
        {
          const M77Json *doc = m77_json_get (row, "doc");
          const char *ref = counts[i].by_key ? m77_json_get_string (doc, "name")
                                             : m77_json_get_string (row, "id");
          gint64 number = m77_json_get_int (doc, counts[i].number, 0);

          if (number != recount (shop, counts[i].counted, counts[i].field, ref))
            g_error ("%s of %s is %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT,
                     counts[i].number,
                     m77_json_to_text (doc),
                     number,
                     recount (shop, counts[i].counted, counts[i].field, ref));
        }
    }
}

static const char *
one_of (Shop *shop, GPtrArray *ids, guint dice)
{
  return ids->len > 0 ? ids->pdata[dice % ids->len] : "018f8a00-0000-7000-8000-000000000001";
}

static void
make_incident (Shop *shop, guint dice)
{
  g_autofree char *doc = g_strdup_printf ("{'title':'T','environment':'production',"
                                          "'severity':'sev3','service':'s%u'}",
                                          dice % SERVICES);

  g_ptr_array_add (shop->incidents, fixture_create (shop->f, shop->admin, "incident", doc));
}

static void
move_incident (Shop *shop, guint dice)
{
  g_autofree char *edit = NULL;
  const char *id = one_of (shop, shop->incidents, dice / 8);
  const M77Json *path = NULL;
  g_autofree char *item = g_strdup_printf ("shop/incident/%s", id);
  M77Answer *answer = fixture_ask (shop->f, shop->admin, "GET", item, NULL, NULL);
  gboolean there = answer->status == 200;

  path = fixture_json (shop->f, answer);
  if (!there)
    return;
  edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s',"
                          "'if_version':%" G_GINT64_FORMAT ",'patch':{'service':%s}}",
                          id,
                          m77_json_get_int (path, "version", 0),
                          dice % 4 == 0   ? "null"
                          : dice % 4 == 1 ? "'s0'"
                                          : "'s1'");
  fixture_operate (shop->f, shop->admin, "shop", edit);
}

static void
grant_role (Shop *shop, guint dice)
{
  g_autofree char *args = g_strdup_printf ("{'role':'%s'}", dice % 2 == 0 ? "viewer" : "helper");

  if (shop->members->len < 4)
    {
      g_autofree char *handle = g_strdup_printf ("m%u", shop->members->len);
      g_autofree char *doc = NULL;
      const M77Json *outcome;

      doc = g_strdup_printf ("{'handle':'%s','full_name':'M','email':'m@shop.example',"
                             "'type':'person','role':'helper'}",
                             handle);
      outcome = fixture_act (shop->f, shop->admin, "invite", "member", "new", doc);
      fixture_expect (outcome, "applied", NULL);
      g_ptr_array_add (shop->members,
                       g_strdup (m77_json_get_string (m77_json_get (outcome, "record"), "id")));
      return;
    }
  fixture_act (shop->f,
               shop->admin,
               dice % 4 < 2 ? "grant-role" : "revoke-role",
               "member",
               one_of (shop, shop->members, dice / 8),
               args);
}

static void
step (Shop *shop, guint dice)
{
  static const char *const actions[] = { "acknowledge", "resolve", "reopen", "mitigate", "close" };
  guint which = dice % 16, rest = dice / 16;

  if (which < 5)
    report (shop, rest % ALERTS, rest / ALERTS % 2 == 0 ? "firing" : "resolved");
  else if (which == 5)
    make_incident (shop, rest);
  else if (which < 9)
    fixture_act (shop->f,
                 shop->admin,
                 actions[rest % G_N_ELEMENTS (actions)],
                 "incident",
                 one_of (shop, shop->incidents, rest / 8),
                 NULL);
  else if (which == 9)
    move_incident (shop, rest);
  else if (which == 10)
    g_ptr_array_add (shop->silences,
                     rest % 2 == 0 ? silence (shop, MATCHER ("service", "s1"), 5 + rest % 50)
                                   : silence (shop, MATCHER ("n", "2"), 5 + rest % 50));
  else if (which == 11)
    fixture_act (shop->f,
                 shop->admin,
                 "expire",
                 "silence",
                 one_of (shop, shop->silences, rest),
                 NULL);
  else if (which < 14)
    grant_role (shop, rest);
  else
    shop->f->now += (1 + rest % 20) * MINUTE;
  platform_core_tick (shop->f->core);
}

/* Whatever was done, every number is what a recount gives; also of services and roles that
 * were made late. */
static void
test_counts (Shop *shop, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));

  for (guint i = 0; i < STEPS; i++)
    {
      if (i % 100 == 50 && i / 100 < SERVICES)
        {
          g_autofree char *doc = g_strdup_printf ("{'name':'s%u','title':'S','tier':'tier1'}",
                                                  i / 100);
          g_free (fixture_create (shop->f, shop->admin, "service", doc));
        }
      if (i == 0)
        g_free (fixture_create (shop->f, shop->admin, "role", "{'name':'helper','title':'H'}"));
      step (shop, g_rand_int (rand) >> 4);
      if (i % 20 == 0)
        assert_counts (shop);
    }
  assert_counts (shop);
  g_assert_cmpint (shop->silences->len, >, 5);
  g_assert_cmpint (shop->incidents->len, >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/platform/alerts/fires-and-resolves",
              Shop,
              NULL,
              set_up,
              test_fires_and_resolves,
              tear_down);
  g_test_add ("/platform/alerts/starts-silenced",
              Shop,
              NULL,
              set_up,
              test_starts_silenced,
              tear_down);
  g_test_add ("/platform/alerts/sender", Shop, NULL, set_up, test_sender, tear_down);
  g_test_add ("/platform/alerts/sender-role", Shop, NULL, set_up, test_sender_role, tear_down);
  g_test_add ("/platform/alerts/refuses", Shop, NULL, set_up, test_refuses, tear_down);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/platform/alerts/counts/%u", seed);
      g_test_add (path, Shop, GUINT_TO_POINTER (seed), set_up, test_counts, tear_down);
    }
  return g_test_run ();
}
