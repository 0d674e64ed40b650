/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-audit.h"

#include "platform/store/platform-audit.h"

gboolean
sim_audit_check (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (PlatformDb) db = platform_db_open (directory, vfs, error);
  gint64 last;

  return db != NULL && platform_audit_verify (db, 1, &last, error);
}
