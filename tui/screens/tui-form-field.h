/* tui-form-field.h: one line of a form: a field, what is typed for it, and what is wrong with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-record.h"
#include "tui/widgets/tui-entry.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Kind *kind;
  const M77Field *field;
  TuiEntry entry;
  char *original;
  char *fault; /* NULL: right */
} TuiFormField;

#define TUI_FORM_LABEL_COL 3

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
gboolean tui_form_field_is_changed (const TuiFormField *self);
/* What is typed, as a value; sets or clears the fault. NULL where it is none. */
M77Json *tui_form_field_parse (TuiFormField *self, M77JsonPool *pool, const TuiMoment *moment);
void tui_form_field_check (TuiFormField *self, const TuiMoment *moment);

/* is_new: of a record that is not there yet. */
void tui_form_field_draw (const TuiFormField *self,
                          TuiCanvas *canvas,
                          int row,
                          int label_cells,
                          gboolean focused,
                          gboolean is_new);
/* What helps with it: its fault, else its choices, else its help. */
void tui_form_field_draw_help (const TuiFormField *self,
                               TuiCanvas *canvas,
                               int row,
                               int label_cells);

G_END_DECLS
