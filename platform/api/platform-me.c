/* GET …/me: {"tenant","member"}: whose token this is, so that an agent need not be told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "platform-me"

#include "config.h"

#include "platform/api/platform-core-private.h"

M77Answer *
platform_me_answer (PlatformCall *call)
{
  GString *text = g_string_new ("{\"tenant\":");
  g_autoptr (GBytes) body = NULL;

  m77_json_write_string (text, call->path[0], -1);
  g_string_append (text, ",\"member\":");
  m77_json_write_string (text, call->token.member, -1);
  g_string_append (text, "}");
  body = g_string_free_to_bytes (text);
  return m77_answer_new (200, "application/json", body);
}
