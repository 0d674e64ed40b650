/* platform-backup.h: a copy of the database, and back
 *
 * SQLite's online backup: a platform that serves goes on meanwhile. A copy is checked before it
 * gets its name, and holds everything, secrets that sign webhooks too: mode 0600.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"

G_BEGIN_DECLS

/* M77_ERROR_USAGE when there is a file of that name already. */
gboolean platform_backup_write (PlatformDb *db, const char *path, GError **error);
/* Puts the copy in place of everything in db; the caller holds the directory alone. A file that
 * is no such copy, is damaged or of a newer version changes nothing. */
gboolean platform_backup_read (PlatformDb *db, const char *path, GError **error);

G_END_DECLS
