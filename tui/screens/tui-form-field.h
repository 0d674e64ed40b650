/* tui-form-field.h: one field of a form: what is typed for it, and what is wrong with that
 *
 * A set is changed by element (tui-chips.h), any other in a line; texts of several lines show their
 * first, the form opens the editor for them. Whichever, what is typed is a text (m77-value.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-record.h"
#include "tui/widgets/tui-chips.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Kind *kind;
  const M77Field *field;
  TuiEntry entry;  /* of a set, the text that its chips make */
  TuiChips *chips; /* NULL: no set */
  char *original;
  char *fault; /* NULL: right */
} TuiFormField;

#define TUI_FORM_LABEL_COL 3

/* A value as one types it: a time to the minute, which is what people type. What is not typed over
 * is not changed. Free with g_free. */
char *tui_form_field_input (const M77Field *field, const M77Json *value, GTimeZone *zone);

/* Either value may be NULL: what stands, and what is typed so far. */
void tui_form_field_init (TuiFormField *self,
                          const M77Kind *kind,
                          const M77Field *field,
                          const M77Json *original,
                          const M77Json *typed,
                          const TuiMoment *moment);
void tui_form_field_clear (TuiFormField *self);
/* What was written elsewhere. FALSE: it had several lines, which are one now, as the field is. */
gboolean tui_form_field_take (TuiFormField *self, const char *text);
/* What was typed elsewhere as well: a draft, the text it had. */
void tui_form_field_set (TuiFormField *self, const char *text);
const char *tui_form_field_text (const TuiFormField *self);
/* A text of several lines. */
gboolean tui_form_field_has_lines (const TuiFormField *self);
/* FALSE for a key that is not of a field. */
gboolean tui_form_field_key (TuiFormField *self, TuiKey key);
void tui_form_field_paste (TuiFormField *self, const char *text);
/* The part of it that is being typed: of a set, the element. */
const char *tui_form_field_typed (const TuiFormField *self);
/* In the place of what is being typed. */
void tui_form_field_complete (TuiFormField *self, const char *word);
gboolean tui_form_field_is_changed (const TuiFormField *self);
/* What is typed, as a value; sets or clears the fault. NULL where it is none. */
M77Json *tui_form_field_parse (TuiFormField *self, M77JsonPool *pool, const TuiMoment *moment);
void tui_form_field_check (TuiFormField *self, const TuiMoment *moment);

/* Rows it takes without what helps with it. */
int tui_form_field_rows (const TuiFormField *self, const TuiCanvas *canvas, int label_cells);
/* is_new: of a record that is not there yet. */
void tui_form_field_draw (const TuiFormField *self,
                          TuiCanvas *canvas,
                          int row,
                          int label_cells,
                          gboolean focused,
                          gboolean is_new);
/* What helps with it: its fault, else what could be meant (element char *), else its choices or its
 * help. */
void tui_form_field_draw_help (const TuiFormField *self,
                               TuiCanvas *canvas,
                               int row,
                               int label_cells,
                               GPtrArray *suggested);

G_END_DECLS
