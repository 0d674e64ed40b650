/* tui-suggest.h: what could stand where one is typing, under a bar's line
 *
 * For the filter of a list and for ":". The table of kinds, the commands and the settings answer at
 * once; what only the agent knows (values a field has, keys of records) comes when it comes, and
 * no key waits for it. Candidates replace the bytes start to end of the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-entry.h"

G_BEGIN_DECLS

typedef struct
{
  TuiApp *app;
  GPtrArray *words;  /* char *: as they are put in */
  GPtrArray *abouts; /* char *: what each is; may be "" */
  gsize start, end;
  char *hint; /* of the place itself; NULL */
  guint chosen;
  gboolean taken; /* the chosen one is in the text: Tab goes on to the next */
  gboolean exact; /* one word has one meaning: nothing is put in behind it */
  GCancellable *asking;
  char *typed; /* what the agent's candidates begin with */
  char *prefix;
  const M77Kind *kind; /* whose records are asked for */
} TuiSuggest;

void tui_suggest_init (TuiSuggest *self, TuiApp *app);
void tui_suggest_clear (TuiSuggest *self);

/* text from byte `from` on is a filter of kind. */
void tui_suggest_filter (TuiSuggest *self,
                         const char *text,
                         gsize cursor,
                         gsize from,
                         const M77Kind *kind);
/* Whole lines, the newest last, that have what was typed. */
void tui_suggest_past (TuiSuggest *self, const GPtrArray *lines, const char *text);

/* For those that fill it: */
void tui_suggest_begin (TuiSuggest *self, gsize start, gsize end);
void tui_suggest_add (TuiSuggest *self, const char *word, const char *about);
/* The keys of records of a kind that begin with typed, put in after prefix. */
void tui_suggest_ask_keys (TuiSuggest *self,
                           const M77Kind *kind,
                           const char *prefix,
                           const char *typed);

void tui_suggest_choose (TuiSuggest *self, int by);
/* Puts the chosen one into the text; at once again: the next. FALSE: there is none. */
gboolean tui_suggest_take (TuiSuggest *self, TuiEntry *entry);

/* Rows it wants: of candidates, at most so many. */
int tui_suggest_rows (const TuiSuggest *self, int most);
void tui_suggest_draw (TuiSuggest *self, TuiCanvas *canvas, int row, int rows);

/* "^ what was expected", under byte `offset` of an entry that begins at column col. */
void tui_suggest_draw_fault (const TuiEntry *entry,
                             TuiCanvas *canvas,
                             int row,
                             int col,
                             int cells,
                             gsize offset,
                             const char *expected);

G_END_DECLS
