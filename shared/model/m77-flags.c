/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-flags.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-time-span.h"

#define SOON_MS   (3 * 86400 * G_GINT64_CONSTANT (1000))
#define UNREAD_MS (30 * 86400 * G_GINT64_CONSTANT (1000))

/* ---- The table ---- */

static const M77Json *
doc_of (const M77Json *row)
{
  return m77_json_get (row, "doc");
}

static M77FlagPlace
place_of (const M77Json *row)
{
  const char *region = m77_json_get_string (doc_of (row), "region");

  return (M77FlagPlace){ .environment = m77_json_get_string (doc_of (row), "environment"),
                         .region = region != NULL && *region != '\0' ? region : NULL };
}

/* The most guarded first; one that is not known is guarded as production, and comes after it. */
static int
rank_of (const char *environment)
{
  const M77Field *field = m77_kind_field (m77_kind_find ("flag"), "environment");
  int rank = environment != NULL ? m77_field_rank (field, environment) : -1;

  return rank < 0 ? 1 : rank * 2;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const M77FlagPlace *left = a, *right = b;
  int ranks = rank_of (left->environment) - rank_of (right->environment);
  int names = g_strcmp0 (left->environment, right->environment);

  return ranks != 0 ? ranks : names != 0 ? names : g_strcmp0 (left->region, right->region);
}

static int
find_place (const GArray *places, const M77FlagPlace *place)
{
  for (guint i = 0; i < places->len; i++)
    if (compare_places (&g_array_index (places, M77FlagPlace, i), place) == 0)
      return (int) i;
  return -1;
}

static void
line_free (gpointer data)
{
  M77FlagLine *line = data;

  g_free (line->rows);
  g_free (line);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const M77FlagLine *const *left = a, *const *right = b;

  return g_strcmp0 ((*left)->key, (*right)->key);
}

static void
add_row (M77FlagTable *self, GHashTable *lines, const M77Json *row)
{
  const char *key = m77_json_get_string (doc_of (row), "key");
  M77FlagPlace place = place_of (row);
  int column = find_place (self->places, &place);
  M77FlagLine *line;

  if (key == NULL || column < 0)
    return;
  line = g_hash_table_lookup (lines, key);
  if (line == NULL)
    {
      line = g_new0 (M77FlagLine, 1);
      line->key = key;
      line->rows = g_new0 (const M77Json *, self->places->len);
      g_hash_table_insert (lines, (gpointer) key, line);
      g_ptr_array_add (self->lines, line);
    }
  line->rows[column] = row;
}

M77FlagTable *
m77_flag_table_new (const GPtrArray *rows)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  M77FlagTable *self = g_new0 (M77FlagTable, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (M77FlagPlace));
  self->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < rows->len; i++)
    {
      M77FlagPlace place = place_of (rows->pdata[i]);

      if (find_place (self->places, &place) < 0)
        g_array_append_val (self->places, place);
    }
  g_array_sort (self->places, compare_places);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, lines, rows->pdata[i]);
  g_ptr_array_sort (self->lines, compare_lines);
  for (guint i = 0; i < self->lines->len; i++)
    {
      M77FlagLine *line = self->lines->pdata[i];

      for (guint column = self->places->len; column > 0; column--)
        if (line->rows[column - 1] != NULL)
          line->first = line->rows[column - 1];
    }
  return self;
}

