/* gui-record-page.h: one record, to read and to work on
 *
 * What it is and what can be done about it on top; below, its views as tabs (gui-record-views.h).
 * The record is read again when it changes, and given to the view that is looked at.
 *
 * Every call is asynchronous, and an answer counts only for the record it was asked for.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_RECORD_PAGE (gui_record_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiRecordPage, gui_record_page, GUI, RECORD_PAGE, AdwBin)

void gui_record_page_set_client (GuiRecordPage *self, M77Client *client);
/* What is typed into the one before is kept as its draft. FALSE: not shown, as nobody can keep it.
 */
gboolean gui_record_page_show (GuiRecordPage *self, const M77Kind *kind, const char *id);
/* The JSON of Record, of the record that is shown. */
void gui_record_page_take (GuiRecordPage *self, const char *json);
gboolean gui_record_page_has_draft (GuiRecordPage *self);
void gui_record_page_save (GuiRecordPage *self);
/* Opens the question of the record's suggested action, if it has one. */
void gui_record_page_suggest (GuiRecordPage *self);
/* FALSE: none is shown. */
gboolean gui_record_page_get_record (GuiRecordPage *self, const M77Kind **kind, const char **id);
/* Asks about an action of its kind. */
void gui_record_page_act (GuiRecordPage *self, const char *action);
/* Commands of m77-command.h about the record. */
gboolean gui_record_page_can_run (GuiRecordPage *self, const char *command);
void gui_record_page_run (GuiRecordPage *self, const char *command);

G_END_DECLS
