/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-backup"

#include "config.h"

#include "agent/store/agent-backup.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "agent/store/agent-backup-private.h"
#include "agent/store/agent-journal-audit-private.h"
#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

#define WORK_FOLDER   "restore"
#define BEFORE_PREFIX "journal.before-restore-"
#define HELD_CODE     "journal-restored"

#define MEMBER_VALUE  "member"
#define OFFLINE_VALUE "offline-until" /* of this machine: a backup does not bring it */

typedef struct
{
  AgentJournal *from; /* the backup, being made ready */
  AgentJournal *into; /* the one that is there */
  gboolean discard;
  AgentBackupCounts *counts;
  guint homeless; /* unsent there, without a place in the backup */
} Restore;

/* ---- Opening ---- */

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Brought up to date and checked by what opens journals; a damaged one is refused, not saved
 * from: it is somebody's only copy. */
static AgentJournal *
open_backup (const char *folder, const char *path, const M77Runtime *runtime, GError **error)
{
  g_autofree char *file = g_build_filename (folder, AGENT_JOURNAL_FILE, NULL);
  g_autofree char *rescue = NULL;
  AgentJournal *journal;

  empty_folder (folder);
  if (g_mkdir (folder, 0700) != 0 || g_rename (path, file) != 0)
    {
      agent_storage_set_errno (error, errno, file);
      return NULL;
    }
  journal = agent_journal_open (folder, NULL, runtime, &rescue, error);
  if (journal == NULL || rescue == NULL)
    return journal;
  agent_journal_close (journal);
  g_set_error_literal (
      error,
      M77_ERROR,
      M77_ERROR_STORAGE_CORRUPT,
      _ ("That is no backup of a journal, or it is damaged: nothing was changed."));
  return NULL;
}

/* ---- What the one that is there knows better ---- */

static GPtrArray *
read_where (AgentJournal *journal,
            const AgentRows *rows,
            const char *where,
            gint64 seq,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s",
                                          rows->names,
                                          rows->table,
                                          where);
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (journal->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  return agent_journal_read (journal, rows, statement, error);
}

