/* tui-present.h: what a session may show, and to whom: one environment, and presenting
 *
 * Presenting masks people and personal fields (shared/model/m77-mask.h) in everything that is
 * drawn, said, copied and saved from the screen; it begins only once everybody is known, so that no
 * name is shown meanwhile. What a form stores is never masked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* P. */
void tui_present_toggle (TuiApp *app);
/* Members changed: who came meanwhile is learned. */
void tui_present_refresh (TuiApp *app);
/* As the last session was left: what is known to be personal is masked before anything is shown. */
void tui_present_resume (TuiApp *app);
/* Once there is an agent: reads who is to be masked. */
void tui_present_begin_again (TuiApp *app);
/* Text on its way out of the console (a copy, a file): masked while presenting. Free with g_free.
 */
char *tui_present_text (TuiApp *app, const char *text);
/* A row (docs/json.md) with its document masked; row itself while not presenting. */
const M77Json *tui_present_row (TuiApp *app, M77JsonPool *pool, const M77Json *row);

/* The record's document likewise, for as long as the pool lives; never for what is written back. */
void tui_present_record (TuiApp *app, M77JsonPool *pool, TuiRecord *record);

/* :env NAME; "all": every one. What is wrong, or NULL. */
char *tui_env_run (TuiApp *app, const char *name);
/* What a person is told: "PROD", "STAGING", "ALL"… Free with g_free. */
char *tui_env_word (TuiApp *app);
gboolean tui_env_is_production (TuiApp *app);

G_END_DECLS
