/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

/* What was not sent stays, and that is said. */
static void
tell_unsent (TuiContext *self)
{
  g_autofree char *answer = NULL;
  const M77Json *operations;
  guint unsent;

  if (!m77_agent1_call_outbox_sync (self->agent, &answer, NULL, NULL))
    return;
  operations = tui_context_parse_rows (self, answer, NULL);
  unsent = operations == NULL ? 0 : m77_json_size (operations);
  if (unsent > 0)
    tui_print_notice (self,
                      ngettext ("%u change is not sent yet: it stays here and goes when you sign "
                                "in again",
                                "%u changes are not sent yet: they stay here and go when you sign "
                                "in again",
                                unsent),
                      unsent);
}

static gboolean
run (TuiContext *self, GError **error)
{
  if (!tui_context_connect (self, error))
    return FALSE;

  tui_context_be_patient (self);
  if (!m77_agent1_call_profile_sign_out_sync (self->agent,
                                              self->profile != NULL ? self->profile : "",
                                              NULL,
                                              error))
    return FALSE;

  tell_unsent (self);
  if (self->json)
    tui_print_json ("null");
  else
    tui_print_done (self, TUI_PLAIN, "%s", _ ("signed out: m77 login signs in again"));
  return TRUE;
}

const TuiCommand tui_command_logout = {
  .name = "logout",
  .synopsis = "",
  .summary = N_ ("Forget the token of the profile"),
  .help = N_ ("What was read stays here to be looked at, what was not sent stays until you sign "
              "in again; m77 profile remove takes all of it away."),
  .run = run,
};
