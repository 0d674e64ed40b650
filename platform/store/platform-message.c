/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-message"

#include "config.h"

#include "platform/store/platform-message.h"

gboolean
platform_message_add (PlatformDb *db, const PlatformMessage *message, GError **error)
{
  return platform_db_run (db,
                          error,
                          "INSERT INTO message (change, at, event, subject, environment, webhooks,"
                          " record) VALUES (?, ?, ?, ?, ?, ?, ?)",
                          "iittttt",
                          message->change,
                          message->at,
                          message->event,
                          message->subject,
                          message->environment,
                          message->webhooks,
                          message->record);
}

gboolean
platform_message_next (PlatformDb *db,
                       gint64 after,
                       PlatformQuery **query,
                       PlatformMessage *message,
                       GError **error)
{
  gboolean have_row;

  *message = (PlatformMessage){ .change = 0 };
  *query = platform_db_query (db,
                              error,
                              "SELECT change, at, event, subject, environment, webhooks, record"
                              " FROM message WHERE change > ? ORDER BY change LIMIT 1",
                              "i",
                              after);
  if (*query == NULL || !platform_db_next (db, *query, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  message->change = platform_query_integer (*query, 0);
  message->at = platform_query_integer (*query, 1);
  message->event = platform_query_text (*query, 2);
  message->subject = platform_query_text (*query, 3);
  message->environment = platform_query_text (*query, 4);
  message->webhooks = platform_query_text (*query, 5);
  message->record = platform_query_text (*query, 6);
  return TRUE;
}

gboolean
platform_message_first (PlatformDb *db, gint64 *change, GError **error)
{
  return platform_db_integer (db, change, 0, error, "SELECT min (change) FROM message", "");
}

gboolean
platform_message_remove (PlatformDb *db, gint64 change, GError **error)
{
  return platform_db_run (db, error, "DELETE FROM message WHERE change = ?", "i", change);
}
