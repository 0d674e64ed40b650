/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-may"

#include "config.h"

#include "shared/client/m77-reading.h"
#include "shared/model/m77-may.h"

static const char
    roles[] = "[{\"id\":\"1\",\"doc\":{\"name\":\"operator\",\"built_in\":true,\"rules\":[]}},"
              "{\"id\":\"2\",\"doc\":{\"name\":\"contractor\",\"rules\":[\"deny deployment:promote "
              "environment=production\",\"allow incident:read\",\"deny member:*\"]}},"
              "{\"id\":\"3\",\"doc\":{\"name\":\"staging-flags\",\"rules\":[\"allow flag:turn-on "
              "environment=staging\",\"not a rule\"]}}]";

static const char members[] =
    "[{\"id\":\"a\",\"doc\":{\"handle\":\"omar\",\"status\":\"active\",\"roles\":[\"operator\","
    "\"contractor\"],\"grants\":{\"operator\":{\"source\":\"direct\",\"by\":\"ana\",\"at\":"
    "\"2026-03-03T10:00:00.000Z\"}}}},"
    "{\"id\":\"b\",\"doc\":{\"handle\":\"jana\",\"status\":\"active\",\"roles\":[\"operator\"]}},"
    "{\"id\":\"c\",\"doc\":{\"handle\":\"sol\",\"status\":\"suspended\",\"roles\":[\"operator\"]}},"
    "{\"id\":\"d\",\"doc\":{\"handle\":\"lena\",\"status\":\"active\",\"roles\":[\"staging-flags\","
    "\"gone\"]}}]";

typedef struct
{
  M77Reading *role_rows, *member_rows;
  M77Roles *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->role_rows = m77_reading_new (NULL, "role", "", "name");
  fixture->member_rows = m77_reading_new (NULL, "member", "", "handle");
  m77_reading_take (fixture->role_rows, roles);
  m77_reading_take (fixture->member_rows, members);
  fixture->model = m77_roles_new (m77_reading_rows (fixture->role_rows));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  m77_roles_free (fixture->model);
  g_object_unref (fixture->role_rows);
  g_object_unref (fixture->member_rows);
}

static const M77Json *
member (Fixture *fixture, const char *id)
{
  return m77_json_get (m77_reading_find (fixture->member_rows, id), "doc");
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *role, *kind, *verb;
    M77May may;
  } cases[] = {
    { "operator", "deployment", "promote", M77_MAY_YES },
    { "operator", "incident", "delete", M77_MAY_NOT },
    { "operator", "member", "edit", M77_MAY_IF }, /* their own */
    { "operator", "role", "edit", M77_MAY_NOT },
    { "contractor", "incident", "read", M77_MAY_YES },
    { "contractor", "deployment", "promote", M77_MAY_NOT },
    { "contractor", "member", "edit", M77_MAY_DENIED },
    { "staging-flags", "flag", "turn-on", M77_MAY_IF },
    { "staging-flags", "flag", "turn-off", M77_MAY_NOT },
    { "gone", "flag", "read", M77_MAY_NOT },
  };
  guint all, given;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (m77_roles_cell (fixture->model,
                                     cases[i].role,
                                     m77_kind_find (cases[i].kind),
                                     cases[i].verb),
                     ==,
                     cases[i].may);
  given = m77_roles_count_actions (fixture->model, "staging-flags", m77_kind_find ("flag"), &all);
  g_assert_cmpuint (given, ==, 1);
  g_assert_cmpuint (all, >, 5);
}

/* A denial wins, and is said first; of a kind as a whole a condition only says "of some". */
static void
test_ask (Fixture *fixture, gconstpointer data)
{
  const M77Kind *kind = m77_kind_find ("deployment");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *production = m77_json_parse (pool, "{\"environment\":\"production\"}", -1, NULL);
  const M77Json *staging = m77_json_parse (pool, "{\"environment\":\"staging\"}", -1, NULL);
  g_autoptr (M77MayAnswer)
      no = m77_roles_ask (fixture->model, member (fixture, "a"), kind, "promote", production);
  g_autoptr (M77MayAnswer)
      yes = m77_roles_ask (fixture->model, member (fixture, "a"), kind, "promote", staging);
  g_autoptr (M77MayAnswer)
      some = m77_roles_ask (fixture->model, member (fixture, "a"), kind, "promote", NULL);
  g_autoptr (M77MayAnswer)
      suspended = m77_roles_ask (fixture->model, member (fixture, "c"), kind, "promote", staging);

  g_assert_cmpint (no->may, ==, M77_MAY_DENIED);
  g_assert_cmpstr (no->why->pdata[0],
                   ==,
                   "denied by contractor: deny deployment:promote environment=production (a denial "
                   "wins)");
  g_assert_cmpstr (no->why->pdata[1],
                   ==,
                   "given by operator, which is built in; direct, by ana 2026-03-03");
  g_assert_cmpint (yes->may, ==, M77_MAY_YES);
  g_assert_cmpint (some->may, ==, M77_MAY_IF);
  g_assert_cmpint (suspended->may, ==, M77_MAY_DENIED);
  g_assert_cmpstr (suspended->why->pdata[0], ==, "not while suspended");
}

static void
test_who (Fixture *fixture, gconstpointer data)
{
  const M77Kind *kind = m77_kind_find ("deployment");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *production = m77_json_parse (pool, "{\"environment\":\"production\"}", -1, NULL);
  const GPtrArray *rows = m77_reading_rows (fixture->member_rows);
  g_autoptr (GPtrArray) who = m77_roles_who (fixture->model, rows, kind, "promote", production);

  g_assert_cmpuint (who->len, ==, 1);
  g_assert_cmpstr (who->pdata[0], ==, "jana");
}

/* Whoever has it by another role gains nothing; whoever is suspended is not counted. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  const GPtrArray *rows = m77_reading_rows (fixture->member_rows);
  const M77Kind *kind = m77_kind_find ("flag");
  g_autoptr (GPtrArray) gain = g_ptr_array_new ();
  g_autoptr (GPtrArray) lose = g_ptr_array_new ();

  m77_roles_weigh_change (fixture->model,
                          rows,
                          "staging-flags",
                          "allow flag:turn-on",
                          TRUE,
                          kind,
                          "turn-on",
                          gain,
                          lose);
  g_assert_cmpuint (gain->len, ==, 1);
  g_assert_cmpstr (gain->pdata[0], ==, "lena");
  g_assert_cmpuint (lose->len, ==, 0);
  m77_roles_weigh_change (fixture->model,
                          rows,
                          "operator",
                          "deny flag:turn-on",
                          TRUE,
                          kind,
                          "turn-on",
                          gain,
                          lose);
  g_assert_cmpuint (lose->len, ==, 2);
  g_ptr_array_set_size (lose, 0);
  m77_roles_weigh_change (fixture->model,
                          rows,
                          "staging-flags",
                          "allow flag:turn-on environment=staging",
                          FALSE,
                          kind,
                          "turn-on",
                          gain,
                          lose);
  g_assert_cmpuint (lose->len, ==, 1);
  g_assert_cmpstr (lose->pdata[0], ==, "lena");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/may/cells", Fixture, NULL, set_up, test_cells, tear_down);
  g_test_add ("/may/ask", Fixture, NULL, set_up, test_ask, tear_down);
  g_test_add ("/may/who", Fixture, NULL, set_up, test_who, tear_down);
  g_test_add ("/may/change", Fixture, NULL, set_up, test_change, tear_down);
  return g_test_run ();
}
