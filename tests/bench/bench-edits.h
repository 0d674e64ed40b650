/* bench-edits.h: durable edits, each beside what it is compared with
 *
 * A person's edits and plain transactions in turn, with the same pause before each, so that
 * both meet the same machine: whatever else runs, runs beside both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"

G_BEGIN_DECLS

typedef struct
{
  AgentStore *store;
  const char *author;
  const char *directory; /* of the plain file */
  guint most;            /* edits */
  gint done;             /* atomic: stop before that */
  GArray *edits, *plain; /* (element double) ms; made here */
} BenchPerson;

/* Makes incidents and waits until each is durable; in turn with one row of as many bytes put by
 * a transaction of its own into a file of its own (WAL, synchronous=FULL, else as SQLite does
 * it). Any thread but the store's. */
void bench_person_work (BenchPerson *self);

/* Appends ,"edit":{…},"plain":{…} to the object that is being printed. */
void bench_person_print (BenchPerson *self);

G_END_DECLS
