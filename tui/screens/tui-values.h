/* tui-values.h: what a person may mean by what is typed so far
 *
 * The values of an enum, the keys of the records a field may refer to, the words a set has
 * elsewhere. Records and words are asked of the agent once a field needs them, and kept; until they
 * are here there is nothing to suggest, and nothing waits for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef struct _TuiValues TuiValues;

void tui_values_free (TuiValues *self);

/* Element char *: at most so many, those that begin with it first; what is typed already is none.
 * kind: the record's, NULL: of an action's argument. Free with g_ptr_array_unref. */
GPtrArray *tui_values_for (TuiApp *app,
                           const M77Kind *kind,
                           const M77Field *field,
                           const char *typed,
                           guint most);
/* Why value cannot stand in a field: it names what is not there; NULL: it can, or it is not known.
 * What stood there before may stay. Free with g_free. */
char *tui_values_fault (TuiApp *app,
                        const M77Field *field,
                        const M77Json *value,
                        const M77Json *before);
/* Records of a kind ("": of any) changed: what is known of them is asked for anew when it is
 * needed. */
void tui_values_forget (TuiApp *app, const char *kind);
/* What the agent would have answered: the keys of a kind ("member"), the words of a field
 * ("incident.labels"). details: what is told beside them, may be NULL. For tests. */
void tui_values_put (TuiApp *app, const char *source, const char *const *values);

G_END_DECLS
