/* agent-latch.h: one thread waits until another has done something
 *
 * Set once. A latch that nobody sets is never waited for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_set;
} AgentLatch;

static inline void
agent_latch_init (AgentLatch *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->is_set = FALSE;
}

static inline void
agent_latch_clear (AgentLatch *self)
{
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
}

static inline void
agent_latch_set (AgentLatch *self)
{
  g_mutex_lock (&self->mutex);
  self->is_set = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static inline void
agent_latch_wait (AgentLatch *self)
{
  g_mutex_lock (&self->mutex);
  while (!self->is_set)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

G_END_DECLS
