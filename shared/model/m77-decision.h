/* m77-decision.h: a person's decision about a conflict, while it is being made
 *
 * Made of what the agent answers for a conflict (docs/json.md), it keeps a choice for each of its
 * fields, knows what stands under them, and writes them for Resolve and for SaveDecision. When
 * theirs moves on meanwhile the choices stay, but for those about a field of theirs that is no
 * longer what the person saw: these are open again, and say so.
 *
 * Nothing here blocks or asks anybody. Values are valid until the next read or update.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef enum
{
  M77_CHOICE_NONE,
  M77_CHOICE_THEIRS,
  M77_CHOICE_MINE,
  M77_CHOICE_BOTH,
  M77_CHOICE_VALUE
} M77Choice;

typedef struct
{
  const char *path;      /* "summary", "tasks/3", "*" */
  const char *label;     /* translated by whoever shows it */
  const M77Field *field; /* NULL: not in this version's table */
  gboolean asks;
  const M77Json *base, *theirs, *mine, *merged;
  const M77Json *both; /* NULL: means nothing here */
  M77Choice choice;
  const M77Json *value; /* of M77_CHOICE_VALUE */
  gboolean reopened;    /* was decided, before theirs moved on */
  guint takes;          /* bits: 1 << M77Choice */
} M77DecisionField;

typedef struct
{
  M77JsonPool *pool;
  const M77Json *conflict;
  const M77Kind *kind; /* NULL: of a later version */
  gint64 theirs_version;
  GArray *fields; /* M77DecisionField, those that ask first */
} M77Decision;

/* json: the answer of Conflict, with the decision that was kept. */
M77Decision *m77_decision_new (const char *json, GError **error);
void m77_decision_free (M77Decision *self);
/* Theirs as it is now; returns how many choices it reopened, or -1 with error set. */
int m77_decision_update (M77Decision *self, const char *json, GError **error);

guint m77_decision_size (const M77Decision *self);
const M77DecisionField *m77_decision_field (const M77Decision *self, guint index);
/* FALSE: the field does not take that. M77_CHOICE_NONE opens it again. */
gboolean m77_decision_choose (M77Decision *self, guint index, M77Choice choice);
gboolean m77_decision_choose_value (M77Decision *self, guint index, const M77Json *value);
/* What stands: by the choice, or by the merge where none is needed. NULL: open, or absent. */
const M77Json *m77_decision_result (const M77Decision *self, guint index);
gboolean m77_decision_is_open (const M77Decision *self, guint index);
guint m77_decision_count_asking (const M77Decision *self);
guint m77_decision_count_open (const M77Decision *self);

/* For Resolve: {path: choice}. Free with g_free. */
char *m77_decision_to_choices (const M77Decision *self);
/* For SaveDecision: the same, and under "@theirs" what each was decided against. "": nothing. */
char *m77_decision_to_draft (const M77Decision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Decision, m77_decision_free)

G_END_DECLS
