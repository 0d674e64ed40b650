/* tui-operations.h: operations as a grid, and finding one by what people type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* An array of operations (docs/json.md), as the agent answered it: JSON or a grid. kind: of the
 * list, in JSON. nothing: said where there is none. */
gboolean tui_operations_print (TuiContext *self,
                               const char *kind,
                               const char *operations,
                               const char *nothing,
                               GError **error);
/* The id of the operation in that array that is called by an id, its end, or the key of its
 * record where that has only one. M77_ERROR_NOT_FOUND, _AMBIGUOUS. */
const char *tui_operations_find (TuiContext *self,
                                 const char *operations,
                                 const char *typed,
                                 GError **error);

/* Likewise the operation itself. */
const M77Json *tui_operations_get (TuiContext *self,
                                   const char *operations,
                                   const char *typed,
                                   GError **error);
/* What changed on the record since an action was asked for; nothing where nothing did. */
void tui_operations_tell_since (const TuiContext *self, const M77Json *operation);
/* Every line there is to tell about one: content, why, since, ways. */
void tui_operations_tell (const TuiContext *self, const M77Json *operation);

G_END_DECLS
