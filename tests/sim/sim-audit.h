/* sim-audit.h: whether the platform's audit is whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the first tenant of a platform that is not running. M77_ERROR_STORAGE_CORRUPT. */
gboolean sim_audit_check (const char *directory, const char *vfs, GError **error);

G_END_DECLS
