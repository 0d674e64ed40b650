/* sim-platform.h: what is done to the file of a platform that is not running
 *
 * Apart, for the agents' headers and the platform's do not go together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

/* Whether the audit of its first tenant is whole. M77_ERROR_STORAGE_CORRUPT. */
gboolean sim_platform_check_audit (const char *directory, const char *vfs, GError **error);
/* As after a backup was restored: all cursors are of no use. */
gboolean sim_platform_renew_epochs (const char *directory,
                                    const char *vfs,
                                    const M77Runtime *runtime,
                                    GError **error);

G_END_DECLS
