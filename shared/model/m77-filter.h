/* m77-filter.h: the filter language
 *
 *   status:triggered,acknowledged severity<=sev2 service:checkout* -assignee:* updated<2h "disk
 * full"
 *
 * Terms are joined by and; commas within a value mean or; `*` globs and nothing else
 * does; `-` negates; bare words and "phrases" are full text; is:open and its like; @me.
 * `severity<=sev2` means sev2 or worse; a duration compares age (updated<2h: less than two
 * hours ago); dates compare instants in the zone given. docs/filter.md has the grammar.
 *
 * Pure functions, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-predicate.h"

G_BEGIN_DECLS

#define M77_FILTER_MAX 4096 /* bytes of text */

typedef struct
{
  gint64 now;      /* ms */
  const char *me;  /* member handle of @me; NULL: @me matches nothing */
  GTimeZone *zone; /* NULL: UTC */
} M77FilterContext;

typedef struct
{
  gsize offset;   /* bytes from the start of the text */
  gsize length;   /* of the part that is wrong; may be 0 at the end */
  char *expected; /* translated: "sev1, sev2, sev3, sev4 or sev5 expected" */
} M77FilterFault;

void m77_filter_fault_clear (M77FilterFault *fault);

/* An empty text is M77_PREDICATE_ALL. On NULL, error is M77_ERROR_BAD_FILTER with the
 * position in its message, and *fault (may be NULL) has the parts. kind NULL: any kind's
 * records, full text and envelope fields only. */
M77Predicate *m77_filter_parse (const char *text,
                                const M77Kind *kind,
                                const M77FilterContext *context,
                                M77FilterFault *fault,
                                GError **error);

/* A term's place in the text, for colouring and tokens. */
typedef struct
{
  gsize start, end;      /* bytes */
  gsize value_start;     /* = end for bare words */
  const M77Field *field; /* NULL for bare words, is: and unknown names */
  gboolean negated, is_wrong;
} M77FilterSpan;

/* Every term, wrong ones too (element M77FilterSpan). */
GArray *m77_filter_spans (const char *text, const M77Kind *kind);

typedef struct
{
  gsize start, end;          /* the bytes of the text that a candidate replaces */
  GPtrArray *candidates;     /* char *: "severity<=", "sev1" */
  const M77Field *values_of; /* a field whose values the agent could list, or NULL */
  char *hint;                /* translated: "ordered, sev1 worst; = != < <= > >="; may be NULL */
} M77FilterCompletion;

/* What could stand at byte `cursor`. */
M77FilterCompletion *m77_filter_complete (const char *text, gsize cursor, const M77Kind *kind);
void m77_filter_completion_free (M77FilterCompletion *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (M77FilterFault, m77_filter_fault_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77FilterCompletion, m77_filter_completion_free)

G_END_DECLS
