/* tui-usage.h: what --help prints
 *
 * A kind among the words (m77 edit incident --help) adds its fields and actions, from the table
 * of kinds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-commands.h"

G_BEGIN_DECLS

void tui_usage_print_all (void);
/* words: those after the verb. */
void tui_usage_print (const TuiCommand *command, const GPtrArray *words);

G_END_DECLS
