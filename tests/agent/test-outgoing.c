/* What leaves, and what does not: times, clocks, a long queue.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-outgoing"

#include "config.h"

#include <string.h>

#include "agent/sync/agent-clock.h"
#include "agent/sync/agent-outgoing.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-operation.h"
#include "tests/agent/journal-fixture.h"

#define RECORD "019c5f00-0000-7000-8000-000000000002"
#define MINUTE 60000

typedef struct
{
  JournalFixture base;
  AgentJournal *journal;
  AgentClock clock;
} Out;

static void
set_up (Out *self, gconstpointer data)
{
  fixture_set_up (&self->base);
  self->journal = fixture_open (&self->base);
  self->clock = (AgentClock){ .now = self->base.now };
}

static void
tear_down (Out *self, gconstpointer data)
{
  agent_journal_close (self->journal);
  fixture_tear_down (&self->base);
}

static void
pass_time (Out *self, gint64 ms)
{
  self->base.now += ms;
  self->clock.now = self->base.now;
}

static gint64
act (Out *self, const char *action, gint64 lasts_ms)
{
  AgentOperation *operation = fixture_edit (RECORD, NULL);

  operation->type = M77_OPERATION_ACT;
  operation->action = g_strdup (action);
  operation->expect = g_strdup ("{\"status\":\"triggered\"}");
  operation->asked_at = self->base.now;
  operation->expires_at = self->base.now + lasts_ms;
  return fixture_add (self->journal, operation);
}

/* The attempts that go now. */
static void
prepare (Out *self, AgentOutgoing *outgoing)
{
  g_autoptr (GError) error = NULL;

  agent_outgoing_prepare (outgoing,
                          self->journal,
                          &self->base.runtime,
                          &self->clock,
                          "jana",
                          &error);
  g_assert_no_error (error);
}

static guint
count_going (Out *self)
{
  g_auto (AgentOutgoing) outgoing = { 0 };

  prepare (self, &outgoing);
  return outgoing.attempts->len;
}

static void
assert_state (Out *self, gint64 seq, AgentOpState state, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = agent_journal_get (self->journal, seq, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (agent_op_state_name (operation->state), ==, agent_op_state_name (state));
  if (code != NULL)
    g_assert_cmpstr (operation->code, ==, code);
}

static void
test_in_time (Out *self, gconstpointer data)
{
  gint64 seq = act (self, "acknowledge", 5 * MINUTE);

  pass_time (self, 4 * MINUTE);
  g_assert_cmpuint (count_going (self), ==, 1);
  assert_state (self, seq, AGENT_OP_QUEUED, NULL);
}

static void
test_too_late (Out *self, gconstpointer data)
{
  gint64 seq = act (self, "acknowledge", 5 * MINUTE);

  pass_time (self, 6 * MINUTE);
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, seq, AGENT_OP_HELD, "offline");
  pass_time (self, 13 * 60 * MINUTE);
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, seq, AGENT_OP_LAPSED, "action-lapsed");
}

static void
confirm (Out *self, gint64 seq)
{
  g_autoptr (GError) error = NULL;

  agent_journal_confirm (self->journal,
                         seq,
                         "{\"status\":\"triggered\"}",
                         self->base.now,
                         self->base.now + 5 * MINUTE,
                         &error);
  g_assert_no_error (error);
}

/* All that is unsent is held, once; what comes after it goes, and so does what is confirmed. */
static void
test_jumped (Out *self, gconstpointer data)
{
  gint64 seq = act (self, "acknowledge", 5 * MINUTE), edit = fixture_add_edit (self->journal, "r");

  self->clock.jumped = TRUE;
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, seq, AGENT_OP_HELD, "clock-jumped");
  assert_state (self, edit, AGENT_OP_HELD, "clock-jumped");
  self->clock.jumped = FALSE;
  fixture_add_edit (self->journal, "s");
  g_assert_cmpuint (count_going (self), ==, 1);
  confirm (self, edit);
  g_assert_cmpuint (count_going (self), ==, 2); /* that one has no answer yet */
}

/* Offline nothing leaves, and a jump is noted all the same. */
static void
test_jumped_offline (Out *self, gconstpointer data)
{
  g_auto (AgentOutgoing) outgoing = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 first = fixture_add_edit (self->journal, "r"), last = 0;

  for (guint i = 0; i < 1500; i++)
    last = fixture_add_edit (self->journal, "s");
  self->clock.jumped = TRUE;
  g_assert_true (agent_outgoing_lapse (&outgoing, self->journal, &self->clock, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (outgoing.moved->len, ==, 1501);
  assert_state (self, first, AGENT_OP_HELD, "clock-jumped");
  assert_state (self, last, AGENT_OP_HELD, "clock-jumped");
}

/* What left once was let go by a clock that was right, or by a person: it goes on. */
static void
test_sent_before (Out *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (AgentOutgoing) outgoing = { 0 };
  gint64 seq = fixture_add_edit (self->journal, "r");
  AgentSettlement busy = { .seq = seq, .state = AGENT_OP_QUEUED };

  prepare (self, &outgoing);
  busy.key = ((AgentAttempt *) outgoing.attempts->pdata[0])->key;
  g_assert_true (agent_journal_settle (self->journal, &busy, &error));
  g_assert_no_error (error);
  self->clock.skew_ms = 10 * MINUTE;
  g_assert_cmpuint (count_going (self), ==, 1);
}

/* Asked for, or made, at a time that is still to come: the clock went back while nobody looked. */
static void
test_went_back (Out *self, gconstpointer data)
{
  gint64 seq = act (self, "acknowledge", 5 * MINUTE), edit = fixture_add_edit (self->journal, "r");

  pass_time (self, -60 * MINUTE);
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, seq, AGENT_OP_HELD, "clock-jumped");
  assert_state (self, edit, AGENT_OP_HELD, "clock-jumped");
  confirm (self, edit);
  g_assert_cmpuint (count_going (self), ==, 1);
}

/* Until it is confirmed, an edit waits too, and then goes as it stands. */
static void
test_skewed_edit (Out *self, gconstpointer data)
{
  gint64 edit = fixture_add_edit (self->journal, "r");

  self->clock.skew_ms = -31000;
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, edit, AGENT_OP_HELD, "clock-skew");
  confirm (self, edit);
  g_assert_cmpuint (count_going (self), ==, 1);
}

