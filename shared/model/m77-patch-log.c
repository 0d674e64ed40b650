/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-patch"

#include "config.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-patch-private.h"

typedef struct
{
  gint64 at;
  const char *id;
  const M77Json *entry;
} Place;

static int
compare_places (const Place *a, const Place *b)
{
  if (a->at != b->at)
    return a->at < b->at ? -1 : 1;
  return strcmp (a->id, b->id);
}

static void
add_place (GArray *places, gboolean *in_order, const M77Json *entry)
{
  const char *at = m77_json_get_string (entry, "at");
  const char *id = m77_json_get_string (entry, "id");
  Place place = { at != NULL ? m77_time_parse (at) : M77_TIME_NONE, id != NULL ? id : "", entry };

  if (places->len > 0 &&
      compare_places (&g_array_index (places, Place, places->len - 1), &place) > 0)
    *in_order = FALSE;
  g_array_append_val (places, place);
}

M77Json *
m77_log_join (M77JsonPool *pool, const M77Json *log, const M77Json *more)
{
  M77Json *result = m77_json_array_new (pool);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean in_order = TRUE;

  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    {
      const char *id = m77_json_get_string (e, "id");

      if (id != NULL)
        g_hash_table_add (ids, (char *) id);
      add_place (places, &in_order, e);
    }
  for (const M77Json *e = m77_json_first (more); e != NULL; e = m77_json_next (e))
    if (g_hash_table_add (ids, (char *) m77_json_get_string (e, "id")))
      add_place (places, &in_order, e);
  if (!in_order)
    g_array_sort (places, (GCompareFunc) compare_places);
  for (guint i = 0; i < places->len; i++)
    m77_json_append (result, m77_json_copy (pool, g_array_index (places, Place, i).entry));
  return result;
}
