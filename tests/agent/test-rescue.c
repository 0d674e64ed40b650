/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "agent/store/agent-journal-carve.h"
#include "tests/agent/journal-fixture.h"

#define PAGE_SIZE 4096
#define CHANGES   200

static void
set_up (JournalFixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture);
}

static void
tear_down (JournalFixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture);
}

static char *
make_record (guint number)
{
  return g_strdup_printf ("0190f3a1-0000-7000-8000-%012u", number);
}

/* Two hundred changes: every fifth applied, the tenth in flight, one in conflict, one long. */
static void
fill (JournalFixture *fixture, AgentJournal *journal)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= CHANGES; i++)
    {
      g_autofree char *record = make_record (i);
      g_autofree char *filler = g_strnfill (i == 7 ? 30000 : 300, 'a' + i % 26);
      g_autofree char *patch = g_strdup_printf ("{\"title\":\"%u %s\"}", i, filler);
      gint64 seq = fixture_add (journal, fixture_edit (record, patch));

      if (i % 5 == 0)
        {
          g_autofree char *key = fixture_attempt (fixture, journal, seq);

          if (i % 10 != 0)
            fixture_settle (journal, seq, key, AGENT_OP_APPLIED, 5);
        }
    }
  g_assert_true (agent_journal_put (journal, "draft/incident/1", "{\"title\":\"half\"}", &error));
  g_assert_true (agent_journal_put (journal, "member", "jana", &error));
  g_assert_no_error (error);
}

/* A filled journal's bytes after it was closed. */
static char *
make_file (JournalFixture *fixture, gsize *length)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  char *bytes;

  fill (fixture, journal);
  g_clear_pointer (&journal, agent_journal_close);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

/* What the directory holds beside the journal; NULL: nothing. */
static char *
find_corrupt (JournalFixture *fixture)
{
  g_autoptr (GDir) files = g_dir_open (fixture->directory, 0, NULL);
  const char *name;
  char *found = NULL;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_assert_true (g_str_has_prefix (name, "journal.db") ||
                     g_str_has_prefix (name, "journal.corrupt-"));
      if (g_str_has_prefix (name, "journal.corrupt-") && g_str_has_suffix (name, ".db"))
        {
          g_assert_null (found);
          found = g_build_filename (fixture->directory, name, NULL);
        }
    }
  return found;
}

static void
assert_kept (JournalFixture *fixture, const char *bytes, gsize length, const char *notice)
{
  g_autofree char *path = find_corrupt (fixture);
  g_autofree char *name = NULL, *kept = NULL;
  gsize kept_length;

  g_assert_nonnull (path);
  name = g_path_get_basename (path);
  g_assert_nonnull (strstr (notice, name));
  g_assert_true (g_file_get_contents (path, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, bytes, length);
}

/* Opens the journal with these bytes; NULL notice: it was not damaged. */
static AgentJournal *
open_damaged (JournalFixture *fixture, const char *bytes, gsize length, char **notice)
{
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autoptr (GError) error = NULL;
  AgentJournal *journal;

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  journal = agent_journal_open (fixture->directory, NULL, &fixture->runtime, notice, &error);
  g_assert_no_error (error);
  return journal;
}

/* Those that are there are as they were; how many are. */
static guint
count_saved (AgentJournal *journal)
{
  guint saved = 0;

  for (gint64 seq = 1; seq <= CHANGES; seq++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AgentOperation) operation = agent_journal_get (journal, seq, &error);
      g_autofree char *start = g_strdup_printf ("{\"title\":\"%" G_GINT64_FORMAT " ", seq);

      if (operation == NULL)
        {
          g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
          continue;
        }
      g_assert_true (g_str_has_prefix (operation->patch, start));
      g_assert_cmpuint (strlen (operation->patch), >, 300);
      if (seq % 5 == 0 && seq % 10 != 0)
        g_assert_cmpint (operation->state, ==, AGENT_OP_APPLIED);
      else
        g_assert_true (operation->state == AGENT_OP_QUEUED || operation->state == AGENT_OP_HELD);
      saved++;
    }
  return saved;
}

static void
assert_goes_on (AgentJournal *journal)
{
  g_assert_cmpint (fixture_add_edit (journal, "new"), ==, CHANGES + 1);
}

static void
test_row (JournalFixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = make_file (fixture, &length);
  g_autofree char *notice = NULL, *text = NULL;
  g_autoptr (AgentJournal) journal = NULL;
  char *spot = memmem (bytes, length, "{\"title\":\"42 ", 13);

  g_assert_nonnull (spot);
  spot[20] ^= 1;
  journal = open_damaged (fixture, bytes, length, &notice);
  g_assert_nonnull (notice);
  g_assert_cmpuint (count_saved (journal), ==, CHANGES - 1);
  g_assert_nonnull (strstr (notice, "199 of 200"));
  assert_kept (fixture, bytes, length, notice);
  text = agent_journal_get_value (journal, "draft/incident/1");
  g_assert_cmpstr (text, ==, "{\"title\":\"half\"}");
  assert_goes_on (journal);

  /* Told once. */
  g_clear_pointer (&journal, agent_journal_close);
  g_clear_pointer (&notice, g_free);
  journal = agent_journal_open (fixture->directory, NULL, &fixture->runtime, &notice, NULL);
  g_assert_nonnull (journal);
  g_assert_null (notice);
}