void
m77_flag_table_free (M77FlagTable *self)
{
  g_array_unref (self->places);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

char *
m77_flag_place_words (const M77FlagPlace *place)
{
  const char *environment = place->environment != NULL ? place->environment : _ ("nowhere");

  return place->region != NULL ? g_strdup_printf ("%s %s", environment, place->region)
                               : g_strdup (environment);
}

/* ---- One flag ---- */

int
m77_flag_rollout (const M77Json *doc)
{
  return (int) CLAMP (m77_json_get_int (doc, "rollout", 100), 0, 100);
}

/* "50% queued", of what was asked for and has not come about. NULL: nothing. */
static char *
asked_words (const M77Json *pending)
{
  const char *action = m77_json_get_string (pending, "action");
  const char *state = m77_json_get_string (pending, "state");
  gint64 to = m77_json_get_int (m77_json_get (pending, "args"), "to", -1);

  if (action == NULL)
    return NULL;
  if (state == NULL)
    state = _ ("queued");
  if (to >= 0)
    return g_strdup_printf ("%d%% %s", (int) CLAMP (to, 0, 100), state);
  return g_strdup_printf ("%s %s", action, state);
}

char *
m77_flag_words (const M77Json *row)
{
  const char *state = row != NULL ? m77_record_state (m77_kind_find ("flag"), doc_of (row)) : NULL;
  g_autofree char *asked = asked_words (m77_json_get (row, "pending_action"));
  g_autofree char *now = NULL;

  if (state == NULL)
    return g_strdup ("");
  if (g_str_equal (state, "on"))
    /* Translators: a flag that is on, for that share: on 10% */
    now = g_strdup_printf (_ ("on %d%%"), m77_flag_rollout (doc_of (row)));
  else
    now = g_strdup (g_str_equal (state, "off") ? _ ("off") : _ ("archived"));
  return asked != NULL ? g_strdup_printf ("%s (%s)", now, asked) : g_steal_pointer (&now);
}

static gint64
time_of (const M77Json *doc, const char *name)
{
  const char *text = m77_json_get_string (doc, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

M77FlagConcern
m77_flag_concern (const M77Json *doc, gint64 now)
{
  gint64 expires = time_of (doc, "expires_at"), read = time_of (doc, "evaluated_at");

  if (time_of (doc, "archived_at") != M77_TIME_NONE)
    return M77_FLAG_FINE;
  if (expires != M77_TIME_NONE && expires <= now)
    return M77_FLAG_EXPIRED;
  if (read != M77_TIME_NONE && now - read >= UNREAD_MS)
    return M77_FLAG_UNREAD;
  if (m77_json_get_bool (doc, "stale"))
    return M77_FLAG_STALE;
  if (expires != M77_TIME_NONE && expires - now <= SOON_MS)
    return M77_FLAG_SOON;
  return M77_FLAG_FINE;
}

char *
m77_flag_concern_words (const M77Json *doc, gint64 now)
{
  gint64 expires = time_of (doc, "expires_at"), read = time_of (doc, "evaluated_at");
  M77FlagConcern concern = m77_flag_concern (doc, now);
  g_autofree char *age = NULL;

  switch (concern)
    {
    case M77_FLAG_SOON:
      age = m77_time_age (now, expires);
      return g_strdup_printf (_ ("expires in %s"), age);
    case M77_FLAG_EXPIRED:
      age = m77_time_ago (expires, now);
      return g_strdup_printf (_ ("expired %s"), age);
    case M77_FLAG_UNREAD:
      age = m77_time_age (read, now);
      return g_strdup_printf (_ ("unread for %s"), age);
    case M77_FLAG_STALE:
      return g_strdup (_ ("stale"));
    default:
      return g_strdup ("");
    }
}

/* ---- Cohorts ---- */

GPtrArray *
m77_flag_cohorts (const M77Json *doc)
{
  GPtrArray *cohorts = g_ptr_array_new ();
  const M77Json *rules = m77_json_get (doc, "targeting");

  if (!m77_json_is (rules, M77_JSON_ARRAY))
    return cohorts;
  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    {
      const char *cohort = m77_json_get_string (rule, "cohort");

      if (cohort != NULL && !g_ptr_array_find_with_equal_func (cohorts, cohort, g_str_equal, NULL))
        g_ptr_array_add (cohorts, (gpointer) cohort);
    }
  return cohorts;
}

M77Json *
m77_flag_without_cohort (M77JsonPool *pool, const M77Json *targeting, const char *cohort)
{
  M77Json *rules = m77_json_array_new (pool);

  for (const M77Json *rule = m77_json_first (targeting); rule != NULL; rule = m77_json_next (rule))
    if (cohort == NULL || g_strcmp0 (m77_json_get_string (rule, "cohort"), cohort) != 0)
      m77_json_append (rules, m77_json_copy (pool, rule));
  return rules;
}

M77Json *
m77_flag_with_cohort (M77JsonPool *pool, const M77Json *targeting, const char *cohort)
{
  M77Json *rules = m77_flag_without_cohort (pool, targeting, NULL);
  M77Json *rule = m77_json_object_new (pool);

  m77_json_set_string (pool, rule, "cohort", cohort);
  m77_json_set_string (pool, rule, "variant", "on");
  m77_json_append (rules, rule);
  return rules;
}
