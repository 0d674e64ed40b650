/* tui-rows.h: rows of a kind as a grid
 *
 * The kind's columns, or those asked for, with what is local about a row behind them. What people
 * call a record by comes first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

typedef struct _TuiRows TuiRows;

/* columns: names with commas, NULL: the usual ones. kind NULL: one this version does not know.
 * M77_ERROR_USAGE. Lives as long as the context. */
TuiRows *tui_rows_new (TuiContext *context,
                       const M77Kind *kind,
                       const char *columns,
                       GError **error);
void tui_rows_free (TuiRows *self);
/* A row as of docs/json.md. */
void tui_rows_add (TuiRows *self, const M77Json *row);
void tui_rows_print (TuiRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiRows, tui_rows_free)

G_END_DECLS
