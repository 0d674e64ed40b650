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

/* The three values of a field, or of a member within one; NULL: absent, also for null. */
typedef struct
{
  M77JsonPool *pool;
  const char *name;
  const M77Field *field; /* NULL: unknown here, or within one */
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

/* Sides that are all lists or absent. A log is never less than theirs; asks where both
 * rewrote one entry. */
MergeVerdict m77_merge_log (const MergeSides *sides, const M77Json **merged);
/* What is left of an append to a log: the entries that theirs has not; NULL: none. */
M77Json *m77_merge_append (M77JsonPool *pool, const M77Json *theirs, const M77Json *append);
/* The set after mine: what I added is in it, what I took out is not, unless it came in after
 * my base: adding beats removing. asked: what I added by name, even if base had it. */
const M77Json *m77_merge_set (const MergeSides *sides, const M77Json *asked);

/* Sides that are all objects or absent: by key, and likewise within objects all have. */
MergeVerdict m77_merge_map (const MergeSides *sides, const M77Json **merged);

G_END_DECLS
