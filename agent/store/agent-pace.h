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

G_END_DECLS
