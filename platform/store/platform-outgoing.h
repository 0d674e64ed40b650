/* platform-outgoing.h: which webhook messages are to be sent when, and what signs them
 *
 * The messages themselves are records of kind delivery; a row here says when the next attempt
 * of one is due, and is written in the transaction that writes the delivery. Signing keys are
 * here because a signature needs the key itself: it is in no document, no answer but
 * the one that made it, and no log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 tenant;
  char *delivery; /* id */
  char *webhook;  /* name */
} PlatformOutgoing;

void platform_outgoing_free (PlatformOutgoing *self);

/* Due of one that waits for its webhook to be active. */
#define PLATFORM_OUTGOING_HELD G_MAXINT64

/* Brings the row up to date with delivery, which is being written. */
gboolean platform_outgoing_follow (PlatformDb *db,
                                   gint64 tenant,
                                   const M77Record *delivery,
                                   GError **error);
/* The one that is longest due of each webhook that has one; element PlatformOutgoing *. */
GPtrArray *platform_outgoing_due (PlatformDb *db, gint64 now, GError **error);
/* Of one webhook the first few that are due. */
GPtrArray *platform_outgoing_of (PlatformDb *db,
                                 gint64 tenant,
                                 const char *webhook,
                                 gint64 now,
                                 guint most,
                                 GError **error);
/* The next few of a webhook by id, due or not; after "": from the first. */
GPtrArray *platform_outgoing_waiting (PlatformDb *db,
                                      gint64 tenant,
                                      const char *webhook,
                                      const char *after,
                                      guint most,
                                      GError **error);
/* When the first after now will be due, ms; M77_TIME_NONE: none. */
gboolean platform_outgoing_next (PlatformDb *db, gint64 now, gint64 *due, GError **error);

/* Since when a webhook fails without a success between: now, when it did not fail before. */
gboolean platform_outgoing_failed (PlatformDb *db,
                                   gint64 tenant,
                                   const char *webhook,
                                   gint64 now,
                                   gint64 *since,
                                   GError **error);
gboolean platform_outgoing_recovered (PlatformDb *db,
                                      gint64 tenant,
                                      const char *webhook,
                                      GError **error);

/* The one before stays good until old_until, ms; M77_TIME_NONE: it ends at once. */
gboolean platform_signing_set (PlatformDb *db,
                               gint64 tenant,
                               const char *credential,
                               const char *secret,
                               gint64 old_until,
                               GError **error);
gboolean platform_signing_forget (PlatformDb *db,
                                  gint64 tenant,
                                  const char *credential,
                                  GError **error);
/* Those that are good at now, the newest first: none, one or two. Free with g_strfreev. */
gboolean platform_signing_find (PlatformDb *db,
                                gint64 tenant,
                                const char *credential,
                                gint64 now,
                                char ***secrets,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformOutgoing, platform_outgoing_free)

G_END_DECLS
