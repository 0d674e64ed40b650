/* agent-events.h: the platform's event stream, as pokes
 *
 * Server-Sent Events (HTML Living Standard, 9.2), read in the main loop: an event only says
 * that there is something to pull; a lost one loses nothing. A stream that is silent for twice
 * the platform's heartbeat, or that breaks, is opened again with backoff.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct _AgentEvents AgentEvents;

/* Main thread. poked: there may be something to read (also after each opening). */
typedef void (*AgentEventsFunc) (gpointer data);

AgentEvents *agent_events_new (const char *base_url,
                               const char *token,
                               const char *tenant,
                               const M77Runtime *runtime,
                               AgentEventsFunc poked,
                               gpointer data);
/* FALSE closes the stream until TRUE. */
void agent_events_listen (AgentEvents *self, gboolean listen);
/* The stream is open and not silent for longer than a heartbeat: what comes is known at once. */
gboolean agent_events_is_live (AgentEvents *self);
/* When it last brought something, be it a heartbeat, in ms; M77_TIME_NONE: never. */
gint64 agent_events_heard_at (AgentEvents *self);
void agent_events_free (AgentEvents *self);

G_END_DECLS
