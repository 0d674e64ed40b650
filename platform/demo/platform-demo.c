/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo.h"

#include "platform/api/platform-letter.h"
#include "platform/demo/platform-demo-load.h"

#define TENANT "demo"

static const char *const files[] = {
  "people.json", "services.json", "runbooks.json", "response.json", "alerts.json",
  "change.json", "measure.json",  "admin.json",    "history.json",  NULL,
};

/* What the demo's content says of its receivers: the partner's is down, the others take all. */
static gboolean
play_receiver (const PlatformLetter *letter, PlatformReply *reply)
{
  g_autoptr (GUri)
      uri = letter->target != NULL ? g_uri_parse (letter->target, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || !g_str_has_suffix (host, ".example"))
    return FALSE;
  if (g_str_equal (host, "erp.partner.example"))
    *reply = (PlatformReply){ .status = 503,
                              .took_ms = 9000,
                              .error = g_strdup ("503 Service Unavailable") };
  else
    *reply = (PlatformReply){ .status = 204, .took_ms = 30 + g_str_hash (letter->id) % 90 };
  return TRUE;
}

gboolean
platform_demo_seed (PlatformCore *core, const M77Runtime *runtime, GError **error)
{
  platform_letters_rehearse (core, play_receiver);
  if (platform_core_has_tenant (core, TENANT))
    return TRUE;
  return platform_core_tenant_create (core, TENANT, error) &&
         platform_core_seed_begin (core, TENANT, error) &&
         platform_demo_load (core, files, m77_runtime_now (runtime), error) &&
         platform_core_seed_end (core, error);
}
