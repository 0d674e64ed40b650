/* m77-operation.h: one operation on the wire and its answer
 *
 * The JSON of POST /v1/tenants/{t}/operations, both ways. Strings and values live in the
 * pool they were read into, or with whoever made them. An operation:
 *
 *   {"key","op":"create|update|delete|act","kind","id","if_version" or "after",
 *    "doc" | "patch","elements" | "action","args","expect","asked_at","expires_at","reason"}
 *
 * with `doc` for a create; `patch` or `elements` for an update; `action` for an act. A
 * delete, and an update with a patch, says which version it was made on (if_version or
 * after); one with elements alone need not. The id is a UUID, or "new" of an action that
 * makes its record. An entry of the answer's list:
 *
 *   {"key","outcome":"applied|conflict|blocked|rejected|step-up|retry","record":{…},
 *    "problem":{"type","title","status","detail","code","errors":[…]},
 *    "acr_values","max_age","retry_after","secret"}
 *
 * with `record` after it was applied, or the current one of a conflict; `problem` for all
 * but applied (RFC 9457, m77-problem.h); acr_values and max_age (s) of a step-up (RFC 9470);
 * retry_after (s) of a retry. Members that are not listed are ignored, both ways.
 *
 * Pure functions, any thread with a pool of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

#define M77_OPERATIONS_MAX 500 /* in one request */

typedef enum
{
  M77_OPERATION_CREATE,
  M77_OPERATION_UPDATE,
  M77_OPERATION_DELETE,
  M77_OPERATION_ACT
} M77OperationType;

typedef struct
{
  const char *key; /* idempotency key, UUIDv7 */
  M77OperationType type;
  const char *kind, *id;
  gint64 if_version;       /* 0: none */
  const char *after;       /* key of the operation it follows; NULL: none */
  const M77Json *doc;      /* of a create */
  const M77Json *patch;    /* of an update */
  const M77Json *elements; /* of an update */
  const char *action;
  const M77Json *args;   /* an object */
  const M77Json *expect; /* {field: value or "sha256:…"} */
  const char *reason;
  gint64 asked_at, expires_at; /* ms; M77_TIME_NONE: none */
} M77Operation;

typedef enum
{
  M77_OUTCOME_APPLIED,
  M77_OUTCOME_CONFLICT, /* if_version is behind, or key-taken; `record` is the current one */
  M77_OUTCOME_BLOCKED,
  M77_OUTCOME_REJECTED,
  M77_OUTCOME_STEP_UP,
  M77_OUTCOME_RETRY
} M77OutcomeType;

typedef struct
{
  const char *key;
  M77OutcomeType type;
  const char *code;        /* of the problem: "precondition-changed", "key-taken" */
  const char *detail;      /* a sentence */
  const M77Json *errors;   /* array of {field, code}; may be NULL */
  const M77Json *record;   /* the record after it, or the current one; may be NULL */
  const char *record_text; /* its JSON, for a writer that has it: goes before `record` */
  const M77Json *secret;   /* shown once, kept nowhere */
  gint64 retry_s;
  const char *acr_values; /* of a step-up; may be NULL */
  gint64 max_age_s;       /* of a step-up: how old a sign-in may be; -1: does not matter */
} M77Outcome;

const char *m77_operation_type_name (M77OperationType type);
gboolean m77_operation_type_from_name (const char *name, M77OperationType *type);
const char *m77_outcome_type_name (M77OutcomeType type);

void m77_operation_write (const M77Operation *operation, GString *out);
/* M77_ERROR_INVALID says which member is wrong. operation->key is set whenever the value has
 * one, so that each refusal can be answered. */
gboolean m77_operation_from_json (M77Operation *operation, const M77Json *value, GError **error);
void m77_outcome_write (const M77Outcome *outcome, GString *out);
/* M77_ERROR_BAD_ANSWER. A problem without a code has "failed". */
gboolean m77_outcome_from_json (M77Outcome *outcome, const M77Json *value, GError **error);

G_END_DECLS
