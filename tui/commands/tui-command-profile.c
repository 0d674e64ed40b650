/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"
#include "tui/commands/tui-token.h"

static gboolean
add (TuiContext *self, GError **error)
{
  static const char *const stores[] = { "secret-service", "file", NULL };
  const char *name = tui_context_word (self, 1);
  const char *platform = tui_context_option (self, "platform");
  const char *tenant = tui_context_option (self, "tenant");
  const char *store = tui_context_option (self, "token-store");
  M77Json *profile = m77_json_object_new (self->pool);
  g_autofree char *token = NULL;
  g_autofree char *json = NULL;

  if (name == NULL || platform == NULL || tenant == NULL)
    return tui_context_misused (error,
                                _ ("something is missing: m77 profile add NAME --platform URL "
                                   "--tenant T"));
  if (store != NULL && !g_strv_contains (stores, store))
    return tui_context_misused (error, _ ("--token-store takes secret-service or file"));

  token = tui_token_read (self, error);
  if (token == NULL)
    return FALSE;

  m77_json_set_string (self->pool, profile, "name", name);
  m77_json_set_string (self->pool, profile, "platform", platform);
  m77_json_set_string (self->pool, profile, "tenant", tenant);
  m77_json_set_string (self->pool, profile, "token_store", store != NULL ? store : stores[0]);
  json = m77_json_to_text (profile);
  if (!tui_context_connect_only (self, error))
    return FALSE;

  tui_context_be_patient (self);
  if (!tui_token_send (self, json, token, error))
    return FALSE;

  if (self->json)
    tui_print_json (json);
  else
    tui_print_done (self, TUI_PLAIN, _ ("%s added: m77 opens the console on it"), name);
  return TRUE;
}

static gboolean
may_list (TuiContext *self, GError **error)
{
  if (self->words->len <= 1)
    return TRUE;
  return tui_context_misused (error,
                              _ ("these are too many words (quote those with spaces): m77 %s %s"),
                              "profile",
                              "list");
}

static gboolean
list (TuiContext *self, GError **error)
{
  static const char *const headings[] = { "", N_ ("Name"), N_ ("Tenant"), N_ ("Platform") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  g_autofree char *profiles = NULL;
  const M77Json *value;

  if (!tui_context_connect_only (self, error) ||
      !m77_agent1_call_profile_list_sync (self->agent, &profiles, NULL, error) ||
      (value = tui_context_parse_rows (self, profiles, error)) == NULL)
    return FALSE;
  if (self->json)
    {
      tui_print_json_rows ("profile", value);
      return TRUE;
    }

  for (const M77Json *p = m77_json_first (value); p != NULL; p = m77_json_next (p))
    {
      tui_grid_add (grid, TUI_ACCENT, m77_json_get_bool (p, "in_use") ? "*" : "");
      tui_grid_add (grid, TUI_BOLD, m77_json_get_string (p, "name"));
      tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (p, "tenant"));
      tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (p, "platform"));
    }
  tui_grid_print (grid, self);
  if (m77_json_size (value) == 0)
    tui_print_notice (self, "%s", _ ("none yet: m77 profile add NAME --platform URL --tenant T"));
  return TRUE;
}

static gboolean
change (TuiContext *self, gboolean remove, GError **error)
{
  const char *name = tui_context_word (self, 1);

  if (name == NULL)
    return tui_context_misused (error, _ ("which one? See m77 profile list"));
  if (!tui_context_connect_only (self, error))
    return FALSE;

  tui_context_be_patient (self);
  if (!(remove ? m77_agent1_call_profile_remove_sync (self->agent,
                                                      name,
                                                      tui_context_has (self, "discard"),
                                                      NULL,
                                                      error)
               : m77_agent1_call_profile_use_sync (self->agent, name, NULL, error)))
    return FALSE;

  if (self->json)
    tui_print_json ("null");
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    remove ? _ ("%s removed") : _ ("%s is used from now on"),
                    name);
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *verb = tui_context_word (self, 0);

  if (verb == NULL || g_str_equal (verb, "list"))
    return may_list (self, error) && list (self, error);
  if (g_str_equal (verb, "add"))
    return add (self, error);
  if (g_str_equal (verb, "use") || g_str_equal (verb, "remove"))
    return change (self, g_str_equal (verb, "remove"), error);

  return tui_context_misused (error, _ ("add, list, use or remove expected, not %s"), verb);
}

static const TuiOption options[] = {
  { "platform", "URL", N_ ("Of add: where the platform is") },
  { "tenant", "T", N_ ("Of add: whose data") },
  { "token-stdin", NULL, N_ ("Of add: read the token from standard input") },
  { "token-store", "WHERE", N_ ("Of add: secret-service (if not said) or file") },
  { "discard", NULL, N_ ("Of remove: also what was not sent yet") },
  { NULL },
};

const TuiCommand tui_command_profile = {
  .name = "profile",
  .synopsis = "[list | add NAME --platform URL --tenant T | use NAME | remove NAME]",
  .summary = N_ ("Which platforms and tenants you work with"),
  .help = N_ (
      "A profile's data stays on this machine until it is removed; \"use\" is for new sessions."),
  .options = options,
  .words_most = 2,
  .run = run,
};
