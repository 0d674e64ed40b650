/* gui-state-page.h: why there is nothing to see, and what to do next
 *
 * Empty, no match, an error, not permitted: an icon, a title, a sentence, and up to two buttons.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_STATE_BUTTONS 2

typedef struct
{
  const char *label;  /* NULL: no button */
  const char *action; /* "rows.try-again" */
  const char *target; /* of the action, a string; may be NULL */
} GuiStateButton;

#define GUI_TYPE_STATE_PAGE (gui_state_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiStatePage, gui_state_page, GUI, STATE_PAGE, AdwBin)

/* title and text are plain, whoever wrote them. icon NULL: none. */
void gui_state_page_show (GuiStatePage *self,
                          const char *icon,
                          const char *title,
                          const char *text,
                          const GuiStateButton buttons[GUI_STATE_BUTTONS]);

G_END_DECLS
