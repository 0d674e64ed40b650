/* tui-list-many.h: what is done to many records of a list at once
 *
 * The marked ones, with one reason. A verb that fits only some says so before it asks; what is
 * asked is a step more than for one record: a bar where one would be done at once, the number
 * typed where one would want Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-list.h"

G_BEGIN_DECLS

/* The screen on top where it is a list with marks; NULL: what is done is done to one. */
TuiScreen *tui_list_many (TuiApp *app);
void tui_list_many_act (TuiScreen *list, const M77Action *action);
void tui_list_many_verbs (TuiScreen *list);
void tui_list_many_edit (TuiScreen *list);
/* Whose they are. */
void tui_list_many_assign (TuiScreen *list);
void tui_list_many_note (TuiScreen *list);

G_END_DECLS
