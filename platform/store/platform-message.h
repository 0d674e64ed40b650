/* platform-message.h: what webhooks are still to be told
 *
 * A change that somebody's webhook wants leaves one row here, in its own transaction: what it was,
 * and for whom. Deliveries are made of it when nobody waits (platform-spread.h). Rows are in the
 * order of the changes, under their numbers (platform-record.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 change; /* with the tenant */
  gint64 at;     /* ms */
  const char *event, *subject;
  const char *environment; /* NULL: none */
  const char *webhooks;    /* names, a line each */
  const char *record;      /* as on the feed */
} PlatformMessage;

gboolean platform_message_add (PlatformDb *db, const PlatformMessage *message, GError **error);

/* The first after `after`; message->change is 0 when there is none. Its texts live as long as
 * *query, which platform_query_done () ends. */
gboolean platform_message_next (PlatformDb *db,
                                gint64 after,
                                PlatformQuery **query,
                                PlatformMessage *message,
                                GError **error);
/* *change is 0 when there is none at all. */
gboolean platform_message_first (PlatformDb *db, gint64 *change, GError **error);
gboolean platform_message_remove (PlatformDb *db, gint64 change, GError **error);

G_END_DECLS
