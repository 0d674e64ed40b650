/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-do.h"

static gboolean
run (TuiContext *self, GError **error)
{
  return tui_do_one (self, "acknowledge", "incident", tui_context_word (self, 0), 1, error);
}

static const TuiOption options[] = {
  { "reason", "T", N_ ("Why") },
  { "wait", "T", N_ ("Wait so long for the outcome (10s)") },
  { NULL },
};

const TuiCommand tui_command_ack = {
  .name = "ack",
  .synopsis = "N",
  .summary = N_ ("Acknowledge an incident: m77 act acknowledge incident N"),
  .options = options,
  .words_least = 1,
  .words_most = 1,
  .run = run,
};
