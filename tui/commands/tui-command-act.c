/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-do.h"

static gboolean
run (TuiContext *self, GError **error)
{
  const char *action = tui_context_word (self, 0);
  const char *kind = tui_context_word (self, 1);
  const char *id = tui_context_word (self, 2);

  if (tui_context_has (self, "filter"))
    return tui_do_many (self, action, kind, 2, error);
  if (id == NULL)
    return tui_context_misused (error, _ ("something is missing: m77 act ACTION KIND ID"));

  return tui_do_one (self, action, kind, id, 3, error);
}

static const TuiOption options[] = {
  { "reason", "T", N_ ("Why; dangerous ones need it") },
  { "confirm", "NAME", N_ ("The record's name, for dangerous ones instead of a question") },
  { "wait", "T", N_ ("Wait so long for the outcome (10s)") },
  { "filter", "F", N_ ("All records this finds instead of one") },
  { "expect-count", "N", N_ ("Refuse unless it finds exactly so many") },
  { NULL },
};

const TuiCommand tui_command_act = {
  .name = "act",
  .synopsis = "ACTION KIND ID [ARG=VALUE…] [--reason T] [--confirm NAME] [--wait 10s]",
  .summary = N_ ("Ask the platform to do something: acknowledge, rollback, turn-on, …"),
  .help = N_ ("Exit status 0 applied, 8 queued or held, 5 a person must decide, 1 rejected.\n"
              "ID is \"new\" for an action that makes its record."),
  .options = options,
  .words_least = 2,
  .words_most = G_MAXUINT,
  .run = run,
};