/* One page after the other is gone: all changes but those on it are saved, and it always opens. */
static void
test_pages (JournalFixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = make_file (fixture, &length);
  guint pages = length / PAGE_SIZE;
  guint least = CHANGES;

  g_assert_cmpuint (pages, >, 40);
  fixture_empty (fixture->directory);
  for (guint page = 0; page < pages; page++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_autofree char *notice = NULL;
      g_autoptr (AgentJournal) journal = NULL;
      guint saved;

      memset (damaged + page * PAGE_SIZE, 0xa5, PAGE_SIZE);
      journal = open_damaged (fixture, damaged, length, &notice);
      saved = count_saved (journal);
      g_test_message ("page %u: %u saved, %s", page, saved, notice);
      g_assert_nonnull (notice);
      assert_kept (fixture, damaged, length, notice);
      g_assert_cmpuint (saved, >=, CHANGES - PAGE_SIZE / 300);
      least = MIN (least, saved);
      if (saved == CHANGES)
        assert_goes_on (journal);
      g_clear_pointer (&journal, agent_journal_close);
      fixture_empty (fixture->directory);
    }
  g_assert_cmpuint (least, <, CHANGES);
}

static void
test_truncated (JournalFixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = make_file (fixture, &length);
  guint before = 0;

  fixture_empty (fixture->directory);
  for (gsize kept = PAGE_SIZE; kept < length; kept += 9 * PAGE_SIZE + 100)
    {
      g_autofree char *notice = NULL;
      g_autoptr (AgentJournal) journal = open_damaged (fixture, bytes, kept, &notice);
      guint saved = count_saved (journal);

      g_assert_nonnull (notice);
      g_assert_cmpuint (saved, >=, before);
      before = saved;
      assert_kept (fixture, bytes, kept, notice);
      g_clear_pointer (&journal, agent_journal_close);
      fixture_empty (fixture->directory);
    }
  g_assert_cmpuint (before, >, CHANGES / 2);
}

/* Bytes flipped anywhere, a few or many: it opens, and nothing that is not as it was is there. */
static void
test_flipped (JournalFixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = make_file (fixture, &length);
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);

  fixture_empty (fixture->directory);
  for (guint round = 0; round < 160; round++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_autofree char *notice = NULL;
      g_autoptr (AgentJournal) journal = NULL;
      guint flips = 1 << (round % 8);

      for (guint i = 0; i < flips; i++)
        damaged[g_rand_int_range (rand, 0, length)] ^= 1 << g_rand_int_range (rand, 0, 8);
      g_test_message ("round %u: %u flips", round, flips);
      journal = open_damaged (fixture, damaged, length, &notice);
      if (notice == NULL)
        g_assert_cmpuint (count_saved (journal), ==, CHANGES);
      else
        {
          assert_kept (fixture, damaged, length, notice);
          g_assert_cmpuint (count_saved (journal) + 20 * flips, >=, CHANGES);
        }
      g_clear_pointer (&journal, agent_journal_close);
      fixture_empty (fixture->directory);
    }
}

/* Not a database at all: an empty journal, and the file is kept. */
static void
test_rubbish (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *rubbish = g_strnfill (3 * PAGE_SIZE + 7, '?');
  g_autofree char *notice = NULL;
  g_autoptr (AgentJournal) journal = open_damaged (fixture, rubbish, 3 * PAGE_SIZE + 7, &notice);

  g_assert_nonnull (notice);
  assert_kept (fixture, rubbish, 3 * PAGE_SIZE + 7, notice);
  g_assert_cmpint (fixture_add_edit (journal, "new"), ==, 1);
}

/* The first page is gone, so SQLite reads nothing, and the newest is only in the log. */
static void
test_log (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (AgentJournal) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *bytes = NULL, *log = NULL, *notice = NULL;
  gsize length, log_length;

  fill (fixture, journal);
  g_assert_true (agent_db_checkpoint (agent_journal_db (journal), NULL, &error));
  g_assert_true (agent_journal_set_state (journal, 3, AGENT_OP_WITHDRAWN, NULL, NULL, &error));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents (log_path, &log, &log_length, NULL));
  g_clear_pointer (&journal, agent_journal_close);

  memset (bytes, 0, PAGE_SIZE);
  g_assert_true (g_file_set_contents (log_path, log, log_length, NULL));
  after = open_damaged (fixture, bytes, length, &notice);
  g_assert_nonnull (notice);
  g_assert_cmpint (agent_journal_last_seq (after), ==, CHANGES);
  g_assert_cmpint (fixture_state (after, 3), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (fixture_state (after, 4), ==, AGENT_OP_HELD);
  assert_goes_on (after);
}

