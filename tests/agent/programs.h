/* programs.h: the real platform and the real agent, as a newcomer's machine runs them
 *
 * Each in a process of its own, with every XDG directory in one temporary directory; the
 * agent is started by the client that finds none, as a front end does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

typedef struct
{
  char *root;
  char *url;
  GSubprocess *platform;
  M77Client *client;
  M77JsonPool *pool; /* of everything that is read here */
} Programs;

/* NULL, after having skipped the test, where the programs are not built. The tenant is "shop". */
Programs *programs_start (void);
void programs_stop (Programs *self);

void programs_start_platform (Programs *self);
/* kill -9. */
void programs_kill_platform (Programs *self);
void programs_kill_agent (Programs *self);
/* Connects, starting the agent when it is not there; with the profile unless `without`. */
M77Agent1 *programs_agent (Programs *self, gboolean without);
char *programs_token (Programs *self, const char *member, const char *role);
/* The profile "test" of this member. */
void programs_add_profile (Programs *self, const char *member, const char *role);

/* A record as GET answers it, asked by curl's own rules: no agent in between. */
const M77Json *programs_ask (Programs *self, const char *token, const char *path);
/* All that is due is sent and read. */
void programs_sync (Programs *self);

G_END_DECLS
