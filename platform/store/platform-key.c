/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-key"

#include "config.h"

#include "platform/store/platform-key.h"

#define FORGET_AFTER_MS (PLATFORM_KEY_KEPT_MS + 86400 * G_GINT64_CONSTANT (1000))

void
platform_key_clear (PlatformKey *self)
{
  g_free (self->hash);
  g_free (self->outcome);
  g_free (self->kind);
  g_free (self->id);
}

gboolean
platform_key_find (PlatformDb *db,
                   gint64 tenant,
                   const char *member,
                   const char *text,
                   PlatformKey *key,
                   GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT hash, outcome, kind, id, version FROM answer"
                                 " WHERE key = ? AND tenant = ? AND member = ?",
                                 "tit",
                                 text,
                                 tenant,
                                 member);
  gboolean have_row;

  *key = (PlatformKey){ .hash = NULL };
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  key->hash = g_strdup (platform_query_text (query, 0));
  key->outcome = g_strdup (platform_query_text (query, 1));
  key->kind = g_strdup (platform_query_text (query, 2));
  key->id = g_strdup (platform_query_text (query, 3));
  key->version = platform_query_integer (query, 4);
  return TRUE;
}

gboolean
platform_key_remember (PlatformDb *db,
                       gint64 tenant,
                       const char *member,
                       const char *text,
                       const PlatformKey *key,
                       GError **error)
{
  return platform_db_run (db,
                          error,
                          "INSERT INTO answer (key, tenant, member, hash, outcome, kind, id,"
                          " version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                          "tittttti",
                          text,
                          tenant,
                          member,
                          key->hash,
                          key->outcome,
                          key->kind,
                          key->id,
                          key->version);
}

/* A UUIDv7 begins with twelve hexadecimal digits of milliseconds: text order is order of
 * time. */
gboolean
platform_key_forget_old (PlatformDb *db, gint64 now, GError **error)
{
  guint64 oldest = (guint64) MAX (now - FORGET_AFTER_MS, 0);
  g_autofree char *before = g_strdup_printf ("%08x-%04x",
                                             (guint) (oldest >> 16),
                                             (guint) (oldest & 0xffff));

  return platform_db_run (db, error, "DELETE FROM answer WHERE key < ?", "t", before);
}

gboolean
platform_key_forget_record (PlatformDb *db,
                            gint64 tenant,
                            const char *kind,
                            const char *id,
                            GError **error)
{
  return platform_db_run (db,
                          error,
                          "UPDATE answer SET outcome = json_remove (outcome, '$.record')"
                          " WHERE tenant = ? AND kind = ? AND id = ?",
                          "itt",
                          tenant,
                          kind,
                          id);
}
