/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-changes"

#include "config.h"

#include "platform/store/platform-changes.h"

#include <string.h>

#include "platform/store/platform-record.h"

/* Rows to look at in one read, also those that may not be read. */
#define LOOK_AT_MOST 5000

gboolean
platform_changes_read (PlatformDb *db,
                       gint64 tenant,
                       gint64 *number,
                       guint most,
                       PlatformKindFunc may_read,
                       gpointer data,
                       GString *out,
                       guint *count,
                       gboolean *at_end,
                       GError **error)
{
  gsize start = out->len;
  gint64 change = PLATFORM_CHANGE (tenant, *number);
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT change, kind, line FROM record"
                                 " WHERE change > ? AND change < ? ORDER BY change",
                                 "ii",
                                 change,
                                 PLATFORM_CHANGE (tenant + 1, 0));

  *count = 0;
  *at_end = FALSE;
  if (query == NULL)
    return FALSE;
  most = MIN (most, PLATFORM_CHUNK_RECORDS);
  for (guint looked = 0; looked < LOOK_AT_MOST && *count < most; looked++)
    {
      gboolean have_row;

      if (!platform_db_next (db, query, &have_row, error))
        return FALSE;
      if (!have_row)
        {
          *at_end = TRUE;
          return TRUE;
        }
      *number = PLATFORM_CHANGE_NUMBER (platform_query_integer (query, 0));
      if (!may_read (platform_query_text (query, 1), data))
        continue;
      g_string_append_len (out, platform_query_text (query, 2), sqlite3_column_bytes (query, 2));
      g_string_append_c (out, '\n');
      (*count)++;
      if (out->len - start >= PLATFORM_CHUNK_BYTES)
        return TRUE;
    }
  return TRUE;
}
