/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-http"

#include "config.h"

#include "agent/sync/agent-patience.h"

#include <stdatomic.h>

#define LOOKS 4 /* in a time of grace */

struct _AgentPatience
{
  GCancellable *cancellable, *outer;
  gulong handler; /* of outer */
  GSource *timer; /* holds a reference */
  gint64 began;   /* µs, monotonic */
  guint grace_ms;
  atomic_uint_fast64_t bytes;
  atomic_bool over;
  gatomicrefcount references;
};

gboolean
agent_patience_is_lost (gint64 elapsed_ms, guint64 bytes, guint grace_ms)
{
  gint64 allowed = grace_ms + (gint64) (bytes / AGENT_PATIENCE_RATE) * 1000;

  return elapsed_ms > MIN (allowed, AGENT_PATIENCE_MOST_MS);
}

static void
unref (gpointer data)
{
  AgentPatience *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->cancellable);
  g_clear_object (&self->outer);
  g_free (self);
}

static gboolean
look_cb (gpointer data)
{
  AgentPatience *self = data;
  gint64 elapsed_ms = (g_get_monotonic_time () - self->began) / 1000;

  if (!agent_patience_is_lost (elapsed_ms, atomic_load (&self->bytes), self->grace_ms))
    return G_SOURCE_CONTINUE;
  atomic_store (&self->over, TRUE);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

AgentPatience *
agent_patience_begin (GCancellable *outer, guint64 bytes, guint grace_ms)
{
  AgentPatience *self = g_new0 (AgentPatience, 1);

  g_atomic_ref_count_init (&self->references);
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  self->grace_ms = grace_ms;
  atomic_store (&self->bytes, bytes);
  if (outer != NULL)
    {
      self->outer = g_object_ref (outer);
      self->handler = g_cancellable_connect (outer,
                                             G_CALLBACK (cancelled_cb),
                                             self->cancellable,
                                             NULL);
    }
  self->timer = g_timeout_source_new (MAX (grace_ms / LOOKS, 1));
  g_atomic_ref_count_inc (&self->references);
  g_source_set_callback (self->timer, look_cb, self, unref);
  g_source_attach (self->timer, NULL);
  return self;
}

void
agent_patience_end (AgentPatience *self)
{
  if (self->handler != 0)
    g_cancellable_disconnect (self->outer, self->handler);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  unref (self);
}

GCancellable *
agent_patience_cancellable (AgentPatience *self)
{
  return self->cancellable;
}

void
agent_patience_add (AgentPatience *self, gsize bytes)
{
  atomic_fetch_add (&self->bytes, bytes);
}

gboolean
agent_patience_is_over (AgentPatience *self)
{
  return atomic_load (&self->over);
}
