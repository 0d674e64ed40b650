/* tui-header.h: rows 1 and 2 and the banner
 *
 * Where, who and when; how true the rest is; and what not knowing would harm somebody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Returns the first row below it. */
int tui_header_draw (TuiApp *app, TuiCanvas *canvas);
/* The banner's sentence, or NULL. Free with g_free. */
char *tui_header_banner (TuiApp *app, gboolean brief);

G_END_DECLS
