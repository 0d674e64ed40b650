/* gui-card.h: the first few of something, in two lines each, and how many there are
 *
 * Its heading opens their section (win.section), a row its record (win.open). Rows are changed in
 * place, so nothing moves under the focus but what it is about.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_CARD_ROWS 6

#define GUI_TYPE_CARD (gui_card_get_type ())
G_DECLARE_FINAL_TYPE (GuiCard, gui_card, GUI, CARD, AdwBin)

/* title: translated. section: gui-sections.h. */
GtkWidget *gui_card_new (const char *title, const char *section);

/* Between begin and end the rows are given again, all or the first GUI_CARD_ROWS. style: a class
 * for the title, NULL: none. id NULL: opens the section of the kind. Texts are safe already. */
void gui_card_begin (GuiCard *self);
void gui_card_add (GuiCard *self,
                   const char *style,
                   const char *title,
                   const char *detail,
                   const char *age,
                   const char *kind,
                   const char *id);
/* total: how many there are; note: what is said where there is none. */
void gui_card_end (GuiCard *self, guint total, const char *note);

G_END_DECLS
