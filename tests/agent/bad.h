/* bad.h: an agent with something evil between it and its platform
 *
 * What every test of bad input asks in the end: did the agent say it with a code, is it the same
 * process still, does it work, and has what was done before arrived once?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/agent/evil.h"
#include "tests/agent/programs.h"

G_BEGIN_DECLS

typedef struct
{
  Programs *programs;
  Evil *evil;
  char *token; /* an administrator's, for asking the platform itself */
  char *incident;
  guint notes;     /* added to it, acknowledged */
  gint64 pid;      /* of the agent */
  gint64 peak_kib; /* of its memory, at the beginning */
} Bad;

/* NULL, after having skipped the test, where the programs are not built. One incident is there. */
Bad *bad_new (void);
void bad_free (Bad *self);

/* The stable code of what is in the way; "" when all was sent and read. Free with g_free. */
char *bad_sync (Bad *self);
/* m77 with these words: its standard output, read as JSON; NULL where that is none. status:
 * may be NULL. */
const M77Json *bad_run (Bad *self, int *status, const char *word, ...) G_GNUC_NULL_TERMINATED;
/* The first source of the profile in “m77 status --json”, and the check of that name in
 * “m77 doctor --json”. */
const M77Json *bad_profile (Bad *self);
const M77Json *bad_source (Bad *self);
const M77Json *bad_check (Bad *self, const char *name);

/* A note on the incident, acknowledged. */
void bad_add_note (Bad *self);
/* Every note is on the platform, and was applied once. */
void bad_assert_arrived (Bad *self);
/* The evil over: same process, no more memory than it should, a note goes through. */
void bad_assert_usable (Bad *self);
/* Another process now, on purpose. */
void bad_restarted (Bad *self);

G_END_DECLS
