/* m77-merge.h: three-way merge of an edit with what others did meanwhile
 *
 * merge (base values, theirs, mine) by the rules in the table of kinds. Pure and total: any JSON
 * has a result. docs/merge.md has the rules as a table. A value that neither side wrote and that
 * breaks a rule of its kind which both kept (too many in a set, an end before its start) is an
 * overlap too. A record that comes to more than 1 MiB, or a log to more entries than fit, is not:
 * whoever applies the edit refuses it and says so.
 *
 * Any thread, as long as it has the pool for itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-operation.h"
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

/* What is to become of an operation that found the record changed. */
typedef enum
{
  M77_MERGE_DONE,  /* all of it is so already */
  M77_MERGE_SEND,  /* an edit (also what is left of a create): patch and elements, on theirs */
  M77_MERGE_PERSON /* somebody must decide; overlaps: the fields, none where it is all or nothing */
} M77MergeOutcome;

/* A create, update or delete against the record as it is now. A create that met the record of its
 * own id is an edit of one that had nothing; where it is another record that has the name, a person
 * decides. Of an edit and a delete that meet, whichever came first, a person decides; two deletes
 * are one. */
M77MergeOutcome m77_merge_operation (M77MergeResult *result,
                                     M77JsonPool *pool,
                                     const M77Operation *operation,
                                     const M77Json *base,
                                     const M77Record *theirs);

void m77_merge_result_clear (M77MergeResult *result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (M77MergeResult, m77_merge_result_clear)

G_END_DECLS
