/* test-restore.c: backups and what comes of them, with real programs and on bare journals
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "agent/store/agent-backup.h"
#include "agent/store/agent-journal-audit.h"
#include "tests/agent/journal-fixture.h"
#include "tests/agent/machine.h"

static const AgentBackupOwner owner = { "https://platform.example", "shop", "jana" };

/* ---- Real programs ---- */

static void
do_well (Machine *machine, const char *first, const char *second, const char *third)
{
  g_assert_cmpint (machine_m77 (machine, NULL, first, second, third, NULL), ==, 0);
}

static char *
create (Machine *machine, const char *title)
{
  g_autofree char *field = g_strconcat ("title=", title, NULL);

  g_assert_cmpint (machine_m77 (machine,
                                NULL,
                                "create",
                                "incident",
                                field,
                                "environment=production",
                                "severity=sev3",
                                "--json",
                                NULL),
                   ==,
                   0);
  return g_strdup (m77_json_get_string (machine_json (machine), "record"));
}

static gint64
count (Machine *machine, const char *name)
{
  do_well (machine, "status", "--json", NULL);
  return m77_json_get_int (m77_json_first (m77_json_get (machine_json (machine), "profiles")),
                           name,
                           -1);
}

static const M77Json *
doc_of (Machine *machine, const char *id)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "show", "incident", id, "--json", NULL), ==, 0);
  return machine_json (machine);
}

static void
edit_offline (Machine *machine, const char *id)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "edit", "incident", id, "summary=mine", NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_m77 (machine, NULL, "note", id, "on the train", NULL), ==, 0);
}

/* What edit_offline () did to a record of version 1 is there, once. */
static void
assert_once (Machine *machine, const char *id)
{
  const M77Json *record = doc_of (machine, id), *doc = m77_json_get (record, "doc");
  guint notes = 0;

  g_assert_cmpstr (m77_json_get_string (doc, "summary"), ==, "mine");
  for (const M77Json *entry = m77_json_first (m77_json_get (doc, "timeline")); entry != NULL;
       entry = m77_json_next (entry))
    if (g_strcmp0 (m77_json_get_string (entry, "text"), "on the train") == 0)
      notes++;
  g_assert_cmpuint (notes, ==, 1);
  g_assert_cmpstr (m77_json_get_string (record, "state"), ==, "clean");
}

static void
confirm_all (Machine *machine, guint expected)
{
  const M77Json *rows;
  guint confirmed = 0;

  do_well (machine, "outbox", "list", "--json");
  rows = m77_json_get (machine_json (machine), "rows");
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    {
      g_assert_cmpstr (m77_json_get_string (row, "state"), ==, "held");
      g_assert_cmpstr (m77_json_get_string (row, "code"), ==, "journal-restored");
      do_well (machine, "outbox", "confirm", m77_json_get_string (row, "id"));
      confirmed++;
    }
  g_assert_cmpuint (confirmed, ==, expected);
}

static Machine *
start (char **token)
{
  Machine *machine = machine_new ();

  if (machine == NULL)
    return NULL;
  machine_start_platform (machine, NULL);
  *token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, *token), ==, 0);
  return machine;
}

/* Sent since, and the journal that sent it is there: nothing is left to ask. */
static void
test_sent_since (void)
{
  g_autofree char *token = NULL, *id = NULL, *file = NULL;
  Machine *machine = start (&token);
  struct stat about;

  if (machine == NULL)
    return;
  file = machine_path (machine, "kept.m77");
  id = create (machine, "First");
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "offline", "on", NULL);
  edit_offline (machine, id);
  do_well (machine, "backup", file, NULL);
  g_assert_cmpint (stat (file, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  /* Not a second time over the first. */
  g_assert_cmpint (machine_m77 (machine, NULL, "backup", file, NULL), ==, 5);
  machine_assert_code (machine, "key-taken");

  do_well (machine, "offline", "off", NULL);
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "restore", file, "--json");
  g_assert_cmpint (m77_json_get_int (machine_json (machine), "held", -1), ==, 0);
  do_well (machine, "sync", "--wait", NULL);
  g_assert_cmpint (count (machine, "pending"), ==, 0);
  assert_once (machine, id);
  do_well (machine, "audit", "verify", "--json");
  g_assert_cmpstr (m77_json_get_string (m77_json_get (machine_json (machine), "begins"), "why"),
                   ==,
                   "restored");
  machine_free (machine);
}

