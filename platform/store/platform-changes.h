/* platform-changes.h: the change feed, read a chunk at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"

G_BEGIN_DECLS

#define PLATFORM_CHUNK_RECORDS 500
#define PLATFORM_CHUNK_BYTES   (256 * 1024)

typedef gboolean (*PlatformKindFunc) (const char *kind, gpointer data);

/* Appends the lines of at most `most` records (and of a chunk) that come after *number and
 * whose kind may be read, in change order. *number moves to the last one looked at, *count
 * gets how many were appended; *at_end when there is none after them. One short read. */
gboolean platform_changes_read (PlatformDb *db,
                                gint64 tenant,
                                gint64 *number,
                                guint most,
                                PlatformKindFunc may_read,
                                gpointer data,
                                GString *out,
                                guint *count,
                                gboolean *at_end,
                                GError **error);

G_END_DECLS
