/* test-audit.c: whatever is changed in a journal or its chain is found
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "agent/store/agent-journal-audit.h"
#include "tests/agent/journal-fixture.h"

/* ---- A journal with a life behind it ---- */

static void
add_conflict (JournalFixture *self, AgentJournal *journal)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = fixture_add_edit (journal, "record-conflict");
  g_autofree char *key = fixture_attempt (self, journal, seq);
  AgentConflict conflict = {
    .base = "{\"title\":\"a\"}", .theirs = "{}", .theirs_version = 5, .overlaps = "[\"title\"]"
  };
  AgentSettlement settlement = {
    .seq = seq, .key = key, .state = AGENT_OP_CONFLICT, .code = "conflict", .conflict = &conflict
  };

  g_assert_true (agent_journal_settle (journal, &settlement, &error));
  conflict.seq = seq;
  conflict.theirs_version = 6;
  g_assert_true (agent_journal_update_theirs (journal, &conflict, &error));
  g_assert_no_error (error);
}

static AgentJournal *
open_lived (JournalFixture *self)
{
  AgentJournal *journal = fixture_open (self);
  g_autoptr (GError) error = NULL;
  gint64 seq = fixture_add_edit (journal, "record-1");
  g_autofree char *key = fixture_attempt (self, journal, seq);

  self->now += 1000;
  fixture_settle (journal, seq, key, AGENT_OP_APPLIED, 5);
  add_conflict (self, journal);
  seq = fixture_add_edit (journal, "record-2");
  g_assert_true (agent_journal_set_state (journal, seq, AGENT_OP_HELD, "test", NULL, &error));
  g_assert_true (agent_journal_confirm (journal, seq, NULL, 1, 2, &error));
  g_assert_true (agent_journal_put_off (journal, seq, self->now + 5, &error));
  g_assert_true (agent_journal_audit_witness (journal, "{\"sequence\":7}", &error));
  g_assert_true (agent_journal_set_state (journal, seq, AGENT_OP_WITHDRAWN, NULL, NULL, &error));
  g_assert_no_error (error);
  return journal;
}

static AgentAudit *
verify (AgentJournal *journal)
{
  g_autoptr (GError) error = NULL;
  AgentAudit *audit = agent_journal_audit_verify (journal, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < audit->findings->len; i++)
    {
      const AgentAuditFinding *finding = audit->findings->pdata[i];

      g_test_message ("%s %" G_GINT64_FORMAT ": %s", finding->code, finding->number, finding->text);
    }
  return audit;
}

static void
assert_whole (AgentJournal *journal)
{
  g_autoptr (AgentAudit) audit = verify (journal);

  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpint (audit->entries, ==, audit->last);
}

