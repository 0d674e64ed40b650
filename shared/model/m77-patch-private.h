/* m77-patch-private.h: what edits and merges say about elements alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-patch.h"

G_BEGIN_DECLS

/* Text by which two elements of a set are the same. Free with g_free. */
char *m77_element_key (const M77Json *element);
/* The keys of an array's elements, as a set that owns them. array may be NULL. */
GHashTable *m77_element_keys (const M77Json *array);

/* The entries of log and those of more (which have ids) whose id it has not, ordered by time, then
 * id; those without a time first, equal ones as they were. Both may be NULL. */
M77Json *m77_log_join (M77JsonPool *pool, const M77Json *log, const M77Json *more);

/* A field of the kind's own, by its name alone; NULL if unknown. kind may be NULL. */
const M77Field *m77_patch_field (const M77Kind *kind, const char *name);

G_END_DECLS
