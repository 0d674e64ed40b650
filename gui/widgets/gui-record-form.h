/* gui-record-form.h: a record's fields as rows of a form
 *
 * What people write and what they read, each in a group. A row that has been touched
 * keeps what was typed, and its base, when the record changes. Signal "touched": a person typed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_RECORD_FORM (gui_record_form_get_type ())
G_DECLARE_FINAL_TYPE (GuiRecordForm, gui_record_form, GUI, RECORD_FORM, AdwBin)

/* Rows for the fields of a kind, empty. */
void gui_record_form_set_kind (GuiRecordForm *self, const M77Kind *kind);
/* Those that make a new record, with what they begin with. */
void gui_record_form_set_new (GuiRecordForm *self, const M77Kind *kind);
/* The new record as typed. NULL: something is wrong; it has the focus. */
M77Json *gui_record_form_collect_new (GuiRecordForm *self, M77JsonPool *pool, GError **error);
/* A record of the kind. force: what was typed gives way. */
void gui_record_form_take (GuiRecordForm *self, const M77Json *doc, gboolean force);
/* What was typed was stored: nothing is touched any more. */
void gui_record_form_settle (GuiRecordForm *self);
/* Who changed the record last, and when (ms): told of what is taken after it. by NULL: not known.
 */
void gui_record_form_set_author (GuiRecordForm *self, const char *by, gint64 at);
/* What is typed and not stored, as a draft's text, as the terminal writes it too. Free with g_free.
 */
char *gui_record_form_draft (GuiRecordForm *self);
/* Types it again over the record; what was typed meanwhile stays. FALSE: nothing of it was. */
gboolean gui_record_form_take_draft (GuiRecordForm *self, const M77Json *doc, const char *text);
guint gui_record_form_count_touched (GuiRecordForm *self);
/* What was typed, as Edit takes it: sets by element; patch and elements are NULL where nothing of
 * theirs changed, base is what the person saw. FALSE: something is wrong; it has the focus. */
gboolean gui_record_form_collect (GuiRecordForm *self,
                                  M77JsonPool *pool,
                                  M77Json **base,
                                  M77Json **patch,
                                  M77Json **elements,
                                  GError **error);

G_END_DECLS
