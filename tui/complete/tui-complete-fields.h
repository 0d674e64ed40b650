/* tui-complete-fields.h: the parts of tui_complete () that are about a kind's fields
 *
 * kind NULL: one this version does not know, of which nothing is offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/complete/tui-complete.h"

G_BEGIN_DECLS

/* The last of "a,-b,c". */
void tui_complete_fields (TuiCompletion *result, const M77Kind *kind);
/* "field", "field=value", "field+=value". */
void tui_complete_assignment (TuiCompletion *result, const M77Kind *kind);
/* "argument", "argument=value" of an action; name may be NULL. */
void tui_complete_argument (TuiCompletion *result, const M77Kind *kind, const char *name);

G_END_DECLS
