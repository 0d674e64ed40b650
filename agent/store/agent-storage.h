/* agent-storage.h: what the file system says, as our errors
 *
 * One wording for a full, a read-only and a broken disk, whoever meets it: what happened and
 * what to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "shared/base/m77-error.h"

G_BEGIN_DECLS

/* STORAGE_FULL, STORAGE_READ_ONLY, else STORAGE. */
M77Error agent_storage_code (int number /* errno */);
/* code: one of the STORAGE ones or CANCELLED. why: for what is none of the known ones. */
void agent_storage_set_error (GError **error, M77Error code, const char *path, const char *why);
void agent_storage_set_errno (GError **error, int number, const char *path);

/* So that names made, moved and removed in it are so after a power cut, too. */
void agent_storage_sync_directory (const char *directory);

G_END_DECLS
