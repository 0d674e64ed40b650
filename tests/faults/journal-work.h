/* journal-work.h: a day's work on a journal, and what the journal holds after each step
 *
 * Every action is acknowledged or not. Done in order on a whole disk they give the texts that
 * the journal must be equal to, one of them or the next, however the disk behaved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "agent/store/agent-journal-audit.h"
#include "tests/agent/journal-fixture.h"

#define WORK_ACTIONS 14
#define WORK_RECORD  "0190f3a1-0000-7000-8000-000000000001"

static inline char *
work_id (guint number)
{
  return g_strdup_printf ("0190f3a1-0000-7000-8000-%012u", number);
}

static inline AgentOperation *
work_edit (guint number, gsize size)
{
  g_autofree char *filler = g_strnfill (size, 'x');
  g_autofree char *patch = g_strdup_printf ("{\"title\":\"%s\"}", filler);
  AgentOperation *operation = fixture_edit (WORK_RECORD, patch);

  operation->id = work_id (number);
  return operation;
}

static inline gboolean
work_add (AgentJournal *journal, guint number, gsize size, GError **error)
{
  g_autoptr (AgentOperation) operation = work_edit (number, size);

  return agent_journal_add (journal, operation, error);
}

static inline gboolean
work_add_all (AgentJournal *journal, guint first, GError **error)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (operations, work_edit (first + i, 900));
  return agent_journal_add_all (journal, operations, error);
}

static inline gboolean
work_attempt (AgentJournal *journal, gint64 first, gint64 last, guint key, GError **error)
{
  g_autoptr (GPtrArray)
      attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);

  for (gint64 seq = first; seq <= last; seq++)
    {
      AgentAttempt *attempt = g_new0 (AgentAttempt, 1);

      attempt->seq = seq;
      attempt->key = work_id (key + seq);
      attempt->bytes = g_strnfill (700, 'b');
      attempt->made_at = FIXTURE_START;
      g_ptr_array_add (attempts, attempt);
    }
  return agent_journal_open_attempts (journal, attempts, error);
}

static inline gboolean
work_settle (AgentJournal *journal, gint64 seq, guint key, AgentOpState state, GError **error)
{
  g_autofree char *text = work_id (key + seq);
  AgentConflict conflict = { .theirs = (char *) "{\"version\":7}", .overlaps = (char *) "[]" };
  AgentSettlement settlement = { .seq = seq,
                                 .key = text,
                                 .state = state,
                                 .applied_version = state == AGENT_OP_APPLIED ? 5 : 0,
                                 .base = "{\"title\":\"rebased\"}",
                                 .conflict = &conflict };

  return agent_journal_settle (journal, &settlement, error);
}

static inline gboolean
work_do (AgentJournal *journal, guint action, GError **error)
{
  switch (action)
    {
    case 0:
      return work_add (journal, 1, 100, error);
    case 1:
      return work_add (journal, 2, 20000, error);
    case 2:
      return work_attempt (journal, 1, 2, 100, error);
    case 3:
      return work_add_all (journal, 3, error);
    case 4:
      return work_settle (journal, 1, 100, AGENT_OP_APPLIED, error);
    case 5:
      return agent_db_checkpoint (agent_journal_db (journal), NULL, error);
    case 6:
      return work_settle (journal, 2, 100, AGENT_OP_CONFLICT, error);
    case 7:
      return work_add (journal, 8, 300, error);
    case 8:
      return agent_journal_put (journal, "draft/incident/1", "{\"title\":\"half\"}", error);
    case 9:
      return work_attempt (journal, 3, 6, 200, error);
    case 10:
      return work_settle (journal, 3, 200, AGENT_OP_QUEUED, error);
    case 11:
      return agent_db_checkpoint (agent_journal_db (journal), NULL, error);
    case 12:
      return agent_journal_set_state (journal, 8, AGENT_OP_WITHDRAWN, NULL, NULL, error);
    default:
      return work_add (journal, 9, 100, error);
    }
}

static inline int
work_row_cb (void *data, int n, char **values, char **names)
{
  GString *text = data;

  for (int i = 0; i < n; i++)
    if (values[i] != NULL && strlen (values[i]) > 40)
      g_string_append_printf (text, "%zu bytes|", strlen (values[i]));
    else
      g_string_append_printf (text, "%s|", values[i] == NULL ? "" : values[i]);
  g_string_append_c (text, '\n');
  return 0;
}

/* All the journal holds, its audit chain being as whole as ever. */
static inline char *
work_describe (AgentJournal *journal)
{
  const char *sql = "SELECT * FROM operation ORDER BY seq; SELECT * FROM attempt ORDER BY key;"
                    "SELECT * FROM conflict ORDER BY seq;"
                    "SELECT * FROM value WHERE name <> 'audit-chain' ORDER BY name";
  GString *text = g_string_new (NULL);
  sqlite3 *db = agent_db_handle (agent_journal_db (journal));
  g_autoptr (AgentAudit) audit = agent_journal_audit_verify (journal, NULL);

  g_assert_nonnull (audit);
  g_assert_cmpuint (audit->findings->len, ==, 0);

  g_assert_cmpint (sqlite3_exec (db, sql, work_row_cb, text, NULL), ==, SQLITE_OK);
  return g_string_free (text, FALSE);
}

/* Does all the work, then damages the text of operation 4, which the group put there. */
static inline void
work_damage (JournalFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autofree char *bytes = NULL, *id = work_id (4);
  gsize length;
  char *spot;

  for (guint i = 0; i < WORK_ACTIONS; i++)
    g_assert_true (work_do (journal, i, NULL));
  g_clear_pointer (&journal, agent_journal_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  spot = bytes;
  while ((spot = memmem (spot, length - (spot - bytes), id, strlen (id))) != NULL)
    if (memcmp (spot + strlen (id), "incident", 8) == 0)
      spot[strlen (id)] = 'I';
    else
      spot++;
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
}

/* What a rescue of that saves, and nothing else. */
static inline void
work_assert_saved (AgentJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;

  for (gint64 seq = 1; seq <= 9; seq++)
    {
      g_autoptr (AgentOperation) operation = agent_journal_get (journal, seq, NULL);

      g_assert_true ((operation == NULL) == (seq == 4));
    }
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 9);
  attempts = agent_journal_outstanding (journal, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attempts->len, ==, 2);
}

/* What it holds after 0, 1, … actions. Free with g_strfreev. */
static inline char **
work_expect (const char *vfs)
{
  char **texts = g_new0 (char *, WORK_ACTIONS + 2);
  g_autoptr (GError) error = NULL;
  JournalFixture fixture;
  AgentJournal *journal;

  fixture_set_up (&fixture);
  journal = agent_journal_open (fixture.directory, vfs, &fixture.runtime, NULL, &error);
  g_assert_no_error (error);
  texts[0] = work_describe (journal);
  for (guint i = 0; i < WORK_ACTIONS; i++)
    {
      g_assert_true (work_do (journal, i, &error));
      g_assert_no_error (error);
      texts[i + 1] = work_describe (journal);
    }
  agent_journal_close (journal);
  fixture_tear_down (&fixture);
  return texts;
}
