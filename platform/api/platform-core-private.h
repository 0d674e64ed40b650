/* platform-core-private.h: what the files of the core share
 *
 * A PlatformCall is one request on its way to its answer: who asks (once known), when,
 * and the trace it belongs to. It lives as long as platform_core_handle () runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"
#include "platform/api/platform-grants.h"
#include "platform/api/platform-letter.h"
#include "platform/api/platform-limits.h"
#include "platform/store/platform-db.h"
#include "platform/store/platform-tenant.h"
#include "platform/store/platform-token.h"

G_BEGIN_DECLS

typedef struct _PlatformWrite PlatformWrite;

struct _PlatformCore
{
  PlatformDb *db;
  const M77Runtime *runtime;
  GHashTable *grants; /* hash of a token → PlatformGrants; emptied when roles change */
  PlatformLimits *limits;
  PlatformChangedFunc changed;
  gpointer changed_data;
  PlatformWrite *seeding;      /* between seed_begin and seed_end */
  PlatformTenant *ticking;     /* whose records the clock changes just now; else NULL */
  gint64 tidied_at;            /* ms, when old keys were last forgotten */
  char *directory;             /* NULL: of another VFS */
  gboolean is_unmarked;        /* something was written since the mark was renewed */
  gint64 marked_at;            /* ms */
  PlatformRehearsal rehearsal; /* NULL: every letter is sent */
  gboolean private_targets;    /* webhooks may lead to this machine and private networks */
};

typedef struct
{
  PlatformCore *core;
  const M77Request *request;
  char **path; /* below /v1/tenants: tenant, kind, id */
  gint64 now;  /* ms */
  char trace_id[33];
  PlatformToken token;
  PlatformTenant *tenant;
  PlatformGrants *grants;
} PlatformCall;

typedef struct
{
  const char *method;
  const char *name; /* below the tenant; NULL: a kind */
  guint parts;      /* of the path, from the tenant on */
  M77Answer *(*answer) (PlatformCall *call);
} PlatformRoute;

/* All but the events, which are the server's. */
const PlatformRoute *platform_core_routes (guint *n);

/* A new mark, if anything was written since the last one. */
void platform_core_mark (PlatformCore *self);
/* Takes back a seed that was not ended. */
void platform_core_seed_cancel (PlatformCore *self);

/* Who asks, and whether the tenant in the path is theirs: NULL when it is, else the problem
 * to answer. */
M77Answer *platform_call_identify (PlatformCall *self);

void platform_call_clear (PlatformCall *self);
/* A transaction of the caller's. */
gboolean platform_call_begin_write (PlatformCall *self, PlatformWrite *write, GError **error);

/* What a route makes of a call; never NULL. */
M77Answer *platform_changes_answer (PlatformCall *call);
M77Answer *platform_operations_answer (PlatformCall *call);
M77Answer *platform_me_answer (PlatformCall *call);
M77Answer *platform_alerts_answer (PlatformCall *call);
M77Answer *platform_checkpoints_read (PlatformCall *call);
M77Answer *platform_checkpoints_exchange (PlatformCall *call);
M77Answer *platform_list_answer (PlatformCall *call);
M77Answer *platform_item_read (PlatformCall *call);
M77Answer *platform_item_write (PlatformCall *call);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlatformCall, platform_call_clear)

G_END_DECLS
