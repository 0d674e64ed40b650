/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "platform/api/platform-core-private.h"
#include "shared/base/m77-time.h"
#include "tests/platform/duty.h"

/* What the clock changes when very much is due, and when one of it is broken. */

#define SILENCES 120
#define HOUR     G_GINT64_CONSTANT (3600000)

static void
start_silences (Duty *duty)
{
  for (guint i = 0; i < SILENCES; i++)
    {
      const char *args = "{'matchers':['job=\\\"db\\\"'],'comment':'Known',"
                         "'ends_at':'2030-05-17T04:00:00.000Z'}";

      fixture_expect (fixture_act (duty->f, duty->jana, "start", "silence", "new", args),
                      "applied",
                      NULL);
    }
}

static void
set_up (Duty *duty, gconstpointer data)
{
  duty_set_up (duty);
  start_silences (duty);
  g_assert_cmpuint (duty_count (duty, "shop/silence?filter=status:active&limit=1000"),
                    ==,
                    SILENCES);
  duty->f->now += HOUR;
}

static void
tear_down (Duty *duty, gconstpointer data)
{
  duty_tear_down (duty);
}

static guint
count_expired (Duty *duty)
{
  return duty_count (duty, "shop/silence?filter=status:expired&limit=1000");
}

static gboolean
is_more_due (Duty *duty)
{
  gint64 due = platform_core_tick (duty->f->core);

  return due != M77_TIME_NONE && due <= duty->f->now;
}

/* Some with each turn, and it says that more is due. */
static void
test_many (Duty *duty, gconstpointer data)
{
  guint turns = 1;

  while (is_more_due (duty))
    {
      g_assert_cmpuint (count_expired (duty), <, SILENCES);
      g_assert_cmpuint (count_expired (duty), >, 0);
      turns++;
      g_assert_cmpuint (turns, <=, SILENCES);
    }
  g_assert_cmpuint (turns, >, 1);
  g_assert_cmpuint (turns, <, 10);
  g_assert_cmpuint (count_expired (duty), ==, SILENCES);
}

/* It alone stays as it is. */
static void
test_unreadable (Duty *duty, gconstpointer data)
{
  PlatformDb *db = duty->f->core->db;
  gint64 left;

  g_assert_true (
      platform_db_exec (db,
                        "UPDATE record SET line = '{' WHERE change ="
                        " (SELECT change FROM record WHERE kind = 'silence' ORDER BY due LIMIT 1)",
                        NULL));
  g_test_expect_message ("platform-tick", G_LOG_LEVEL_WARNING, "*cannot be read*");
  while (is_more_due (duty))
    ;
  g_test_assert_expected_messages ();
  g_assert_true (platform_db_integer (db,
                                      &left,
                                      -1,
                                      NULL,
                                      "SELECT count (*) FROM record WHERE kind = 'silence' AND"
                                      " line LIKE '%\"active\"%'",
                                      ""));
  g_assert_cmpint (left, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tick/many", Duty, NULL, set_up, test_many, tear_down);
  g_test_add ("/tick/unreadable", Duty, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
