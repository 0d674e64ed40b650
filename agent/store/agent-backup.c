/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-backup"

#include "config.h"

#include "agent/store/agent-backup.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/store/agent-backup-private.h"
#include "agent/store/agent-journal-audit-private.h"
#include "shared/base/m77-error.h"

/* Small values that say whose a backup is. */
#define PLATFORM_VALUE "backup-platform"
#define TENANT_VALUE   "backup-tenant"
#define MEMBER_VALUE   "member"

static gboolean
mark (AgentJournal *copy, const AgentBackupOwner *owner, GError **error)
{
  return agent_journal_put (copy, PLATFORM_VALUE, owner->platform, error) &&
         agent_journal_put (copy, TENANT_VALUE, owner->tenant, error);
}

static gboolean
check_value (AgentJournal *copy, const char *name, const char *expected)
{
  g_autofree char *value = agent_journal_get_value (copy, name);

  return value == NULL || expected == NULL || g_str_equal (value, expected);
}

gboolean
agent_backup_check_owner (AgentJournal *copy, const AgentBackupOwner *owner, GError **error)
{
  g_autofree char *member = agent_journal_get_value (copy, MEMBER_VALUE);
  g_autofree char *tenant = agent_journal_get_value (copy, TENANT_VALUE);

  if (check_value (copy, PLATFORM_VALUE, owner->platform) &&
      check_value (copy, TENANT_VALUE, owner->tenant) &&
      check_value (copy, MEMBER_VALUE, owner->member))
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_PERMITTED,
               /* Translators: a member, then a tenant; "?" where it is not known */
               _ ("The backup is of another profile: %s at the tenant %s. Restore it into a "
                  "profile of theirs."),
               member != NULL ? member : "?",
               tenant != NULL ? tenant : "?");
  return FALSE;
}

gboolean
agent_backup_count (AgentJournal *journal, AgentBackupCounts *counts, GError **error)
{
  static const char *const sql = "SELECT count (*), total (state < 4) FROM operation";
  g_autoptr (AgentDbKept) statement = agent_db_keep (journal->db, sql, error);
  gboolean have_row;

  if (statement == NULL || !agent_db_next (journal->db, statement, &have_row, error))
    return FALSE;
  counts->operations = sqlite3_column_int (statement, 0);
  counts->unsent = sqlite3_column_int (statement, 1);
  return TRUE;
}

static gboolean
seal (const char *path,
      const M77Runtime *runtime,
      const AgentBackupOwner *owner,
      AgentBackupCounts *counts,
      GError **error)
{
  g_autoptr (AgentJournal) copy = g_new0 (AgentJournal, 1);

  copy->runtime = runtime;
  copy->db = agent_db_open (path, NULL, AGENT_DB_DURABLE, error);
  /* What is in the log then goes into the file, which is all there is of a backup. */
  return copy->db != NULL && mark (copy, owner, error) &&
         agent_backup_count (copy, counts, error) && agent_db_check (copy->db, error) &&
         agent_db_checkpoint (copy->db, NULL, error);
}

gboolean
agent_backup_make (const char *directory,
                   const char *path,
                   const M77Runtime *runtime,
                   const AgentBackupOwner *owner,
                   AgentBackupCounts *counts,
                   GError **error)
{
  g_autoptr (AgentJournal) journal = agent_journal_open_reader (directory, NULL, error);

  *counts = (AgentBackupCounts){ 0 };
  return journal != NULL && agent_db_backup (journal->db, path, error) &&
         seal (path, runtime, owner, counts, error);
}

/* ---- Copies that are kept ---- */

typedef struct
{
  char *path;
  gint64 changed; /* s */
} Copy;

static void
copy_clear (gpointer data)
{
  g_free (((Copy *) data)->path);
}

static int
compare_copies (gconstpointer a, gconstpointer b)
{
  const Copy *left = a, *right = b;

  if (left->changed != right->changed)
    return left->changed > right->changed ? -1 : 1;
  return -strcmp (left->path, right->path);
}

void
agent_backup_prune (const char *directory, const char *prefix, guint keep)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (Copy));
  const char *name;

  g_array_set_clear_func (copies, copy_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Copy copy = { g_build_filename (directory, name, NULL), 0 };
      GStatBuf about;

      if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db") &&
          g_stat (copy.path, &about) == 0)
        {
          copy.changed = about.st_mtime;
          g_array_append_val (copies, copy);
        }
      else
        g_free (copy.path);
    }
  g_array_sort (copies, compare_copies);
  for (guint i = keep; i < copies->len; i++)
    g_unlink (g_array_index (copies, Copy, i).path);
}
