/* m77-predicate.h: a filter as a typed tree
 *
 * What the filter language compiles to, and what is evaluated: over a document in memory
 * (m77_predicate_matches), or as SQL text with bound values (m77-predicate-sql.h). Both
 * agree on every document; a test holds them to it.
 *
 * A missing value matches nothing, so its negation matches. Text compares case-folded
 * (g_utf8_casefold). A value of the wrong type is a missing one. An unknown value of a
 * ranked field ranks before all known ones: it is worst. Of a map "k" is any value of that
 * key; of a log a text is one that some entry contains. Immutable once built; reference by
 * m77_predicate_ref.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef enum
{
  M77_PREDICATE_ALL, /* true */
  M77_PREDICATE_AND,
  M77_PREDICATE_OR,
  M77_PREDICATE_NOT,
  M77_PREDICATE_COMPARE, /* field OP value */
  M77_PREDICATE_GLOB,    /* text field matches a pattern where only * is special */
  M77_PREDICATE_HAS,     /* field:* — has a value; an empty set has none */
  M77_PREDICATE_WORDS,   /* full text: a word or a phrase, prefix when it ends in * */
  M77_PREDICATE_IS       /* is:pending and its like */
} M77PredicateKind;

typedef enum
{
  M77_OP_EQ,
  M77_OP_LT,
  M77_OP_LE,
  M77_OP_GT,
  M77_OP_GE
} M77Op;

typedef enum
{
  M77_IS_OPEN,
  M77_IS_PENDING, /* these below exist only at the agent */
  M77_IS_WAITING,
  M77_IS_HELD,
  M77_IS_REJECTED,
  M77_IS_CONFLICT,
  M77_IS_CLEAN
} M77Is;

typedef struct _M77Predicate M77Predicate;

struct _M77Predicate
{
  M77PredicateKind kind;
  GPtrArray *children; /* of AND, OR, NOT (one) */
  const M77Field *field;
  M77Op op;
  /* The value, by the field's type: */
  char *text;     /* as typed; of GLOB the pattern; of WORDS the words; of a map "k" or "k=v" */
  char *folded;   /* text case-folded */
  gint64 integer; /* time (ms), duration (s), integer, boolean, rank of an enum value */
  double number;
  M77Is is;
  int refs;
};

/* Building: a new one belongs to whoever made it, and no other thread sees it yet. */
M77Predicate *m77_predicate_new (M77PredicateKind kind);
/* Takes child; returns self. */
M77Predicate *m77_predicate_add (M77Predicate *self, M77Predicate *child);
/* NOT of child, which it takes. */
M77Predicate *m77_predicate_not (M77Predicate *child);
/* Sets text and folded. */
void m77_predicate_set_text (M77Predicate *self, const char *text);

M77Predicate *m77_predicate_ref (M77Predicate *self);
void m77_predicate_unref (M77Predicate *self);

/* IS other than OPEN look at `state`, the row's own ("pending"…); NULL: clean. WORDS look
 * at the searched fields of the kind, by words without regard to case or accents. */
gboolean m77_predicate_matches (const M77Predicate *self,
                                const M77Kind *kind,
                                const M77Record *record,
                                const char *state);

/* TRUE: full text is part of it; rows then come newest first unless they are sorted. */
gboolean m77_predicate_has_words (const M77Predicate *self);

/* What an element of a set or a member of a map is for comparing, case-folded: "db";
 * "key=value" of a map, "key=" when the value is no text, number or truth. NULL for an
 * element that cannot be compared. Indexes of elements hold this. Free with g_free. */
char *m77_predicate_element (const M77Json *element);

/* Whether text fits pattern, where * is any text; both case-folded by the caller. */
gboolean m77_predicate_glob (const char *pattern, const char *text);

/* Calls visit with each text that full text looks at: searched fields, elements of sets,
 * texts of log entries, keys and values of maps. kind NULL: every text of the document. */
typedef void (*M77SearchedFunc) (const char *text, gpointer data);
void m77_predicate_searched (const M77Kind *kind,
                             const M77Json *doc,
                             M77SearchedFunc visit,
                             gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Predicate, m77_predicate_unref)

G_END_DECLS
