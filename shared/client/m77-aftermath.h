/* m77-aftermath.h: what happened where something is served since it was changed
 *
 * How many incidents and alerts began in its service and environment since an instant, and how its
 * service levels stand: what one looks at after a change of a flag or a configuration. It is no
 * proof that the change was the cause, and says so by saying only what there is.
 *
 * Main thread. Asks the agent, never waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind; /* "incident", "alert", "slo" */
  char *filter;     /* what finds them */
  char *words;      /* translated: "1 incident", "cart-availability burning, 12% left" */
  gboolean is_bad;  /* a person would want to look */
} M77AftermathFact;

/* Facts (element M77AftermathFact), three at most and the levels; what could not be asked is left
 * out. Called once unless cancelled. */
typedef void (*M77AftermathGot) (const GPtrArray *facts, gpointer data);

/* service or environment NULL: there is nothing to tell, and got is not called. since: ms. */
void m77_aftermath_ask (M77Client *client,
                        const char *service,
                        const char *environment,
                        gint64 since,
                        GCancellable *cancellable,
                        M77AftermathGot got,
                        gpointer data);

G_END_DECLS