static gboolean
take_rows (Restore *self, const AgentRows *rows, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) found = read_where (self->into, rows, "seq = ?", seq, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (!agent_journal_replace (self->from, rows, found->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
take (Restore *self, gint64 seq, GError **error)
{
  return take_rows (self, &agent_operation_rows, seq, error) &&
         take_rows (self, &agent_attempt_rows, seq, error) &&
         take_rows (self, &agent_conflict_rows, seq, error);
}

/* What was sent since is as it came out; what was done later comes along; what was only given up
 * here is what one restores for. */
static gboolean
weigh (Restore *self, const AgentOperation *operation, GError **error)
{
  g_autoptr (AgentOperation) saved = agent_journal_get (self->from, operation->seq, NULL);
  gboolean same = saved != NULL && g_str_equal (saved->id, operation->id);

  if (saved == NULL || (same && operation->tries > 0 && operation->tries >= saved->tries))
    return take (self, operation->seq, error);
  if (!same && !AGENT_OP_IS_ENDED (operation->state))
    self->homeless++;
  return TRUE;
}

static gboolean
weigh_all (Restore *self, GError **error)
{
  g_autoptr (GPtrArray)
      there = read_where (self->into, &agent_operation_rows, "seq > ? ORDER BY seq", 0, error);

  if (there == NULL)
    return FALSE;
  for (guint i = 0; i < there->len; i++)
    if (!weigh (self, there->pdata[i], error))
      return FALSE;
  if (self->homeless == 0 || self->discard)
    return TRUE;
  g_set_error (
      error,
      M77_ERROR,
      M77_ERROR_CONFLICT,
      ngettext ("%u change that was not sent has no place in the backup: send it first, or "
                "give it up with --discard.",
                "%u changes that were not sent have no place in the backup: send them "
                "first, or give them up with --discard.",
                self->homeless),
      self->homeless);
  return FALSE;
}

static gboolean
take_values (Restore *self, GError **error)
{
  gint64 last = MAX (agent_journal_last_seq (self->from), agent_journal_last_seq (self->into));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, last);
  g_autofree char *member = agent_journal_get_value (self->into, MEMBER_VALUE);
  g_autofree char *offline = agent_journal_get_value (self->into, OFFLINE_VALUE);

  if (member != NULL && !agent_journal_put (self->from, MEMBER_VALUE, member, error))
    return FALSE;
  if (!agent_journal_put (self->from, OFFLINE_VALUE, offline, error))
    return FALSE;
  return agent_journal_put (self->from, AGENT_JOURNAL_LAST_SEQ, text, error);
}

/* ---- Held ---- */

static gboolean
hold_all (Restore *self, GError **error)
{
  g_autoptr (GPtrArray) unsent = agent_journal_unended (self->from, NULL, NULL, 0, error);

  if (unsent == NULL)
    return FALSE;
  for (guint i = 0; i < unsent->len; i++)
    {
      AgentOperation *operation = unsent->pdata[i];

      if (operation->state != AGENT_OP_QUEUED)
        continue;
      agent_journal_move (self->from,
                          operation,
                          AGENT_OP_HELD,
                          HELD_CODE,
                          _ ("It is from a backup and may have been sent since. Confirm it, and it "
                             "takes effect once; or discard it."));
      operation->not_before = 0;
      if (!agent_journal_replace (self->from, &agent_operation_rows, operation, error))
        return FALSE;
      self->counts->held++;
    }
  return TRUE;
}

static gboolean
ready_cb (AgentJournal *from, gpointer data, GError **error)
{
  Restore *self = data;

  return weigh_all (self, error) && take_values (self, error) && hold_all (self, error) &&
         agent_backup_count (from, self->counts, error) &&
         agent_journal_audit_leave (from, self->into, error) &&
         agent_db_exec (from->db, "DELETE FROM audit", error);
}

/* ---- Into its place ---- */

static gboolean
keep_before (AgentJournal *journal, const char *directory, GError **error)
{
  g_autoptr (GDateTime)
      now = g_date_time_new_from_unix_utc (m77_runtime_now (journal->runtime) / 1000);
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strconcat (BEFORE_PREFIX, time, ".db", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (!agent_db_backup (journal->db, path, error))
    return FALSE;
  agent_backup_prune (directory, BEFORE_PREFIX, AGENT_BACKUP_KEPT);
  return TRUE;
}

/* All pages in one transaction of the file that is there: a crash leaves one or the other. */
static gboolean
replace (AgentJournal *into, AgentJournal *from, GError **error)
{
  sqlite3 *target = agent_db_handle (into->db);
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", agent_db_handle (from->db), "main");
  int result = sqlite3_errcode (target);

  into->audit_known = FALSE;
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  if (result == SQLITE_OK)
    return TRUE;
  agent_db_set_error (into->db, result, error);
  return FALSE;
}

gboolean
agent_backup_restore (AgentJournal *journal,
                      const char *directory,
                      const char *path,
                      const AgentBackupOwner *owner,
                      gboolean discard,
                      AgentBackupCounts *counts,
                      GError **error)
{
  g_autofree char *folder = g_build_filename (directory, WORK_FOLDER, NULL);
  AgentJournal *from = open_backup (folder, path, journal->runtime, error);
  Restore self = { from, journal, discard, counts, 0 };
  gboolean done;

  *counts = (AgentBackupCounts){ 0 };
  done = from != NULL && agent_backup_check_owner (from, owner, error) &&
         agent_journal_transact (from, ready_cb, &self, error) &&
         agent_journal_audit_begin (from, AGENT_AUDIT_RESTORED, error) &&
         agent_db_check (from->db, error) && keep_before (journal, directory, error) &&
         replace (journal, from, error);
  g_clear_pointer (&from, agent_journal_close);
  empty_folder (folder);
  return done;
}
