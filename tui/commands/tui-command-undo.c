/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

/* {"did","operation"}: what was done about the last change. */
static void
print_what (const TuiContext *self, const M77Json *what)
{
  const M77Json *operation = m77_json_get (what, "operation");
  const char *action = m77_json_get_string (operation, "action");
  const char *did = m77_json_get_string (what, "did");
  const char *title = m77_json_get_string (operation, "title");
  const char *key = m77_json_get_string (operation, "key");

  if (action == NULL)
    action = m77_json_get_string (operation, "type");
  tui_print_line (self,
                  TUI_PLAIN,
                  "%s %s  %s  (%s)",
                  action != NULL ? action : "",
                  key != NULL ? key : "",
                  title != NULL ? title : "",
                  did != NULL ? did : "");
}

static gboolean
undo (TuiContext *self, gboolean redo, GError **error)
{
  g_autofree char *what = NULL;
  const M77Json *value;
  guint64 seq;

  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_undo_sync (self->agent, redo, &seq, &what, NULL, error))
    return FALSE;
  if (self->json)
    {
      tui_print_json (what);
      return TRUE;
    }

  value = tui_context_parse (self, what, error);
  if (value != NULL)
    print_what (self, value);
  return value != NULL;
}

static gboolean
run_undo (TuiContext *self, GError **error)
{
  return undo (self, FALSE, error);
}

static gboolean
run_redo (TuiContext *self, GError **error)
{
  return undo (self, TRUE, error);
}

const TuiCommand tui_command_undo = {
  .name = "undo",
  .synopsis = "",
  .summary = N_ ("Take back the last thing you changed here"),
  .help = N_ ("What was not sent yet is withdrawn; what was sent is undone by an inverse edit."),
  .run = run_undo,
};

const TuiCommand tui_command_redo = {
  .name = "redo",
  .synopsis = "",
  .summary = N_ ("Take the last undo back"),
  .run = run_redo,
};
