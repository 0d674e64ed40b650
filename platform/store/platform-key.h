/* platform-key.h: what was answered to an idempotency key
 *
 * Remembered for at least PLATFORM_KEY_KEPT_MS; keys that are older by their own time are
 * refused, so that forgetting one never lets its operation apply twice. Keys are a member's
 * own: nobody learns of another's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"

G_BEGIN_DECLS

#define PLATFORM_KEY_KEPT_MS (30 * 86400 * G_GINT64_CONSTANT (1000))

typedef struct
{
  char *hash;      /* SHA-256 of the operation's canonical text */
  char *outcome;   /* JSON */
  char *kind, *id; /* of what it was about */
  gint64 version;  /* that it made; 0: it was not applied */
} PlatformKey;

void platform_key_clear (PlatformKey *self);

/* key->hash is NULL when it is not known. */
gboolean platform_key_find (PlatformDb *db,
                            gint64 tenant,
                            const char *member,
                            const char *text,
                            PlatformKey *key,
                            GError **error);
gboolean platform_key_remember (PlatformDb *db,
                                gint64 tenant,
                                const char *member,
                                const char *text,
                                const PlatformKey *key,
                                GError **error);
gboolean platform_key_forget_old (PlatformDb *db, gint64 now, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlatformKey, platform_key_clear)

/* What was answered about a record is from now on remembered without it. */
gboolean platform_key_forget_record (PlatformDb *db,
                                     gint64 tenant,
                                     const char *kind,
                                     const char *id,
                                     GError **error);

G_END_DECLS
