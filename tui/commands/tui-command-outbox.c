/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-operations.h"
#include "tui/commands/tui-print.h"

static gboolean
do_one (TuiContext *self, const char *verb, const char *operations, GError **error)
{
  const char *typed = tui_context_word (self, 1);
  const char *id = tui_operations_find (self, operations, typed, error);
  guint64 seq;

  if (id == NULL || !m77_agent1_call_outbox_do_sync (self->agent, verb, id, &seq, NULL, error))
    return FALSE;

  if (self->json)
    printf ("{\"operation\":\"%s\",\"seq\":%" G_GUINT64_FORMAT "}\n", id, seq);
  else
    tui_print_line (self, TUI_PLAIN, _ ("%s: done"), verb);
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  static const char *const verbs[] = { "retry", "confirm", "discard", "withdraw", NULL };
  const char *verb = tui_context_word (self, 0);
  g_autofree char *operations = NULL;
  gboolean is_list = verb == NULL || g_str_equal (verb, "list");

  if (!is_list && !g_strv_contains (verbs, verb))
    return tui_context_misused (error,
                                _ ("list, retry, confirm, discard or withdraw expected, not %s"),
                                verb);
  if (is_list != (tui_context_word (self, 1) == NULL))
    return tui_context_misused (error, _ ("one of list, or a verb and an ID: m77 outbox retry ID"));
  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_outbox_sync (self->agent, &operations, NULL, error))
    return FALSE;

  return is_list ? tui_operations_print (self,
                                         "operation",
                                         operations,
                                         _ ("nothing waits: all that you did here is applied"),
                                         error)
                 : do_one (self, verb, operations, error);
}

const TuiCommand tui_command_outbox = {
  .name = "outbox",
  .synopsis = "[list | retry ID | confirm ID | discard ID | withdraw ID]",
  .summary = N_ ("What you did here that is not applied yet"),
  .help = N_ (
      "retry tries now, confirm lets a held action go, discard drops what was refused,\n"
      "withdraw takes back what was not sent. ID is the operation's, its end, or the key of\n"
      "the record where that has only one."),
  .words_most = 2,
  .run = run,
};
