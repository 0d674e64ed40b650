/* m77-merge.h: three-way merge of an edit with what others did meanwhile
 *
 * merge (base values, theirs, mine) by the rules in the table of kinds. Pure and total.
 * docs/merge.md has the rules as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-patch.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Json *merged; /* theirs with mine in it; overlapping fields as theirs */
  M77Json *patch;        /* what to send on top of theirs; NULL: nothing is left to do */
  M77Json *elements;     /* likewise */
  GPtrArray *overlaps;   /* char *: names of fields a person must decide; empty if none */
} M77MergeResult;

/* base: {field: value} from when the edit was made, null for absent; a field changed by
 * element that is not in it counts as it is in theirs. theirs: the document as it is now;
 * patch and elements: the edit. Results live in pool, but for overlaps. */
void m77_merge (M77MergeResult *result,
                M77JsonPool *pool,
                const M77Kind *kind,
                const M77Json *base,
                const M77Json *theirs,
                const M77Json *patch,
                const M77Json *elements);
void m77_merge_result_clear (M77MergeResult *result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (M77MergeResult, m77_merge_result_clear)

G_END_DECLS
