/* platform-mark.h: noticing that the database is an older one than it was
 *
 * The same random mark stands in the database and in a file beside it, DIR/platform.mark; both
 * get another one now and then. A database that does not have the file's mark was put there
 * from elsewhere: a backup was restored, by whatever means. Its change numbers will be given
 * out again to other changes, so the tenants need a new epoch. docs/decisions/0008.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

/* *replaced: it is not the database that the file knows. FALSE for one that has no mark yet. */
gboolean platform_mark_check (PlatformDb *db,
                              const char *directory,
                              gboolean *replaced,
                              GError **error);
/* A new mark in both. Commits. */
gboolean platform_mark_renew (PlatformDb *db,
                              const char *directory,
                              const M77Runtime *runtime,
                              GError **error);
/* What stands for the mark in a copy: wherever it is put, it is seen to be one. */
#define PLATFORM_MARK_COPY "copy"

G_END_DECLS
