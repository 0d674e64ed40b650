/* tui-complete.h: what could stand next on a command line
 *
 * For the shells (data/completions): they give the line up to the cursor, and get the words that
 * fit its last one. A command's synopsis is the grammar, the table of kinds the vocabulary; what
 * only the agent knows (keys of records, profiles) is named here and asked for by the caller. A
 * line is read as a shell reads it as far as quotes and backslashes go; nothing is expanded.
 *
 * Pure: prints nothing, asks nobody. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *candidates;  /* char *: whole words, or "word\tabout it"; unquoted */
  const char *records_of; /* a kind whose keys fit as well; NULL: none */
  gboolean profiles;      /* so do names of profiles */
  gboolean views;         /* so do names of saved views */
  gboolean operations;    /* so do ids of what waits in the outbox, */
  gboolean conflicts;     /* or of conflicts */
  char *profile;          /* that --profile names; NULL: the one in use */
  char *before;           /* of the last word, what stands before the part that is completed */
  char *typed;            /* that part */
} TuiCompletion;

TuiCompletion *tui_complete (const char *line);
void tui_completion_free (TuiCompletion *self);

/* Adds before + word if it begins with what was typed (ASCII case aside); about may be NULL. */
void tui_completion_offer (TuiCompletion *self, const char *word, const char *about);

/* From here on only what is after the first n bytes of what was typed is completed. */
void tui_completion_narrow (TuiCompletion *self, gsize n);

/* The line's words, unquoted, the last one as far as it goes ("" after a blank); at least one. */
GStrv tui_complete_split (const char *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiCompletion, tui_completion_free)

G_END_DECLS
