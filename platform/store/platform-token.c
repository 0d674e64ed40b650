/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-token"

#include "config.h"

#include "platform/store/platform-token.h"

#include <string.h>

#include "shared/base/m77-time.h"

#define SECRET_BYTES 32

void
platform_token_clear (PlatformToken *self)
{
  g_free (self->hash);
  g_free (self->member);
  g_free (self->credential);
  g_free (self->issuers);
  g_free (self->scopes);
}

/* base64url without padding (RFC 4648 §5): safe in headers, shells and URLs. */
char *
platform_token_secret (const M77Runtime *runtime, const char *prefix)
{
  guint8 bytes[SECRET_BYTES];
  g_autofree char *text = NULL;

  runtime->random (runtime, bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return g_strconcat (prefix, text, NULL);
}

char *
platform_token_hash (const char *secret)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

static void
bind_time (PlatformQuery *query, int index, gint64 at)
{
  if (at != M77_TIME_NONE)
    sqlite3_bind_int64 (query, index, at);
}

gboolean
platform_token_add (PlatformDb *db, const PlatformToken *token, gint64 now, GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "INSERT INTO token (hash, tenant, member, credential, scopes,"
                                 " issuers, made_at, auth_at, expires_at)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 "titttti",
                                 token->hash,
                                 token->tenant,
                                 token->member,
                                 token->credential,
                                 token->scopes,
                                 token->issuers,
                                 now);
  gboolean have_row;

  if (query == NULL)
    return FALSE;
  bind_time (query, 8, token->auth_at);
  bind_time (query, 9, token->expires_at);
  return platform_db_next (db, query, &have_row, error);
}

static gint64
time_of (PlatformQuery *query, int column)
{
  return sqlite3_column_type (query, column) == SQLITE_NULL
             ? M77_TIME_NONE
             : platform_query_integer (query, column);
}

gboolean
platform_token_find (PlatformDb *db, const char *secret, PlatformToken *token, GError **error)
{
  g_autofree char *hash = platform_token_hash (secret);
  g_autoptr (PlatformQuery) query =
      platform_db_query (db,
                         error,
                         "SELECT tenant, member, credential, scopes, auth_at, expires_at, issuers"
                         " FROM token WHERE hash = ?",
                         "t",
                         hash);
  gboolean have_row;

  *token = (PlatformToken){ .member = NULL };
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  token->hash = g_steal_pointer (&hash);
  token->tenant = platform_query_integer (query, 0);
  token->member = g_strdup (platform_query_text (query, 1));
  token->credential = g_strdup (platform_query_text (query, 2));
  token->scopes = g_strdup (platform_query_text (query, 3));
  token->auth_at = time_of (query, 4);
  token->expires_at = time_of (query, 5);
  token->issuers = g_strdup (platform_query_text (query, 6));
  return TRUE;
}

gboolean
platform_token_expire (PlatformDb *db,
                       gint64 tenant,
                       const char *credential,
                       gint64 at,
                       GError **error)
{
  return platform_db_run (db,
                          error,
                          "UPDATE token SET expires_at = min (coalesce (expires_at, ?1), ?1)"
                          " WHERE tenant = ?2 AND credential = ?3",
                          "iit",
                          at,
                          tenant,
                          credential);
}

gboolean
platform_token_end_member (PlatformDb *db,
                           gint64 tenant,
                           const char *member,
                           gboolean sessions,
                           GError **error)
{
  return platform_db_run (db,
                          error,
                          sessions ? "DELETE FROM token WHERE tenant = ? AND member = ?"
                                     " AND credential IS NULL"
                                   : "DELETE FROM token WHERE tenant = ? AND member = ?",
                          "it",
                          tenant,
                          member);
}