/* An operation whose attempts are lost may have been applied: it does not go by itself. */
static void
test_doubt (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *key = NULL, *bytes = NULL, *notice = NULL;
  g_autoptr (AgentOperation) operation = NULL;
  char *spot;
  gsize length;

  fixture_add_edit (journal, "one");
  fixture_add_edit (journal, "two");
  key = fixture_attempt (fixture, journal, 1);
  g_clear_pointer (&journal, agent_journal_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  spot = memmem (bytes, length, "{\"key\":", 7);
  spot[1] = '\'';
  journal = open_damaged (fixture, bytes, length, &notice);
  g_assert_nonnull (notice);
  operation = agent_journal_get (journal, 1, NULL);
  g_assert_cmpint (operation->state, ==, AGENT_OP_HELD);
  g_assert_cmpstr (operation->code, ==, "storage-corrupt");
  g_assert_null (operation->open_key);
  g_assert_cmpint (fixture_state (journal, 2), ==, AGENT_OP_QUEUED);
}

/* An operation is lost, what was sent of it is not: it is there again, with the same key. */
static void
test_revive (JournalFixture *fixture, gconstpointer data)
{
  static const char *const key = "0190f3a1-0000-7000-8000-00000000abcd";
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GPtrArray)
      attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *record = make_record (1);
  g_autofree char *bytes = NULL, *notice = NULL;
  AgentAttempt *attempt = g_new0 (AgentAttempt, 1);
  char *spot;
  gsize length;

  attempt->seq = fixture_add (journal, fixture_edit (record, "{\"title\":\"lost\"}"));
  attempt->key = g_strdup (key);
  attempt->bytes = g_strdup_printf ("{\"key\":\"%s\",\"op\":\"update\",\"kind\":\"incident\","
                                    "\"id\":\"%s\",\"if_version\":4,"
                                    "\"patch\":{\"title\":\"sent\"}}",
                                    key,
                                    record);
  g_ptr_array_add (attempts, attempt);
  g_assert_true (agent_journal_open_attempts (journal, attempts, &error));
  g_assert_no_error (error);
  g_clear_pointer (&journal, agent_journal_close);

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  while ((spot = memmem (bytes, length, "{\"title\":\"lost", 14)) != NULL)
    *spot = '?';
  journal = open_damaged (fixture, bytes, length, &notice);
  g_assert_nonnull (notice);
  operation = agent_journal_get (journal, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (operation->open_key, ==, key);
  g_assert_cmpint (operation->type, ==, M77_OPERATION_UPDATE);
  g_assert_cmpstr (operation->record, ==, record);
  g_assert_cmpstr (operation->patch, ==, "{\"title\":\"sent\"}");
  g_assert_cmpint (operation->base_version, ==, 4);
  fixture_settle (journal, 1, key, AGENT_OP_APPLIED, 5);
}

/* Cut off between its steps, a rescue is finished by the next open, and nothing is lost. */
static void
test_cut_off (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *rescued = g_build_filename (fixture->directory, "journal.rescued.db", NULL);
  g_autofree char *bytes = NULL, *found = NULL;
  gsize length;

  fixture_add_edit (journal, "one");
  g_clear_pointer (&journal, agent_journal_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  /* Before the damaged file was moved. */
  g_assert_true (g_file_set_contents (rescued, bytes, length, NULL));
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  journal = fixture_open (fixture);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 1);
  g_clear_pointer (&journal, agent_journal_close);
  found = find_corrupt (fixture);
  g_assert_nonnull (found);
  g_assert_cmpint (g_unlink (found), ==, 0);

  /* After it; a log of the damaged file is not played into the new one. */
  g_assert_cmpint (g_rename (path, rescued), ==, 0);
  g_assert_true (g_file_set_contents (log_path, "damaged", -1, NULL));
  journal = fixture_open (fixture);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 1);
}

static void
count_cb (gint64 rowid, const AgentCarved *values, guint n_values, gpointer data)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i].is_text)
      *(guint *) data += values[i].length;
}

/* The carver alone on bytes of every kind: it ends, inside its bounds. */
static void
test_carve (JournalFixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = make_file (fixture, &length);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint total = 0;

  for (guint round = 0; round < 200; round++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_autoptr (GBytes) file = NULL;
      guint seen = 0;

      for (guint i = 0; i < round * 20; i++)
        damaged[g_rand_int_range (rand, 0, length)] = g_rand_int (rand);
      file = g_bytes_new_take (g_steal_pointer (&damaged), length);
      agent_carve (file, round % 2 == 0 ? NULL : file, count_cb, &seen);
      total += seen > 0;
    }
  g_assert_cmpuint (total, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/rescue/" name, JournalFixture, NULL, set_up, func, tear_down)
  ADD ("row", test_row);
  ADD ("pages", test_pages);
  ADD ("truncated", test_truncated);
  ADD ("flipped", test_flipped);
  ADD ("rubbish", test_rubbish);
  ADD ("log", test_log);
  ADD ("doubt", test_doubt);
  ADD ("revive", test_revive);
  ADD ("cut-off", test_cut_off);
  ADD ("carve", test_carve);
  return g_test_run ();
}
