/* journal-fixture.h: a journal in a directory of its own, with a clock the test turns
 *
 * Shared by the tests of the journal and of its faults.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "agent/store/agent-journal.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

#define FIXTURE_START G_GINT64_CONSTANT (1905217920000) /* 2030-05-17T03:12:00Z */

typedef struct
{
  M77Runtime runtime;
  gint64 now;
  guint64 dice;
  char *directory;
} JournalFixture;

static inline gint64
fixture_now (const M77Runtime *runtime)
{
  return ((const JournalFixture *) runtime)->now;
}

static inline void
fixture_random (const M77Runtime *runtime, guint8 *bytes, gsize count)
{
  JournalFixture *self = (JournalFixture *) runtime;

  for (gsize i = 0; i < count; i++)
    {
      self->dice = self->dice * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
      bytes[i] = self->dice >> 56;
    }
}

static inline void
fixture_set_up (JournalFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->runtime.now = fixture_now;
  self->runtime.monotonic = fixture_now;
  self->runtime.random = fixture_random;
  self->now = FIXTURE_START;
  self->dice = 77;
  self->directory = g_dir_make_tmp ("m77-journal-XXXXXX", &error);
  g_assert_no_error (error);
}

/* Every file of the directory. */
static inline void
fixture_empty (const char *directory)
{
  g_autoptr (GDir) files = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static inline void
fixture_tear_down (JournalFixture *self)
{
  fixture_empty (self->directory);
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
}

static inline AgentJournal *
fixture_open (JournalFixture *self)
{
  g_autoptr (GError) error = NULL;
  AgentJournal *journal = agent_journal_open (self->directory, NULL, &self->runtime, NULL, &error);

  g_assert_no_error (error);
  return journal;
}

static inline AgentOperation *
fixture_edit (const char *record, const char *patch)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = M77_OPERATION_UPDATE;
  operation->kind = g_strdup ("incident");
  operation->record = g_strdup (record);
  operation->author = g_strdup ("jana");
  operation->session = g_strdup ("tui-1");
  operation->base_version = 4;
  operation->base = g_strdup ("{\"title\":\"Checkout slow\"}");
  operation->patch = g_strdup (patch);
  return operation;
}

static inline gint64
fixture_add (AgentJournal *journal, AgentOperation *operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) owned = operation;

  g_assert_true (agent_journal_add (journal, owned, &error));
  g_assert_no_error (error);
  return owned->seq;
}

static inline gint64
fixture_add_edit (AgentJournal *journal, const char *record)
{
  return fixture_add (journal, fixture_edit (record, "{\"title\":\"Checkout down\"}"));
}

/* Opens an attempt for an operation; its key. */
static inline char *
fixture_attempt (JournalFixture *self, AgentJournal *journal, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);
  AgentAttempt *attempt = g_new0 (AgentAttempt, 1);
  char *key = m77_id_new (&self->runtime);

  attempt->seq = seq;
  attempt->key = g_strdup (key);
  attempt->bytes = g_strdup_printf ("{\"key\":\"%s\"}", key);
  attempt->made_at = self->now;
  g_ptr_array_add (attempts, attempt);
  g_assert_true (agent_journal_open_attempts (journal, attempts, &error));
  g_assert_no_error (error);
  return key;
}

static inline void
fixture_settle (AgentJournal *journal,
                gint64 seq,
                const char *key,
                AgentOpState state,
                gint64 applied_version)
{
  g_autoptr (GError) error = NULL;
  AgentSettlement settlement = {
    .seq = seq, .key = key, .state = state, .applied_version = applied_version
  };

  g_assert_true (agent_journal_settle (journal, &settlement, &error));
  g_assert_no_error (error);
}

static inline AgentOpState
fixture_state (AgentJournal *journal, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = agent_journal_get (journal, seq, &error);

  g_assert_no_error (error);
  return operation->state;
}
