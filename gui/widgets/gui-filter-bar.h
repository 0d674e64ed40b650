/* gui-filter-bar.h: a filter as text, its terms as tokens
 *
 * The text is the truth; each term of it is drawn as a token, and what is wrong is underlined, with
 * a sentence below. Signal "filter" (const char *): a filter was typed that can be looked for.
 * Until the next one the owner shows what it showed; what may become a longer word is not looked
 * for yet. Signal "leave": the person goes on to the rows.
 *
 * Down, Up choose of the suggestions, Enter or Tab takes the one chosen; Escape closes them, and
 * then puts back what stood there when typing began.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_FILTER_BAR (gui_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (GuiFilterBar, gui_filter_bar, GUI, FILTER_BAR, AdwBin)

/* Whose terms they are. client may be NULL: suggestions are those of the table of kinds. */
void gui_filter_bar_set_kind (GuiFilterBar *self, M77Client *client, const M77Kind *kind);
/* @me; may be NULL. */
void gui_filter_bar_set_member (GuiFilterBar *self, const char *member);
/* Without "filter". */
void gui_filter_bar_set_text (GuiFilterBar *self, const char *text);
const char *gui_filter_bar_text (GuiFilterBar *self);
/* The agent says it is wrong after all; NULL: it is not. */
void gui_filter_bar_set_fault (GuiFilterBar *self, const char *sentence);

G_END_DECLS
