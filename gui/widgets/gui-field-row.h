/* gui-field-row.h: one field of a record, as a row of a form
 *
 * The field's type says which row it is: a line or a number to type, a text, a choice, or words
 * to read. What the platform or an action makes is only read. A row that has been touched keeps
 * what was typed, and its base value, when the record changes.
 *
 * Owned by its maker; its widget by the form. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct _GuiFieldRow GuiFieldRow;

/* What the row is for. */
typedef enum
{
  GUI_FIELD_READ,
  GUI_FIELD_EDIT,    /* of a record that is there: what is fixed is only read */
  GUI_FIELD_CREATE,  /* of a new one */
  GUI_FIELD_ARGUMENT /* of an action: a secret is typed unseen */
} GuiFieldUse;

/* changed is called with data whenever a person changes it. */
GuiFieldRow *gui_field_row_new (const M77Field *field,
                                GuiFieldUse use,
                                GCallback changed,
                                gpointer data);
void gui_field_row_free (GuiFieldRow *self);

/* The row, and below it what is to be said of it. */
void gui_field_row_add_to (GuiFieldRow *self, AdwPreferencesGroup *group);
/* Whose field it is, so that more is known of what fits in it. */
void gui_field_row_set_kind (GuiFieldRow *self, const M77Kind *kind);
GtkWidget *gui_field_row_widget (GuiFieldRow *self);
const M77Field *gui_field_row_field (GuiFieldRow *self);
gboolean gui_field_row_is_editable (GuiFieldRow *self);
gboolean gui_field_row_is_touched (GuiFieldRow *self);
/* Whether the record's state lets it be edited now. */
void gui_field_row_set_open (GuiFieldRow *self, gboolean open);

/* The record's value; a touched row heeds it only when forced, and else says that it is another
 * now. value may be absent. */
void gui_field_row_take (GuiFieldRow *self, const M77Json *value, gboolean force);
/* Who changed the record last, and when (ms): told of what is taken after it. by NULL: not known.
 */
void gui_field_row_set_author (GuiFieldRow *self, const char *by, gint64 at);
/* What stands there, as it is typed, and to type it. Free with g_free. */
char *gui_field_row_typed (GuiFieldRow *self);
void gui_field_row_type (GuiFieldRow *self, const char *text);
/* What was typed was stored: it is the record's now. */
void gui_field_row_settle (GuiFieldRow *self);
/* What the person saw when they began; NULL: absent. Valid until it takes another. */
const M77Json *gui_field_row_base (GuiFieldRow *self);
/* What stands there now; on an error the row is marked as wrong. */
M77Json *gui_field_row_value (GuiFieldRow *self, M77JsonPool *pool, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiFieldRow, gui_field_row_free)

G_END_DECLS