/* On another machine, or after the profile was lost: nothing here knows that it was sent. */
static void
test_lost_since (void)
{
  g_autofree char *token = NULL, *id = NULL, *fresh = NULL, *file = NULL;
  Machine *machine = start (&token);

  if (machine == NULL)
    return;
  file = machine_path (machine, "kept.m77");
  id = create (machine, "First");
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "offline", "on", NULL);
  edit_offline (machine, id);
  fresh = create (machine, "Made offline");
  do_well (machine, "backup", file, NULL);
  do_well (machine, "offline", "off", NULL);
  do_well (machine, "sync", "--wait", NULL);

  do_well (machine, "profile", "remove", "shop");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "restore", file, "--json");
  g_assert_cmpint (m77_json_get_int (machine_json (machine), "held", -1), ==, 3);
  do_well (machine, "sync", "--wait", NULL);
  g_assert_cmpint (count (machine, "held"), ==, 3);
  machine_end_agent (machine, SIGKILL);
  confirm_all (machine, 3);
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "outbox", "list", "--json");
  g_assert_cmpint (count (machine, "pending"), ==, 0);
  g_assert_cmpint (count (machine, "conflicts"), ==, 0);
  g_assert_cmpint (count (machine, "rejected"), ==, 0);
  assert_once (machine, id);
  do_well (machine, "list", "incident", "--json");
  g_assert_cmpint (m77_json_get_int (machine_json (machine), "total", -1), ==, 2);
  machine_free (machine);
}

/* What was given up here is what one restores for. */
static void
test_given_up (void)
{
  g_autofree char *token = NULL, *id = NULL, *file = NULL;
  Machine *machine = start (&token);
  const M77Json *rows;

  if (machine == NULL)
    return;
  file = machine_path (machine, "kept.m77");
  id = create (machine, "First");
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "offline", "on", NULL);
  edit_offline (machine, id);
  do_well (machine, "backup", file, NULL);
  do_well (machine, "outbox", "list", "--json");
  rows = m77_json_get (machine_json (machine), "rows");
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    do_well (machine, "outbox", "withdraw", m77_json_get_string (row, "id"));
  g_assert_cmpint (count (machine, "pending"), ==, 0);
  do_well (machine, "restore", file, NULL);
  g_assert_cmpint (count (machine, "held"), ==, 2);
  g_assert_cmpstr (m77_json_get_string (m77_json_get (doc_of (machine, id), "doc"), "summary"),
                   ==,
                   "mine");
  confirm_all (machine, 2);
  do_well (machine, "offline", "off", NULL);
  do_well (machine, "sync", "--wait", NULL);
  assert_once (machine, id);
  machine_free (machine);
}

