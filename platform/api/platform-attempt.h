/* platform-attempt.h: one operation on its way to its outcome
 *
 * platform_attempt_run () answers an operation: an idempotency key seen before is answered
 * as it was; else its guards are checked and it is carried out within a savepoint. The
 * steps of edits and actions are functions that either decide the attempt or leave it to the
 * next; they answer FALSE only when the storage failed, and then the whole request does.
 *
 * Refusals never tell whether something exists to a caller who may not read its kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"
#include "shared/model/m77-operation.h"

G_BEGIN_DECLS

typedef struct
{
  PlatformWrite *write;
  PlatformGrants *grants;
  const PlatformToken *token;
  M77Operation operation;
  const M77Json *replace; /* a whole document that an update puts in place; NULL: none */
  const M77Kind *kind;    /* NULL: one that this version does not know */
  M77Record current;      /* id NULL: there is none; may be a tombstone */
  gboolean exists;        /* there is one, and it is not deleted */

  gboolean is_decided;
  M77Outcome outcome; /* texts are the attempt's or the pool's */
  char *detail;
  M77Record result; /* of an applied one, and the current one of a conflict */
} PlatformAttempt;

/* Appends the outcome of value, an operation with a key, to out as JSON. */
gboolean platform_attempt_run (PlatformWrite *write,
                               PlatformGrants *grants,
                               const PlatformToken *token,
                               const M77Json *value,
                               M77OutcomeType *outcome,
                               GString *out,
                               GError **error);

/* The two below always answer TRUE: their caller has nothing more to do. */
gboolean platform_attempt_refuse (PlatformAttempt *self,
                                  M77OutcomeType type,
                                  const char *code,
                                  const char *format,
                                  ...) G_GNUC_PRINTF (4, 5);
gboolean platform_attempt_reject (PlatformAttempt *self, const char *code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* With the current record, when the caller may read it. */
gboolean platform_attempt_conflict (PlatformAttempt *self,
                                    const char *code,
                                    const M77Record *record,
                                    const char *detail);
/* Frees faults (element M77Fault *). */
gboolean platform_attempt_reject_faults (PlatformAttempt *self, GPtrArray *faults);
gboolean platform_attempt_reject_error (PlatformAttempt *self, const GError *error);

gboolean platform_attempt_may (PlatformAttempt *self, const char *verb, const M77Json *doc);
/* The answer to one who may not, and to one who may but not see whether it is there. */
gboolean platform_attempt_deny (PlatformAttempt *self, const char *verb, GError **error);
/* It is done: the record after it, and the audit entry. doc NULL: it is deleted. */
gboolean platform_attempt_apply (PlatformAttempt *self,
                                 const char *verb,
                                 const char *id,
                                 M77Json *doc,
                                 const char *approved_by,
                                 GError **error);
/* Nothing had to change. */
gboolean platform_attempt_keep (PlatformAttempt *self);

/* FALSE, decided, when doc is too large; log_only: only entries were added. */
gboolean platform_attempt_fits (PlatformAttempt *self, const M77Json *doc, gboolean log_only);
/* Decides the attempt when another record has doc's key. */
gboolean platform_attempt_check_key (PlatformAttempt *self, const M77Json *doc, GError **error);

/* Decides the attempt when what it was to follow, or be made on, is not as it was left. */
gboolean platform_attempt_check_guards (PlatformAttempt *self, GError **error);
/* Decides the attempt when there is no such record: blocked, where what it was to follow may
 * yet make it. */
gboolean platform_attempt_find_nothing (PlatformAttempt *self, GError **error);

/* In platform-edit.c and platform-act.c. */
gboolean platform_attempt_create (PlatformAttempt *self, GError **error);
gboolean platform_attempt_update (PlatformAttempt *self, GError **error);
gboolean platform_attempt_delete (PlatformAttempt *self, GError **error);
gboolean platform_attempt_act (PlatformAttempt *self, GError **error);

G_END_DECLS
