/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "agent/store/agent-journal-private.h"
#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

/* The order of files, so that a rescue may be cut off anywhere:
 *
 *   journal.salvage.db   a copy of the damaged file and its log, to be read: SQLite changes
 *                        what it opens, and the damaged one is kept as it is
 *   journal.rescue.db    what was saved, while it is written: thrown away if found
 *   journal.rescued.db   the same, complete: from here on it will become the journal
 *   journal.corrupt-….db the damaged file, moved out of the way just before that */
#define SALVAGE_FILE "journal.salvage.db"
#define RESCUE_FILE  "journal.rescue.db"
#define RESCUED_FILE "journal.rescued.db"

static gboolean
report_errno (const char *path, GError **error)
{
  agent_storage_set_errno (error, errno, path);
  return FALSE;
}

static void
remove_database (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &local) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? M77_ERROR_STORAGE_FULL
                                                                        : M77_ERROR_STORAGE,
               _ ("The damaged journal could not be copied to save what can be read: %s. Make sure "
                  "there is space and try again."),
               local->message);
  return FALSE;
}

static gboolean
copy_database (const char *from, const char *to, GError **error)
{
  g_autofree char *from_log = g_strconcat (from, "-wal", NULL);
  g_autofree char *to_log = g_strconcat (to, "-wal", NULL);

  remove_database (to);
  return copy_file (from, to, error) && copy_file (from_log, to_log, error);
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || errno == ENOENT || report_errno (from, error);
}

/* "journal.corrupt-20300517T031200Z.db", of a name nothing has yet. */
static char *
name_corrupt (const char *directory, const M77Runtime *runtime)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (m77_runtime_now (runtime) / 1000);
  g_autofree char *time = now == NULL ? g_strdup ("0") : g_date_time_format (now, "%Y%m%dT%H%M%SZ");

  for (guint i = 1;; i++)
    {
      g_autofree char *again = i == 1 ? g_strdup ("") : g_strdup_printf ("-%u", i);
      g_autofree char *name = g_strdup_printf ("journal.corrupt-%s%s.db", time, again);
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

static gboolean
swap (const char *directory, const char *corrupt_name, GError **error)
{
  g_autofree char *journal = g_build_filename (directory, AGENT_JOURNAL_FILE, NULL);
  g_autofree char *log = g_strconcat (journal, "-wal", NULL);
  g_autofree char *shared = g_strconcat (journal, "-shm", NULL);
  g_autofree char *corrupt = g_build_filename (directory, corrupt_name, NULL);
  g_autofree char *corrupt_log = g_strconcat (corrupt, "-wal", NULL);
  g_autofree char *rescued = g_build_filename (directory, RESCUED_FILE, NULL);

  /* The log goes first: one left behind would be played into the new file. */
  if (!move (log, corrupt_log, error) || !move (journal, corrupt, error))
    return FALSE;
  g_unlink (shared);
  agent_storage_sync_directory (directory);
  if (!move (rescued, journal, error))
    return FALSE;
  agent_storage_sync_directory (directory);
  return TRUE;
}

gboolean
agent_journal_finish_rescue (const char *directory, const M77Runtime *runtime, GError **error)
{
  g_autofree char *rescued = g_build_filename (directory, RESCUED_FILE, NULL);
  g_autofree char *corrupt = NULL;

  if (!g_file_test (rescued, G_FILE_TEST_EXISTS))
    return TRUE;
  corrupt = name_corrupt (directory, runtime);
  return swap (directory, corrupt, error);
}

gboolean
agent_journal_rescue (const char *directory,
                      const char *vfs,
                      const M77Runtime *runtime,
                      GError **error)
{
  g_autofree char *journal = g_build_filename (directory, AGENT_JOURNAL_FILE, NULL);
  g_autofree char *salvage = g_build_filename (directory, SALVAGE_FILE, NULL);
  g_autofree char *rescue = g_build_filename (directory, RESCUE_FILE, NULL);
  g_autofree char *rescued = g_build_filename (directory, RESCUED_FILE, NULL);
  g_autofree char *corrupt = name_corrupt (directory, runtime);
  gboolean ok;

  remove_database (rescue);
  ok = copy_database (journal, salvage, error) &&
       agent_journal_salvage (salvage, rescue, corrupt, vfs, runtime, error) &&
       (g_rename (rescue, rescued) == 0 || report_errno (rescue, error));
  remove_database (salvage);
  remove_database (rescue);
  agent_storage_sync_directory (directory);
  return ok && swap (directory, corrupt, error);
}
