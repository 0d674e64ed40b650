/* platform-write.h: a transaction that changes records
 *
 * All that one request (or one turn of the clock) does: the changes, their numbers, the keys
 * remembered and the audit. Committed or cancelled as a whole; a savepoint within it lets
 * one operation fail without its neighbours. After the commit whoever listens is told
 * which kinds changed.
 *
 * Savepoints cost a third of a batch, for every page that is written is copied first, and hardly an
 * operation that is refused has written anything. A bare transaction does without: where one has,
 * it is spoilt, to be taken back whole and done again with savepoints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core-private.h"
#include "platform/store/platform-audit.h"
#include "shared/model/m77-record.h"

G_BEGIN_DECLS

struct _PlatformWrite
{
  PlatformCore *core;
  PlatformDb *db;
  const M77Runtime *runtime;
  const PlatformTenant *tenant;
  PlatformHead head, saved; /* of the tenant, now and when it was saved */
  M77JsonPool *pool;        /* for what is made on the way; reset between operations */
  gint64 now;               /* ms */
  const char *member;       /* handle of who asks; NULL: the platform itself */
  const char *credential;   /* of the token; NULL: none */
  const char *address, *client, *trace_id;
  GHashTable *kinds;  /* names of the kinds that changed */
  const char *own;    /* id of the record that the operation itself writes, at its end */
  const char *action; /* that is done to it; NULL: an edit */
  GPtrArray *hooks;   /* of M77Record: the tenant's webhooks, once somebody asked */
  M77JsonPool *hooks_pool;
  gboolean is_bare, is_spoilt;
  gint64 written; /* rows, when a bare one was saved */
};

gboolean platform_write_begin (PlatformWrite *self,
                               PlatformCore *core,
                               const PlatformTenant *tenant,
                               gint64 now,
                               GError **error);
/* Ends it either way; nothing of it stays when this fails. */
gboolean platform_write_commit (PlatformWrite *self, GError **error);
/* Takes all of it back, when it was not committed. */
void platform_write_clear (PlatformWrite *self);

/* Set is_bare before the first of these, and look at is_spoilt after each release. */
gboolean platform_write_save (PlatformWrite *self, GError **error);
/* keep FALSE: back to where it was saved. */
gboolean platform_write_release (PlatformWrite *self, gboolean keep, GError **error);

/* The next version of `before` with this document (NULL: deleted); before NULL: the first of
 * a new record kind/id. Fields that follow from others are brought up to date in doc.
 * *after (may be NULL) gets the record, in the pool. */
gboolean platform_write_put (PlatformWrite *self,
                             const M77Record *before,
                             const char *kind,
                             const char *id,
                             M77Json *doc,
                             M77Record *after,
                             GError **error);
/* The webhooks are other ones now. */
void platform_write_forget_hooks (PlatformWrite *self);
/* A change of one record that follows from another's: does nothing when doc is the same. */
gboolean platform_write_follow (PlatformWrite *self,
                                const M77Record *before,
                                M77Json *doc,
                                GError **error);
/* entry's actor, credential, times and traces are filled in. */
gboolean platform_write_audit (PlatformWrite *self, PlatformAuditEntry *entry, GError **error);

/* Appends {id, at, received_at, author, kind, text} to a log of doc. */
void platform_write_note (PlatformWrite *self,
                          M77Json *doc,
                          const char *field,
                          const char *kind,
                          const char *text);
void platform_write_set_time (PlatformWrite *self, M77Json *doc, const char *field, gint64 at);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlatformWrite, platform_write_clear)

G_END_DECLS
