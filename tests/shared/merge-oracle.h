/* merge-oracle.h: what a merge must come to, said once more without the merge's own code
 *
 * Slow and plain: documents are read through m77-json.h alone, and the rules are those of
 * docs/merge.md written down a second time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

/* An edit made by hand: RFC 7396, then elements. */
M77Json *oracle_apply (M77JsonPool *pool,
                       const M77Json *doc,
                       const M77Json *patch,
                       const M77Json *elements);
/* Sets without order; absent, null, and empty are the same. */
gboolean oracle_same_value (const M77Field *field, const M77Json *a, const M77Json *b);

typedef enum
{
  ORACLE_VALUE, /* must be the value given */
  ORACLE_ASKS,
  ORACLE_TEXT /* a text: lines are to be counted */
} OracleVerdict;

/* The field's value after mine met theirs; base, theirs, mine are whole values. */
OracleVerdict oracle_field (M77JsonPool *pool,
                            const M77Field *field,
                            const M77Json *base,
                            const M77Json *theirs,
                            const M77Json *mine,
                            const M77Json **value);
/* NULL, or what is wrong with merged lines: made up, lost, or doubled. */
const char *oracle_lines_fault (const char *base,
                                const char *theirs,
                                const char *mine,
                                const char *merged);
