/* m77-suggest.h: what could stand where one is typing a filter
 *
 * The table of kinds answers at once; what only the agent knows (values a field has, keys of
 * records) comes when it comes, and no key waits for it. Candidates replace the bytes start to end
 * of the text. A front end draws them, and may add its own.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  M77Client *client; /* not owned; NULL: only what is known here */
  void (*changed) (gpointer data);
  gpointer data;
  GPtrArray *words;  /* char *: as they are put in */
  GPtrArray *abouts; /* char *: what each is; may be "" */
  gsize start, end;
  char *hint; /* of the place itself; NULL */
  guint chosen;
  gboolean taken; /* the chosen one is in the text: taking goes on to the next */
  GCancellable *asking;
  char *typed; /* what the agent's candidates begin with */
  char *prefix;
  const M77Kind *kind; /* whose records are asked for */
} M77Suggest;

/* changed: the agent's candidates came. */
void m77_suggest_init (M77Suggest *self,
                       M77Client *client,
                       void (*changed) (gpointer data),
                       gpointer data);
void m77_suggest_clear (M77Suggest *self);

/* text from byte `from` on is a filter of kind. */
void m77_suggest_filter (M77Suggest *self,
                         const char *text,
                         gsize cursor,
                         gsize from,
                         const M77Kind *kind);
/* Whole lines, the newest last, that have what was typed. */
void m77_suggest_past (M77Suggest *self, const GPtrArray *lines, const char *text);
/* Whether what was typed up to the end of text may become a longer name or value: not to be looked
 * for yet. */
gboolean m77_suggest_is_part (const M77Suggest *self, const char *text);

/* For those that fill it: */
void m77_suggest_begin (M77Suggest *self, gsize start, gsize end);
void m77_suggest_add (M77Suggest *self, const char *word, const char *about);
/* The keys of records of a kind that begin with typed, put in after prefix. */
void m77_suggest_ask_keys (M77Suggest *self,
                           const M77Kind *kind,
                           const char *prefix,
                           const char *typed);

void m77_suggest_choose (M77Suggest *self, int by);
/* Puts the chosen one into text; at once again: the next. FALSE: there is none. */
gboolean m77_suggest_take (M77Suggest *self, GString *text);

G_END_DECLS
