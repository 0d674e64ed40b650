/* platform-record.h: the records of the tenants, as stored
 *
 * A row is the record's line on the change feed and what is needed to find it. Putting a
 * record gives it the tenant's next change number; it appears on the feed once, at its
 * latest place. Deleted ones stay as tombstones for PLATFORM_TOMBSTONE_MS.
 *
 * Records read live in the pool they are read into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-head.h"
#include "shared/model/m77-record.h"

G_BEGIN_DECLS

#define PLATFORM_TOMBSTONE_MS (90 * 86400 * G_GINT64_CONSTANT (1000))

/* Where a tenant's change number lies in record.change. */
#define PLATFORM_CHANGE(tenant, number) ((tenant) << 40 | (number))
#define PLATFORM_CHANGE_NUMBER(change)  ((change) & ((G_GINT64_CONSTANT (1) << 40) - 1))
#define PLATFORM_CHANGE_TENANT(change)  ((change) >> 40)

/* record->id is NULL when there is none; a tombstone is found too. */
gboolean platform_record_get (PlatformDb *db,
                              gint64 tenant,
                              const char *kind,
                              const char *id,
                              M77JsonPool *pool,
                              M77Record *record,
                              GError **error);

/* What must be unique among the records of a kind and is what people say: "checkout",
 * "new-cart@production", "2041"; NULL: nothing. Free with g_free. */
char *platform_record_unique_key (const M77Kind *kind, const M77Json *doc);

/* One that is not deleted; record->id is NULL when there is none. */
gboolean platform_record_by_key (PlatformDb *db,
                                 gint64 tenant,
                                 const char *kind,
                                 const char *key,
                                 M77JsonPool *pool,
                                 M77Record *record,
                                 GError **error);
/* A reference as it stands in a document: by key or by id, as its kind has it. */
gboolean platform_record_by_ref (PlatformDb *db,
                                 gint64 tenant,
                                 const char *kind,
                                 const char *ref,
                                 M77JsonPool *pool,
                                 M77Record *record,
                                 GError **error);

/* line: the record as on the feed (m77_record_write ()). due: when the clock will change it,
 * M77_TIME_NONE: never. In the transaction of head. */
gboolean platform_record_put (PlatformDb *db,
                              PlatformHead *head,
                              const M77Record *record,
                              const GString *line,
                              gint64 due,
                              GError **error);

/* element M77Record *, in pool; free the array. */
GPtrArray *platform_record_list_open (PlatformDb *db,
                                      gint64 tenant,
                                      const char *kind,
                                      M77JsonPool *pool,
                                      GError **error);
/* All that are not deleted. */
GPtrArray *platform_record_list_all (PlatformDb *db,
                                     gint64 tenant,
                                     const char *kind,
                                     M77JsonPool *pool,
                                     GError **error);

/* Of the open ones those whose id is after that one, in the order of ids: 100 at most. */
GPtrArray *platform_record_list_open_after (PlatformDb *db,
                                            gint64 tenant,
                                            const char *kind,
                                            const char *after,
                                            M77JsonPool *pool,
                                            GError **error);
/* The deliveries about a record ("member/ID") that have a payload, 100 at most. */
GPtrArray *platform_record_list_told (PlatformDb *db,
                                      gint64 tenant,
                                      const char *subject,
                                      M77JsonPool *pool,
                                      GError **error);

/* The first that is due at now; *tenant is 0 when there is none. */
gboolean platform_record_next_due (PlatformDb *db,
                                   gint64 now,
                                   gint64 *tenant,
                                   M77JsonPool *pool,
                                   M77Record *record,
                                   GError **error);
/* The first of them, which cannot be read, is due no more. */
gboolean platform_record_skip_due (PlatformDb *db, gint64 now, GError **error);
/* ms, M77_TIME_NONE when nothing will be. */
gboolean platform_record_due_at (PlatformDb *db, gint64 *due, GError **error);
/* The clock has nothing to do with it any more. */
gboolean platform_record_set_idle (PlatformDb *db,
                                   gint64 tenant,
                                   const M77Record *record,
                                   GError **error);
/* Removes a tombstone for good. */
gboolean platform_record_purge (PlatformDb *db,
                                gint64 tenant,
                                const M77Record *record,
                                GError **error);

G_END_DECLS
