/* agent-lane.h: a thread that runs closures in order, people before bulk
 *
 * Each writing connection and each reader belongs to a lane; code that needs it is sent
 * there. An inline lane has no thread and runs at once: tests and the simulation use the
 * same store and sync code on inline lanes, in one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AgentLane AgentLane;

typedef enum
{
  AGENT_LANE_PEOPLE, /* somebody waits */
  AGENT_LANE_BULK    /* feeds, rebuilding, checkpoints */
} AgentLaneRank;

typedef void (*AgentLaneFunc) (gpointer data);

AgentLane *agent_lane_new_thread (const char *name);
AgentLane *agent_lane_new_inline (void);
/* Runs what is queued, then ends the thread. */
void agent_lane_free (AgentLane *self);

/* Queues; `done` (may be NULL) is then run in `context` (NULL: the default main context;
 * an inline lane runs it at once). */
void agent_lane_post (AgentLane *self,
                      AgentLaneRank rank,
                      AgentLaneFunc func,
                      gpointer data,
                      AgentLaneFunc done,
                      GMainContext *context);
/* Queues and waits for the end of func. Never call it from the lane's own thread, nor from
 * the main thread. Where nothing runs or is queued, a prompt thread (agent-pace.h) runs it itself,
 * as the lane: each hand-over to another thread is a chance to wait for a processor. */
void agent_lane_call (AgentLane *self, AgentLaneRank rank, AgentLaneFunc func, gpointer data);
/* Runs func on the lane's thread when it has had nothing to do for delay_ms after some work:
 * once, so that a lane that is left alone wakes nobody. Set before anything is posted. An inline
 * lane never rests. */
void agent_lane_set_rest (AgentLane *self, guint delay_ms, AgentLaneFunc func, gpointer data);
/* While one of people's closures waits or runs, long work elsewhere stands still (agent-pace.h).
 * Set before anything is posted. An inline lane has nobody beside it. */
void agent_lane_set_urgent (AgentLane *self);
/* Closures waiting. Any thread. */
guint agent_lane_depth (AgentLane *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentLane, agent_lane_free)

G_END_DECLS
