/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-outcome.h"

static gboolean
run (TuiContext *self, GError **error)
{
  const char *kind = tui_context_kind (tui_context_word (self, 0), NULL);
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_delete_sync (
          self->agent, kind, tui_context_word (self, 1), &seq, &operation, NULL, error))
    return FALSE;

  return tui_outcome_edit (self, _ ("Deleted"), operation, error);
}

const TuiCommand tui_command_delete = {
  .name = "delete",
  .synopsis = "KIND ID",
  .summary = N_ ("Delete a record; m77 undo takes it back"),
  .words_least = 2,
  .words_most = 2,
  .run = run,
};
