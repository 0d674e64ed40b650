/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-shifts.h"
#include "shared/base/m77-time.h"
#include "tests/platform/core-fixture.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)

/* doc: JSON with '; filled at that time. */
static const M77Json *
fill (M77JsonPool *pool, const char *doc, const char *now)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (doc), "'", '"');
  g_autoptr (GError) error = NULL;
  M77Json *schedule = m77_json_parse (pool, quoted, -1, &error);

  g_assert_no_error (error);
  platform_shifts_fill (pool, schedule, m77_time_parse (now));
  return schedule;
}

static const M77Json *
shift_at (const M77Json *doc, const char *at)
{
  gint64 instant = m77_time_parse (at);

  for (const M77Json *s = m77_json_first (m77_json_get (doc, "shifts")); s != NULL;
       s = m77_json_next (s))
    if (m77_time_parse (m77_json_get_string (s, "starts_at")) <= instant &&
        instant < m77_time_parse (m77_json_get_string (s, "ends_at")))
      return s;
  return NULL;
}

static const char *
who_at (const M77Json *doc, const char *at)
{
  return m77_json_get_string (shift_at (doc, at), "member");
}

static void
assert_shift (const M77Json *doc,
              const char *at,
              const char *member,
              const char *from,
              const char *to)
{
  const M77Json *shift = shift_at (doc, at);

  g_assert_cmpstr (m77_json_get_string (shift, "member"), ==, member);
  g_assert_cmpstr (m77_json_get_string (shift, "starts_at"), ==, from);
  g_assert_cmpstr (m77_json_get_string (shift, "ends_at"), ==, to);
}

#define DAILY                                                                                      \
  "{'zone':'Europe/Berlin','layers':{'daily':{'order':1,'members':['jana','omar','mika'],"         \
  "'starts_at':'2030-01-01T07:00:00Z','turn':86400}}}"

/* Turns begin at 08:00 by the clocks of Berlin, on both sides of their changes. */
static void
test_clocks_change (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *spring = fill (pool, DAILY, "2030-03-29T12:00:00Z");
  const M77Json *autumn = fill (pool, DAILY, "2030-10-25T12:00:00Z");

  assert_shift (spring,
                "2030-03-29T12:00:00Z",
                "jana",
                "2030-03-29T07:00:00.000Z",
                "2030-03-30T07:00:00.000Z");
  assert_shift (spring,
                "2030-03-31T00:00:00Z",
                "omar",
                "2030-03-30T07:00:00.000Z",
                "2030-03-31T06:00:00.000Z"); /* 23 hours */
  assert_shift (spring,
                "2030-03-31T12:00:00Z",
                "mika",
                "2030-03-31T06:00:00.000Z",
                "2030-04-01T06:00:00.000Z");
  assert_shift (autumn,
                "2030-10-27T00:00:00Z",
                who_at (autumn, "2030-10-26T12:00:00Z"),
                "2030-10-26T06:00:00.000Z",
                "2030-10-27T07:00:00.000Z"); /* 25 hours */
  g_assert_cmpint (m77_json_get_int (spring, "gaps", -1), ==, 0);
  g_assert_cmpstr (m77_json_get_string (spring, "next_change_at"), ==, "2030-03-30T07:00:00.000Z");
}

/* Hours that the clocks skip or show twice; turns shorter than a day. */
static void
test_short_turns (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = fill (pool,
                             "{'zone':'Europe/Berlin','layers':{'l':{'members':['a','b'],"
                             "'starts_at':'2030-03-30T01:30:00Z','turn':43200}}}",
                             "2030-03-30T12:00:00Z");
  gint64 last = 0;

  assert_shift (doc,
                "2030-03-30T12:00:00Z",
                "a",
                "2030-03-30T01:30:00.000Z",
                "2030-03-30T13:30:00.000Z");
  /* 02:30 is not there on the 31st: 03:00 is the first after it. */
  assert_shift (doc,
                "2030-03-30T14:00:00Z",
                "b",
                "2030-03-30T13:30:00.000Z",
                "2030-03-31T01:00:00.000Z");
  for (const M77Json *s = m77_json_first (m77_json_get (doc, "shifts")); s != NULL;
       s = m77_json_next (s))
    {
      gint64 start = m77_time_parse (m77_json_get_string (s, "starts_at"));

      g_assert_true (last == 0 || start == last);
      last = m77_time_parse (m77_json_get_string (s, "ends_at"));
      g_assert_cmpint (last, >, start);
    }
  g_assert_cmpint (m77_json_get_int (doc, "gaps", -1), ==, 0);
}

