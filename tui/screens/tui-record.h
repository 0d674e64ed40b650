/* tui-record.h: a record as lists and sections show it
 *
 * What a cell says and in which role, for any field of any kind, by the table of kinds: an enum's
 * brief word, an age, a number as people say it. A TuiRecord only borrows: it is valid as long as
 * the row or the document it was made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-list.h"
#include "shared/model/m77-mask.h"
#include "tui/term/tui-canvas.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Kind *kind; /* NULL: a kind of a later version */
  const char *kind_name;
  const char *id;
  const char *state;      /* "clean" … */
  const M77Json *pending; /* the action under way, or NULL */
  const M77Json *doc;
  gint64 version, updated_at;
  guint local_number;
} TuiRecord;

/* When and where it is shown. */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  M77Mask *mask; /* of what is personal; NULL: nothing is masked */
} TuiMoment;

/* FALSE while the row is not here. */
gboolean tui_record_from_row (TuiRecord *self, M77Row *row);
/* Of the JSON of a row (docs/json.md). FALSE when it is none. */
gboolean tui_record_from_json (TuiRecord *self, const M77Json *row);

/* "2041", "checkout", "@jana"; in long form "INC-2041". */
char *tui_record_short_key (const TuiRecord *self);
char *tui_record_name (const TuiRecord *self);
char *tui_record_title (const TuiRecord *self);
/* "prod-eu", "staging". */
char *tui_record_place (const TuiRecord *self);
/* NULL if absent: an unknown environment is guarded as production. */
const char *tui_record_environment (const TuiRecord *self);

/* A list's cell: brief words, ages. */
char *tui_record_cell (const TuiRecord *self,
                       const M77Field *field,
                       const TuiMoment *moment,
                       TuiStyle *style);
/* A value as people read it; NULL: it has no short form. */
char *tui_value_text (const M77Field *field, const M77Json *value, const TuiMoment *moment);
/* The role in which one value of an enum is shown; of "critical" TUI_BAD. */
TuiStyle tui_value_style (const char *name);
/* An enum's brief word, or its label. */
char *tui_value_brief (const M77Field *field, const char *name);
/* "14m"; "in 3m" ahead of now. */
char *tui_age (gint64 instant, gint64 now);
char *tui_age_of (const M77Json *doc, const char *field, gint64 now);

/* The mark of a row's state; TUI_N_GLYPHS: none. */
TuiGlyph tui_state_glyph (const char *state, const M77Json *pending, TuiStyle *style);
/* "ack queued", "rollback HELD"; NULL when no action is under way. */
char *tui_pending_words (const M77Json *pending);

/* What is wrong with nothing: the texts of gettext () for a label of the table. */
const char *tui_label (const char *label);

G_END_DECLS
