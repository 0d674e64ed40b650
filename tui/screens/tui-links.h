/* tui-links.h: the records that a record is linked with, both ways
 *
 * By the links of its kind (m77-links.h), each a question to the agent for its first rows and how
 * many there are; one question at a time, so that a record with thirty links does not crowd out
 * what a person waits for. Asked again when records of that kind changed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-links.h"
#include "tui/screens/tui-app.h"
#include "tui/screens/tui-sections.h"

G_BEGIN_DECLS

typedef struct
{
  char *name; /* "alert:alerts": a kind and the field that refers; or the owner's own */
  const M77Kind *kind;
  const M77Field *field; /* NULL: of no field; the owner shows it */
  gboolean is_out;
  guint count; /* of is_out, until it is known: how many are named */
  char *filter, *sort;
  guint limit;
  M77JsonPool *pool;
  const M77Json *rows; /* an array; NULL: not known yet */
  gint64 total;
  gboolean stale; /* to be asked */
} TuiLinked;

typedef struct
{
  TuiApp *app;
  GPtrArray *items; /* TuiLinked */
  GCancellable *cancellable;
  TuiLinked *asking;
  void (*changed) (gpointer data);
  gpointer data;
} TuiLinks;

/* changed is called with data when an answer came. */
void tui_links_init (TuiLinks *self, TuiApp *app, void (*changed) (gpointer data), gpointer data);
void tui_links_clear (TuiLinks *self);
/* The links of a record as it is now; answers to the same question are kept. */
void tui_links_set (TuiLinks *self, const TuiRecord *record);
/* One of the owner's, of that name; filter NULL: no longer. sort NULL: the kind's. */
void tui_links_put (TuiLinks *self,
                    const char *name,
                    const char *kind,
                    const char *filter,
                    const char *sort,
                    guint limit);
/* NULL: there is none. */
TuiLinked *tui_links_find (TuiLinks *self, const char *name);
/* Records of these kinds changed; NULL or empty: any. */
void tui_links_ask (TuiLinks *self, const char *const *kinds);
/* An answer: the JSON array of List. */
void tui_links_take (TuiLinks *self, TuiLinked *linked, const char *rows, gint64 total);
/* The document of the first row whose key is name, of any question about that kind; NULL: not
 * here. */
const M77Json *tui_links_doc (TuiLinks *self, const char *kind, const char *name);

/* Lines of what is known and not empty: a label, then a line each with the id "l:KIND/ID", and
 * where there are more than those one with "L:NAME". per: of one link at most. */
void tui_links_add (TuiLinks *self, TuiSections *sections, guint per);
/* One record's line. */
void tui_links_add_row (TuiSections *sections, const char *label, const M77Json *row);
/* "alerts 21  deployment 4.18.0". Free with g_free. */
char *tui_links_words (TuiLinks *self);
/* Opens what a line of them is of; FALSE: it is none of them. */
gboolean tui_links_open (TuiLinks *self, const char *id);

G_END_DECLS