static void
test_days_and_hours (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  /* Friday, 17 May 2030, is where it begins. */
  const M77Json *doc = fill (pool,
                             "{'zone':'Europe/Berlin','layers':{"
                             "'base':{'order':1,'members':['jana'],"
                             "'starts_at':'2030-01-01T00:00:00Z','turn':604800},"
                             "'weekend':{'order':2,'members':['omar'],'days':['sat','sun'],"
                             "'starts_at':'2030-01-01T00:00:00Z','turn':604800},"
                             "'night':{'order':3,'members':['mika'],'hours':'22:00-06:00',"
                             "'starts_at':'2030-01-01T00:00:00Z','turn':604800}}}",
                             "2030-05-17T03:12:00Z");

  g_assert_cmpstr (who_at (doc, "2030-05-17T03:30:00Z"), ==, "mika"); /* 05:30, since 22:00 */
  g_assert_cmpstr (who_at (doc, "2030-05-17T04:00:00Z"), ==, "jana"); /* 06:00 */
  g_assert_cmpstr (who_at (doc, "2030-05-17T19:59:00Z"), ==, "jana");
  g_assert_cmpstr (who_at (doc, "2030-05-17T20:00:00Z"), ==, "mika");
  g_assert_cmpstr (who_at (doc, "2030-05-18T12:00:00Z"), ==, "omar");
  g_assert_cmpstr (who_at (doc, "2030-05-19T19:00:00Z"), ==, "omar");
  g_assert_cmpstr (who_at (doc, "2030-05-20T12:00:00Z"), ==, "jana");
  g_assert_cmpint (m77_json_get_int (doc, "gaps", -1), ==, 0);
}

static void
test_gaps (void)
{
  static const struct
  {
    const char *doc;
    gint64 gaps;
  } cases[] = {
    { "{'zone':'UTC'}", 1 },
    { "{'zone':'UTC','layers':{'l':{'members':[],'starts_at':'2030-01-01T00:00:00Z'}}}", 1 },
    { "{'zone':'UTC','layers':{'l':{'members':['a'],'turn':1,"
      "'starts_at':'2030-01-01T00:00:00Z'}}}",
      1 },
    { "{'zone':'UTC','layers':{'l':{'members':['a'],'turn':86400,'starts_at':'x'}}}", 1 },
    { "{'zone':'nowhere','layers':{'l':{'members':['a'],'turn':86400,"
      "'starts_at':'2030-01-01T00:00:00Z'}}}",
      0 },
    /* From tomorrow on. */
    { "{'zone':'UTC','layers':{'l':{'members':['a'],'turn':86400,"
      "'starts_at':'2030-05-18T00:00:00Z'}}}",
      1 },
    /* Four weekends and the end of this Friday's hours. */
    { "{'zone':'UTC','layers':{'l':{'members':['a'],'turn':86400,"
      "'days':['mon','tue','wed','thu','fri'],'starts_at':'2030-01-01T00:00:00Z'}}}",
      5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      const M77Json *doc = fill (pool, cases[i].doc, "2030-05-17T12:00:00Z");

      if (m77_json_get_int (doc, "gaps", -1) != cases[i].gaps)
        g_error ("%s: %s", cases[i].doc, m77_json_to_text (doc));
    }
}

/* At most so many are listed, however short the turns are and long ago they began. */
static void
test_bounds (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = fill (pool,
                             "{'zone':'UTC','layers':{'l':{'members':['a','b'],'turn':3600,"
                             "'starts_at':'1990-01-01T00:00:00Z'}},'overrides':{"
                             "'old':{'member':'x','starts_at':'2030-01-01T00:00:00Z',"
                             "'ends_at':'2030-01-02T00:00:00Z'},"
                             "'new':{'member':'x','starts_at':'2030-05-01T00:00:00Z',"
                             "'ends_at':'2030-05-02T00:00:00Z'}}}",
                             "2030-05-17T12:30:00Z");

  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "shifts")), ==, PLATFORM_SHIFTS_MOST);
  g_assert_cmpint (m77_json_get_int (doc, "gaps", -1), ==, 0);
  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "overrides")), ==, 1);
  g_assert_cmpstr (m77_json_get_string (doc, "next_change_at"), ==, "2030-05-17T13:00:00.000Z");
}

