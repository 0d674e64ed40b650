/* m77-postmortem.h: what a postmortem begins with
 *
 * Markdown made of what the incident already says: its times and how long each phase took, its
 * impact, what was done in which order, what is still open; and the questions that people answer.
 * Blameless by form: it asks what, never who.
 *
 * Pure; any thread; translated. zone NULL is UTC.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* Free with g_free. */
char *m77_postmortem_template (const M77Json *incident, GTimeZone *zone);

G_END_DECLS
