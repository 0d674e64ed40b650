/* tui-detail.h: one record: what it says of itself, its sections, its log
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* Shows what is in hand at once, then what the agent has; some kinds have a screen made for them.
 */
TuiScreen *tui_detail_new (TuiApp *app, const TuiRecord *record);
/* Its fields, of whatever kind it is. */
TuiScreen *tui_detail_new_of_fields (TuiApp *app, const TuiRecord *record);
/* By kind and any way people name it. */
TuiScreen *tui_detail_new_by_key (TuiApp *app, const char *kind, const char *key);
/* Likewise, of a word that may be a key: where there is none, a list of what has that word. */
TuiScreen *tui_detail_new_by_word (TuiApp *app, const M77Kind *kind, const char *word);

/* Its JSON, as the agent has it, or its sections again. */
void tui_detail_turn_raw (TuiScreen *screen);
/* y: what the cursor is on, an incident's bridge, or the record's key and title. */
void tui_detail_copy (TuiScreen *screen);
/* The page that has the focus. */
TuiPage *tui_detail_page (TuiScreen *screen);

G_END_DECLS
