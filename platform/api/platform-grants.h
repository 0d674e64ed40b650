/* platform-grants.h: what a member of a tenant may do, from the tenant's own records
 *
 * The member's record names roles in `grants`; each is a built-in one or a role record's
 * rules. A member that is not active may do nothing. A token may be narrower than its member:
 * both must allow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "platform/store/platform-token.h"
#include "shared/model/m77-role.h"

G_BEGIN_DECLS

typedef struct _PlatformGrants PlatformGrants;

/* As of now. NULL with no error when the member is not there or not active. */
gboolean platform_grants_load (PlatformDb *db,
                               const PlatformToken *token,
                               gint64 now,
                               PlatformGrants **grants,
                               GError **error);
PlatformGrants *platform_grants_ref (PlatformGrants *self);
void platform_grants_unref (PlatformGrants *self);

/* kind: its name, also of one that this version does not know. */
gboolean platform_grants_may (PlatformGrants *self,
                              const char *kind,
                              const char *verb,
                              const M77Json *doc);
gboolean platform_grants_may_read (PlatformGrants *self, const char *kind);
/* Whether the token may do less than its member. */
gboolean platform_grants_are_narrowed (PlatformGrants *self);
/* Short text that changes with the kinds that may be read. */
const char *platform_grants_fingerprint (PlatformGrants *self);
/* ms: one of the grants ends then, and all of this with it; M77_TIME_NONE: never. */
gint64 platform_grants_until (PlatformGrants *self);
/* How old a sign-in may be for a dangerous action, s. */
gint64 platform_grants_step_up_age (PlatformGrants *self);
/* Whether everything `rules` (an array of texts) allow is allowed here: nobody gives away
 * more than they hold. */
gboolean platform_grants_cover_role (PlatformGrants *self,
                                     PlatformDb *db,
                                     gint64 tenant,
                                     const char *role,
                                     GError **error);
gboolean platform_grants_cover_rule (PlatformGrants *self, const char *rule);

/* The names of the roles that a member's document grants as of now: a new array in pool. */
M77Json *platform_grants_roles (M77JsonPool *pool, const M77Json *member, gint64 now);
/* When the first of its grants ends. */
gint64 platform_grants_end (const M77Json *member, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformGrants, platform_grants_unref)

G_END_DECLS
