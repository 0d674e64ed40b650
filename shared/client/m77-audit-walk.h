/* m77-audit-walk.h: the platform's audit, verified entry by entry as it is here
 *
 * Reads the audit from its first entry here to its last and walks its chain (m77-audit-chain.h),
 * page by page, so that a million entries neither stop the program nor fill it. Where older entries
 * have been disposed of the walk begins at the first that is left, and trusts what that says of the
 * one before it. What this cannot find, and what m77 audit verify finds of this machine's own
 * record, is in docs/audit.md.
 *
 * Main thread only. Signal "changed": it went further, or ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "shared/model/m77-audit-chain.h"

G_BEGIN_DECLS

#define M77_TYPE_AUDIT_WALK (m77_audit_walk_get_type ())
G_DECLARE_FINAL_TYPE (M77AuditWalk, m77_audit_walk, M77, AUDIT_WALK, GObject)

/* client NULL: nobody is asked (tests). */
M77AuditWalk *m77_audit_walk_new (M77Client *client);
/* From the beginning. */
void m77_audit_walk_start (M77AuditWalk *self);
void m77_audit_walk_stop (M77AuditWalk *self);
gboolean m77_audit_walk_is_running (M77AuditWalk *self);
/* A page of rows (docs/json.md), in order. FALSE: the chain is broken. */
gboolean m77_audit_walk_take (M77AuditWalk *self, const char *rows);
/* "Verified: 659 entries, 1 to 659, to Tue 14:02"; "Broken: …". Free with g_free. */
char *m77_audit_walk_words (M77AuditWalk *self, gint64 now, GTimeZone *zone);
/* The chain is not as it was written, or could not be read; NULL. */
const GError *m77_audit_walk_error (M77AuditWalk *self);
/* Entries walked, of about so many; 0: not known. */
gint64 m77_audit_walk_done (M77AuditWalk *self, gint64 *total);

G_END_DECLS
