/* tui-note.h: the bar a note is typed in
 *
 * One key and Enter, offline too. Esc keeps what was typed: it is there when the bar opens again,
 * also after a crash. Ctrl-E goes on in the editor, with several lines. Of an incident Tab widens
 * the audience: that is asked once more, by the action announce, for it cannot be taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_note_open (TuiApp *app, const TuiRecord *record);

G_END_DECLS
