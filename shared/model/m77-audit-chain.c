/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-audit-chain"

#include "config.h"

#include "shared/model/m77-audit-chain.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

char *
m77_audit_entry_hash (const M77Json *entry)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *copy = m77_json_copy (pool, entry);

  m77_json_remove (copy, "hash");
  return m77_json_sha256 (copy);
}

static gboolean
fail (gint64 sequence, const char *what, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_STORAGE_CORRUPT,
               _ ("Audit entry %" G_GINT64_FORMAT " %s."),
               sequence,
               what);
  return FALSE;
}

gboolean
m77_audit_place_step (M77AuditPlace *place, const M77Json *entry, GError **error)
{
  gint64 next = place->sequence + 1, sequence = m77_json_get_int (entry, "sequence", 0);
  g_autofree char *hash = NULL;

  if (sequence != next)
    return fail (next, _ ("is missing"), error);
  hash = m77_audit_entry_hash (entry);
  if (g_strcmp0 (hash, m77_json_get_string (entry, "hash")) != 0)
    return fail (next, _ ("is not as it was written"), error);
  if (g_strcmp0 (m77_json_get_string (entry, "previous_hash"), place->hash) != 0)
    return fail (next, _ ("does not follow the one before it"), error);
  place->sequence = sequence;
  g_strlcpy (place->hash, hash, sizeof place->hash);
  return TRUE;
}

gboolean
m77_audit_hash_is_valid (const char *text)
{
  return text != NULL && strlen (text) == M77_AUDIT_HASH_LENGTH &&
         strspn (text, "0123456789abcdef") == M77_AUDIT_HASH_LENGTH;
}
