/* tui-field-bar.h: one field of a record, changed where one is
 *
 * A bar with that field alone: checked as one types, with what could be meant; Enter stores. A text
 * of several lines opens in the editor instead. What may not be changed says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_field_bar_open (TuiApp *app, const TuiRecord *record, const M77Field *field);
/* The field that says whose it is: an incident's lead, a service's owner. NULL: nobody's. */
const M77Field *tui_field_bar_assignee (const M77Kind *kind);

G_END_DECLS
