/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-tenant"

#include "config.h"

#include "platform/store/platform-tenant.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

#define FIRST_NUMBER    1 /* of INC-1 and its like */
#define NAME_MAX_LENGTH 63

static gboolean
name_is_valid (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > NAME_MAX_LENGTH || name[0] == '-')
    return FALSE;
  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static char *
epoch_new (const M77Runtime *runtime)
{
  guint8 bytes[6];
  GString *text = g_string_new (NULL);

  runtime->random (runtime, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

gboolean
platform_tenant_create (PlatformDb *db, const char *name, const M77Runtime *runtime, GError **error)
{
  g_autofree char *epoch = epoch_new (runtime);
  g_autoptr (PlatformTenant) there = NULL;

  if (!name_is_valid (name))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("“%s” cannot name a tenant: use up to 63 of a-z, 0-9 and -."),
                   name);
      return FALSE;
    }
  if (!platform_tenant_find (db, name, &there, error))
    return FALSE;
  if (there != NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_KEY_TAKEN,
                   _ ("There is a tenant “%s” already."),
                   name);
      return FALSE;
    }
  return platform_db_run (db,
                          error,
                          "INSERT INTO tenant (name, epoch) VALUES (?, ?)",
                          "tt",
                          name,
                          epoch);
}

static gboolean
read_tenant (PlatformDb *db, PlatformQuery *query, PlatformTenant **tenant, GError **error)
{
  gboolean have_row;

  *tenant = NULL;
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  *tenant = g_new0 (PlatformTenant, 1);
  (*tenant)->id = platform_query_integer (query, 0);
  (*tenant)->name = g_strdup (platform_query_text (query, 1));
  (*tenant)->epoch = g_strdup (platform_query_text (query, 2));
  (*tenant)->number = platform_query_integer (query, 3);
  (*tenant)->purged = platform_query_integer (query, 4);
  (*tenant)->four_eyes = platform_query_integer (query, 5) != 0;
  (*tenant)->least = platform_query_integer (query, 6);
  return TRUE;
}

gboolean
platform_tenant_find (PlatformDb *db, const char *name, PlatformTenant **tenant, GError **error)
{
  g_autoptr (PlatformQuery) query =
      platform_db_query (db,
                         error,
                         "SELECT id, name, epoch, number, purged, four_eyes, least FROM tenant"
                         " WHERE name = ?",
                         "t",
                         name);

  return read_tenant (db, query, tenant, error);
}

gboolean
platform_tenant_by_id (PlatformDb *db, gint64 id, PlatformTenant **tenant, GError **error)
{
  g_autoptr (PlatformQuery) query =
      platform_db_query (db,
                         error,
                         "SELECT id, name, epoch, number, purged, four_eyes, least FROM tenant"
                         " WHERE id = ?",
                         "i",
                         id);

  return read_tenant (db, query, tenant, error);
}

void
platform_tenant_free (PlatformTenant *self)
{
  g_free (self->name);
  g_free (self->epoch);
  g_free (self);
}

gboolean
platform_tenant_next_number (PlatformDb *db,
                             gint64 id,
                             const char *kind,
                             gint64 *number,
                             GError **error)
{
  return platform_db_integer (db,
                              number,
                              0,
                              error,
                              "INSERT INTO counter (tenant, kind, last) VALUES (?, ?, ?)"
                              " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
                              "iti",
                              id,
                              kind,
                              (gint64) FIRST_NUMBER);
}

gboolean
platform_tenant_saw_number (PlatformDb *db,
                            gint64 id,
                            const char *kind,
                            gint64 number,
                            GError **error)
{
  return platform_db_run (db,
                          error,
                          "INSERT INTO counter (tenant, kind, last) VALUES (?, ?, ?)"
                          " ON CONFLICT DO UPDATE SET last = max (last, excluded.last)",
                          "iti",
                          id,
                          kind,
                          number);
}

gboolean
platform_tenant_set_four_eyes (PlatformDb *db, gint64 id, gboolean four_eyes, GError **error)
{
  return platform_db_run (db,
                          error,
                          "UPDATE tenant SET four_eyes = ? WHERE id = ?",
                          "ii",
                          (gint64) four_eyes,
                          id);
}

gboolean
platform_tenant_renew_epochs (PlatformDb *db, const M77Runtime *runtime, GError **error)
{
  g_autofree char *epoch = epoch_new (runtime);
  gint64 seconds = m77_runtime_now (runtime) / 1000; /* no record changes as fast as that */

  return platform_db_run (db,
                          error,
                          "UPDATE tenant SET epoch = ?, least = max (least + 1, ?)",
                          "ti",
                          epoch,
                          seconds);
}

char **
platform_tenant_names (PlatformDb *db, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (PlatformQuery)
      query = platform_db_query (db, error, "SELECT name FROM tenant ORDER BY name", "");

  for (;;)
    {
      gboolean have_row;

      if (query == NULL || !platform_db_next (db, query, &have_row, error))
        return NULL;
      if (!have_row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, platform_query_text (query, 0));
    }
}
