/* A view as JSON, and whether this version can show it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-view"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-view.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-predicate-sql.h"

#define MARK      "m77_view" /* says that a file is one, and of which layout */
#define LAYOUT    1
#define TEXT_MOST (256 * 1024)

static const char *const members[] = { MARK,    "name",    "kind",    "filter", "sort",
                                       "group", "columns", "preview", NULL };

M77Json *
m77_view_to_json (const M77View *self, M77JsonPool *pool)
{
  M77Json *json = m77_json_object_new (pool);
  const M77Json *rest = self->rest != NULL ? m77_json_parse (pool, self->rest, -1, NULL) : NULL;

  m77_json_set_int (pool, json, MARK, LAYOUT);
  if (self->name != NULL)
    m77_json_set_string (pool, json, "name", self->name);
  m77_json_set_string (pool, json, "kind", self->kind);
  m77_json_set_string (pool, json, "filter", self->filter);
  if (self->sort != NULL)
    m77_json_set_string (pool, json, "sort", self->sort);
  if (self->group != NULL)
    m77_json_set_string (pool, json, "group", self->group);
  if (self->columns != NULL)
    {
      M77Json *columns = m77_json_array_new (pool);

      for (guint i = 0; i < self->columns->len; i++)
        {
          const M77ViewColumn *column = &g_array_index (self->columns, M77ViewColumn, i);
          M77Json *one = m77_json_object_new (pool);

          m77_json_set_string (pool, one, "field", column->field);
          if (column->width > 0)
            m77_json_set_int (pool, one, "width", column->width);
          m77_json_append (columns, one);
        }
      m77_json_set (pool, json, "columns", columns);
    }
  m77_json_set_bool (pool, json, "preview", self->preview);
  for (const M77Json *member = m77_json_first (rest); member != NULL;
       member = m77_json_next (member))
    m77_json_set (pool, json, m77_json_name (member), m77_json_copy (pool, member));
  return json;
}

static M77View *
refuse (GError **error, const char *what)
{
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("This is no view: %s."), what);
  return NULL;
}

/* FALSE: it is there and is no text. */
static gboolean
read_text (const M77Json *json, const char *name, char **text)
{
  const M77Json *value = m77_json_get (json, name);

  if (m77_json_is_null (value))
    return TRUE;
  if (m77_json_string (value) == NULL)
    return FALSE;
  g_free (*text);
  *text = g_strdup (m77_json_string (value));
  return TRUE;
}

static gboolean
read_columns (M77View *self, const M77Json *columns)
{
  if (m77_json_is_null (columns))
    return TRUE;
  if (!m77_json_is (columns, M77_JSON_ARRAY) || m77_json_size (columns) > M77_VIEW_COLUMNS_MOST)
    return FALSE;
  for (const M77Json *one = m77_json_first (columns); one != NULL; one = m77_json_next (one))
    {
      const char *field = m77_json_string (one) != NULL ? m77_json_string (one)
                                                        : m77_json_get_string (one, "field");
      gint64 width = m77_json_get_int (one, "width", 0);

      if (field == NULL || *field == '\0' || width < 0 || width > M77_VIEW_WIDTH_MOST)
        return FALSE;
      if (m77_view_find_column (self, field) < 0)
        m77_view_toggle_column (self, field);
      m77_view_set_width (self, field, (guint) width);
    }
  return TRUE;
}

static void
keep_rest (M77View *self, const M77Json *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *rest = m77_json_object_new (pool);

  for (const M77Json *member = m77_json_first (json); member != NULL;
       member = m77_json_next (member))
    if (!g_strv_contains (members, m77_json_name (member)))
      m77_json_set (pool, rest, m77_json_name (member), m77_json_copy (pool, member));
  if (m77_json_size (rest) > 0)
    self->rest = m77_json_to_text (rest);
}

M77View *
m77_view_from_json (const M77Json *json, GError **error)
{
  const char *kind = m77_json_get_string (json, "kind");
  const char *name = m77_json_get_string (json, "name");
  g_autoptr (M77View) self = NULL;

  if (!m77_json_is (json, M77_JSON_OBJECT))
    return refuse (error, _ ("it is no JSON object"));
  if (m77_json_get_int (json, MARK, 0) < LAYOUT)
    return refuse (error, _ ("“m77_view”: 1 expected in it"));
  if (kind == NULL || *kind == '\0')
    return refuse (error, _ ("“kind” says of what it is a list"));
  self = m77_view_new (kind);
  if (!m77_json_is_null (m77_json_get (json, "name")) &&
      !m77_view_set_name (self, name != NULL ? name : "", error))
    return NULL;
  if (!read_text (json, "filter", &self->filter) || strlen (self->filter) > M77_FILTER_MAX)
    return refuse (error, _ ("“filter” is a text of at most 4096 bytes"));
  if (!read_text (json, "sort", &self->sort))
    return refuse (error, _ ("“sort” is a text: severity,-started_at"));
  if (!read_text (json, "group", &self->group))
    return refuse (error, _ ("“group” is the name of a field"));
  if (!read_columns (self, m77_json_get (json, "columns")))
    return refuse (error, _ ("“columns” are an array of {\"field\",\"width\"}"));
  self->preview = m77_json_get_bool (json, "preview");
  keep_rest (self, json);
  return g_steal_pointer (&self);
}

char *
m77_view_write (const M77View *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GString *out = g_string_new (NULL);

  m77_json_write_pretty (m77_view_to_json (self, pool), out);
  if (!g_str_has_suffix (out->str, "\n"))
    g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

M77View *
m77_view_read (const char *text, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *json;

  if (strlen (text) > TEXT_MOST)
    return refuse (error, _ ("it is over 256 KiB"));
  json = m77_json_parse (pool, text, -1, error);
  return json != NULL ? m77_view_from_json (json, error) : NULL;
}

static gboolean
check_filter (const M77View *self, const M77Kind *kind, GError **error)
{
  M77FilterContext context = { 0 };
  g_autoptr (M77Predicate) predicate = m77_filter_parse (self->filter, kind, &context, NULL, error);

  return predicate != NULL;
}

gboolean
m77_view_check (const M77View *self, GError **error)
{
  const M77Kind *kind = m77_kind_find (self->kind);
  const M77Field *group;
  g_autoptr (GArray) sorts = NULL;

  if (kind == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_UNKNOWN_KIND,
                   _ ("There is no kind “%s” in this version."),
                   self->kind);
      return FALSE;
    }
  if (!check_filter (self, kind, error))
    return FALSE;
  sorts = m77_sort_parse (self->sort != NULL ? self->sort : "", kind, error);
  if (sorts == NULL)
    return FALSE;
  group = self->group != NULL ? m77_kind_field (kind, self->group) : NULL;
  if (self->group == NULL || (group != NULL && m77_field_groups (group)))
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_INVALID,
               _ ("There is nothing to group by in “%s”."),
               self->group);
  return FALSE;
}
