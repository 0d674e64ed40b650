/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-duty"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"
#include "tests/shared/test-json-text.h"

#define SCHEDULE                                                                                   \
  "{'name':'primary','overrides':{'o1':{'member':'lena','starts_at':'2030-05-18T06:00:00.000Z',"   \
  "'ends_at':'2030-05-18T18:00:00.000Z','replaces':'omar','by':'omar'}},'shifts':["                \
  "{'starts_at':'2030-05-17T06:00:00.000Z','ends_at':'2030-05-17T18:00:00.000Z','member':'jana',"  \
  "'cause':'daily'},"                                                                              \
  "{'starts_at':'2030-05-17T18:00:00.000Z','ends_at':'2030-05-18T02:00:00.000Z','member':'jana',"  \
  "'cause':'night'},"                                                                              \
  "{'starts_at':'2030-05-18T06:00:00.000Z','ends_at':'2030-05-18T18:00:00.000Z','member':'lena',"  \
  "'cause':'override'}]}"

static gint64
at (const char *text)
{
  gint64 instant = m77_time_parse (text);

  g_assert_cmpint (instant, !=, M77_TIME_NONE);
  return instant;
}

static void
test_at (void)
{
  static const struct
  {
    const char *at, *member, *until;
    gboolean is_known;
  } cases[] = {
    { "2030-05-17T05:59:59Z", NULL, "2030-05-17T06:00:00Z", TRUE },
    { "2030-05-17T06:00:00Z", "jana", "2030-05-17T18:00:00Z", TRUE },
    { "2030-05-17T18:00:00Z", "jana", "2030-05-18T02:00:00Z", TRUE },
    { "2030-05-18T02:00:00Z", NULL, "2030-05-18T06:00:00Z", TRUE },
    { "2030-05-18T17:59:59Z", "lena", "2030-05-18T18:00:00Z", TRUE },
    { "2030-05-18T18:00:00Z", NULL, NULL, FALSE },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *schedule = test_json (pool, SCHEDULE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      M77Duty duty = m77_duty_at (schedule, at (cases[i].at));

      g_assert_cmpstr (duty.member, ==, cases[i].member);
      g_assert_cmpint (duty.is_known, ==, cases[i].is_known);
      g_assert_cmpint (duty.until,
                       ==,
                       cases[i].until != NULL ? at (cases[i].until) : M77_TIME_NONE);
    }
}

/* One after the other: what nobody covers and what nobody knows are parts of it. */
static void
test_spans (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *schedule = test_json (pool, SCHEDULE);
  gint64 from = at ("2030-05-17T12:00:00Z");
  gint64 until = at ("2030-05-19T00:00:00Z");
  g_autoptr (GArray) spans = m77_duty_spans (schedule, from, until);
  static const char *const members[] = { "jana", "jana", NULL, "lena", NULL };
  gint64 end = from;

  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < spans->len; i++)
    {
      const M77Duty *duty = &g_array_index (spans, M77Duty, i);

      g_assert_cmpstr (duty->member, ==, members[i]);
      g_assert_cmpint (duty->from, ==, end);
      end = duty->until;
    }
  g_assert_cmpint (end, ==, until);
  g_assert_true (g_array_index (spans, M77Duty, 2).is_known);
  g_assert_false (g_array_index (spans, M77Duty, 4).is_known);
}

static void
test_override (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *schedule = test_json (pool, SCHEDULE);
  M77Duty turn = m77_duty_at (schedule, at ("2030-05-17T12:00:00Z"));
  M77Duty instead = m77_duty_at (schedule, at ("2030-05-18T12:00:00Z"));

  g_assert_null (m77_duty_replaces (&turn));
  g_assert_cmpstr (m77_duty_replaces (&instead), ==, "omar");
  g_assert_cmpstr (m77_json_name (instead.override), ==, "o1");
}

/* Two turns of one person in a row are no change; a time without anybody is one. */
static void
test_next (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *schedule = test_json (pool, SCHEDULE);
  M77Duty next;

  g_assert_true (m77_duty_next (schedule, at ("2030-05-17T07:00:00Z"), &next));
  g_assert_null (next.member);
  g_assert_cmpint (next.from, ==, at ("2030-05-18T02:00:00Z"));
  g_assert_true (m77_duty_next (schedule, next.from, &next));
  g_assert_cmpstr (next.member, ==, "lena");
  g_assert_cmpint (next.from, ==, at ("2030-05-18T06:00:00Z"));
  g_assert_false (m77_duty_next (schedule, next.from, &next));
}

static void
test_foreign (void)
{
  static const char *const texts[] = { "{}",
                                       "{'shifts':3}",
                                       "{'shifts':[3,{},{'starts_at':'x','ends_at':'y'}]}",
                                       "{'shifts':[{'starts_at':'2030-05-17T06:00:00.000Z'}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      const M77Json *schedule = test_json (pool, texts[i]);
      M77Duty duty = m77_duty_at (schedule, at ("2030-05-17T12:00:00Z"));

      g_assert_null (duty.member);
      g_assert_false (duty.is_known);
      g_assert_false (m77_duty_next (schedule, at ("2030-05-17T12:00:00Z"), &duty));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duty/spans", test_spans);
  g_test_add_func ("/duty/at", test_at);
  g_test_add_func ("/duty/override", test_override);
  g_test_add_func ("/duty/next", test_next);
  g_test_add_func ("/duty/foreign", test_foreign);

  return g_test_run ();
}
