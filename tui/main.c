/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77"

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-commands.h"
#include "tui/screens/tui-console.h"

int
main (int argc, char **argv)
{
  TuiStart start = { 0 };
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, M77_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  if (!tui_commands_start (argc, argv, &start, &status))
    return status;

  if (start.actions)
    return tui_console_print_actions ();
  return tui_console_run (&(const TuiConsoleOptions){ .profile = start.profile,
                                                      .script = start.script,
                                                      .record = start.record,
                                                      .ascii = start.ascii,
                                                      .linear = start.linear,
                                                      .color = start.color });
}
