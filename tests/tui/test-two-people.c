/* Two people, each with a machine of their own, on one platform: what happens when they meet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "tests/tui/pair.h"

typedef struct
{
  Machine *jana, *omar;
} Pair;

static void
sync_all (Machine *self)
{
  g_assert_cmpint (machine_m77 (self, NULL, "sync", "--wait", NULL), ==, 0);
}

static void
go_offline (Machine *self)
{
  g_assert_cmpint (machine_m77 (self, NULL, "offline", "on", NULL), ==, 0);
}

static void
go_online (Machine *self)
{
  g_assert_cmpint (machine_m77 (self, NULL, "offline", "off", NULL), ==, 0);
  sync_all (self);
}

static void
set_up (Pair *self, gconstpointer data)
{
  pair_begin (&self->jana, &self->omar);
}

static void
tear_down (Pair *self, gconstpointer data)
{
  pair_end (self->jana, self->omar);
}

static void
edit (Machine *self, const char *word)
{
  g_assert_cmpint (machine_m77 (self, NULL, "edit", "incident", "INC-1", word, NULL), ==, 0);
}

static const M77Json *
first_row (Machine *self)
{
  const M77Json *row = m77_json_first (m77_json_get (machine_json (self), "rows"));

  g_assert_nonnull (row);
  return row;
}

/* The member of the first operation that waits. */
static const M77Json *
outbox_member (Machine *self, const char *name)
{
  g_assert_cmpint (machine_m77 (self, NULL, "outbox", "--json", NULL), ==, 0);
  return m77_json_get (first_row (self), name);
}

static void
assert_outbox_empty (Machine *self)
{
  g_assert_cmpint (machine_m77 (self, NULL, "outbox", "--json", NULL), ==, 0);
  g_assert_cmpint (m77_json_get_int (machine_json (self), "total", -1), ==, 0);
}

static void
assert_field (Machine *self, const char *name, const char *value)
{
  g_assert_cmpint (machine_m77 (self, NULL, "show", "incident", "INC-1", "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (m77_json_get (machine_json (self), "doc"), name),
                   ==,
                   value);
}

static void
test_no_overlap (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  go_offline (self->jana);
  edit (self->jana, "title=Cards fail in the EU");
  edit (self->omar, "severity=sev1");
  sync_all (self->omar);
  go_online (self->jana);
  assert_outbox_empty (self->jana);
  sync_all (self->omar);
  assert_field (self->omar, "title", "Cards fail in the EU");
  assert_field (self->jana, "severity", "sev1");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "history", "incident", "INC-1", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "merged"));
}

static void
test_overlap (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  go_offline (self->jana);
  edit (self->jana, "title=Jana's");
  edit (self->jana, "title=Jana's second");
  edit (self->omar, "title=Omar's");
  sync_all (self->omar);
  go_online (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "conflicts", "show", "INC-1", "--json", NULL),
                   ==,
                   0);
  g_assert_cmpstr (m77_json_get_string (machine_json (self->jana), "theirs_by"), ==, "omar");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "Waits for change"));

  /* Theirs moves on. */
  edit (self->omar, "title=Omar's second");
  sync_all (self->omar);
  sync_all (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "conflicts", "show", "INC-1", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "Omar's second"));

  g_assert_cmpint (
      machine_m77 (self->jana, NULL, "conflicts", "resolve", "INC-1", "summary=mine", NULL), !=, 0);
  g_assert_cmpint (
      machine_m77 (self->jana, NULL, "conflicts", "resolve", "INC-1", "title=mine", "--json", NULL),
      ==,
      0);
  sync_all (self->jana);
  assert_outbox_empty (self->jana);
  assert_field (self->jana, "title", "Jana's second");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "history", "incident", "INC-1", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "decided"));
}

static void
create_runbook (Machine *self, const char *body)
{
  g_assert_cmpint (machine_m77 (self,
                                NULL,
                                "create",
                                "runbook",
                                "name=disk-full",
                                "title=Disk full",
                                body,
                                NULL),
                   ==,
                   0);
}

