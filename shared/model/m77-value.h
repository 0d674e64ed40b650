/* m77-value.h: one field's value as people read and type it
 *
 * Two ways out and one way in, for lists, forms and the command line: m77_value_to_text is for
 * reading (short, in the person's language); m77_value_to_input is what a form begins with and
 * m77_value_from_text reads back as the same value. That holds for every value that keeps the
 * rules of its field, but for these: a text of nothing but blanks, and an empty text or set, come
 * back as no value; a line comes back without blanks at its ends.
 *
 * Typed, a set is its elements with commas between: "db, eu". A comma within double quotes is
 * the element's own, as in the matcher pod="a,b", and so are the quotes; elsewhere a backslash
 * takes what follows it as it is ("a\,b"). A map is "key=value, key=value", or JSON. A member may
 * have an @ before the handle, an enum may be said by name or label, a duration is "30m", a time
 * as in m77_time_parse_words.
 *
 * Pure functions, any thread; texts are translated, and not yet safe for a terminal. zone NULL is
 * UTC.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* A value as people read it in a list: an enum's label, a set joined by spaces, a time as in
 * m77_time_short, a log as how many entries. Free with g_free. */
char *m77_value_to_text (const M77Field *field, const M77Json *value, gint64 now, GTimeZone *zone);
/* A value as a person would type it; "" for none and for a log, which is not typed as a whole.
 * Free with g_free. */
char *m77_value_to_input (const M77Field *field, const M77Json *value, GTimeZone *zone);
/* What a person typed for a field, as JSON: "30m" of a duration, "in 2h" of a time, "a,b"
 * of a set; empty clears (JSON null). NULL with M77_ERROR_INVALID, _BAD_TIME or _BAD_JSON with what
 * was expected. */
M77Json *m77_value_from_text (const M77Field *field,
                              const char *text,
                              M77JsonPool *pool,
                              gint64 now,
                              GTimeZone *zone,
                              GError **error);

/* What a value of an enum is to people, beside its word. */
typedef enum
{
  M77_TONE_PLAIN,
  M77_TONE_ALARM, /* harm now, before all else */
  M77_TONE_BAD,
  M77_TONE_WARN,
  M77_TONE_DIM /* over */
} M77Tone;

/* Of the value's name; NULL is plain. */
M77Tone m77_value_tone (const char *name);

/* "sev1, sev2 or sev3": the names of an enum's values. Free with g_free. */
char *m77_values_to_sentence (const M77Value *values);

G_END_DECLS
