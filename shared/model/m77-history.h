/* m77-history.h: the story of a record, in words
 *
 * Of the entries that History answers (docs/json.md): what was done here (operations, with what
 * became of each: merged, in conflict, decided), and what the platform's audit tells.
 *
 * Pure; any thread. Texts are translated, may hold foreign characters, and are freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* Of the platform's audit, not an operation. */
gboolean m77_history_is_audit (const M77Json *entry);
/* What was done: "severity, title", "acknowledge". */
char *m77_history_what (const M77Json *entry);
/* "-": not known. Belongs to the entry. */
const char *m77_history_who (const M77Json *entry);
/* ms; M77_TIME_NONE: not said. */
gint64 m77_history_at (const M77Json *entry);
/* How it stands or came out: "queued", "applied", "success". Belongs to the entry; may be NULL. */
const char *m77_history_state (const M77Json *entry);
/* Element const M77Json *: those worth telling, in their order: what was applied is told by the
 * audit, where that is here, unless something happened to it on its way. */
GPtrArray *m77_history_told (const M77Json *entries);

/* What became of an operation, by one of its events: "merged on v12: labels", "conflict with omar:
 * title", "decided: title mine"; NULL: nothing worth telling. */
char *m77_history_event (const M77Json *operation, const M77Json *event);

G_END_DECLS
