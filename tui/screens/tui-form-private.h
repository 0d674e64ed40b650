/* tui-form-private.h: a form, for the files that make it: tui-form.c draws it and takes its keys,
 * tui-form-open.c makes it of a record, of nothing, or of what is to be sent again,
 * tui-form-store.c stores it, tui-form-draft.c keeps its draft and the steps to undo
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
  char *create;            /* the operation that a create becomes, however often it is sent */
  char *operation;         /* what is sent again as it comes out; NULL: something new */
  const char *const *only; /* names of the fields it has; NULL: all */
  char *name;              /* of the draft */
  char *title;
  char *notice; /* why it is here again; may be NULL */
  M77JsonPool *pool;
  const M77Json *before; /* an empty object of a create */
  GArray *fields;
  int focus, top;
  GPtrArray *done, *undone; /* char *: what was typed before each step, as a draft has it */
  int typing;               /* the field that was typed in last; -1: none since a step */
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
/* Soon, by itself: neither a crash of the console nor one of the agent loses what was typed. */
void tui_form_keep_typed (TuiForm *self);
/* What was typed, as a draft has it. Free with g_free. */
char *tui_form_typed (TuiForm *self);
/* As it is now is where undo leads back to. */
void tui_form_remember (TuiForm *self);
/* Likewise before a key that is typed, a word at a time. */
void tui_form_remember_typing (TuiForm *self, TuiKey key);
void tui_form_undo (TuiForm *self, gboolean redo);

G_END_DECLS
