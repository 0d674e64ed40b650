/* agent-pull.h: reading one page of the change feed into the cache
 *
 * The page is read on the caller's thread while the cache's lane applies what came before,
 * never more than two batches behind, so memory does not grow with the page. Rows and
 * cursor are committed together: a cut costs at most what came after the last cursor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-sync.h"

G_BEGIN_DECLS

typedef struct
{
  AgentStore *store;
  AgentWire *wire;
  const M77Runtime *runtime;
  const char *source;
  const char *tenant;

  /* Out: */
  guint received; /* records */
  gboolean more;  /* pages are left */
  gboolean complete;
  gint64 synced_at;
  gint64 retry_after_s;
  gint64 skew_ms;
} AgentPull;

gboolean agent_pull (AgentPull *self, GCancellable *cancellable, GError **error);

G_END_DECLS
