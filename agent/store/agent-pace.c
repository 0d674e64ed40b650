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

void
agent_pace_set (AgentPace pace)
{
  /* On Linux niceness is a thread's own; who was started nice stays so. */
  Attributes attributes = { .size = sizeof attributes,
                            .policy = SCHED_OTHER,
                            .nice = MAX (getpriority (PRIO_PROCESS, 0), niceness[pace]),
                            .runtime = pace == AGENT_PACE_PROMPT ? PROMPT_SLICE : 0 };

  if (syscall (SYS_sched_setattr, 0, &attributes, 0) != 0)
    g_debug ("The thread's pace stays: %s", g_strerror (errno));
}
