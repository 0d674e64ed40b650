/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-record"

#include "config.h"

#include "platform/store/platform-record.h"

#include <string.h>

#include "shared/base/m77-time.h"

static gboolean
read_one (PlatformDb *db,
          PlatformQuery *query,
          M77JsonPool *pool,
          M77Record *record,
          GError **error)
{
  gboolean have_row;

  *record = (M77Record){ .id = NULL };
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  return !have_row || m77_record_parse (record,
                                        pool,
                                        platform_query_text (query, 0),
                                        sqlite3_column_bytes (query, 0),
                                        error);
}

/* By what the statement looks for in a tenant's records of a kind. */
static gboolean
find_one (PlatformDb *db,
          const char *sql,
          gint64 tenant,
          const char *kind,
          const char *what,
          M77JsonPool *pool,
          M77Record *record,
          GError **error)
{
  g_autoptr (PlatformQuery) query = platform_db_query (db, error, sql, "itt", tenant, kind, what);

  return read_one (db, query, pool, record, error);
}

gboolean
platform_record_get (PlatformDb *db,
                     gint64 tenant,
                     const char *kind,
                     const char *id,
                     M77JsonPool *pool,
                     M77Record *record,
                     GError **error)
{
  return find_one (db,
                   "SELECT line FROM record WHERE tenant = ? AND kind = ? AND id = ?",
                   tenant,
                   kind,
                   id,
                   pool,
                   record,
                   error);
}

static char *
key_part (const M77Json *doc, const char *field)
{
  const M77Json *value = m77_json_get (doc, field);

  if (m77_json_is (value, M77_JSON_STRING))
    return g_strdup (m77_json_string (value));
  if (m77_json_is (value, M77_JSON_NUMBER))
    return g_strdup (m77_json_number_text (value));
  return NULL;
}

char *
platform_record_unique_key (const M77Kind *kind, const M77Json *doc)
{
  g_autofree char *key = NULL, *scope = NULL, *region = NULL;

  if (kind == NULL || kind->key_field == NULL || doc == NULL)
    return NULL;
  key = key_part (doc, kind->key_field);
  if (key == NULL || kind->key_scope == NULL)
    return g_steal_pointer (&key);
  scope = key_part (doc, kind->key_scope);
  region = m77_kind_field (kind, "region") != NULL ? key_part (doc, "region") : NULL;
  return g_strconcat (key,
                      "@",
                      scope != NULL ? scope : "",
                      region != NULL ? "/" : NULL,
                      region,
                      NULL);
}

gboolean
platform_record_by_key (PlatformDb *db,
                        gint64 tenant,
                        const char *kind,
                        const char *key,
                        M77JsonPool *pool,
                        M77Record *record,
                        GError **error)
{
  return find_one (db,
                   "SELECT line FROM record WHERE tenant = ? AND kind = ? AND key = ?"
                   " AND deleted = 0",
                   tenant,
                   kind,
                   key,
                   pool,
                   record,
                   error);
}

gboolean
platform_record_by_ref (PlatformDb *db,
                        gint64 tenant,
                        const char *kind,
                        const char *ref,
                        M77JsonPool *pool,
                        M77Record *record,
                        GError **error)
{
  const M77Kind *known = m77_kind_find (kind);

  *record = (M77Record){ .id = NULL };
  if (ref == NULL)
    return TRUE;
  if (known != NULL && m77_kind_ref_by_key (known))
    return platform_record_by_key (db, tenant, kind, ref, pool, record, error);
  if (!platform_record_get (db, tenant, kind, ref, pool, record, error))
    return FALSE;
  if (record->deleted)
    record->id = NULL;
  return TRUE;
}

static gboolean
is_open (const M77Kind *kind, const M77Record *record)
{
  return kind != NULL && !record->deleted &&
         m77_kind_is_open (kind, m77_record_state (kind, record->doc));
}

gboolean
platform_record_put (PlatformDb *db,
                     PlatformHead *head,
                     const M77Record *record,
                     const GString *line,
                     gint64 due,
                     GError **error)
{
  const M77Kind *kind = m77_kind_find (record->kind);
  g_autofree char *key = platform_record_unique_key (kind, record->doc);
  g_autoptr (PlatformQuery) put = NULL;
  gint64 number = platform_head_next (head);
  gboolean have_row;

  put = platform_db_query (db,
                           error,
                           "INSERT INTO record (change, tenant, kind, id, deleted, open, key, due,"
                           " line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                           " ON CONFLICT (tenant, kind, id) DO UPDATE SET"
                           " change = excluded.change, deleted = excluded.deleted,"
                           " open = excluded.open, key = excluded.key, due = excluded.due,"
                           " line = excluded.line",
                           "iittiit",
                           PLATFORM_CHANGE (head->tenant, number),
                           head->tenant,
                           record->kind,
                           record->id,
                           (gint64) record->deleted,
                           (gint64) is_open (kind, record),
                           key);
  if (put == NULL)
    return FALSE;
  if (due != M77_TIME_NONE)
    sqlite3_bind_int64 (put, 8, due);
  sqlite3_bind_text64 (put, 9, line->str, line->len, SQLITE_STATIC, SQLITE_UTF8);
  return platform_db_next (db, put, &have_row, error);
}

