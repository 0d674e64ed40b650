/* tui-form-private.h: a form, for the files that make it: tui-form.c draws it and takes its keys,
 * tui-form-open.c makes it of a record, of nothing, or of what is to be sent again,
 * tui-form-store.c stores it and keeps its draft
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-form-field.h"
#include "tui/screens/tui-form.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  char *id;                /* NULL: a create */
  char *operation;         /* what is sent again as it comes out; NULL: something new */
  const char *const *only; /* names of the fields it has; NULL: all */
  char *name;              /* of the draft */
  char *title;
  char *notice; /* why it is here again; may be NULL */
  M77JsonPool *pool;
  const M77Json *before; /* an empty object of a create */
  GArray *fields;
  int focus, top;
  gboolean draft_kept;
  gboolean typed; /* by the person, since it was said that no draft can be kept */
  GCancellable *cancellable;
} TuiForm;

extern const TuiScreenClass tui_form_class;

TuiFormField *tui_form_field_at (TuiForm *self, int index);
/* By the rules of the field; at each key. */
void tui_form_check (TuiForm *self, TuiFormField *field);
gboolean tui_form_is_new (const TuiForm *self);
gboolean tui_form_is_changed (TuiForm *self);
/* Stores it and leaves, or goes to the first field that is wrong. */
void tui_form_store (TuiForm *self);
/* Leaves; what was typed comes back when the form is opened again. */
void tui_form_keep_draft (TuiForm *self);
void tui_form_ask_draft (TuiForm *self);

G_END_DECLS
