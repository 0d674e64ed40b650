/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-platform.h"

#include "platform/store/platform-audit.h"
#include "platform/store/platform-tenant.h"

gboolean
sim_platform_check_audit (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (PlatformDb) db = platform_db_open (directory, vfs, error);
  gint64 last;

  return db != NULL && platform_audit_verify (db, 1, &last, error);
}

gboolean
sim_platform_renew_epochs (const char *directory,
                           const char *vfs,
                           const M77Runtime *runtime,
                           GError **error)
{
  g_autoptr (PlatformDb) db = platform_db_open (directory, vfs, error);

  return db != NULL && platform_tenant_renew_epochs (db, runtime, error);
}
