/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-lane"

#include "config.h"

#include "agent/store/agent-lane.h"

#include "agent/store/agent-pace.h"

typedef struct
{
  AgentLaneFunc func, done;
  gpointer data;
  GMainContext *context;
  gboolean is_urgent;
} Closure;

struct _AgentLane
{
  GThread *thread; /* NULL: inline */
  GMutex mutex;    /* of all below */
  GCond changed;
  GQueue queues[2]; /* Closure *, by rank */
  gboolean ending;
  GThread *runner;    /* of a closure: the lane's thread or a caller's; NULL: none runs */
  AgentLaneFunc rest; /* NULL: none */
  gpointer rest_data;
  gint64 rest_delay, worked_at; /* µs */
  gboolean rested;              /* it has, since it last worked */
  gboolean asleep;              /* the thread is, until it is told */
  gboolean running;             /* inline: a closure is under way further up the stack */
  gboolean is_urgent;
};

/* One that somebody waits for, on the stack of who waits. */
typedef struct
{
  AgentLaneFunc func;
  gpointer data;
  GMutex mutex;
  GCond ended;
  gboolean is_ended;
} Call;

static gboolean
done_cb (gpointer data)
{
  Closure *closure = data;

  closure->done (closure->data);
  return G_SOURCE_REMOVE;
}

static void
closure_free (gpointer data)
{
  Closure *closure = data;

  g_clear_pointer (&closure->context, g_main_context_unref);
  g_free (closure);
}

/* In a source of its own even where the context is ours to run, so that `done` never runs
 * inside whatever the context is doing. */
static void
hand_over_done (Closure *closure)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, done_cb, closure, closure_free);
  g_source_attach (source, closure->context);
}

static void
run_closure (AgentLane *self, Closure *closure)
{
  closure->func (closure->data);
  if (closure->is_urgent)
    agent_pace_end_urgent ();
  if (closure->done == NULL)
    closure_free (closure);
  else if (self->thread != NULL)
    hand_over_done (closure);
  else
    {
      closure->done (closure->data);
      closure_free (closure);
    }
}

/* With the mutex held; NULL: nothing is queued. */
static Closure *
pop_next (AgentLane *self)
{
  Closure *closure = g_queue_pop_head (&self->queues[AGENT_LANE_PEOPLE]);

  return closure != NULL ? closure : g_queue_pop_head (&self->queues[AGENT_LANE_BULK]);
}

/* With the mutex held. */
static void
begin_work (AgentLane *self)
{
  self->runner = g_thread_self ();
  g_mutex_unlock (&self->mutex);
}

static void
end_work (AgentLane *self)
{
  g_mutex_lock (&self->mutex);
  self->runner = NULL;
  self->rested = FALSE;
  self->worked_at = g_get_monotonic_time ();
}

/* With the mutex held, and nothing to do yet. */
static void
wait_for_work (AgentLane *self)
{
  gint64 until = self->worked_at + self->rest_delay;

  if (self->rest == NULL || self->rested || self->runner != NULL)
    {
      self->asleep = TRUE;
      g_cond_wait (&self->changed, &self->mutex);
      self->asleep = FALSE;
      return;
    }
  if (g_cond_wait_until (&self->changed, &self->mutex, until) || self->runner != NULL ||
      self->worked_at + self->rest_delay > until)
    return;
  begin_work (self);
  self->rest (self->rest_data);
  end_work (self);
  self->rested = TRUE;
}

static gpointer
lane_thread (gpointer data)
{
  AgentLane *self = data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      Closure *closure = self->runner != NULL ? NULL : pop_next (self);

      if (closure != NULL)
        {
          begin_work (self);
          run_closure (self, closure);
          end_work (self);
        }
      else if (self->ending && self->runner == NULL)
        break;
      else
        wait_for_work (self);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

AgentLane *
agent_lane_new_inline (void)
{
  AgentLane *self = g_new0 (AgentLane, 1);

  self->rested = TRUE;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->queues[AGENT_LANE_PEOPLE]);
  g_queue_init (&self->queues[AGENT_LANE_BULK]);
  return self;
}

