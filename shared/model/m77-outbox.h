/* m77-outbox.h: operations that are not applied yet, in words
 *
 * Of the JSON of one (docs/json.md, "An operation"), for the inbox of any front end: what it does,
 * why it waits, what changed since it was asked for. Times in words are of `now` (ms since 1970) in
 * `zone`.
 *
 * Pure; any thread. Texts are translated, may hold foreign characters, and are freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* "ack", "severity, summary". */
char *m77_outbox_what (const M77Json *operation);
/* In a few words, why it is not applied. */
char *m77_outbox_why (const M77Json *operation, gint64 now, GTimeZone *zone);
/* What changed since it was asked for: "weight 25 to 0; omar 03:16"; NULL: nothing. */
char *m77_outbox_since (const M77Json *operation, gint64 now, GTimeZone *zone);
/* A value told raw by the agent, as the field's kind reads it; kind and path may be unknown. */
char *m77_outbox_value (const char *kind_name,
                        const char *path,
                        const M77Json *value,
                        gint64 now,
                        GTimeZone *zone);
/* All that the person wrote, as an object of its own. */
M77Json *m77_outbox_content (const M77Json *operation, M77JsonPool *pool);
/* Whether a person has to do something about it. */
gboolean m77_outbox_needs (const M77Json *operation);
/* Whether a verb of `m77 outbox` is open to the person now. */
gboolean m77_outbox_has_way (const M77Json *operation, const char *way);
/* Of const M77Json *: held ones by when they lapse, then conflicts, then what was refused; the rest
 * as they leave. */
void m77_outbox_sort (GPtrArray *operations);

G_END_DECLS
