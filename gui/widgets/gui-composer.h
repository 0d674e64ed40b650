/* gui-composer.h: writing a note, of as many lines as it takes
 *
 * Ctrl+Enter adds it; the focus stays. For whom it is stands before the button; for others than
 * those who respond the button asks once more.
 *
 * Signals: "add" (const char *text, const char *audience): audience "internal", "stakeholders" or
 * "public". "typed": a person changed it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_COMPOSER (gui_composer_get_type ())
G_DECLARE_FINAL_TYPE (GuiComposer, gui_composer, GUI, COMPOSER, AdwBin)

/* Whether it may be for others. */
void gui_composer_set_audiences (GuiComposer *self, gboolean has_others);
/* Free with g_free. */
char *gui_composer_text (GuiComposer *self);
/* By the program: "typed" is not emitted. */
void gui_composer_set_text (GuiComposer *self, const char *text);
/* Why it was not added; NULL: nothing is wrong. */
void gui_composer_set_fault (GuiComposer *self, const char *fault);
/* For those who respond, again. */
void gui_composer_reset (GuiComposer *self);
void gui_composer_focus (GuiComposer *self);

G_END_DECLS
