/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "tests/platform/core-fixture.h"

/* Status and body without its trace, which differs each time. */
static char *
what_it_says (Fixture *f, const char *token, const char *path)
{
  M77Answer *answer = fixture_ask (f, token, "GET", path, NULL, NULL);
  guint status = answer->status;
  M77Json *body = (M77Json *) fixture_json (f, answer);
  g_autofree char *text = NULL;

  m77_json_remove (body, "trace_id");
  text = m77_json_to_text (body);
  return g_strdup_printf ("%u %s", status, text);
}

static void
test_no_token (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *none = what_it_says (f, NULL, "shop/incident");
  g_autofree char *wrong = what_it_says (f, "m77_wrong", "shop/incident");
  g_autofree char *nowhere = what_it_says (f, "m77_wrong", "nowhere/incident");

  g_assert_nonnull (strstr (none, "sign-in-needed"));
  g_assert_true (g_str_has_prefix (none, "401"));
  g_assert_cmpstr (none, ==, wrong);
  g_assert_cmpstr (none, ==, nowhere);
  fixture_free (f);
}

/* Somebody else's tenant is as one that is not there, on every route. */
static void
test_other_tenant (void)
{
  static const char *const routes[] = { "changes", "me",       "incident",
                                        "audit",   "nonsense", "incident/x" };
  Fixture *f = fixture_new ();
  g_autofree char *ours = fixture_token (f, "jana", "admin"), *theirs = NULL, *id = NULL;
  g_autoptr (GError) error = NULL;

  platform_core_tenant_create (f->core, "bank", &error);
  theirs = platform_core_token_create (f->core, "bank", "mia", "admin", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *there = g_strconcat ("shop/", routes[i], NULL);
      g_autofree char *nowhere = g_strconcat ("nowhere/", routes[i], NULL);
      g_autofree char *said = what_it_says (f, theirs, there);
      g_autofree char *expected = what_it_says (f, theirs, nowhere);

      g_assert_cmpstr (said, ==, expected);
      g_assert_true (g_str_has_prefix (said, "404"));
    }

  /* The same id may be in both; neither sees the other's. */
  id = fixture_create (f, ours, "team", "{'name':'mail','title':'Ours'}");
  {
    g_autofree char *path = g_strconcat ("bank/team/", id, NULL);
    g_autofree char *feed = NULL;
    M77Answer *answer = fixture_ask (f, theirs, "GET", path, NULL, NULL);

    g_assert_cmpuint (answer->status, ==, 404);
    m77_answer_free (answer);
    feed = fixture_text (fixture_ask (f, theirs, "GET", "bank/changes", NULL, NULL));
    g_assert_null (strstr (feed, id));
  }
  fixture_free (f);
}

/* Who may not read a kind learns nothing of its records. */
static void
test_existence (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *admin = fixture_token (f, "omar", "admin");
  g_autofree char *viewer = fixture_token (f, "jana", "viewer");
  g_autofree char *id = NULL, *there = NULL, *nowhere = NULL, *edit = NULL, *none = NULL;
  const M77Json *a, *b;

  id = fixture_create (f, admin, "config", "{'path':'a','environment':'staging','format':'json'}");
  there = g_strconcat ("shop/config/", id, NULL);
  nowhere = g_strdup (there);
  memcpy (nowhere + strlen (nowhere) - 4, "0000", 4);
  {
    g_autofree char *said = what_it_says (f, viewer, there);
    g_autofree char *expected = what_it_says (f, viewer, nowhere);
    g_assert_cmpstr (said, ==, expected);
  }
  edit = g_strdup_printf ("{'key':'KEY','op':'delete','kind':'config','id':'%s','if_version':1}",
                          id);
  none = g_strdup_printf ("{'key':'KEY','op':'delete','kind':'config','id':'%s','if_version':1}",
                          nowhere + strlen ("shop/config/"));
  a = fixture_operate (f, viewer, "shop", edit);
  b = fixture_operate (f, viewer, "shop", none);
  fixture_expect (a, "rejected", "not-permitted");
  g_assert_true (m77_json_equal (m77_json_get (a, "problem"), m77_json_get (b, "problem")));
  fixture_free (f);
}

static void
test_rate_limit (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "viewer");
  M77Answer *answer;

  platform_core_set_limits (f->core, 2, 1);
  for (guint i = 0; i < 2; i++)
    {
      answer = fixture_ask (f, token, "GET", "shop/incident", NULL, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      m77_answer_free (answer);
    }
  answer = fixture_ask (f, token, "GET", "shop/incident", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 429);
  g_assert_cmpstr (m77_answer_header (answer, "retry-after"), ==, "1");
  m77_answer_free (answer);
  f->now += 1000;
  answer = fixture_ask (f, token, "GET", "shop/incident", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  m77_answer_free (answer);
  fixture_free (f);
}

static void
test_trace (void)
{
  Fixture *f = fixture_new ();
  M77Answer *answer = fixture_ask (f,
                                   NULL,
                                   "GET",
                                   "shop/incident",
                                   NULL,
                                   "traceparent",
                                   "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                   NULL);

  g_assert_cmpstr (m77_answer_header (answer, "trace-id"), ==, "4bf92f3577b34da6a3ce929d0e0e4736");
  g_assert_cmpstr (m77_json_get_string (fixture_json (f, answer), "trace_id"),
                   ==,
                   "4bf92f3577b34da6a3ce929d0e0e4736");
  fixture_free (f);
}

static void
test_me (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  const M77Json *me = fixture_json (f, fixture_ask (f, token, "GET", "shop/me", NULL, NULL));

  g_assert_cmpstr (m77_json_get_string (me, "member"), ==, "jana");
  g_assert_cmpstr (m77_json_get_string (me, "tenant"), ==, "shop");
  fixture_free (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/no-token", test_no_token);
  g_test_add_func ("/auth/other-tenant", test_other_tenant);
  g_test_add_func ("/auth/existence", test_existence);
  g_test_add_func ("/auth/rate-limit", test_rate_limit);
  g_test_add_func ("/auth/trace", test_trace);
  g_test_add_func ("/auth/me", test_me);
  return g_test_run ();
}
