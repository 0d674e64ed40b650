/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-paging"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-paging.h"
#include "tests/shared/test-json-text.h"

#define POLICY                                                                                     \
  "{'name':'checkout','repeat':1,'steps':{'1':{'after':0,'schedules':['primary']},"                \
  "'2':{'after':600,'schedules':['secondary'],'members':['lena'],'channels':['push','voice']},"    \
  "'3':{'after':900,'teams':['leads']}}}"
#define PRIMARY                                                                                    \
  "{'name':'primary','shifts':[{'starts_at':'2030-05-17T00:00:00.000Z',"                           \
  "'ends_at':'2030-05-17T04:00:00.000Z','member':'jana'},"                                         \
  "{'starts_at':'2030-05-17T04:00:00.000Z','ends_at':'2030-05-17T12:00:00.000Z','member':'mika'}]" \
  "}"
#define SECONDARY                                                                                  \
  "{'name':'secondary','shifts':[{'starts_at':'2030-05-17T00:00:00.000Z',"                         \
  "'ends_at':'2030-05-17T12:00:00.000Z','member':'omar'}]}"
#define LEADS "{'name':'leads','members':['felix','omar']}"

static const M77Json *
find (const char *kind, const char *name, gpointer data)
{
  if (g_str_equal (name, "primary"))
    return test_json (data, PRIMARY);
  if (g_str_equal (name, "secondary"))
    return test_json (data, SECONDARY);
  return g_str_equal (kind, "team") ? test_json (data, LEADS) : NULL;
}

/* "03:14 2 omar,lena; …". */
static char *
plan (const char *incident, const char *policy, guint most)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) pages = m77_paging_plan (test_json (pool, incident),
                                                 policy != NULL ? test_json (pool, policy) : NULL,
                                                 find,
                                                 pool,
                                                 most);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pages->len; i++)
    {
      const M77Page *page = pages->pdata[i];
      g_autofree char *time = m77_time_format (page->at);

      g_string_append_printf (out,
                              "%s%.5s %d%s",
                              i > 0 ? "; " : "",
                              time + 11,
                              (int) page->level,
                              page->is_again ? " again" : "");
      for (guint m = 0; m < page->members->len; m++)
        g_string_append_printf (out, " %s", (char *) page->members->pdata[m]);
      g_string_append_printf (out, "%s", page->channels != NULL ? " +" : "");
    }
  return g_string_free (out, FALSE);
}

static void
test_plan (void)
{
  static const struct
  {
    const char *incident, *policy, *expected;
    guint most;
  } cases[] = {
    /* The platform's word of the next, the policy's of what follows, by who is on call then. */
    { "{'status':'triggered','escalation_level':1,'next_page_at':'2030-05-17T03:14:00.000Z',"
      "'next_page_to':'omar'}",
      POLICY,
      "03:14 2 omar +; 03:29 3 felix omar; 03:44 1 jana; 03:54 2 omar lena +",
      4 },
    { "{'status':'triggered','escalation_level':3,'next_page_at':'2030-05-17T04:30:00.000Z'}",
      POLICY,
      "04:30 1 mika; 04:40 2 omar lena +; 04:55 3 felix omar",
      9 },
    /* The last round is over. */
    { "{'status':'triggered','escalation_level':2,'escalation_round':1,"
      "'next_page_at':'2030-05-17T04:30:00.000Z'}",
      POLICY,
      "04:30 3 felix omar",
      9 },
    { "{'status':'acknowledged','escalation_level':1,'next_page_at':'2030-05-17T04:30:00.000Z',"
      "'next_page_to':'jana'}",
      POLICY,
      "04:30 1 again jana; 04:40 2 omar lena +",
      2 },
    /* Without the policy only what the platform said. */
    { "{'status':'triggered','escalation_level':1,'next_page_at':'2030-05-17T03:14:00.000Z',"
      "'next_page_to':'omar'}",
      NULL,
      "03:14 2 omar",
      4 },
    { "{'status':'triggered','escalation_level':1}", POLICY, "", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = plan (cases[i].incident, cases[i].policy, cases[i].most);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_policy (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *service = test_json (pool, "{'escalation':'checkout'}");

  g_assert_cmpstr (m77_paging_policy (test_json (pool, "{'escalation':'own'}"), service),
                   ==,
                   "own");
  g_assert_cmpstr (m77_paging_policy (test_json (pool, "{}"), service), ==, "checkout");
  g_assert_null (m77_paging_policy (test_json (pool, "{}"), NULL));
  g_assert_cmpuint (m77_paging_levels (test_json (pool, POLICY)), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paging/plan", test_plan);
  g_test_add_func ("/paging/policy", test_policy);
  return g_test_run ();
}
