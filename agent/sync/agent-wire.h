/* agent-wire.h: how a request reaches the platform
 *
 * The port of the sync code: over libsoup in the agent (agent-http.h), straight into the
 * platform's core in the simulation, through whatever failures a test wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-http.h"

G_BEGIN_DECLS

typedef struct _AgentWire AgentWire;

struct _AgentWire
{
  /* Sends and answers with the header; the body is pulled from the answer. May block. Adds
   * the bearer token. NULL: it did not get through, or its outcome is unknown. */
  M77Answer *(*call) (AgentWire *self,
                      const M77Request *request,
                      GCancellable *cancellable,
                      GError **error);
  void (*free) (AgentWire *self);
};

G_END_DECLS