/* Through the API: shifts follow edits, overrides and the clock, and pages follow shifts. */

typedef struct
{
  Fixture *f;
  char *admin, *schedule;
} Shop;

/* What no calendar has is no turn, and a thousand stretches of a day end in time. */
static void
test_absurd (void)
{
  static const char *const absurd[] = {
    "'starts_at':'2030-05-16T06:00:00Z','turn':9007199254740991",
    "'starts_at':'2030-05-16T06:00:00Z','turn':31622401",
    "'starts_at':'9999-12-31T23:59:59Z','turn':86400",
    "'starts_at':'2030-05-16T06:00:00Z','turn':-1",
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) hours = g_string_new (NULL);
  g_autofree char *many = NULL;
  const M77Json *doc;

  for (guint i = 0; i < G_N_ELEMENTS (absurd); i++)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf ("{'layers':{'a':{'members':['jana'],%s}}}", absurd[i]);
      doc = fill (pool, text, "2030-05-17T03:00:00Z");
      g_assert_cmpuint (m77_json_size (m77_json_get (doc, "shifts")), ==, 0);
    }
  for (guint i = 0; i < 250; i++)
    g_string_append (hours, i == 0 ? "'00:00-24:00'" : ",'00:00-24:00'");
  many = g_strdup_printf ("{'layers':{'a':{'members':['jana','mika'],'turn':3600,"
                          "'starts_at':'2030-05-16T06:00:00Z','hours':[%s]}}}",
                          hours->str);
  doc = fill (pool, many, "2030-05-17T03:00:00Z");
  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "shifts")), ==, PLATFORM_SHIFTS_MOST);
  g_assert_cmpint (m77_json_get_int (doc, "gaps", -1), ==, 0);
}

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->f = fixture_new (); /* 2030-05-17T03:12Z, 05:12 in Berlin */
  shop->admin = fixture_token (shop->f, "omar", "admin");
  g_free (fixture_token (shop->f, "jana", "responder"));
  g_free (fixture_token (shop->f, "mika", "responder"));
  shop->schedule = fixture_create (shop->f,
                                   shop->admin,
                                   "schedule",
                                   "{'name':'primary','title':'P','zone':'Europe/Berlin',"
                                   "'layers':{'daily':{'order':1,'members':['jana','mika'],"
                                   "'starts_at':'2030-05-16T06:00:00Z','turn':86400}}}");
  g_free (fixture_create (shop->f,
                          shop->admin,
                          "escalation",
                          "{'name':'policy','title':'P','repeat':2,'steps':{"
                          "'1':{'after':0,'schedules':['primary']},"
                          "'2':{'after':600,'members':['omar']}}}"));
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_free (shop->admin);
  g_free (shop->schedule);
  fixture_free (shop->f);
}

static void
assert_on_call (Shop *shop, const char *member)
{
  const M77Json *doc = fixture_doc (shop->f, shop->admin, "schedule", shop->schedule);

  g_assert_cmpstr (m77_json_string (m77_json_first (m77_json_get (doc, "oncall_now"))), ==, member);
}

static guint
pages_of (Shop *shop, const char *member)
{
  g_autofree char *path = g_strdup_printf ("shop/page?filter=member:%s", member);
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_size (m77_json_get (list, "rows"));
}

static char *
make_incident (Shop *shop)
{
  return fixture_create (shop->f,
                         shop->admin,
                         "incident",
                         "{'title':'T','environment':'production','severity':'sev1',"
                         "'escalation':'policy'}");
}

static void
pass (Shop *shop, gint64 ms)
{
  shop->f->now += ms;
  platform_core_tick (shop->f->core);
}

static void
test_time_passes (Shop *shop, gconstpointer data)
{
  assert_on_call (shop, "jana");
  g_free (make_incident (shop));
  g_assert_cmpuint (pages_of (shop, "jana"), ==, 1);
  pass (shop, 3 * HOUR);
  assert_on_call (shop, "mika");
  g_free (make_incident (shop));
  g_assert_cmpuint (pages_of (shop, "mika"), >=, 1);
  /* A month later there are shifts still. */
  for (guint day = 0; day < 32; day++)
    pass (shop, DAY);
  assert_on_call (shop, "mika");
}

