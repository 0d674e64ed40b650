/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-pace"

#include "config.h"

#include "agent/store/agent-pace.h"

#include <errno.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PROMPT_SLICE 100000 /* ns, the least Linux takes; 0: its own */
#define NAP          200    /* µs */
#define STAND_MOST   10000  /* µs; an fsync that takes longer does not wait for a processor */

static const int niceness[] = { 0, 5, 10 }; /* by pace */

/* struct sched_attr, which no header of Debian 12 has beside <sched.h>. */
typedef struct
{
  guint32 size, policy;
  guint64 flags;
  gint32 nice;
  guint32 priority;
  guint64 runtime, deadline, period; /* ns; of an ordinary thread, runtime is its slice */
} Attributes;

static _Thread_local gboolean is_prompt;

void
agent_pace_set (AgentPace pace)
{
  /* On Linux niceness is a thread's own; who was started nice stays so. */
  Attributes attributes = { .size = sizeof attributes,
                            .policy = SCHED_OTHER,
                            .nice = MAX (getpriority (PRIO_PROCESS, 0), niceness[pace]),
                            .runtime = pace == AGENT_PACE_PROMPT ? PROMPT_SLICE : 0 };

  is_prompt = pace == AGENT_PACE_PROMPT;
  if (syscall (SYS_sched_setattr, 0, &attributes, 0) != 0)
    g_debug ("The thread's pace stays: %s", g_strerror (errno));
}

gboolean
agent_pace_is_prompt (void)
{
  return is_prompt;
}

static gint n_urgent; /* atomic */

void
agent_pace_begin_urgent (void)
{
  g_atomic_int_inc (&n_urgent);
}

void
agent_pace_end_urgent (void)
{
  g_atomic_int_add (&n_urgent, -1);
}

/* In naps: to be woken at the end would take the processor from who has just been let in. */
static gboolean
stand_still (void)
{
  static _Thread_local gint64 works_until; /* as long as it stood before */
  gint64 start = g_get_monotonic_time ();

  if (start < works_until)
    return FALSE;
  do
    g_usleep (NAP);
  while (g_atomic_int_get (&n_urgent) > 0 && g_get_monotonic_time () < start + STAND_MOST);
  works_until = 2 * g_get_monotonic_time () - start;
  return TRUE;
}

gboolean
agent_pace_give_way (void)
{
  return G_UNLIKELY (g_atomic_int_get (&n_urgent) > 0) && stand_still ();
}