static gboolean
has (const AgentAudit *audit, const char *code)
{
  for (guint i = 0; i < audit->findings->len; i++)
    if (g_str_equal (((AgentAuditFinding *) audit->findings->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
assert_found (AgentJournal *journal, const char *code)
{
  g_autoptr (AgentAudit) audit = verify (journal);

  g_assert_true (has (audit, code));
}

static void G_GNUC_PRINTF (2, 3) run (AgentJournal *journal, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  agent_db_exec (agent_journal_db (journal), sql, &error);
  g_assert_no_error (error);
}

static gint64
number_of (AgentJournal *journal, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) query = agent_db_prepare (agent_journal_db (journal), sql, &error);
  gint64 value;

  g_assert_no_error (error);
  g_assert_true (agent_db_int (agent_journal_db (journal), query, 0, &value, &error));
  return value;
}

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

/* ---- Tests ---- */

static void
test_whole (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = open_lived (self);
  g_autoptr (AgentAudit) audit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *witness = NULL, *chain = NULL;

  audit = verify (journal);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpint (audit->entries, ==, 19);
  g_assert_cmpstr (audit->why, ==, "new");
  g_assert_true (m77_id_is_valid (audit->chain));
  g_assert_cmpuint (strlen (audit->hash), ==, 64);
  witness = agent_journal_audit_last_witness (journal, &error);
  g_assert_cmpstr (witness, ==, "{\"sequence\":7}");
  chain = g_strdup (audit->chain);
  agent_journal_close (journal);

  journal = fixture_open (self);
  fixture_add_edit (journal, "record-3");
  g_clear_pointer (&audit, agent_audit_free);
  audit = verify (journal);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpstr (audit->chain, ==, chain);
  agent_journal_close (journal);
}

/* What is not committed has no entry, and the next one follows what is. */
static gboolean
fail_cb (gpointer data, GError **error)
{
  fixture_add_edit (data, "record-never");
  g_set_error_literal (error, M77_ERROR, M77_ERROR_FAILED, "no");
  return FALSE;
}

static void
test_rolled_back (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = open_lived (self);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (agent_journal_together (journal, fail_cb, journal, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_false (agent_journal_set_state (journal, 999, AGENT_OP_HELD, NULL, NULL, &error));
      fixture_add_edit (journal, "record-4");
    }
  assert_whole (journal);
  agent_journal_close (journal);
}

/* Each column of each row of a table, changed and put back. */
static void
tamper_each (AgentJournal *journal, const char *table, const char *const *changes)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM %s", table);
  gint64 rows = number_of (journal, count);

  g_assert_cmpint (rows, >, 0);
  for (gint64 row = 0; row < rows; row++)
    for (guint i = 0; changes[i] != NULL; i++)
      {
        g_autoptr (AgentAudit) audit = NULL;

        run (journal,
             "UPDATE %s SET %s WHERE rowid = (SELECT rowid FROM %s ORDER BY rowid"
             " LIMIT 1 OFFSET %" G_GINT64_FORMAT ")",
             table,
             changes[i],
             table,
             row);
        audit = verify (journal);
        g_test_message ("%s %" G_GINT64_FORMAT ": %s", table, row, changes[i]);
        g_assert_cmpuint (audit->findings->len, >, 0);
        run (journal, "DELETE FROM main.%s", table);
        run (journal, "INSERT INTO main.%s SELECT * FROM kept_%s", table, table);
      }
  assert_whole (journal);
}

static void
test_tampered (JournalFixture *self, gconstpointer data)
{
  static const char *const audit[] = { "number = number + 1000",
                                       "number = -number",
                                       "at = at + 1",
                                       "what = what || 'x'",
                                       "seq = seq + 1",
                                       "subject = subject || 'x'",
                                       "detail = 'x'",
                                       "detail = ifnull (detail, 'x') || 'y'",
                                       "digest = zeroblob (31)",
                                       "digest = randomblob (32)",
                                       "hash = randomblob (32)",
                                       "hash = zeroblob (5)",
                                       NULL };
  static const char *const attempt[] = { "key = key || 'x'",
                                         "seq = seq + 100",
                                         "bytes = bytes || ' '",
                                         "made_at = made_at + 1",
                                         "closed_at = closed_at + 1",
                                         "applied_version = applied_version + 1",
                                         NULL };
  static const char *const conflict[] = {
    "seq = seq + 100",
    "base = 'x'",
    "theirs = 'x'",
    "theirs_version = 9",
    "theirs_by = 'x'",
    "theirs_at = 9",
    "overlaps = '[]'",
    "decision = '{}'",
    "found_at = found_at + 1",
    NULL,
  };
  static const char *const operation[] = {
    "seq = seq + 100",
    "id = id || 'x'",
    "type = 3",
    "kind = 'alert'",
    "record = 'x'",
    "author = 'omar'",
    "session = 'x'",
    "batch = 'x'",
    "base_version = 99",
    "base = 'x'",
    "doc = 'x'",
    "patch = 'x'",
    "elements = 'x'",
    "action = 'x'",
    "args = 'x'",
    "expect = 'x'",
    "reason = 'x'",
    "asked_at = asked_at + 1",
    "expires_at = expires_at + 1",
    "made_at = made_at + 1",
    "undoes = undoes + 1",
    "state = (state + 1) % 10",
    "state_at = state_at + 1",
    "code = 'x'",
    "detail = 'x'",
    "applied_version = applied_version + 1",
    "not_before = not_before + 1",
    "tries = tries + 1",
    NULL,
  };
  static const char *const tables[] = { "audit", "attempt", "conflict", "operation" };
  const char *const *const changes[] = { audit, attempt, conflict, operation };
  AgentJournal *journal = open_lived (self);

  run (journal, "PRAGMA synchronous = OFF");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      run (journal, "CREATE TEMP TABLE kept_%s AS SELECT * FROM main.%s", tables[i], tables[i]);
      tamper_each (journal, tables[i], changes[i]);
    }
  agent_journal_close (journal);
}

static void
test_removed (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = open_lived (self);
  gint64 last = number_of (journal, "SELECT max (number) FROM audit");

  run (journal, "PRAGMA synchronous = OFF");
  run (journal, "CREATE TEMP TABLE kept AS SELECT * FROM main.audit");
  for (gint64 number = 1; number < last; number++)
    {
      run (journal, "DELETE FROM main.audit WHERE number = %" G_GINT64_FORMAT, number);
      assert_found (journal, "gap");
      run (journal, "DELETE FROM main.audit; INSERT INTO main.audit SELECT * FROM kept");
    }
  /* Two that change places, and one that is put in with the rest moved up. */
  for (gint64 number = 2; number < last; number++)
    {
      run (journal,
           "UPDATE audit SET number = -1 WHERE number = %" G_GINT64_FORMAT ";"
           "UPDATE audit SET number = %" G_GINT64_FORMAT " WHERE number = %" G_GINT64_FORMAT ";"
           "UPDATE audit SET number = %" G_GINT64_FORMAT " WHERE number = -1",
           number,
           number,
           number + 1,
           number + 1);
      assert_found (journal, "changed");
      run (journal, "DELETE FROM main.audit; INSERT INTO main.audit SELECT * FROM kept");
    }
  assert_whole (journal);

  /* A row of which nothing was ever entered, and one that was and is gone. */
  run (journal,
       "INSERT INTO operation SELECT 77, 'new', type, kind, record, author, session, batch,"
       " base_version, base, doc, patch, elements, action, args, expect, reason, asked_at,"
       " expires_at, made_at, undoes, state, state_at, code, detail, applied_version,"
       " not_before, tries, checksum, asked FROM operation LIMIT 1");
  assert_found (journal, "row-unknown");
  run (journal, "DELETE FROM operation WHERE seq = 77; DELETE FROM attempt");
  assert_found (journal, "row-missing");
  agent_journal_close (journal);
}

/* A cut end with all that it told of looks whole from here: somebody else must have seen it. */
static void
test_cut (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = fixture_open (self);
  g_auto (AgentAuditPlace) seen = { 0 };
  g_autoptr (AgentAudit) audit = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_edit (journal, "record-1");
  fixture_add_edit (journal, "record-2");
  g_assert_true (agent_journal_audit_end (journal, &seen, &error));
  audit = verify (journal);
  g_assert_cmpint (seen.number, ==, audit->last);
  g_assert_cmpstr (seen.hash, ==, audit->hash);
  g_assert_cmpstr (seen.chain, ==, audit->chain);
  g_assert_true (agent_journal_audit_hold (journal, audit, seen.number, seen.hash, &error));
  g_assert_cmpuint (audit->findings->len, ==, 0);

  run (journal, "DELETE FROM audit WHERE seq = 2; DELETE FROM operation WHERE seq = 2");
  g_clear_pointer (&audit, agent_audit_free);
  audit = verify (journal);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_true (agent_journal_audit_hold (journal, audit, seen.number, seen.hash, &error));
  g_assert_true (has (audit, "cut"));

  /* And another end put in its place. */
  agent_journal_close (journal);
  journal = fixture_open (self);
  fixture_add_edit (journal, "record-3");
  g_clear_pointer (&audit, agent_audit_free);
  audit = verify (journal);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_true (agent_journal_audit_hold (journal, audit, seen.number, seen.hash, &error));
  g_assert_true (has (audit, "differs"));
  agent_journal_close (journal);
}

static void
test_lost (JournalFixture *self, gconstpointer data)
{
  AgentJournal *journal = open_lived (self);

  run (journal, "DELETE FROM audit");
  assert_found (journal, "no-beginning");
  agent_journal_close (journal);
  journal = fixture_open (self);
  assert_found (journal, "no-beginning");
  agent_journal_close (journal);
}

/* A journal that an older program left: what it had is entered, or its chain goes on. */
static void
test_upgraded (JournalFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->directory, "journal.db", NULL);
  g_autofree char *before = g_build_filename (self->directory, "journal.before-3.db", NULL);
  g_autofree char *fixture = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                                               "tests",
                                               "fixtures",
                                               data,
                                               NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  AgentDb *db = agent_db_open (path, NULL, AGENT_DB_DURABLE, &error);
  AgentJournal *journal;
  g_autoptr (AgentAudit) audit = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  g_assert_true (agent_db_exec (db, sql, &error));
  agent_db_close (db);
  journal = fixture_open (self);
  audit = verify (journal);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpstr (audit->why, ==, "upgraded");
  g_assert_cmpint (audit->entries, >, 1);
  g_assert_true (g_file_test (before, G_FILE_TEST_EXISTS));
  agent_journal_close (journal);
}

/* Whatever is done, the chain holds; whatever is then changed, it does not. */
static void
test_random (JournalFixture *self, gconstpointer data)
{
  for (guint seed = 0; seed < 15; seed++)
    {
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      AgentJournal *journal = fixture_open (self);
      gint64 seq = 0;

      for (guint step = 0; step < 25; step++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *key = NULL;

          self->now += g_rand_int_range (dice, 0, 5000);
          switch (g_rand_int_range (dice, 0, 5))
            {
            case 0:
              agent_journal_together (journal, fail_cb, journal, &error);
              break;
            case 1:
              agent_journal_close (journal);
              journal = fixture_open (self);
              break;
            case 2:
              seq = fixture_add_edit (journal, "record-r");
              key = fixture_attempt (self, journal, seq);
              fixture_settle (journal, seq, key, g_rand_int_range (dice, 0, 5), 9);
              break;
            case 3:
              agent_journal_set_state (journal,
                                       seq,
                                       g_rand_int_range (dice, 0, 10),
                                       "test",
                                       NULL,
                                       &error);
              break;
            default:
              seq = fixture_add_edit (journal, "record-r");
            }
        }
      assert_whole (journal);
      run (journal,
           "UPDATE audit SET at = at + 1 WHERE number = 1 + %u %% (SELECT max (number) FROM audit)",
           g_rand_int_range (dice, 0, 1000));
      assert_found (journal, "changed");
      agent_journal_close (journal);
      fixture_empty (self->directory);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, JournalFixture, NULL, set_up, func, tear_down)
  ADD ("/audit/whole", test_whole);
  ADD ("/audit/rolled-back", test_rolled_back);
  ADD ("/audit/tampered", test_tampered);
  ADD ("/audit/removed", test_removed);
  ADD ("/audit/cut", test_cut);
  ADD ("/audit/lost", test_lost);
  g_test_add ("/audit/upgraded/1",
              JournalFixture,
              "journal-v1.sql",
              set_up,
              test_upgraded,
              tear_down);
  g_test_add ("/audit/upgraded/2",
              JournalFixture,
              "journal-v2.sql",
              set_up,
              test_upgraded,
              tear_down);
  ADD ("/audit/random", test_random);
  return g_test_run ();
}
