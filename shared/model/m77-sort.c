/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-predicate-sql"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-predicate-sql.h"

static const M77Field *
find_sort_field (const M77Kind *kind, const char *name)
{
  if (kind != NULL)
    return m77_kind_field (kind, name);
  for (const M77Field *field = m77_envelope_fields (); field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

static gboolean
is_sortable (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
    case M77_TYPE_SET:
    case M77_TYPE_LOG:
    case M77_TYPE_MAP:
    case M77_TYPE_JSON:
      return FALSE;
    default:
      return (field->flags & M77_FIELD_SECRET) == 0;
    }
}

GArray *
m77_sort_parse (const char *text, const M77Kind *kind, GError **error)
{
  g_autoptr (GArray) sorts = g_array_new (FALSE, TRUE, sizeof (M77Sort));
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      M77Sort sort = { .descending = *name == '-' };

      if (sort.descending)
        name++;
      if (*name == '\0' && names[1] == NULL && !sort.descending)
        break;
      sort.field = find_sort_field (kind, name);
      if (sort.field == NULL)
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_BAD_FILTER,
                       _ ("sort: there is no field \"%s\""),
                       name);
          return NULL;
        }
      if (!is_sortable (sort.field))
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_BAD_FILTER,
                       _ ("sort: %s has no order; choose another field"),
                       name);
          return NULL;
        }
      g_array_append_val (sorts, sort);
    }
  return g_steal_pointer (&sorts);
}
