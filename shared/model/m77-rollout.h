/* m77-rollout.h: a deployment under way: its figures, its steps, and what each verb would do
 *
 * For the deployment screen of any front end: the canary beside its baseline, the weight that each
 * step wants, the predicted effect of pause, abort, rollback, resume, promote and their like (the
 * safe directions first) with why it cannot be asked for now, and what else matters to it (flags
 * changed meanwhile, freezes, incidents, what cannot be undone). The same rules as the agent's and
 * the platform's, said before anybody asks. Strings of a M77Measure belong to the document.
 *
 * Pure; any thread. Texts are translated and freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-role.h"

G_BEGIN_DECLS

#define M77_ROLLOUT_FRESH_MS 60000 /* figures older than that promote nothing */

/* One metric of the canary. */
typedef struct
{
  const char *name;              /* "latency_p99", as the document has it */
  const char *unit;              /* may be NULL */
  const char *verdict;           /* "pass", "fail", "inconclusive"; NULL: none yet */
  double value, baseline, limit; /* NAN: not said */
  gint64 samples, least;         /* -1: not said */
} M77Measure;

/* The metrics of an analysis; free with g_array_unref. */
GArray *m77_rollout_measures (const M77Json *deployment);
/* "Errors", "Latency p99": a metric's name as a label. */
char *m77_measure_label (const M77Measure *self);
/* "4.1 %", "840 ms"; "-" for what is not said. */
char *m77_measure_words (double value, const char *unit);
gboolean m77_measure_is_over (const M77Measure *self);

guint m77_rollout_steps (const M77Json *deployment);
/* Percent of the traffic that a step (from 1) sets; -1: its plan does not say. */
int m77_rollout_weight (const M77Json *deployment, guint step);
/* ms since its figures were measured; -1: it has none. */
gint64 m77_rollout_age (const M77Json *deployment, gint64 now);

/* What is known around it. */
typedef struct
{
  gint64 now;
  GTimeZone *zone; /* NULL: UTC */
  gboolean online;
  const M77Grants *grants; /* NULL: not known, nothing is refused for the role */
  const M77Json *pending;  /* the action under way on it, or NULL */
  const M77Json *freeze;   /* one in force for it, or NULL */
} M77RolloutView;

typedef struct
{
  const M77Action *action;
  char *effect;  /* "weight 25% to 0%, all on 4.17.2" */
  char *remark;  /* "held 6m, lapses 03:21"; NULL: none */
  char *not_now; /* NULL: it can be asked for */
} M77Outlook;

/* Of every verb its state has, in the order they are to be offered; free with g_ptr_array_unref. */
GPtrArray *m77_rollout_outlook (const M77Json *deployment, const M77RolloutView *view);

/* What a verb asks for, as one most likely wants it: the version before, the next step. NULL: it
 * asks for nothing, or nothing is likely. */
M77Json *m77_rollout_arguments (M77JsonPool *pool,
                                const M77Json *deployment,
                                const M77Action *action);

/* Whether a freeze forbids changes where the deployment goes, at an instant. */
gboolean m77_rollout_is_frozen (const M77Json *deployment, const M77Json *freeze, gint64 at);
/* Why another record (a flag, a freeze, an incident, a config) matters to a deployment; NULL: it
 * does not. *warns (may be NULL): it is a danger, not only a circumstance. */
char *m77_rollout_concerns (const M77Json *deployment,
                            const M77Kind *kind,
                            const M77Json *other,
                            const M77RolloutView *view,
                            gboolean *warns);

G_END_DECLS
