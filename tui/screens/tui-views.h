/* tui-views.h: the saved views, in the console
 *
 * Those of the profile in use (shared/client/m77-views.h), read when it is known and again when
 * their files change. 9 shows them, V saves the list on top as one; one that has its kind's name is
 * how that kind's list opens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-views.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Those of the profile; they are read in a moment. NULL: it is not known yet. */
M77Views *tui_views_of (TuiApp *app);
/* 9: views, then every kind. */
void tui_views_open_choice (TuiApp *app);
/* V: the list on top under a name. */
void tui_views_open_save (TuiApp *app);
/* ":view", ":view NAME", ":view save NAME", ":view remove NAME". What is wrong, or NULL. */
char *tui_views_run (TuiApp *app, const char *rest);
/* The view that a kind's list opens with; NULL: none was saved as that. */
const M77View *tui_views_of_kind (TuiApp *app, const M77Kind *kind);

G_END_DECLS
