/* When a list by age changes though no row does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-list-age"

#include "config.h"

#include "agent/service/agent-list-age.h"
#include "tests/agent/calls-fixture.h"

static char *
next_age (CallsFixture *self, const char *filter)
{
  M77FilterContext context = agent_desk_context (&self->desk);
  gint64 next = agent_list_next_age ("incident",
                                     filter,
                                     &context,
                                     self->desk.reader,
                                     self->desk.search);

  return next == M77_TIME_NONE ? g_strdup ("never") : m77_time_format (next);
}

static void
assert_next (CallsFixture *self, const char *filter, const char *expected)
{
  g_autofree char *next = next_age (self, filter);

  g_assert_cmpstr (next, ==, expected);
}

/* All were changed at 2030-05-16T00:00 and made at 2030-05-01; it is 2030-05-17T03:12. */
static void
test_next (CallsFixture *self, gconstpointer data)
{
  assert_next (self, "updated<2d", "2030-05-18T00:00:00.000Z");
  assert_next (self, "status:triggered -updated<3d", "2030-05-19T00:00:00.000Z");
  assert_next (self, "created<20d updated<7d", "2030-05-21T00:00:00.000Z");
  assert_next (self, "updated<1h", "never");
  assert_next (self, "updated>2030-05-01", "never");
  assert_next (self, "severity<=sev2", "never");
  assert_next (self, "", "never");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/list-age/next", test_next);
  return g_test_run ();
}
