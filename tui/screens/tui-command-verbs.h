/* tui-command-verbs.h: the command line's verbs, behind ":"
 *
 * What the console has a screen or a bar for opens that ("act rollback deployment 512
 * to=4.17.2" the bar, filled in); everything else runs as "m77 VERB …" beside it, and what it
 * prints is shown. In a read-only session only what reads is run, and changes to what is of
 * production want it armed, as everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Whether the line begins with a verb. Then it was done, or *fault is why not (free with g_free),
 * and *offset the byte of the line that is wrong. */
gboolean tui_command_verbs_run (TuiApp *app, const char *line, char **fault, gsize *offset);

G_END_DECLS
