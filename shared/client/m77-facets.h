/* m77-facets.h: how many records of a list have each value of a few fields
 *
 * For one press in and out of a filter (m77-facet.h). The values of a field are counted in the
 * filter without what it says of that field, so that the others stay in sight; those that the
 * filter asks for are there also with a count of 0. Of a field that is a time the values are the
 * last seven days. Counted again when the filter or the records change, not faster than counting
 * costs; the last counts stay until the new ones are there.
 *
 * Main thread only. Signal "changed": m77_facets_groups has something else to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_FACET_VALUES_MOST 12
#define M77_FACET_DAYS        7

typedef struct
{
  char *value; /* as in documents; of a day the terms of the filter */
  char *label; /* for people, foreign text */
  gint64 count;
  gboolean is_chosen;
} M77FacetValue;

typedef struct
{
  const M77Field *field;
  GPtrArray *values; /* M77FacetValue: of an enum as in the table; days, today first; else most
                        first, and then where they were */
} M77FacetGroup;

#define M77_TYPE_FACETS (m77_facets_get_type ())
G_DECLARE_FINAL_TYPE (M77Facets, m77_facets, M77, FACETS, GObject)

/* client NULL: nobody is asked. zone: of days; borrowed. fields: names, NULL-terminated. */
M77Facets *m77_facets_new (M77Client *client,
                           const M77Kind *kind,
                           const char *const *fields,
                           GTimeZone *zone);
void m77_facets_set_filter (M77Facets *self, const char *filter);
/* Element M77FacetGroup; as many as there are fields. */
const GPtrArray *m77_facets_groups (M77Facets *self);
/* The filter after a press. Free with g_free. */
char *m77_facets_toggle (M77Facets *self, const M77FacetGroup *group, const M77FacetValue *value);
/* Counts of one field, as Groups answers them (tests): pairs of value and count. */
void m77_facets_take (M77Facets *self, guint group, GVariant *counts);

G_END_DECLS
