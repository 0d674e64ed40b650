/* tui-options.h: a command line, read
 *
 * Pure: reads words, prints nothing, asks nobody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-commands.h"

G_BEGIN_DECLS

typedef struct
{
  const char *verb;          /* NULL: none */
  const TuiCommand *command; /* NULL: no verb, or an unknown one */
  GPtrArray *words;          /* char *, point into argv */
  GHashTable *options;       /* name → value; "" of a flag */
} TuiLine;

/* M77_ERROR_USAGE. Whether there are as many words as the command wants is looked at too,
 * unless help is asked for. */
gboolean tui_line_parse (TuiLine *line, int argc, char **argv, GError **error);
void tui_line_clear (TuiLine *line);

/* Those that every command takes, and that stand alone; end with a zeroed one. */
const TuiOption *tui_options_global (void);
/* Only where there is no verb: of the console. */
const TuiOption *tui_options_console (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TuiLine, tui_line_clear)

G_END_DECLS
