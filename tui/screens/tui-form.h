/* tui-form.h: the fields of a record to fill in
 *
 * Every field a person may write, by the table of kinds, checked at each key by the same rules
 * that the agent and the platform keep. Storing goes to the first wrong field instead; leaving
 * keeps what was typed as a draft at the agent, which survives a crash of this program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_form_new_edit (TuiApp *app, const TuiRecord *record);
/* Some of its fields, by name (NULL-terminated); what: told in the title, and part of its draft's
 * name. */
TuiScreen *tui_form_new_part (TuiApp *app,
                              const TuiRecord *record,
                              const char *what,
                              const char *const *fields);
/* What an operation of the outbox holds, to be edited and sent again. NULL: nothing of it is in the
 * fields of a form. */
TuiScreen *tui_form_new_again (TuiApp *app, const M77Json *operation);
/* Pushes a form, or says why this kind is not made by one. */
void tui_form_open_create (TuiApp *app, const M77Kind *kind);
/* The text in a field; NULL: the form has no such field. */
const char *tui_form_text (TuiScreen *screen, const char *field);
/* What storing would send: FALSE while a field is wrong. Values live in pool. */
gboolean tui_form_collect (TuiScreen *screen,
                           M77JsonPool *pool,
                           M77Json **patch,
                           M77Json **elements);

G_END_DECLS
