/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

static void
say (TuiContext *self, const M77Json *report)
{
  tui_print_done (self,
                  TUI_PLAIN,
                  _ ("sent %d  applied %d  received %d"),
                  (int) m77_json_get_int (report, "sent", 0),
                  (int) m77_json_get_int (report, "applied", 0),
                  (int) m77_json_get_int (report, "received", 0));
  if (m77_json_get_int (report, "conflicts", 0) > 0)
    tui_print_done (self,
                    TUI_CONFLICT,
                    _ ("conflicts %d: see m77 conflicts"),
                    (int) m77_json_get_int (report, "conflicts", 0));
  if (m77_json_get_int (report, "rejected", 0) + m77_json_get_int (report, "held", 0) > 0)
    tui_print_done (self,
                    TUI_WARN,
                    _ ("rejected %d  held %d: see m77 outbox"),
                    (int) m77_json_get_int (report, "rejected", 0),
                    (int) m77_json_get_int (report, "held", 0));
}

static gboolean
run (TuiContext *self, GError **error)
{
  gboolean wait = tui_context_has (self, "wait");
  g_autofree char *report = NULL;
  const M77Json *value;

  if (!tui_context_connect (self, error))
    return FALSE;

  tui_context_be_patient (self);
  if (!m77_agent1_call_sync_sync (self->agent,
                                  wait,
                                  tui_context_has (self, "repair"),
                                  &report,
                                  NULL,
                                  error))
    return FALSE;
  if (self->json)
    {
      tui_print_json (report);
      return TRUE;
    }

  value = wait ? tui_context_parse (self, report, error) : NULL;
  if (value != NULL)
    say (self, value);
  return value != NULL || !wait;
}

static const TuiOption options[] = {
  { "wait", NULL, N_ ("Until all that is due was sent and everything was read") },
  { "repair", NULL, N_ ("Make the cache again; nothing that you did is lost") },
  { NULL },
};

const TuiCommand tui_command_sync = {
  .name = "sync",
  .synopsis = "[--wait] [--repair]",
  .summary = N_ ("Send and fetch now"),
  .options = options,
  .run = run,
};
