/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"

static const M77Json *
find_profile (const TuiContext *self, const M77Json *status)
{
  for (const M77Json *profile = m77_json_first (m77_json_get (status, "profiles")); profile != NULL;
       profile = m77_json_next (profile))
    if (self->profile != NULL
            ? g_strcmp0 (m77_json_get_string (profile, "name"), self->profile) == 0
            : m77_json_get_bool (profile, "in_use"))
      return profile;

  return NULL;
}

static gboolean
run (TuiContext *self, GError **error)
{
  static const char *const told[] = { "name", "tenant", "platform", "member", NULL };
  M77Json *answer = m77_json_object_new (self->pool);
  g_autofree char *status = NULL;
  g_autofree char *json = NULL;
  const M77Json *value, *profile;
  const char *member;

  if (!tui_context_connect_only (self, error) ||
      !m77_agent1_call_status_sync (self->agent, &status, NULL, error))
    return FALSE;

  value = tui_context_parse (self, status, error);
  if (value == NULL)
    return FALSE;
  profile = find_profile (self, value);
  if (profile == NULL)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_NO_PROFILE,
                           _ ("there is no such profile: see m77 profile list"));
      return FALSE;
    }

  for (guint i = 0; told[i] != NULL; i++)
    m77_json_set (self->pool,
                  answer,
                  i == 0 ? "profile" : told[i],
                  m77_json_copy (self->pool, m77_json_get (profile, told[i])));
  json = m77_json_to_text (answer);
  member = m77_json_get_string (profile, "member");
  if (self->json)
    tui_print_json (json);
  else
    tui_print_line (self,
                    TUI_PLAIN,
                    _ ("%s%s in tenant %s at %s"),
                    member != NULL ? "@" : "",
                    member != NULL ? member : _ ("not known before the first sync"),
                    m77_json_get_string (profile, "tenant"),
                    m77_json_get_string (profile, "platform"));
  return TRUE;
}

const TuiCommand tui_command_whoami = {
  .name = "whoami",
  .synopsis = "",
  .summary = N_ ("Who the platform takes you for"),
  .run = run,
};
