/* tui-sections.h: the fields of a record as sections that fold
 *
 * Any record of any kind is shown by it, without knowing the kind: short fields as labels and
 * values, long ones (texts, logs, maps) as sections of their own, what is empty in one that is
 * folded, fields of a later version as they are. Texts and logs are wrapped when they are seen.
 *
 * Each line has an id that tells what it is: "h:timeline" a heading, "f:severity" a field,
 * "e:timeline/ID" an entry of a log, "m:tasks/KEY" a member of a map. Two fields may share a line:
 * the second is in its `ids`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-record.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef struct
{
  TuiPage *page;
  TuiRecord record;
  TuiMoment moment; /* with a zone of its own */
  const TuiCanvas *canvas;
  int cols;
  GHashTable *turned; /* ids of headings that stand the other way than they begin */
  GHashTable *shut;   /* ids of headings that begin folded */
  M77JsonPool *pool;  /* of the masked document; NULL: it is as it is */
  TuiLine *open;      /* a row with room for a second pair */
} TuiSections;

void tui_sections_init (TuiSections *self, TuiPage *page);
void tui_sections_clear (TuiSections *self);
/* Begins the page anew. The record's document must live until the page is begun again. */
void tui_sections_begin (TuiSections *self,
                         const TuiRecord *record,
                         const TuiMoment *moment,
                         const TuiCanvas *canvas,
                         int cols);
/* A heading; FALSE: it is folded, nothing under it is to be added. count 0 is not told; more: dim
 * words after it, may be NULL. */
gboolean tui_sections_heading (TuiSections *self,
                               const char *id,
                               const char *label,
                               guint count,
                               const char *more);
/* Headings that begin folded. */
void tui_sections_shut (TuiSections *self, const char *id);
/* Folds or unfolds a heading. */
void tui_sections_turn (TuiSections *self, const char *id);

/* Short fields that have a value; those that `skip` names (NULL-terminated; may be NULL) are left
 * out. */
void tui_sections_add_short (TuiSections *self, const char *const *skip);
/* A section of one long field; with nothing in it, nothing. */
void tui_sections_add_long (TuiSections *self, const M77Field *field);
/* The lines of a log, a map or a text, without a heading. */
void tui_sections_add_value (TuiSections *self, const M77Field *field, const M77Json *value);
/* What may be written and is not. */
void tui_sections_add_empty (TuiSections *self, const char *const *skip);
/* What a later version has. */
void tui_sections_add_unknown (TuiSections *self);
/* Label and value in a line. */
void tui_sections_add_pair (TuiSections *self,
                            const char *id,
                            const char *label,
                            TuiStyle style,
                            const char *text);
/* The field, as a line tells it: its value in words. Free with g_free. */
char *tui_sections_field_text (TuiSections *self, const M77Field *field);
/* A text of several lines under an id, wrapped when it is seen. It must live as the document does.
 */
void tui_sections_add_text (TuiSections *self, const char *id, const char *text);

gboolean tui_sections_is_long (const M77Field *field);
gboolean tui_sections_is_empty (const M77Json *value);

G_END_DECLS
