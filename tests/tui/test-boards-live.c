/* test-boards-live.c: the screens made by hand, on the demo's records: the real programs, keys from
 * scripts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "tests/agent/machine.h"

typedef struct
{
  Machine *machine; /* NULL: skipped */
  char *shown;      /* the last screen that was saved */
} Console;

static char *
make_token (Machine *machine)
{
  g_autofree char *data = machine_path (machine, "platform");
  const char *const argv[] = { g_getenv ("M77_TEST_PLATFORM"),
                               "token",
                               "create",
                               "--data",
                               data,
                               "--tenant",
                               "demo",
                               "--member",
                               "jana",
                               "--role",
                               "admin",
                               NULL };
  g_autoptr (GSubprocess) process = machine_spawn (machine, argv);
  g_autoptr (GError) error = NULL;
  char *token = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &token, NULL, &error);
  g_assert_no_error (error);
  return token;
}

static void
set_up (Console *self, gconstpointer data)
{
  static const char *const demo[] = { "--demo", NULL };
  g_autofree char *token = NULL;

  self->machine = machine_new ();
  if (self->machine == NULL)
    return;
  machine_start_platform (self->machine, demo);
  token = make_token (self->machine);
  g_assert_cmpint (machine_m77 (self->machine,
                                token,
                                "profile",
                                "add",
                                "demo",
                                "--platform",
                                self->machine->url,
                                "--tenant",
                                "demo",
                                "--token-stdin",
                                "--token-store",
                                "file",
                                NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_m77 (self->machine, NULL, "sync", "--wait", NULL), ==, 0);
}

static void
tear_down (Console *self, gconstpointer data)
{
  g_free (self->shown);
  if (self->machine != NULL)
    machine_free (self->machine);
}

/* Keys at a console; what it shows at the end is in `shown`. */
static void
press (Console *self, const char *steps)
{
  g_autofree char *script = machine_path (self->machine, "keys");
  g_autofree char *screen = machine_path (self->machine, "screen");
  g_autofree char *text = g_strdup_printf ("size 80 24\nwait-idle\n%s\nwait-idle\n"
                                           ":save-screen %s\n:q\n",
                                           steps,
                                           screen);

  g_assert_true (g_file_set_contents (script, text, -1, NULL));
  g_assert_cmpint (machine_m77 (self->machine, NULL, "--script", script, NULL), ==, 0);
  g_clear_pointer (&self->shown, g_free);
  g_assert_true (g_file_get_contents (screen, &self->shown, NULL, NULL));
}

static void
assert_shown (Console *self, const char *words)
{
  if (strstr (self->shown, words) == NULL)
    g_test_message ("%s is not in:\n%s", words, self->shown);
  g_assert_true (strstr (self->shown, words) != NULL);
}

static gint64
count (Console *self, const char *kind, const char *filter)
{
  g_assert_cmpint (machine_m77 (self->machine, NULL, "sync", "--wait", NULL), ==, 0);
  g_assert_cmpint (
      machine_m77 (self->machine, NULL, "list", kind, filter, "--limit", "1", "--json", NULL),
      ==,
      0);
  return m77_json_get_int (machine_json (self->machine), "total", -1);
}

/* A group is acknowledged as it was seen, and as one: undo offers to take it back. */
static void
test_acknowledge (Console *self, gconstpointer data)
{
  if (self->machine == NULL)
    return;
  press (self,
         "2\nwait-for PaymentErrors\na\nwait-for 21 seen\ntext one canary\nTab\n"
         "text 21\nEnter\nwait-for being sent");
  g_assert_cmpint (count (self, "alert", "alertname:PaymentErrors acknowledged_by:jana"), ==, 21);
  g_assert_cmpint (count (self, "alert", "acknowledged_by:jana"), ==, 21);
  press (self, "2\nwait-for  ack \na");
  assert_shown (self, "all of them are acknowledged");
}

/* Offline it says that nothing was delivered, and the group shows that it is asked for. */
static void
test_offline (Console *self, gconstpointer data)
{
  if (self->machine == NULL)
    return;
  g_assert_cmpint (machine_m77 (self->machine, NULL, "offline", "on", NULL), ==, 0);
  press (self,
         "2\nwait-for IndexLag\nDown\na\nwait-for 9 seen\ntext a rebuild\nTab\ntext 9\nEnter\n"
         "wait-for NOT delivered\nwait-idle");
  assert_shown (self, "NOT delivered yet");
  assert_shown (self, "queued 9");
  press (self, "2\nwait-for IndexLag");
  assert_shown (self, "⇡ ▸WARN");
}

static void
test_deployment (Console *self, gconstpointer data)
{
  if (self->machine == NULL)
    return;
  press (self, ":deployment 512\nwait-for CANARY BESIDE BASELINE");
  assert_shown (self, "FAILS");
  assert_shown (self, "not now: its analysis fails");
  assert_shown (self, "cannot be undone: migration 0192");
  press (self, ":deployment 99999\nwait-for not-found");
}

/* One is accepted; the next is drafted with what is open. */
static void
test_handover (Console *self, gconstpointer data)
{
  gint64 before;

  if (self->machine == NULL)
    return;
  press (self, "8\nwait-for a accepts it\nG\nUp\na\nwait-for ACCEPT 33\nEnter\nwait-for done");
  g_assert_cmpint (count (self, "handover", "status:offered to:jana"), ==, 0);
  /* What is drafted already is not drafted again. */
  press (self, "8\nwait-for HO-32\nh\nwait-for 32 is drafted already");
  g_assert_cmpint (
      machine_m77 (self->machine, NULL, "act", "withdraw", "handover", "32", "--wait", "10s", NULL),
      ==,
      0);
  before = count (self, "handover", "from:jana status:draft");
  press (self, "8\nwait-for HANDOVERS\nh\nwait-for HAND OVER primary\nEnter\nwait-for stored here");
  g_assert_cmpint (count (self, "handover", "from:jana status:draft"), ==, before + 1);
  g_assert_cmpint (count (self,
                          "handover",
                          "from:jana status:draft incidents:* \"Card payments failing\""),
                   ==,
                   1);
}

static void
test_ready (Console *self, gconstpointer data)
{
  if (self->machine == NULL)
    return;
  press (self, ":ready 48h\nwait-for on-call");
  assert_shown (self, "READY for 2d offline");
  assert_shown (self, ", then ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Console, NULL, set_up, func, tear_down)
  ADD ("/boards-live/acknowledge", test_acknowledge);
  ADD ("/boards-live/offline", test_offline);
  ADD ("/boards-live/deployment", test_deployment);
  ADD ("/boards-live/handover", test_handover);
  ADD ("/boards-live/ready", test_ready);

  return g_test_run ();
}
