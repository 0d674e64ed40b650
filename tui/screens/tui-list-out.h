/* tui-list-out.h: what leaves a list: copies, the pager, the editor, exports
 *
 * What is personal is masked in all of it while presenting; an export never has it in the clear
 * (m77 export --raw-pii is for that).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-list.h"

G_BEGIN_DECLS

/* y: a cell, the row, the command that shows it, on the terminal's clipboard (OSC 52). */
void tui_list_copy (TuiScreen *list);
/* o: the record or the rows in view in $PAGER or $EDITOR. */
void tui_list_open_out (TuiScreen *list);
/* x: what is shown, all of it, as a file. */
void tui_list_export (TuiScreen *list);

G_END_DECLS
