/* platform-audit.h: who did what, tamper-evident
 *
 * Each entry is a record of kind audit, written in the transaction of what it tells, so it is
 * on the change feed of those who may read it. Sequences of a tenant have no gaps;
 * `hash` is the SHA-256 of the entry's canonical text without it, `previous_hash` that of
 * the entry before: a changed or missing entry breaks the chain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-head.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 asked_at, received_at; /* ms; asked_at may be M77_TIME_NONE */
  const char *actor;            /* handle; NULL: the platform itself */
  const char *approved_by;
  const char *credential;
  const char *verb; /* "edit", "acknowledge" */
  const char *subject_kind, *subject;
  const M77Json *before, *after; /* documents; either may be NULL */
  const char *outcome;           /* "success", "denied" */
  const char *code, *reason;
  const char *address, *client;
  const char *operation, *trace_id;
} PlatformAuditEntry;

gboolean platform_audit_write (PlatformDb *db,
                               PlatformHead *head,
                               const M77Runtime *runtime,
                               M77JsonPool *pool,
                               const PlatformAuditEntry *entry,
                               GError **error);

/* Makes doc, an entry without its place, the next of the chain. */
void platform_audit_chain (PlatformHead *head, M77JsonPool *pool, M77Json *doc);

/* Its newest entry, of what was committed. */
gboolean platform_audit_end (PlatformDb *db, gint64 tenant, M77AuditPlace *end, GError **error);

/* Walks the chain. FALSE with M77_ERROR_STORAGE_CORRUPT naming the first entry that is not as
 * it was written; *last gets the sequence of the newest. */
gboolean platform_audit_verify (PlatformDb *db, gint64 tenant, gint64 *last, GError **error);

G_END_DECLS
