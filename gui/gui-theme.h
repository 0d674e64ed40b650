/* gui-theme.h: the colours of the roles, from the one theme of both front ends
 *
 * data/theme says them for light and dark grounds and for high contrast. Here they become named
 * colours: m77_bad, m77_warn and so on, their grounds m77_bad_bg, and those of libadwaita that
 * would else miss WCAG 2.2 AA. They follow the desktop's choice of ground and contrast.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  GUI_MODE_LIGHT,
  GUI_MODE_DARK,
  GUI_MODE_HIGH_CONTRAST,
  GUI_MODE_HIGH_CONTRAST_DARK,
  GUI_N_MODES
} GuiMode;

/* For the display of the desktop, until the program ends. */
void gui_theme_install (void);
GuiMode gui_theme_mode (void);
/* The style sheet of a mode. Free with g_free. */
char *gui_theme_css (GuiMode mode);
/* FALSE: the theme leaves it to the toolkit. */
gboolean gui_theme_colour (const char *role, gboolean ground, GuiMode mode, GdkRGBA *colour);

G_END_DECLS
