/* platform-core.h: Platform API v1 as a function from request to answer
 *
 * Opens a data directory (one SQLite file, exclusively) and answers requests with no socket
 * in sight: the server hands it what libsoup read, the simulation calls it directly with
 * its own clock and dice. One thread at a time; an answer's next_chunk () runs on the
 * same thread and reads in short transactions of its own, so answers may be interleaved
 * with other requests.
 *
 * A write is answered after its transaction has been committed with synchronous=FULL; a
 * crash at any moment leaves either all of it (change, key, audit, numbers, webhooks) or
 * none.
 *
 * Bodies: POST …/operations takes {"operations":[…]} and answers {"outcomes":[…]}, one for
 * each, in order (m77-operation.h). An item is its record, {"kind","id","version",…,"doc":{…}};
 * PUT takes {"doc":{…}}, PATCH {"doc":merge patch,"elements":{…}}, both with Idempotency-Key (a
 * UUIDv7) and If-Match, or If-None-Match: * to create by PUT. A list is
 * {"kind","rows":[record…],"next":cursor or null}. Every answer has trace-id and date, and
 * ratelimit-limit, -remaining and -reset once the token is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-http.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct _PlatformCore PlatformCore;

/* Makes the directory and its schema when they are not there. vfs: the SQLite VFS to use,
 * NULL: the default. */
PlatformCore *platform_core_open (const char *directory,
                                  const char *vfs,
                                  const M77Runtime *runtime,
                                  GError **error);
void platform_core_close (PlatformCore *self);
/* Whether it was the first to open the directory. Only such a one may serve it. */
gboolean platform_core_is_first (const PlatformCore *self);

/* Never fails: what goes wrong is a problem document (RFC 9457). Does not keep request.
 * GET …/events is the server's own: it is answered 501 here. */
M77Answer *platform_core_handle (PlatformCore *self, const M77Request *request);

/* Who the request's bearer token is for, when it may read the events of the tenant in its
 * path: NULL with the problem to answer otherwise. */
char *platform_core_events_tenant (PlatformCore *self,
                                   const M77Request *request,
                                   M77Answer **problem);

/* Whether the request's bearer token is good, now, for the tenant in its path; its body does not
 * matter. */
gboolean platform_core_knows (PlatformCore *self, const M77Request *request);

/* Called after each commit that changed something, before its answer: the cursor an event
 * carries, and the kinds that changed. On the caller's thread of platform_core_handle. */
typedef void (*PlatformChangedFunc) (const char *tenant,
                                     const char *cursor,
                                     const char *const *kinds,
                                     gpointer data);
void platform_core_set_changed_func (PlatformCore *self, PlatformChangedFunc func, gpointer data);

/* Requests a token may make at once, and how many come back a second; the defaults are
 * generous. Both at least 1. */
void platform_core_set_limits (PlatformCore *self, guint burst, guint per_second);

/* Lets webhooks lead to this machine, to private networks and to plain http: for tests, and
 * for who runs the receivers too. Off by default: whoever may write a webhook could else make
 * the platform ask what only it can reach. */
void platform_core_set_private_targets (PlatformCore *self, gboolean allowed);

/* What the clock makes happen (snoozes end, silences and freezes begin and end, pages
 * escalate): carries out what is due and returns when the next is due, ms, or
 * M77_TIME_NONE. */
gint64 platform_core_tick (PlatformCore *self);

/* For a moment in which nobody asks, after something was written. */
void platform_core_rest (PlatformCore *self);

/* Whether sensitive actions of a tenant want a second member's approval. */
gboolean platform_core_set_four_eyes (PlatformCore *self,
                                      const char *tenant,
                                      gboolean four_eyes,
                                      GError **error);
/* A copy of everything in a file that is not there yet, also while another process serves. */
gboolean platform_core_backup (PlatformCore *self, const char *path, GError **error);
/* Everything as it was in such a copy; the state before it goes to `before`. Agents start over.
 * M77_ERROR_LOCKED while another process has the directory. */
gboolean platform_core_restore (PlatformCore *self,
                                const char *path,
                                const char *before,
                                GError **error);
/* NULL-terminated; free with g_strfreev. */
char **platform_core_tenants (PlatformCore *self, GError **error);
/* Walks a tenant's audit chain: M77_ERROR_STORAGE_CORRUPT names the first entry that is not
 * as it was written. *last gets the newest sequence that is right. */
gboolean platform_core_audit_verify (PlatformCore *self,
                                     const char *tenant,
                                     gint64 *last,
                                     GError **error);

gboolean platform_core_tenant_create (PlatformCore *self, const char *name, GError **error);
/* A personal access token, shown once: stored as its SHA-256. Makes the member (active, with
 * the role) when the tenant has none of that handle. Free with g_free. */
char *platform_core_token_create (PlatformCore *self,
                                  const char *tenant,
                                  const char *member,
                                  const char *role,
                                  GError **error);

/* Puts records as they are, no questions asked: demo and generated tenants. One transaction
 * from begin to end. doc must be valid; at is its created_at, updated_at its last change. */
typedef struct
{
  const char *kind, *id, *author;
  gint64 created_at, updated_at; /* ms */
  gint64 version;                /* ≥ 1 */
  const M77Json *doc;
} PlatformSeed;

gboolean platform_core_seed_begin (PlatformCore *self, const char *tenant, GError **error);
gboolean platform_core_seed_put (PlatformCore *self, const PlatformSeed *seed, GError **error);
gboolean platform_core_seed_end (PlatformCore *self, GError **error);
gboolean platform_core_has_tenant (PlatformCore *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformCore, platform_core_close)

G_END_DECLS
