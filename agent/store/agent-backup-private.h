/* agent-backup-private.h: what making a backup and restoring one share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-backup.h"
#include "agent/store/agent-journal-private.h"

G_BEGIN_DECLS

gboolean agent_backup_check_owner (AgentJournal *copy,
                                   const AgentBackupOwner *owner,
                                   GError **error);
gboolean agent_backup_count (AgentJournal *journal, AgentBackupCounts *counts, GError **error);

G_END_DECLS
