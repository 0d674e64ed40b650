/* tui-readiness.h: what the agent says would be missing offline
 *
 * The answer of Ready, kept with when it came: for the line of the overview and for the screen of
 * :ready. It belongs to its screen, whose refresh asks again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-question.h"

G_BEGIN_DECLS

typedef struct
{
  TuiQuestion question;
  M77JsonPool *pool;
  const M77Json *checks; /* an array; NULL: not known yet */
  gint64 at, asked_at;   /* of the answer, of the last question; ms since 1970, 0: none yet */
  guint seconds;         /* offline for so long */
} TuiReadiness;

void tui_readiness_init (TuiReadiness *self, TuiScreen *screen, guint seconds);
void tui_readiness_clear (TuiReadiness *self);
void tui_readiness_ask (TuiReadiness *self);
/* The answer's JSON (docs/json.md). */
void tui_readiness_take (TuiReadiness *self, const char *json);
/* How many checks are of that state: "bad", "warn", "good". */
guint tui_readiness_count (const TuiReadiness *self, const char *state);
/* "sign-in, unsent": the names of what is not good, the worst first; "" where all is. Free with
 * g_free. */
char *tui_readiness_faults (const TuiReadiness *self);

G_END_DECLS
