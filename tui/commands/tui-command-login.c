/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"
#include "tui/commands/tui-token.h"

/* The profile named, or the one in use. */
static const M77Json *
find_profile (TuiContext *self, GError **error)
{
  g_autofree char *answer = NULL;
  const M77Json *rows;

  if (!m77_agent1_call_profile_list_sync (self->agent, &answer, NULL, error) ||
      (rows = tui_context_parse_rows (self, answer, error)) == NULL)
    return NULL;
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    if (self->profile != NULL ? g_strcmp0 (m77_json_get_string (row, "name"), self->profile) == 0
                              : m77_json_get_bool (row, "in_use"))
      return row;

  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_NO_PROFILE,
                       _ ("There is no such profile: make one with m77 profile add"));
  return NULL;
}

static char *
describe (TuiContext *self, const M77Json *profile)
{
  static const char *const members[] = { "name", "platform", "tenant", "token_store" };
  M77Json *same = m77_json_object_new (self->pool);
  const char *store = tui_context_option (self, "token-store");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    m77_json_set_string (self->pool, same, members[i], m77_json_get_string (profile, members[i]));
  if (store != NULL)
    m77_json_set_string (self->pool, same, "token_store", store);
  return m77_json_to_text (same);
}

static gboolean
run (TuiContext *self, GError **error)
{
  static const char *const stores[] = { "secret-service", "file", NULL };
  const char *store = tui_context_option (self, "token-store");
  const M77Json *profile;
  g_autofree char *json = NULL, *token = NULL;

  if (tui_context_has (self, "device"))
    return tui_context_misused (error,
                                _ ("this platform signs nobody in by device: make a token there "
                                   "and use m77 login --token-stdin"));
  if (store != NULL && !g_strv_contains (stores, store))
    return tui_context_misused (error, _ ("--token-store takes secret-service or file"));
  if (!tui_context_connect (self, error) || (profile = find_profile (self, error)) == NULL)
    return FALSE;

  token = tui_token_read (self, error);
  if (token == NULL)
    return FALSE;

  json = describe (self, profile);
  tui_context_be_patient (self);
  if (!tui_token_send (self, json, token, error))
    return FALSE;

  if (self->json)
    tui_print_json (json);
  else
    tui_print_done (self, TUI_PLAIN, _ ("signed in to %s"), m77_json_get_string (profile, "name"));
  return TRUE;
}

static const TuiOption options[] = {
  { "token-stdin", NULL, N_ ("Read the token from standard input") },
  { "token-store", "WHERE", N_ ("secret-service or file; as before, if not said") },
  { "device", NULL, N_ ("Not yet: sign in on another device") },
  { NULL },
};

const TuiCommand tui_command_login = {
  .name = "login",
  .synopsis = "[--token-stdin] [--token-store WHERE]",
  .summary = N_ ("Give the profile a token, a new one or again"),
  .help = N_ (
      "Asks for a token made on the platform. It must be of the member whose profile it is: "
      "what waits here is sent in no other name."),
  .options = options,
  .run = run,
};
