/* gui-row-group.h: a titled group of rows that a page tells anew as things change
 *
 * Begin, add each, end: rows keep their places, so a focus stays where it is. A row may have a
 * button, and may open something.
 *
 * Signals: "pressed" (const char *key): a row's button; "opened" (const char *key): a row.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_ROW_GROUP (gui_row_group_get_type ())
G_DECLARE_FINAL_TYPE (GuiRowGroup, gui_row_group, GUI, ROW_GROUP, AdwBin)

typedef struct
{
  const char *key;              /* what the signals say */
  const char *title, *subtitle; /* plain; foreign text is made safe */
  const char *button;           /* label; NULL: none */
  const char *style;            /* class of the row: "late"; NULL */
  gboolean is_off;              /* its button does nothing now: the subtitle says why */
  gboolean opens;
} GuiRowSpec;

GtkWidget *gui_row_group_new (const char *title);
void gui_row_group_set_title (GuiRowGroup *self, const char *title);
void gui_row_group_begin (GuiRowGroup *self);
void gui_row_group_add (GuiRowGroup *self, const GuiRowSpec *spec);
/* note: what is said where there is no row; NULL: the group is not shown then. */
void gui_row_group_end (GuiRowGroup *self, const char *note);

G_END_DECLS
