/* agent-backup.h: a journal in one file, and back
 *
 * A backup is the journal as it was at one moment (SQLite's online backup), checked, and marked
 * with whose it is. Nothing of the cache is in it, and no token.
 *
 * A restored journal is the backup, but for what the one that is there knows better: whatever
 * was sent from it since is taken from it, and so is whatever was done in it later. All that is
 * then unsent is held, since nothing here can say what became of it: a person confirms it. An
 * operation whose answer was outstanding goes again with its own key and bytes, others meet what
 * the platform has by the rules of the merge, so nothing takes effect twice. The journal that
 * was there is kept beside it, and the audit chain begins anew (docs/backup.md).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

#define AGENT_BACKUP_KEPT 3 /* copies of each sort, from before a migration or a restore */

/* Whose a journal is: both sides must agree. */
typedef struct
{
  const char *platform, *tenant;
  const char *member; /* NULL: not known yet */
} AgentBackupOwner;

typedef struct
{
  guint operations; /* all there are */
  guint unsent;     /* not ended */
  guint held;       /* by a restore */
} AgentBackupCounts;

/* Makes path, 0600. In the profile's directory; any thread, the journal may be in use. */
gboolean agent_backup_make (const char *directory,
                            const char *path,
                            const M77Runtime *runtime,
                            const AgentBackupOwner *owner,
                            AgentBackupCounts *counts,
                            GError **error);

/* journal becomes the backup at path, in one transaction; path is changed. M77_ERROR_CONFLICT
 * while it holds unsent work that has no place in the other, unless discard;
 * M77_ERROR_STORAGE_CORRUPT: the backup is damaged, or is none; M77_ERROR_NOT_PERMITTED: it is
 * somebody else's. On the journal's lane. */
gboolean agent_backup_restore (AgentJournal *journal,
                               const char *directory,
                               const char *path,
                               const AgentBackupOwner *owner,
                               gboolean discard,
                               AgentBackupCounts *counts,
                               GError **error);

/* Removes the oldest files of directory whose names begin so, but for the newest `keep`. */
void agent_backup_prune (const char *directory, const char *prefix, guint keep);

G_END_DECLS
