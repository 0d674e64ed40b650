/* tui-export.h: rows written to a file by the agent
 *
 * Nothing here waits: the file is made, measured and moved into its place beside the loop. It is
 * written beside its place and moved there when whole, so an export is never half there, and one
 * that is there already is only overwritten where that is said. What the agent writes comes through
 * a pipe: once nobody reads that any more (app->exporting is cancelled), it stops. How it goes and
 * ends is told on the line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* One at a time. format: "csv", "ndjson", "json"; name: of the file, as it was typed. */
void tui_export_begin (TuiApp *app,
                       const char *kind,
                       const char *filter,
                       const char *sort,
                       const char *format,
                       const char *const *columns,
                       const char *name,
                       gboolean over);

G_END_DECLS