AgentLane *
agent_lane_new_thread (const char *name)
{
  AgentLane *self = agent_lane_new_inline ();

  /* Held while the thread starts, so that closures see self->thread set. */
  g_mutex_lock (&self->mutex);
  self->thread = g_thread_new (name, lane_thread, self);
  g_mutex_unlock (&self->mutex);
  return self;
}

void
agent_lane_free (AgentLane *self)
{
  if (self->thread != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->ending = TRUE;
      g_cond_signal (&self->changed);
      g_mutex_unlock (&self->mutex);
      g_thread_join (self->thread);
    }
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* What is posted from inside a closure runs after it, as it would on a thread. */
static void
drain_inline (AgentLane *self)
{
  Closure *closure;

  if (self->running)
    return;
  self->running = TRUE;
  while ((closure = pop_next (self)) != NULL)
    run_closure (self, closure);
  self->running = FALSE;
}

void
agent_lane_post (AgentLane *self,
                 AgentLaneRank rank,
                 AgentLaneFunc func,
                 gpointer data,
                 AgentLaneFunc done,
                 GMainContext *context)
{
  Closure *closure = g_new0 (Closure, 1);

  closure->func = func;
  closure->data = data;
  closure->done = done;
  closure->context = context == NULL ? NULL : g_main_context_ref (context);
  closure->is_urgent = self->is_urgent && rank == AGENT_LANE_PEOPLE;

  if (closure->is_urgent)
    agent_pace_begin_urgent ();
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->queues[rank], closure);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (self->thread == NULL)
    drain_inline (self);
}

static void
call_cb (gpointer data)
{
  Call *call = data;

  call->func (call->data);
  g_mutex_lock (&call->mutex);
  call->is_ended = TRUE;
  g_cond_signal (&call->ended);
  g_mutex_unlock (&call->mutex);
}

/* With the mutex held. */
static gboolean
is_queued (AgentLane *self)
{
  return self->queues[AGENT_LANE_PEOPLE].length + self->queues[AGENT_LANE_BULK].length > 0;
}

/* On the caller's own thread, where nobody would be overtaken. */
static gboolean
run_at_once (AgentLane *self, AgentLaneFunc func, gpointer data)
{
  if (!agent_pace_is_prompt ())
    return FALSE;
  g_mutex_lock (&self->mutex);
  if (self->runner != NULL || is_queued (self))
    {
      g_mutex_unlock (&self->mutex);
      return FALSE;
    }
  begin_work (self);
  func (data);
  end_work (self);
  if (self->asleep || is_queued (self))
    g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
run_and_wait (AgentLane *self, AgentLaneRank rank, AgentLaneFunc func, gpointer data)
{
  Call call = { func, data };

  g_mutex_init (&call.mutex);
  g_cond_init (&call.ended);
  agent_lane_post (self, rank, call_cb, &call, NULL, NULL);
  g_mutex_lock (&call.mutex);
  while (!call.is_ended)
    g_cond_wait (&call.ended, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_cond_clear (&call.ended);
  g_mutex_clear (&call.mutex);
}

void
agent_lane_call (AgentLane *self, AgentLaneRank rank, AgentLaneFunc func, gpointer data)
{
  gboolean is_urgent = self->is_urgent && rank == AGENT_LANE_PEOPLE;

  if (self->thread == NULL)
    {
      func (data);
      return;
    }
  g_assert (g_thread_self () != self->runner);

  /* Until who waits has it. */
  if (is_urgent)
    agent_pace_begin_urgent ();
  if (!run_at_once (self, func, data))
    run_and_wait (self, rank, func, data);
  if (is_urgent)
    agent_pace_end_urgent ();
}

void
agent_lane_set_rest (AgentLane *self, guint delay_ms, AgentLaneFunc func, gpointer data)
{
  g_mutex_lock (&self->mutex);
  self->rest = func;
  self->rest_data = data;
  self->rest_delay = delay_ms * G_TIME_SPAN_MILLISECOND;
  g_mutex_unlock (&self->mutex);
}

void
agent_lane_set_urgent (AgentLane *self)
{
  self->is_urgent = self->thread != NULL;
}

guint
agent_lane_depth (AgentLane *self)
{
  guint depth;

  g_mutex_lock (&self->mutex);
  depth = self->queues[AGENT_LANE_PEOPLE].length + self->queues[AGENT_LANE_BULK].length;
  g_mutex_unlock (&self->mutex);
  return depth;
}
