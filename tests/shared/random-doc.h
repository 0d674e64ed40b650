/* random-doc.h: documents of every kind, and edits of them, as tests draw them
 *
 * Small on purpose: few elements, keys and lines, so that two edits often meet. What is drawn
 * keeps the rules of its kind; the same seed draws the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-validate.h"

typedef struct
{
  M77JsonPool *pool;
  GRand *rand;
  char writer; /* marks what is not to be mistaken for another's: 'b', 'm' or 't' */
  guint entries;
  int focus; /* edits are mostly of the three fields from this one on */
} RandomDoc;

/* 0 … n - 1 */
int random_below (RandomDoc *self, int n);
/* A value that keeps the field's rules; NULL where none was found. */
M77Json *random_value (RandomDoc *self, const M77Kind *kind, const M77Field *field);
M77Json *random_doc (RandomDoc *self, const M77Kind *kind);
/* One to four fields a person may edit, by element where they are sets or logs. What comes of
 * it may break the rules. */
void random_edit (RandomDoc *self,
                  const M77Kind *kind,
                  const M77Json *doc,
                  M77Json **patch,
                  M77Json **elements);
/* Any JSON, not deep. */
M77Json *random_junk (RandomDoc *self, int depth);
