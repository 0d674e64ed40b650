/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo.h"

#include "platform/demo/platform-demo-load.h"

#define TENANT "demo"

static const char *const files[] = {
  "people.json", "services.json", "runbooks.json", "response.json", "alerts.json",
  "change.json", "measure.json",  "admin.json",    "history.json",  NULL,
};

gboolean
platform_demo_seed (PlatformCore *core, const M77Runtime *runtime, GError **error)
{
  if (platform_core_has_tenant (core, TENANT))
    return TRUE;
  return platform_core_tenant_create (core, TENANT, error) &&
         platform_core_seed_begin (core, TENANT, error) &&
         platform_demo_load (core, files, m77_runtime_now (runtime), error) &&
         platform_core_seed_end (core, error);
}
