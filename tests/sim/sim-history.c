/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-history.h"

#include <sqlite3.h>

#include "tests/sim/sim-platform.h"

static GPtrArray *
ensure_list (GHashTable *lists, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (lists, name);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, g_strdup (name), list);
    }
  return list;
}

/* The entry tells of the newest version of its subject. */
static void
take_audit (SimHistory *self, const M77Json *entry)
{
  const char *kind = m77_json_get_string (entry, "subject_kind");
  const char *id = m77_json_get_string (entry, "subject");
  const char *key = m77_json_get_string (entry, "operation");
  GPtrArray *versions = kind != NULL && id != NULL ? sim_history_of (self, kind, id) : NULL;
  SimVersion *newest;

  if (g_strcmp0 (m77_json_get_string (entry, "outcome"), "success") != 0 || versions == NULL)
    return;
  newest = versions->pdata[versions->len - 1];
  newest->verb = m77_json_get_string (entry, "verb");
  newest->key = key;
  if (key != NULL)
    g_ptr_array_add (ensure_list (self->keys, key), newest);
}

static void
take_version (SimWorld *world, SimHistory *self, gint64 change, const char *line)
{
  SimVersion *version = g_new0 (SimVersion, 1);
  g_autofree char *name = NULL;

  version->line = g_strdup (line);
  version->change = change;
  version->record = m77_json_parse (self->pool, line, -1, NULL);
  version->kind = m77_json_get_string (version->record, "kind");
  version->id = m77_json_get_string (version->record, "id");
  version->version = m77_json_get_int (version->record, "version", 0);
  version->doc = m77_json_get_bool (version->record, "deleted")
                     ? NULL
                     : m77_json_get (version->record, "doc");
  g_ptr_array_add (self->versions, version);
  name = g_strconcat (version->kind, "/", version->id, NULL);
  g_ptr_array_add (ensure_list (self->records, name), version);
  if (g_str_equal (version->kind, "audit"))
    take_audit (self, version->doc);
}

static void
version_free (gpointer data)
{
  SimVersion *version = data;

  g_free ((char *) version->line);
  g_free (version);
}

SimHistory *
sim_history_read (SimWorld *world)
{
  SimHistory *self = g_new0 (SimHistory, 1);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;
  sqlite3_stmt *query;

  self->pool = m77_json_pool_new ();
  self->versions = g_ptr_array_new_with_free_func (version_free);
  self->records = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->keys = g_hash_table_new_full (g_str_hash,
                                      g_str_equal,
                                      g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
  platform_core_close (world->platform);
  world->platform = NULL;
  if (!sim_platform_check_audit ("platform", "sim-platform", &error))
    sim_fail (world, "The platform's audit: %s", error->message);
  g_assert_cmpint (sqlite3_open_v2 ("platform/platform.db",
                                    &db,
                                    SQLITE_OPEN_READWRITE,
                                    "sim-platform"),
                   ==,
                   SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT change, line FROM sim_version ORDER BY n", -1, &query, NULL);
  while (sqlite3_step (query) == SQLITE_ROW)
    take_version (world,
                  self,
                  sqlite3_column_int64 (query, 0),
                  (const char *) sqlite3_column_text (query, 1));
  sqlite3_finalize (query);
  sqlite3_close (db);
  sim_world_open_platform (world);
  return self;
}

void
sim_history_free (SimHistory *self)
{
  g_ptr_array_unref (self->versions);
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->keys);
  m77_json_pool_free (self->pool);
  g_free (self);
}

GPtrArray *
sim_history_of (SimHistory *self, const char *kind, const char *id)
{
  g_autofree char *name = g_strconcat (kind, "/", id, NULL);

  return g_hash_table_lookup (self->records, name);
}