/* Confirmed, it goes, with the platform's times. */
static void
test_skewed (Out *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_auto (AgentOutgoing) outgoing = { 0 };
  gint64 seq = act (self, "acknowledge", 5 * MINUTE);
  M77Operation sent;

  self->clock.skew_ms = 10 * MINUTE;
  g_assert_cmpuint (count_going (self), ==, 0);
  assert_state (self, seq, AGENT_OP_HELD, "clock-skew");
  confirm (self, seq);
  prepare (self, &outgoing);
  g_assert_cmpuint (outgoing.attempts->len, ==, 1);
  m77_operation_from_json (&sent,
                           m77_json_parse (pool,
                                           ((AgentAttempt *) outgoing.attempts->pdata[0])->bytes,
                                           -1,
                                           NULL),
                           &error);
  g_assert_no_error (error);
  g_assert_cmpint (sent.asked_at, ==, self->base.now - 10 * MINUTE);
  g_assert_cmpint (sent.expires_at, ==, self->base.now - 5 * MINUTE);
}

/* Asked for while others are on their way: it is held as they would have been. */
static void
test_skewed_meanwhile (Out *self, gconstpointer data)
{
  g_auto (AgentOutgoing) first = { .most = 1 };
  g_auto (AgentOutgoing) second = { .most = 1 };
  gint64 seq;

  fixture_add_edit (self->journal, "r");
  prepare (self, &first);
  g_assert_cmpuint (first.attempts->len, ==, 1);
  seq = act (self, "acknowledge", 5 * MINUTE);
  self->clock.skew_ms = 10 * MINUTE;
  agent_outgoing_follow (&second, &first);
  prepare (self, &second);
  g_assert_cmpuint (second.attempts->len, ==, 0);
  g_assert_cmpuint (second.moved->len, ==, 1);
  assert_state (self, seq, AGENT_OP_HELD, "clock-skew");
}

/* More than one look into the journal, and what is stuck in front stops only its own record. */
static void
test_long_queue (Out *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      stuck = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);

  for (guint i = 0; i < 2500; i++)
    g_ptr_array_add (stuck, fixture_edit ("stuck", "{\"title\":\"Checkout down\"}"));
  g_assert_true (agent_journal_add_all (self->journal, stuck, &error));
  g_assert_true (
      agent_journal_set_state (self->journal, 1, AGENT_OP_REJECTED, "failed", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_going (self), ==, 0);
  fixture_add_edit (self->journal, "free");
  g_assert_cmpuint (count_going (self), ==, 1);
}

static gint64
fake_now (const M77Runtime *runtime)
{
  return ((const gint64 *) (runtime + 1))[0];
}

static gint64
fake_monotonic (const M77Runtime *runtime)
{
  return ((const gint64 *) (runtime + 1))[1];
}

static void
test_clock (void)
{
  struct
  {
    M77Runtime runtime;
    gint64 now, monotonic;
  } machine = { { fake_now, fake_monotonic, NULL }, 1000000, 5000 };
  gint64 offset = agent_clock_offset (&machine.runtime);

  machine.now += 3600000;
  machine.monotonic += 3600000; /* asleep */
  g_assert_false (agent_clock_jumped (&machine.runtime, &offset));
  machine.now += 31000;
  g_assert_true (agent_clock_jumped (&machine.runtime, &offset));
  g_assert_false (agent_clock_jumped (&machine.runtime, &offset));
  machine.now -= 31000;
  g_assert_true (agent_clock_jumped (&machine.runtime, &offset));
}

#define OUT_TEST(path, test) g_test_add (path, Out, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  OUT_TEST ("/outgoing/in-time", test_in_time);
  OUT_TEST ("/outgoing/too-late", test_too_late);
  OUT_TEST ("/outgoing/jumped", test_jumped);
  OUT_TEST ("/outgoing/went-back", test_went_back);
  OUT_TEST ("/outgoing/jumped-offline", test_jumped_offline);
  OUT_TEST ("/outgoing/sent-before", test_sent_before);
  OUT_TEST ("/outgoing/skewed", test_skewed);
  OUT_TEST ("/outgoing/skewed-edit", test_skewed_edit);
  OUT_TEST ("/outgoing/skewed-meanwhile", test_skewed_meanwhile);
  OUT_TEST ("/outgoing/long-queue", test_long_queue);
  g_test_add_func ("/outgoing/clock", test_clock);
  return g_test_run ();
}
