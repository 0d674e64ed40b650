/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "tui/commands/tui-print.h"

static gboolean
print_until (TuiContext *self, gint64 until)
{
  g_autofree char *text = until > 0 ? m77_time_format (until) : NULL;
  g_autofree char *clock = until > 0 ? m77_time_short (until, self->now, self->zone) : NULL;
  g_autofree char *json = NULL;

  if (self->json)
    {
      json = text != NULL ? g_strdup_printf ("{\"offline_until\":\"%s\"}", text)
                          : g_strdup ("{\"offline_until\":null}");
      tui_print_json (json);
    }
  else if (text != NULL)
    tui_print_done (self, TUI_WARN, _ ("offline by you until %s"), clock);
  else
    tui_print_done (self, TUI_PLAIN, "%s", _ ("online when the network is"));
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *word = tui_context_word (self, 0);
  gboolean on = g_str_equal (word, "on");
  gint64 seconds = 0;
  gint64 until;

  if (!on && !g_str_equal (word, "off"))
    return tui_context_misused (error, _ ("on or off expected: m77 offline on [--for T]"));
  if (!tui_context_duration (self, "for", &seconds, error) || !tui_context_connect (self, error) ||
      !m77_agent1_call_set_offline_sync (self->agent,
                                         on,
                                         (guint) MIN (seconds, G_MAXUINT32),
                                         &until,
                                         NULL,
                                         error))
    return FALSE;

  return print_until (self, until);
}

static const TuiOption options[] = {
  { "for", "T", N_ ("So long, such as 30m; two hours if not said") },
  { NULL },
};

const TuiCommand tui_command_offline = {
  .name = "offline",
  .synopsis = "on [--for T] | off",
  .summary = N_ ("Work without the network by your own word"),
  .options = options,
  .words_least = 1,
  .words_most = 1,
  .run = run,
};
