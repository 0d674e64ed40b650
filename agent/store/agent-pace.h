/* agent-pace.h: which threads give way to which
 *
 * A first sync keeps every processor busy for a while. Linux then lets a thread that wakes up,
 * to make an edit durable, wait for the slice of whoever runs (some 3 ms); and what completes a
 * write to the disk waits likewise. So threads that people wait for ask for short slices, which
 * lets them in at once (Linux 6.12; before, it changes nothing and is not needed as much), and
 * those whose work is long are nicer. A pace is for good: who gave way may not ask for more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AGENT_PACE_PROMPT, /* short work that somebody waits for */
  AGENT_PACE_STEADY, /* long work, between which people's comes */
  AGENT_PACE_PATIENT /* long work only */
} AgentPace;

/* Of the calling thread. Where the system does not let it, everything goes on as it was. */
void agent_pace_set (AgentPace pace);
/* Whether the calling thread has said that it is AGENT_PACE_PROMPT. */
gboolean agent_pace_is_prompt (void);

/* Slices are not enough where every processor has long work to do. Linux lets no thread in that
 * had a little more than its share, however urgent, until the next tick of its clock (4 ms at
 * 250 Hz), and what hands a flush to the disk is such a thread of its own. So long work stands
 * still for the half millisecond that an edit takes: between these two calls, of which there may
 * be several at a time, whoever asks by agent_pace_give_way () waits. Any thread. */
void agent_pace_begin_urgent (void);
void agent_pace_end_urgent (void);
/* Between two steps of long work. Waits no longer than some ms, and no more than half of the time
 * where urgent work follows upon urgent work. Returns whether it did. */
gboolean agent_pace_give_way (void);

G_END_DECLS
