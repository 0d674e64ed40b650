/* m77-facet.h: values put into a filter and taken out of it, one by one
 *
 * A facet is a field whose values are counted; one press narrows a filter to a value, or to one
 * more
 * ("status:dead" becomes "status:dead,retrying"), and another takes it out again. The text stays
 * the person's: other terms, their order and their spelling are not touched. Only terms of the form
 * field:value are a facet's; a comparison or a negation of the same field is left alone.
 *
 * Pure; any thread. Texts are freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* Whether the filter asks for this value of the field. */
gboolean m77_facet_has (const char *filter,
                        const M77Kind *kind,
                        const M77Field *field,
                        const char *value);
/* The filter with the value, if it was without, or without, if it was with it. */
char *m77_facet_toggle (const char *filter,
                        const M77Kind *kind,
                        const M77Field *field,
                        const char *value);
/* Without the facet's terms: what its other values are counted in. */
char *m77_facet_without (const char *filter, const M77Kind *kind, const M77Field *field);

/* Days are a facet of a time: "at>=2026-11-17 at<2026-11-18". days_ago 0: today, in the zone. */
char *m77_facet_day (const M77Field *field, gint64 now, GTimeZone *zone, guint days_ago);
gboolean m77_facet_has_term (const char *filter, const char *terms);
/* Takes terms out where they are there as they are, else takes out what else is said of the field
 * and puts them in: of days there is one at a time. */
char *m77_facet_toggle_term (const char *filter,
                             const M77Kind *kind,
                             const M77Field *field,
                             const char *terms);

G_END_DECLS
