/* m77-handover.h: a handover drafted from what is open
 *
 * One shift's word to the next, as far as the records can say it: the incidents, deployments and
 * silences that are open, as lists of ids and as a few lines of Markdown that the person writes on.
 *
 * The draft lives in the pool it is given. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct _M77Handover M77Handover;

/* What is handed over, and the filter of each: NULL-terminated pairs kind, filter. */
const char *const *m77_handover_kinds (void);

/* schedule: its document. from: who hands over; to: who takes over, NULL: whoever is next on it.
 * now: ms since 1970. */
M77Handover *m77_handover_new (M77JsonPool *pool,
                               const M77Json *schedule,
                               const char *from,
                               const char *to,
                               gint64 now,
                               GTimeZone *zone);
/* An open record of one of those kinds; others are passed over. */
void m77_handover_add (M77Handover *self, const M77Kind *kind, const char *id, const M77Json *doc);
/* The document of a create; frees self. Its `to` is absent where nobody is known to be next. */
M77Json *m77_handover_end (M77Handover *self);
void m77_handover_free (M77Handover *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Handover, m77_handover_free)

G_END_DECLS
