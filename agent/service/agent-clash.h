/* agent-clash.h: a conflict taken apart for a person, and put together by their choices
 *
 * Each field of the edit with its three sides, what the merge suggests, and what may be
 * taken; a map in which keys overlap has one entry for each of its keys that was touched. Pure:
 * from the operation and the conflict as the journal keeps them. Everything lives in the pool
 * given, or with the operation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"
#include "shared/model/m77-merge.h"

G_BEGIN_DECLS

typedef enum
{
  AGENT_CLASH_EDIT,    /* both changed it */
  AGENT_CLASH_DELETED, /* the other deleted what this person edited */
  AGENT_CLASH_DELETE,  /* this person deleted what the other edited */
  AGENT_CLASH_CREATE   /* there is one of that name */
} AgentClashType;

typedef enum
{
  AGENT_TAKE_THEIRS = 1 << 0,
  AGENT_TAKE_MINE = 1 << 1,
  AGENT_TAKE_BOTH = 1 << 2,
  AGENT_TAKE_VALUE = 1 << 3
} AgentTake;

#define AGENT_CLASH_RECORD "*" /* the path of the record as a whole */

typedef struct
{
  const char *path;
  const M77Field *field; /* NULL: unknown here, or the whole record */
  const char *key;       /* of a map; NULL: the whole field */
  gboolean asks;
  const M77Json *base, *theirs, *mine; /* NULL: absent */
  const M77Json *merged;               /* what stands where nobody decides */
  const M77Json *both;                 /* NULL: means nothing */
  AgentTake takes;
} AgentClashField;

typedef struct
{
  M77JsonPool *pool;
  AgentClashType type;
  const M77Kind *kind;   /* NULL: unknown here */
  const M77Json *theirs; /* the document; NULL: deleted */
  M77MergeResult merge;  /* of AGENT_CLASH_EDIT */
  GArray *fields;        /* AgentClashField, those that ask first */
} AgentClash;

void agent_clash_read (AgentClash *self,
                       M77JsonPool *pool,
                       const AgentOperation *operation,
                       const AgentConflict *conflict);
void agent_clash_clear (AgentClash *self);

/* The choices hold for it: known paths, what may be taken, and nothing that asks left out.
 * M77_ERROR_CONFLICT, M77_ERROR_INVALID, M77_ERROR_USAGE. */
gboolean agent_clash_check (const AgentClash *self, const M77Json *choices, GError **error);
/* Of an AGENT_CLASH_EDIT: the document as decided; choices as agent_clash_check likes them. */
const M77Json *agent_clash_apply (const AgentClash *self, const M77Json *choices);
/* Of the others: whether the person takes theirs; else *value (may be NULL) is what they gave for
 * that path. */
gboolean agent_clash_takes_theirs (const M77Json *choices, const char *path, const M77Json **value);

const char *agent_clash_name (AgentClashType type);
/* "theirs"; NULL past the last. */
const char *agent_take_name (AgentTake take);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentClash, agent_clash_clear)

G_END_DECLS
