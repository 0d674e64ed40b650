/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-outgoing"

#include "config.h"

#include "platform/store/platform-outgoing.h"

#include "shared/base/m77-time.h"

void
platform_outgoing_free (PlatformOutgoing *self)
{
  g_free (self->delivery);
  g_free (self->webhook);
  g_free (self);
}

gboolean
platform_outgoing_follow (PlatformDb *db, gint64 tenant, const M77Record *delivery, GError **error)
{
  const char *status = m77_json_get_string (delivery->doc, "status");
  const char *next = m77_json_get_string (delivery->doc, "next_attempt_at");
  gint64 due = next != NULL ? m77_time_parse (next) : M77_TIME_NONE;

  if (g_strcmp0 (status, "pending") != 0 && g_strcmp0 (status, "retrying") != 0)
    return platform_db_run (db,
                            error,
                            "DELETE FROM outgoing WHERE tenant = ? AND delivery = ?",
                            "it",
                            tenant,
                            delivery->id);
  return platform_db_run (db,
                          error,
                          "INSERT INTO outgoing (tenant, delivery, webhook, due)"
                          " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET due = excluded.due",
                          "itti",
                          tenant,
                          delivery->id,
                          m77_json_get_string (delivery->doc, "webhook"),
                          due != M77_TIME_NONE ? due : PLATFORM_OUTGOING_HELD);
}

/* Columns tenant, delivery, webhook. */
static GPtrArray *
read_all (PlatformDb *db, PlatformQuery *query, GError **error)
{
  g_autoptr (GPtrArray)
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) platform_outgoing_free);

  for (;;)
    {
      PlatformOutgoing *row;
      gboolean have_row;

      if (query == NULL || !platform_db_next (db, query, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&rows);
      row = g_new0 (PlatformOutgoing, 1);
      row->tenant = platform_query_integer (query, 0);
      row->delivery = g_strdup (platform_query_text (query, 1));
      row->webhook = g_strdup (platform_query_text (query, 2));
      g_ptr_array_add (rows, row);
    }
}

GPtrArray *
platform_outgoing_due (PlatformDb *db, gint64 now, GError **error)
{
  g_autoptr (GPtrArray)
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) platform_outgoing_free);
  g_autofree char *webhook = g_strdup ("");
  gint64 tenant = 0;

  /* From webhook to webhook: however many wait, only the first of each is looked at. */
  for (;;)
    {
      g_autoptr (PlatformQuery)
          query = platform_db_query (db,
                                     error,
                                     "SELECT tenant, delivery, webhook, due FROM outgoing"
                                     " WHERE (tenant, webhook) > (?, ?)"
                                     " ORDER BY tenant, webhook, due LIMIT 1",
                                     "it",
                                     tenant,
                                     webhook);
      PlatformOutgoing *row;
      gboolean have_row;

      if (query == NULL || !platform_db_next (db, query, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&rows);
      tenant = platform_query_integer (query, 0);
      g_free (webhook);
      webhook = g_strdup (platform_query_text (query, 2));
      if (platform_query_integer (query, 3) > now)
        continue;
      row = g_new0 (PlatformOutgoing, 1);
      row->tenant = tenant;
      row->delivery = g_strdup (platform_query_text (query, 1));
      row->webhook = g_strdup (webhook);
      g_ptr_array_add (rows, row);
    }
}

GPtrArray *
platform_outgoing_of (PlatformDb *db,
                      gint64 tenant,
                      const char *webhook,
                      gint64 now,
                      guint most,
                      GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT tenant, delivery, webhook FROM outgoing"
                                 " WHERE tenant = ? AND webhook = ? AND due <= ?"
                                 " ORDER BY due LIMIT ?",
                                 "itii",
                                 tenant,
                                 webhook,
                                 now,
                                 (gint64) most);

  return read_all (db, query, error);
}

GPtrArray *
platform_outgoing_waiting (PlatformDb *db,
                           gint64 tenant,
                           const char *webhook,
                           const char *after,
                           guint most,
                           GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT tenant, delivery, webhook FROM outgoing"
                                 " WHERE tenant = ? AND delivery > ? AND webhook = ?"
                                 " ORDER BY delivery LIMIT ?",
                                 "itti",
                                 tenant,
                                 after,
                                 webhook,
                                 (gint64) most);

  return read_all (db, query, error);
}

gboolean
platform_outgoing_next (PlatformDb *db, gint64 now, gint64 *due, GError **error)
{
  if (!platform_db_integer (
          db, due, M77_TIME_NONE, error, "SELECT min (due) FROM outgoing WHERE due > ?", "i", now))
    return FALSE;
  if (*due == PLATFORM_OUTGOING_HELD)
    *due = M77_TIME_NONE;
  return TRUE;
}

gboolean
platform_outgoing_failed (PlatformDb *db,
                          gint64 tenant,
                          const char *webhook,
                          gint64 now,
                          gint64 *since,
                          GError **error)
{
  return platform_db_integer (db,
                              since,
                              now,
                              error,
                              "INSERT INTO failing (tenant, webhook, since) VALUES (?, ?, ?)"
                              " ON CONFLICT DO UPDATE SET since = since RETURNING since",
                              "iti",
                              tenant,
                              webhook,
                              now);
}

gboolean
platform_outgoing_recovered (PlatformDb *db, gint64 tenant, const char *webhook, GError **error)
{
  return platform_db_run (db,
                          error,
                          "DELETE FROM failing WHERE tenant = ? AND webhook = ?",
                          "it",
                          tenant,
                          webhook);
}

gboolean
platform_signing_set (PlatformDb *db,
                      gint64 tenant,
                      const char *credential,
                      const char *secret,
                      gint64 old_until,
                      GError **error)
{
  return platform_db_run (db,
                          error,
                          "INSERT INTO signing (tenant, credential, secret) VALUES (?, ?, ?)"
                          " ON CONFLICT DO UPDATE SET old = secret, old_until = ?,"
                          " secret = excluded.secret",
                          "itti",
                          tenant,
                          credential,
                          secret,
                          old_until != M77_TIME_NONE ? old_until : (gint64) 0);
}

gboolean
platform_signing_forget (PlatformDb *db, gint64 tenant, const char *credential, GError **error)
{
  return platform_db_run (db,
                          error,
                          "DELETE FROM signing WHERE tenant = ? AND credential = ?",
                          "it",
                          tenant,
                          credential);
}

gboolean
platform_signing_find (PlatformDb *db,
                       gint64 tenant,
                       const char *credential,
                       gint64 now,
                       char ***secrets,
                       GError **error)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autoptr (PlatformQuery) query = platform_db_query (db,
                                                       error,
                                                       "SELECT secret, old, old_until FROM signing"
                                                       " WHERE tenant = ? AND credential = ?",
                                                       "it",
                                                       tenant,
                                                       credential);
  gboolean have_row;

  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (have_row)
    {
      g_strv_builder_add (found, platform_query_text (query, 0));
      if (platform_query_text (query, 1) != NULL && platform_query_integer (query, 2) > now)
        g_strv_builder_add (found, platform_query_text (query, 1));
    }
  *secrets = g_strv_builder_end (found);
  return TRUE;
}
