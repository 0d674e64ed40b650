/* gui-field-note.h: what is to be said of a field, below its row
 *
 * What is wrong with what stands there, in words; else that another changed it meanwhile, with a
 * button that takes theirs. Not shown while there is nothing to say.
 *
 * Signal "use-theirs": the button was pressed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_FIELD_NOTE (gui_field_note_get_type ())
G_DECLARE_FINAL_TYPE (GuiFieldNote, gui_field_note, GUI, FIELD_NOTE, AdwPreferencesRow)

GtkWidget *gui_field_note_new (void);
/* NULL: nothing is wrong. */
void gui_field_note_set_fault (GuiFieldNote *self, const char *fault);
/* "omar set SEV2 at 02:03"; NULL: nobody changed it. */
void gui_field_note_set_theirs (GuiFieldNote *self, const char *theirs);

G_END_DECLS