/* Both made one of the same name. */
static void
test_name_taken (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  go_offline (self->jana);
  create_runbook (self->jana, "body=Jana's words");
  create_runbook (self->omar, "body=Omar's words");
  sync_all (self->omar);
  go_online (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", "copy", "2", "body", NULL), ==, 0);
  g_assert_cmpstr (self->jana->out, ==, "Jana's words");
  g_assert_cmpint (
      machine_m77 (self->jana, NULL, "conflicts", "resolve", "2", "name=:disk-full-eu", NULL),
      ==,
      0);
  sync_all (self->jana);
  assert_outbox_empty (self->jana);
  sync_all (self->omar);
  g_assert_cmpint (machine_m77 (self->omar, NULL, "show", "runbook", "disk-full-eu", NULL), ==, 0);
  g_assert_nonnull (strstr (self->omar->out, "Jana's words"));
}

/* What the platform refuses keeps its content, and has a way on. */
static void
test_rejected (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  go_offline (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "create", "team", "name=web", "title=Web", NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_m77 (self->jana,
                                NULL,
                                "create",
                                "service",
                                "name=shop",
                                "title=Shop",
                                "owner=web",
                                "tier=tier1",
                                NULL),
                   ==,
                   0);
  go_online (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "delete", "team", "web", NULL), ==, 0);
  sync_all (self->jana);
  g_assert_cmpstr (m77_json_string (outbox_member (self->jana, "state")), ==, "rejected");
  g_assert_nonnull (m77_json_string (outbox_member (self->jana, "why")));
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", "retry", "web", NULL), ==, 0);
  sync_all (self->jana);
  g_assert_cmpstr (m77_json_string (outbox_member (self->jana, "state")), ==, "rejected");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", "discard", "web", NULL), ==, 0);
  assert_outbox_empty (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "show", "team", "web", NULL), ==, 0);
}

/* Somebody else acknowledged what this person had, offline. */
static void
test_taken (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  go_offline (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "ack", "1", "--wait", "0s", NULL), ==, 8);
  g_assert_cmpint (machine_m77 (self->omar, NULL, "ack", "1", NULL), ==, 0);
  go_online (self->jana);
  g_assert_cmpstr (m77_json_string (outbox_member (self->jana, "state")), ==, "held");
  g_assert_cmpstr (m77_json_string (m77_json_first (outbox_member (self->jana, "ways"))),
                   ==,
                   "join");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", "show", "INC-1", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "omar acknowledged it meanwhile"));
  g_assert_cmpint (machine_m77 (self->jana, NULL, "outbox", "join", "1", NULL), ==, 0);
  sync_all (self->jana);
  assert_outbox_empty (self->jana);
  assert_field (self->jana, "acknowledged_by", "omar");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "show", "incident", "1", NULL), ==, 0);
  g_assert_nonnull (strstr (self->jana->out, "jana"));
}

static void
test_undo_sent_action (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  g_assert_cmpint (machine_m77 (self->jana, NULL, "ack", "1", NULL), ==, 0);
  sync_all (self->jana);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "undo", NULL), ==, 5);
  g_assert_nonnull (strstr (self->jana->err, "unacknowledge takes it back: Paging goes on"));
  g_assert_cmpint (machine_m77 (self->jana, NULL, "undo", "--confirm", "INC-1", NULL), ==, 0);
  sync_all (self->jana);
  assert_field (self->jana, "status", "triggered");
}

#define PAIR_TEST(path, test) g_test_add (path, Pair, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PAIR_TEST ("/two-people/no-overlap", test_no_overlap);
  PAIR_TEST ("/two-people/overlap", test_overlap);
  PAIR_TEST ("/two-people/name-taken", test_name_taken);
  PAIR_TEST ("/two-people/rejected", test_rejected);
  PAIR_TEST ("/two-people/taken", test_taken);
  PAIR_TEST ("/two-people/undo-sent-action", test_undo_sent_action);
  return g_test_run ();
}
