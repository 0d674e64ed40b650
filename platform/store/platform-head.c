/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-head"

#include "config.h"

#include "platform/store/platform-head.h"

gboolean
platform_head_read (PlatformHead *self, PlatformDb *db, gint64 tenant, GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT number, audits, audit_hash FROM tenant WHERE id = ?",
                                 "i",
                                 tenant);
  gboolean have_row;

  *self = (PlatformHead){ .tenant = tenant };
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  self->number = self->stored = platform_query_integer (query, 0);
  self->audit.sequence = platform_query_integer (query, 1);
  g_strlcpy (self->audit.hash, platform_query_text (query, 2), sizeof self->audit.hash);
  return TRUE;
}

gboolean
platform_head_write (PlatformHead *self, PlatformDb *db, GError **error)
{
  /* An audit entry is a change, too. */
  if (self->number == self->stored)
    return TRUE;
  self->stored = self->number;
  return platform_db_run (db,
                          error,
                          "UPDATE tenant SET number = ?, audits = ?, audit_hash = ? WHERE id = ?",
                          "iiti",
                          self->number,
                          self->audit.sequence,
                          self->audit.hash,
                          self->tenant);
}

gint64
platform_head_next (PlatformHead *self)
{
  return ++self->number;
}
