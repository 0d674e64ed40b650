/* m77-incident.h: what people do in an incident's room
 *
 * Its timeline's entries, its tasks, who responds, the update that is due, and what it is like; and
 * the edits of these: `elements` and patches as Edit takes them. Instants are ms since 1970.
 *
 * Pure; any thread. What is made lives in the pool given; texts are translated and freed with
 * g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* ---- The timeline ---- */

/* Somebody wrote it; else a machine entered it. */
gboolean m77_entry_is_of_person (const M77Json *entry);
/* For more than those who respond. */
gboolean m77_entry_is_for_others (const M77Json *entry);
/* Who, or of a machine's its kind's label. Belongs to the entry or to the table of kinds. */
const char *m77_entry_who (const M77Field *log, const M77Json *entry);
/* Its words; before them when it came, where that was long after its time. */
char *m77_entry_text (const M77Json *entry, gint64 now, GTimeZone *zone);
/* `elements` that add a note. member NULL: the platform says who. */
M77Json *m77_note_elements (M77JsonPool *pool,
                            const M77Kind *kind,
                            const char *log,
                            const char *id,
                            const char *member,
                            const char *text,
                            gint64 now);
/* The log of a kind that notes go to; NULL: it has none. */
const M77Field *m77_note_field (const M77Kind *kind);

/* ---- Those who respond ---- */

gboolean m77_incident_is_responder (const M77Json *incident, const char *member);
/* `elements`. */
M77Json *m77_incident_join (M77JsonPool *pool, const char *member);

/* ---- Tasks ---- */

/* Done by a member, or open again. */
M77Json *m77_task_turned (M77JsonPool *pool, const M77Json *task, const char *member, gint64 now);
/* A patch by which one task becomes this; NULL: it is taken out. */
M77Json *m77_task_patch (M77JsonPool *pool, const char *key, const M77Json *task);
/* Element const M77Json *, named by key: what is to be done before what was. */
GPtrArray *m77_incident_tasks (const M77Json *incident, guint *open);

/* ---- And else ---- */

/* "update due 03:28", "update due 03:28, LATE 4m", "no update due". */
char *m77_incident_update_words (const M77Json *incident,
                                 gint64 now,
                                 GTimeZone *zone,
                                 gboolean *is_late);
/* Of rows (docs/json.md, "A row") those that sound like it, the likest first: element const M77Json
 * *, at most so many. */
GPtrArray *m77_incident_like (const M77Json *incident, const GPtrArray *rows, guint most);

G_END_DECLS