static void
test_follows_edits (Shop *shop, gconstpointer data)
{
  g_autofree char *edit = NULL;
  const M77Json *doc;

  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "override",
                               "schedule",
                               shop->schedule,
                               "{'member':'omar','starts_at':'2030-05-17T03:00:00Z',"
                               "'ends_at':'2030-05-17T05:00:00Z'}"),
                  "applied",
                  NULL);
  assert_on_call (shop, "omar");
  doc = fixture_doc (shop->f, shop->admin, "schedule", shop->schedule);
  edit = g_strdup_printf ("{'override':'%s'}",
                          m77_json_name (m77_json_first (m77_json_get (doc, "overrides"))));
  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "remove-override",
                               "schedule",
                               shop->schedule,
                               edit),
                  "applied",
                  NULL);
  assert_on_call (shop, "jana");
  g_free (edit);
  edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'schedule','id':'%s',"
                          "'if_version':3,'patch':{'layers':{'daily':{'order':1,"
                          "'members':['mika'],'starts_at':'2030-05-16T06:00:00Z',"
                          "'turn':86400}}}}",
                          shop->schedule);
  fixture_expect (fixture_operate (shop->f, shop->admin, "shop", edit), "applied", NULL);
  assert_on_call (shop, "mika");
}

/* Two more rounds of the policy, then nobody else. */
static void
test_repeats (Shop *shop, gconstpointer data)
{
  g_autofree char *id = make_incident (shop);
  const M77Json *doc;

  g_assert_cmpuint (pages_of (shop, "jana"), ==, 1);
  for (guint round = 1; round <= 3; round++)
    {
      pass (shop, 601000);
      g_assert_cmpuint (pages_of (shop, "omar"), ==, round);
      pass (shop, 601000);
      g_assert_cmpuint (pages_of (shop, "jana"), ==, MIN (round + 1, 3));
    }
  pass (shop, HOUR / 2);
  g_assert_cmpuint (pages_of (shop, "omar"), ==, 3);
  doc = fixture_doc (shop->f, shop->admin, "incident", id);
  g_assert_null (m77_json_get (doc, "next_page_at"));
  fixture_expect (fixture_act (shop->f, shop->admin, "escalate", "incident", id, "{'to':2}"),
                  "applied",
                  NULL);
  g_assert_cmpuint (pages_of (shop, "omar"), ==, 4);
}

/* A step that names only who has left reaches nobody. */
static void
test_policy_gaps (Shop *shop, gconstpointer data)
{
  const M77Json *list, *rows, *policy;
  const char *members[] = { "omar" };

  for (guint round = 0; round < 2; round++)
    {
      list = fixture_json (
          shop->f, fixture_ask (shop->f, shop->admin, "GET", "shop/escalation", NULL, NULL));
      policy = m77_json_get (m77_json_first (m77_json_get (list, "rows")), "doc");
      g_assert_cmpint (m77_json_get_int (policy, "gaps", -1), ==, round);
      if (round > 0)
        break;
      g_free (fixture_token (shop->f, "lena", "admin"));
      rows = m77_json_get (fixture_json (shop->f,
                                         fixture_ask (shop->f,
                                                      shop->admin,
                                                      "GET",
                                                      "shop/member?filter=handle:jana,mika",
                                                      NULL,
                                                      NULL)),
                           "rows");
      for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
        fixture_expect (fixture_act (shop->f,
                                     shop->admin,
                                     "suspend",
                                     "member",
                                     m77_json_get_string (row, "id"),
                                     NULL),
                        "applied",
                        NULL);
    }
  g_free (make_incident (shop));
  g_assert_cmpuint (pages_of (shop, "jana"), ==, 0);
  g_assert_cmpuint (pages_of (shop, members[0]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/shifts/clocks-change", test_clocks_change);
  g_test_add_func ("/platform/shifts/short-turns", test_short_turns);
  g_test_add_func ("/platform/shifts/days-and-hours", test_days_and_hours);
  g_test_add_func ("/platform/shifts/gaps", test_gaps);
  g_test_add_func ("/platform/shifts/bounds", test_bounds);
  g_test_add_func ("/platform/shifts/absurd", test_absurd);
  g_test_add ("/platform/shifts/time-passes", Shop, NULL, set_up, test_time_passes, tear_down);
  g_test_add ("/platform/shifts/follows-edits", Shop, NULL, set_up, test_follows_edits, tear_down);
  g_test_add ("/platform/shifts/repeats", Shop, NULL, set_up, test_repeats, tear_down);
  g_test_add ("/platform/shifts/policy-gaps", Shop, NULL, set_up, test_policy_gaps, tear_down);
  return g_test_run ();
}
