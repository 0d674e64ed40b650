/* platform-tenant.h: the tenants of a platform
 *
 * Change numbers and people's numbers come from rows that the writing transaction locks:
 * a sequence would commit out of order and lose changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *name;
  char *epoch;   /* of its change numbers; a restored backup gets a new one */
  gint64 number; /* of its last change */
  gint64 purged; /* tombstones up to this number are gone */
  gint64 least;  /* version that a change makes */
  gboolean four_eyes;
} PlatformTenant;

/* [a-z0-9][a-z0-9-]{0,62}; M77_ERROR_KEY_TAKEN when there is one of that name. */
gboolean platform_tenant_create (PlatformDb *db,
                                 const char *name,
                                 const M77Runtime *runtime,
                                 GError **error);
/* *tenant is NULL when there is none. */
gboolean platform_tenant_find (PlatformDb *db,
                               const char *name,
                               PlatformTenant **tenant,
                               GError **error);
gboolean platform_tenant_by_id (PlatformDb *db, gint64 id, PlatformTenant **tenant, GError **error);
void platform_tenant_free (PlatformTenant *self);

/* The next of INC-2041 and its like. */
gboolean platform_tenant_next_number (PlatformDb *db,
                                      gint64 id,
                                      const char *kind,
                                      gint64 *number,
                                      GError **error);
/* A number given by a seed: the next one is beyond it. */
gboolean platform_tenant_saw_number (PlatformDb *db,
                                     gint64 id,
                                     const char *kind,
                                     gint64 number,
                                     GError **error);
/* Every tenant begins anew to number its changes: whoever read them before starts over. Versions
 * that were lost are not given a second time: an edit that was made on one would be taken for one
 * of another's, and overwrite it unseen. */
gboolean platform_tenant_renew_epochs (PlatformDb *db, const M77Runtime *runtime, GError **error);
/* Their names in order; free with g_strfreev. */
char **platform_tenant_names (PlatformDb *db, GError **error);
/* Whether sensitive actions want a second member. */
gboolean platform_tenant_set_four_eyes (PlatformDb *db,
                                        gint64 id,
                                        gboolean four_eyes,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformTenant, platform_tenant_free)

G_END_DECLS
