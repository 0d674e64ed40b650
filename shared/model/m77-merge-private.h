/* m77-merge-private.h: one field of a merge
 *
 * For the m77-merge files only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-merge.h"

G_BEGIN_DECLS

/* What became of a field: theirs stands, it takes a new value, or a person must decide. */
typedef enum
{
  MERGE_THEIRS,
  MERGE_CHANGED,
  MERGE_OVERLAP
} MergeVerdict;

/* The three values of a field; NULL: absent, also for null. */
typedef struct
{
  M77JsonPool *pool;
  const char *name;
  const M77Field *field; /* NULL: unknown here */
  const M77Json *base, *theirs, *mine;
  gboolean knows_base;
} MergeSides;

/* A member's value; NULL for null too. */
const M77Json *m77_merge_value_of (const M77Json *object, const char *name);
/* NULL is the same as NULL. */
gboolean m77_merge_same (const M77Json *a, const M77Json *b);

/* By the rule of the field. change: what the edit does to it by element, or NULL. *merged is
 * set where MERGE_CHANGED is returned. */
MergeVerdict m77_merge_field (const MergeSides *sides,
                              const M77Json *change,
                              const M77Json **merged);

G_END_DECLS