static void
test_refused (void)
{
  g_autofree char *token = NULL, *omar = NULL, *file = NULL, *bad = NULL, *bytes = NULL;
  Machine *machine = start (&token);
  g_autoptr (GError) error = NULL;
  gsize size;

  if (machine == NULL)
    return;
  file = machine_path (machine, "kept.m77");
  bad = machine_path (machine, "bad.m77");
  g_free (create (machine, "First"));
  do_well (machine, "sync", "--wait", NULL);
  do_well (machine, "backup", file, NULL);
  g_assert_true (g_file_get_contents (file, &bytes, &size, &error));

  g_assert_true (g_file_set_contents (bad, "not a database", -1, &error));
  g_assert_cmpint (machine_m77 (machine, NULL, "restore", bad, NULL), ==, 1);
  machine_assert_code (machine, "storage-corrupt");
  g_assert_true (g_file_set_contents (bad, bytes, size / 2, &error));
  g_assert_cmpint (machine_m77 (machine, NULL, "restore", bad, NULL), ==, 1);
  machine_assert_code (machine, "storage-corrupt");
  g_assert_cmpint (machine_m77 (machine, NULL, "restore", "/nowhere", NULL), ==, 3);

  /* Work that the backup does not know stays, and is held with the rest. */
  do_well (machine, "offline", "on", NULL);
  g_free (create (machine, "Later"));
  do_well (machine, "restore", file, NULL);
  g_assert_cmpint (count (machine, "held"), ==, 1);

  omar = machine_token (machine, "omar", "operator");
  do_well (machine, "offline", "off", NULL);
  g_assert_cmpint (machine_m77 (machine, NULL, "profile", "remove", "shop", "--discard", NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_add_profile (machine, omar), ==, 0);
  g_assert_cmpint (machine_m77 (machine, NULL, "restore", file, NULL), ==, 4);
  machine_assert_code (machine, "not-permitted");
  machine_free (machine);
}

/* ---- Bare journals ---- */

static void
set_up (JournalFixture *self, gconstpointer data)
{
  fixture_set_up (self);
}

static void
tear_down (JournalFixture *self, gconstpointer data)
{
  fixture_tear_down (self);
}

static char *
make (JournalFixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "kept.db", NULL);
  g_autoptr (GError) error = NULL;
  AgentBackupCounts counts;

  g_assert_true (
      agent_backup_make (self->directory, path, &self->runtime, &owner, &counts, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static gboolean
restore (JournalFixture *self,
         AgentJournal *journal,
         const char *path,
         gboolean discard,
         GError **error)
{
  AgentBackupCounts counts;

  return agent_backup_restore (journal, self->directory, path, &owner, discard, &counts, error);
}

/* Its answer is outstanding: what goes again, once a person says so, are the same bytes. */
static void
test_outstanding (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = fixture_open (self);
  gint64 seq = fixture_add_edit (journal, "record-1");
  g_autofree char *key = fixture_attempt (self, journal, seq), *path = make (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL, one = NULL;
  g_autoptr (AgentAudit) audit = NULL;
  JournalFixture other = { 0 };
  AgentJournal *fresh;

  fixture_set_up (&other);
  fresh = fixture_open (&other);
  g_assert_true (restore (&other, fresh, path, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_state (fresh, seq), ==, AGENT_OP_HELD);
  none = agent_journal_outstanding (fresh, 0, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (agent_journal_set_state (fresh, seq, AGENT_OP_QUEUED, NULL, NULL, &error));
  one = agent_journal_outstanding (fresh, 0, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((AgentAttempt *) one->pdata[0])->key, ==, key);
  audit = agent_journal_audit_verify (fresh, &error);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpstr (audit->why, ==, "restored");
  agent_journal_close (fresh);
  fixture_tear_down (&other);
  agent_journal_close (journal);
}

static void
test_homeless (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = fixture_open (self);
  g_autofree char *path = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  JournalFixture other = { 0 };
  AgentJournal *fresh;

  fixture_add_edit (journal, "record-1");
  path = make (self);
  fixture_set_up (&other);
  other.dice = 78;
  fresh = fixture_open (&other);
  fixture_add_edit (fresh, "record-9");
  g_assert_false (restore (&other, fresh, path, FALSE, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (fixture_state (fresh, 1), ==, AGENT_OP_QUEUED);

  again = make (self);
  g_assert_true (restore (&other, fresh, again, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_state (fresh, 1), ==, AGENT_OP_HELD);
  agent_journal_close (fresh);
  fixture_tear_down (&other);
  agent_journal_close (journal);
}

/* What was there before each is kept, and not for ever; numbers are not given twice. */
static void
test_kept (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = fixture_open (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint kept = 0;

  fixture_add_edit (journal, "record-1");
  for (guint i = 0; i < AGENT_BACKUP_KEPT + 2; i++)
    {
      g_autofree char *path = make (self);

      self->now += 1000;
      g_assert_true (restore (self, journal, path, FALSE, &error));
      g_assert_no_error (error);
    }
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "journal.before-restore-"))
      kept++;
  g_assert_cmpuint (kept, ==, AGENT_BACKUP_KEPT);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 1);
  g_assert_cmpint (fixture_add_edit (journal, "record-2"), ==, 2);
  agent_journal_close (journal);
  journal = fixture_open (self);
  g_assert_cmpint (fixture_state (journal, 1), ==, AGENT_OP_HELD);
  g_assert_cmpint (fixture_state (journal, 2), ==, AGENT_OP_QUEUED);
  agent_journal_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/restore/" name, JournalFixture, NULL, set_up, func, tear_down)
  ADD ("outstanding", test_outstanding);
  ADD ("homeless", test_homeless);
  ADD ("kept", test_kept);
  g_test_add_func ("/restore/sent-since", test_sent_since);
  g_test_add_func ("/restore/lost-since", test_lost_since);
  g_test_add_func ("/restore/given-up", test_given_up);
  g_test_add_func ("/restore/refused", test_refused);
  return g_test_run ();
}
