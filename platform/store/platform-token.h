/* platform-token.h: personal access tokens
 *
 * 256 random bits behind "m77_", shown once; stored is their SHA-256 (a guess is hopeless,
 * so no salt and no slow hash). Tokens made on the platform's own machine count as a
 * recent sign-in for ever: see docs/decisions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 tenant;
  char *hash;
  char *member;      /* handle */
  char *credential;  /* name of its record; NULL: none */
  char *issuers;     /* who had it issued, and what they did it with: handles, a line each; NULL:
                      * whoever runs the platform */
  char *scopes;      /* rules, a line each; NULL: all the member may */
  gint64 auth_at;    /* ms of the sign-in behind it; M77_TIME_NONE: always recent */
  gint64 expires_at; /* ms; M77_TIME_NONE: never */
} PlatformToken;

void platform_token_clear (PlatformToken *self);

/* A new secret; free with g_free. */
char *platform_token_secret (const M77Runtime *runtime, const char *prefix);
char *platform_token_hash (const char *secret);

/* token->hash is that of secret. */
gboolean platform_token_add (PlatformDb *db,
                             const PlatformToken *token,
                             gint64 now,
                             GError **error);
/* token->member is NULL when there is none such. */
gboolean platform_token_find (PlatformDb *db,
                              const char *secret,
                              PlatformToken *token,
                              GError **error);
gboolean platform_token_expire (PlatformDb *db,
                                gint64 tenant,
                                const char *credential,
                                gint64 at,
                                GError **error);
/* sessions: only those of no credential record. */
gboolean platform_token_end_member (PlatformDb *db,
                                    gint64 tenant,
                                    const char *member,
                                    gboolean sessions,
                                    GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlatformToken, platform_token_clear)

G_END_DECLS
