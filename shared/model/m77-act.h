/* m77-act.h: what an action needs, expects and will do
 *
 * Both sides reason about actions here: the agent when one is asked (arguments, expect,
 * lapse, what offline means), the platform before it applies one, front ends to say what
 * it will do. Instants are ms since 1970. Pure functions, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-operation.h"

G_BEGIN_DECLS

#define M77_ACT_HELD_AFTER_MS   (12 * 3600 * G_GINT64_CONSTANT (1000))
#define M77_ACT_DENY_EXPIRES_MS 60000
#define M77_ACT_CLOCK_SKEW_MS   30000 /* beyond it everything unsent is held */

/* Arguments: known, required ones there, right types and bounds; M77_ERROR_INVALID. asked_at is
 * an instant. */
gboolean m77_act_check_arguments (const M77Action *action,
                                  const M77Json *args,
                                  gint64 asked_at,
                                  GError **error);

/* What the person saw: the state and the fields the action declares, of doc; text, json,
 * map and set values as "sha256:…". */
M77Json *m77_act_expect (M77JsonPool *pool,
                         const M77Kind *kind,
                         const M77Action *action,
                         const M77Json *doc);

/* Whether doc still is as expected; *field (may be NULL) gets the first that moved. */
gboolean m77_act_expectation_holds (const M77Kind *kind,
                                    const M77Json *expect,
                                    const M77Json *doc,
                                    const char **field);

/* Whether doc's state is one the action starts from. M77_ERROR_PRECONDITION_CHANGED. */
gboolean m77_act_check_state (const M77Kind *kind,
                              const M77Action *action,
                              const M77Json *doc,
                              GError **error);

/* Whether the times that follow each other still would, after it. M77_ERROR_INVALID. */
gboolean m77_act_check_order (const M77Kind *kind,
                              const M77Action *action,
                              const M77Json *doc,
                              const M77Json *args,
                              gint64 asked_at,
                              GError **error);

/* Whether it wants a reason beside what its danger asks: closing a grave incident of which nobody
 * has written a postmortem. */
gboolean m77_act_wants_reason (const M77Kind *kind, const M77Action *action, const M77Json *doc);

/* When it expires if asked now: by its offline policy. */
gint64 m77_act_expires_at (const M77Action *action, gint64 asked_at);

/* The action whose danger, freeze and proposal apply: itself, but turning on and off
 * change places for a kill switch. doc may be NULL. */
const M77Action *m77_act_guard (const M77Kind *kind, const M77Action *action, const M77Json *doc);

/* The document after the action, by the table alone (state and effects): the predicted
 * effect. The platform adds its special rules to it. */
M77Json *m77_act_apply (M77JsonPool *pool,
                        const M77Kind *kind,
                        const M77Action *action,
                        const M77Json *doc,
                        const M77Json *args,
                        const char *actor,
                        gint64 asked_at);

G_END_DECLS
