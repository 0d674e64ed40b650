/* agent-profile.h: one profile as it runs: its files, its sync, its event stream
 *
 * Main thread. A profile is running from the first session that opens it (or from the
 * agent's start, when it is the one in use) to the agent's end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-sync.h"

G_BEGIN_DECLS

typedef struct _AgentProfile AgentProfile;
typedef struct _AgentEvents AgentEvents;

struct _AgentProfile
{
  char *uuid;     /* its directory's name */
  char *name;     /* as people call it */
  char *platform; /* https://… */
  char *tenant;
  char *member; /* handle; NULL until the platform has said it */
  AgentStore *store;
  AgentSync *sync;      /* NULL: no token (sign-in needed) */
  AgentEvents *events;  /* NULL likewise */
  gint64 offline_until; /* ms; M77_TIME_NONE: not offline by the person's word */
};

G_END_DECLS
