/* m77-filter-private.h: a filter text cut into terms
 *
 * For the m77-filter files only. Cutting is total: every text has terms, and what is wrong
 * with one is found later, so that colouring and completion see wrong terms too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-filter.h"

G_BEGIN_DECLS

typedef enum
{
  FILTER_WORD, /* no sign: a bare word or a phrase */
  FILTER_IS,   /* : */
  FILTER_EQ,   /* = */
  FILTER_NE,   /* != */
  FILTER_LT,
  FILTER_LE,
  FILTER_GT,
  FILTER_GE
} FilterOp;

typedef struct
{
  gsize start, end; /* bytes of the text, quotes included */
  char *text;       /* without quotes and escapes */
  gboolean is_glob; /* has a * outside quotes */
  gboolean is_quoted;
  gboolean is_unclosed; /* its last quote is */
} FilterValue;

typedef struct
{
  gsize start, end; /* bytes of the text */
  gboolean is_negated;
  char *name;                 /* lower case; NULL of a WORD */
  gsize name_start, name_end; /* the sign begins at name_end */
  FilterOp op;
  gsize value_start;
  GArray *values; /* FilterValue; never empty: of "status:" one empty value */
} FilterTerm;

/* element FilterTerm */
GArray *m77_filter_cut (const char *text);

/* Also the envelope's fields of no kind. */
const M77Field *m77_filter_field (const M77Kind *kind, const char *name);
/* Whether < <= > >= make sense. */
gboolean m77_filter_is_ordered (const M77Field *field);

extern const char *const m77_filter_states[]; /* of is:, by M77Is; ends with NULL */

/* The predicate of one value; on NULL *expected (translated) is what would have fitted. */
M77Predicate *m77_filter_value (const M77Kind *kind,
                                const M77Field *field,
                                FilterOp op,
                                const FilterValue *value,
                                const M77FilterContext *context,
                                char **expected);

/* "sev1, sev2 or sev3 expected"; names ends with NULL. */
char *m77_filter_expect_one_of (const char *const *names);

G_END_DECLS
