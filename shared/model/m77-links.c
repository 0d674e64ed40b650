/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-links.h"

#include <string.h>

#include "shared/model/m77-filter.h"

void
m77_link_free (M77Link *self)
{
  g_free (self->filter);
  g_free (self);
}

char *
m77_filter_quote (const char *value)
{
  GString *text;

  if (*value != '\0' && strspn (value,
                                "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen (value))
    return g_strdup (value);
  text = g_string_new ("\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}

static gboolean
refers_to (const M77Field *field, const M77Kind *kind)
{
  return field->ref != NULL && g_str_equal (field->ref, kind->name) &&
         (field->type == M77_TYPE_REF || field->type == M77_TYPE_SET);
}

/* "id:a,b,c", as many as a filter takes; NULL: none is named. */
static char *
named (const M77Kind *other, const M77Json *value, guint *count)
{
  const M77Json *element = m77_json_is (value, M77_JSON_ARRAY) ? m77_json_first (value) : value;
  GString *filter = g_string_new (m77_kind_ref_by_key (other) ? other->key_field : "id");

  g_string_append_c (filter, ':');
  *count = 0;
  for (; element != NULL; element = m77_json_next (element))
    {
      const char *name = m77_json_string (element);
      g_autofree char *quoted = name != NULL && *name != '\0' ? m77_filter_quote (name) : NULL;

      if (quoted == NULL)
        continue;
      if (filter->len + strlen (quoted) + 2 < M77_FILTER_MAX)
        g_string_append_printf (filter, "%s%s", *count > 0 ? "," : "", quoted);
      *count += 1;
      /* A reference that is a member of the document has neighbours that are not elements. */
      if (!m77_json_is (value, M77_JSON_ARRAY))
        break;
    }
  return g_string_free (filter, *count == 0);
}

static void
add_out (GPtrArray *links, const M77Kind *kind, const M77Json *doc)
{
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const M77Kind *other = field->ref != NULL ? m77_kind_find (field->ref) : NULL;
      M77Link link = { .kind = other, .field = field, .is_out = TRUE };

      if (other == NULL || g_str_equal (other->name, "member") ||
          (field->type != M77_TYPE_REF && field->type != M77_TYPE_SET))
        continue;
      link.filter = named (other, m77_json_get (doc, field->name), &link.count);
      if (link.filter != NULL)
        g_ptr_array_add (links, g_memdup2 (&link, sizeof link));
    }
}

static gboolean
has_kind (GPtrArray *links, guint n, const M77Kind *kind)
{
  for (guint i = 0; i < n; i++)
    if (((M77Link *) links->pdata[i])->kind == kind)
      return TRUE;
  return FALSE;
}

static void
add_in (GPtrArray *links, const M77Kind *kind, const char *name)
{
  g_autofree char *quoted = m77_filter_quote (name);
  guint n_out = links->len;

  for (const M77Kind *const *other = m77_kinds (); *other != NULL; other++)
    for (const M77Field *field = (*other)->fields; field->name != NULL; field++)
      {
        M77Link link = { .kind = *other, .field = field };

        if (!refers_to (field, kind) || (*other != kind && has_kind (links, n_out, *other)))
          continue;
        link.filter = g_strdup_printf ("%s:%s", field->name, quoted);
        g_ptr_array_add (links, g_memdup2 (&link, sizeof link));
      }
}

GPtrArray *
m77_links_of (const M77Kind *kind, const M77Json *doc, const char *id)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) m77_link_free);
  const char *name = m77_kind_ref_by_key (kind) ? m77_json_get_string (doc, kind->key_field) : id;

  add_out (links, kind, doc);
  if (name != NULL)
    add_in (links, kind, name);
  return links;
}
