/* m77-value.h: one field's value as people read and type it
 *
 * Lists, forms and the command line show and read every value here, so that what is shown
 * can be typed back: durations as "30m", sets as words, an enum by its label or its name.
 *
 * Pure functions, any thread; texts are translated, and not yet safe for a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* A value as people read it in a list or a form: an enum's label, a set joined by spaces,
 * a time in zone, a duration as "30m". Not yet safe for a terminal. Free with g_free. */
char *m77_value_to_text (const M77Field *field, const M77Json *value, gint64 now, GTimeZone *zone);
/* What a person typed for a field, as JSON: "30m" of a duration, "in 2h" of a time, "a,b"
 * of a set; empty clears (JSON null). M77_ERROR_INVALID, _BAD_TIME or _BAD_JSON with what
 * was expected. */
M77Json *m77_value_from_text (const M77Field *field,
                              const char *text,
                              M77JsonPool *pool,
                              gint64 now,
                              GTimeZone *zone,
                              GError **error);

/* "sev1, sev2 or sev3": the names of an enum's values. Free with g_free. */
char *m77_values_to_sentence (const M77Value *values);

G_END_DECLS
