/* m77-side-private.h: what the sides of a conflict did to sets and logs, by element
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-side.h"

G_BEGIN_DECLS

/* "02:57 mika  looks like the canary". Free with g_free. */
char *m77_side_entry (const M77Json *entry, gint64 now, GTimeZone *zone);
/* What a side has beside what it has in common with the base, and what it has not. */
void m77_side_add_elements (GArray *spans,
                            const M77DecisionField *field,
                            const M77Json *base,
                            const M77Json *side,
                            gint64 now,
                            GTimeZone *zone);
/* "{+dkim+} [-old-]"; of a log "{+2+}". Free with g_free. */
char *m77_side_changes (const M77DecisionField *field,
                        const M77Json *side,
                        gint64 now,
                        GTimeZone *zone);

G_END_DECLS