static GPtrArray *
read_all (PlatformDb *db, PlatformQuery *query, M77JsonPool *pool, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      g_autofree M77Record *record = g_new0 (M77Record, 1);

      if (query == NULL || !read_one (db, query, pool, record, error))
        return NULL;
      if (record->id == NULL)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
}

GPtrArray *
platform_record_list_open (PlatformDb *db,
                           gint64 tenant,
                           const char *kind,
                           M77JsonPool *pool,
                           GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = ?"
                                 " AND open = 1 ORDER BY change",
                                 "it",
                                 tenant,
                                 kind);

  return read_all (db, query, pool, error);
}

GPtrArray *
platform_record_list_all (PlatformDb *db,
                          gint64 tenant,
                          const char *kind,
                          M77JsonPool *pool,
                          GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = ?"
                                 " AND deleted = 0 ORDER BY id",
                                 "it",
                                 tenant,
                                 kind);

  return read_all (db, query, pool, error);
}

GPtrArray *
platform_record_list_open_after (PlatformDb *db,
                                 gint64 tenant,
                                 const char *kind,
                                 const char *after,
                                 M77JsonPool *pool,
                                 GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = ? AND id > ?"
                                 " AND open = 1 ORDER BY id LIMIT 100",
                                 "itt",
                                 tenant,
                                 kind,
                                 after);

  return read_all (db, query, pool, error);
}

GPtrArray *
platform_record_list_told (PlatformDb *db,
                           gint64 tenant,
                           const char *subject,
                           M77JsonPool *pool,
                           GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = 'delivery'"
                                 " AND deleted = 0 AND line ->> '$.doc.subject' = ?"
                                 " AND line -> '$.doc.payload' IS NOT NULL LIMIT 100",
                                 "it",
                                 tenant,
                                 subject);

  return read_all (db, query, pool, error);
}

gboolean
platform_record_next_due (PlatformDb *db,
                          gint64 now,
                          gint64 *tenant,
                          M77JsonPool *pool,
                          M77Record *record,
                          GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT line, tenant FROM record WHERE due IS NOT NULL"
                                 " AND due <= ? ORDER BY due LIMIT 1",
                                 "i",
                                 now);

  *tenant = 0;
  if (!read_one (db, query, pool, record, error))
    return FALSE;
  if (record->id != NULL)
    *tenant = platform_query_integer (query, 1);
  return TRUE;
}

gboolean
platform_record_skip_due (PlatformDb *db, gint64 now, GError **error)
{
  return platform_db_run (db,
                          error,
                          "UPDATE record SET due = NULL WHERE change = (SELECT change FROM record"
                          " WHERE due IS NOT NULL AND due <= ? ORDER BY due LIMIT 1)",
                          "i",
                          now);
}

gboolean
platform_record_due_at (PlatformDb *db, gint64 *due, GError **error)
{
  return platform_db_integer (db,
                              due,
                              M77_TIME_NONE,
                              error,
                              "SELECT due FROM record WHERE due IS NOT NULL ORDER BY due LIMIT 1",
                              "");
}

gboolean
platform_record_set_idle (PlatformDb *db, gint64 tenant, const M77Record *record, GError **error)
{
  return platform_db_run (db,
                          error,
                          "UPDATE record SET due = NULL WHERE tenant = ? AND kind = ? AND id = ?",
                          "itt",
                          tenant,
                          record->kind,
                          record->id);
}

gboolean
platform_record_purge (PlatformDb *db, gint64 tenant, const M77Record *record, GError **error)
{
  gint64 change;

  return platform_db_integer (db,
                              &change,
                              0,
                              error,
                              "DELETE FROM record WHERE tenant = ? AND kind = ? AND id = ?"
                              " RETURNING change",
                              "itt",
                              tenant,
                              record->kind,
                              record->id) &&
         platform_db_run (db,
                          error,
                          "UPDATE tenant SET purged = max (purged, ?) WHERE id = ?",
                          "ii",
                          PLATFORM_CHANGE_NUMBER (change),
                          tenant);
}
