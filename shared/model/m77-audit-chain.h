/* m77-audit-chain.h: whether audit entries are as they were written
 *
 * An audit entry is the document of a record of kind audit. `hash` is the SHA-256 of the
 * entry's canonical text (m77_json_sha256 ()) without it, `previous_hash` that of the entry
 * before, empty in the first; sequences have no gaps. A walk along the entries finds one that
 * was changed, left out or put in. It cannot find a cut end, nor a chain rewritten from some
 * entry on: hold a checkpoint against it for that (docs/decisions/0007).
 *
 * Plain functions of their arguments, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define M77_AUDIT_HASH_LENGTH 64 /* characters, without the NUL */

/* Where a walk stands: after this entry. All zero before the first; a walk may begin at any
 * checkpoint that is trusted. */
typedef struct
{
  gint64 sequence;
  char hash[M77_AUDIT_HASH_LENGTH + 1];
} M77AuditPlace;

/* What entry's hash must be. Free with g_free. */
char *m77_audit_entry_hash (const M77Json *entry);

/* Moves place to entry. FALSE with M77_ERROR_STORAGE_CORRUPT when it is not the next one, or is
 * not as it was written; the message names its sequence. place then stays. */
gboolean m77_audit_place_step (M77AuditPlace *place, const M77Json *entry, GError **error);

/* Whether text can be a hash: 64 lower-case hexadecimal digits. */
gboolean m77_audit_hash_is_valid (const char *text);

G_END_DECLS
