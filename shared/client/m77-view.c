/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-view"

#include "config.h"

#include "shared/client/m77-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"

static void
clear_column (gpointer column)
{
  g_free (((M77ViewColumn *) column)->field);
}

static GArray *
columns_new (void)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (M77ViewColumn));

  g_array_set_clear_func (columns, clear_column);
  return columns;
}

static void
add_column (GArray *columns, const char *field, guint width)
{
  M77ViewColumn column = { g_strdup (field), MIN (width, M77_VIEW_WIDTH_MOST) };

  g_array_append_val (columns, column);
}

static M77ViewColumn *
column_at (const M77View *self, guint index)
{
  return &g_array_index (self->columns, M77ViewColumn, index);
}

M77View *
m77_view_new (const char *kind)
{
  M77View *self = g_new0 (M77View, 1);

  self->kind = g_strdup (kind);
  self->filter = g_strdup ("");
  return self;
}

M77View *
m77_view_copy (const M77View *self)
{
  M77View *copy = g_new0 (M77View, 1);

  *copy = (M77View){ .name = g_strdup (self->name),
                     .kind = g_strdup (self->kind),
                     .filter = g_strdup (self->filter),
                     .sort = g_strdup (self->sort),
                     .group = g_strdup (self->group),
                     .preview = self->preview,
                     .rest = g_strdup (self->rest) };
  if (self->columns != NULL)
    copy->columns = columns_new ();
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    add_column (copy->columns, column_at (self, i)->field, column_at (self, i)->width);
  return copy;
}

void
m77_view_free (M77View *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->filter);
  g_free (self->sort);
  g_free (self->group);
  g_free (self->rest);
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self);
}

static gboolean
columns_equal (const M77View *a, const M77View *b)
{
  if (a->columns == NULL || b->columns == NULL)
    return a->columns == b->columns;
  if (a->columns->len != b->columns->len)
    return FALSE;
  for (guint i = 0; i < a->columns->len; i++)
    if (!g_str_equal (column_at (a, i)->field, column_at (b, i)->field) ||
        column_at (a, i)->width != column_at (b, i)->width)
      return FALSE;
  return TRUE;
}

gboolean
m77_view_equal (const M77View *a, const M77View *b)
{
  return g_str_equal (a->kind, b->kind) && g_str_equal (a->filter, b->filter) &&
         g_strcmp0 (a->sort, b->sort) == 0 && g_strcmp0 (a->group, b->group) == 0 &&
         a->preview == b->preview && columns_equal (a, b);
}

void
m77_view_set_filter (M77View *self, const char *filter)
{
  char *copy = g_strdup (filter != NULL ? filter : "");

  g_free (self->filter);
  self->filter = copy;
}

void
m77_view_set_sort (M77View *self, const char *sort)
{
  char *copy = g_strdup (sort);

  g_free (self->sort);
  self->sort = copy;
}

void
m77_view_set_group (M77View *self, const char *group)
{
  char *copy = g_strdup (group);

  g_free (self->group);
  self->group = copy;
}

gboolean
m77_view_set_name (M77View *self, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  gboolean plain = g_utf8_validate (trimmed, -1, NULL);

  for (const char *p = trimmed; plain && *p != '\0'; p = g_utf8_next_char (p))
    plain = g_unichar_isprint (g_utf8_get_char (p));
  if (!plain || *trimmed == '\0' || g_utf8_strlen (trimmed, -1) > M77_VIEW_NAME_MOST)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   _ ("A view's name has 1 to %d characters that can be seen."),
                   M77_VIEW_NAME_MOST);
      return FALSE;
    }
  g_free (self->name);
  self->name = g_steal_pointer (&trimmed);
  return TRUE;
}

/* ---- Columns ---- */

static gboolean
is_title (const M77Kind *kind, const M77Field *field)
{
  return g_strcmp0 (field->name, kind->title_field) == 0 &&
         g_strcmp0 (field->name, kind->key_field) != 0;
}

GArray *
m77_view_shown_columns (const M77View *self, const M77Kind *kind)
{
  GArray *columns = columns_new ();
  const char *title = NULL;

  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    if (m77_kind_field (kind, column_at (self, i)->field) != NULL)
      add_column (columns, column_at (self, i)->field, column_at (self, i)->width);
  if (columns->len > 0)
    return columns;
  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);

      if (field != NULL && is_title (kind, field))
        title = field->name;
      else if (field != NULL)
        add_column (columns, field->name, 0);
    }
  if (title != NULL)
    add_column (columns, title, 0);
  return columns;
}

void
m77_view_own_columns (M77View *self, const M77Kind *kind)
{
  if (self->columns == NULL)
    self->columns = m77_view_shown_columns (self, kind);
}

int
m77_view_find_column (const M77View *self, const char *field)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    if (g_str_equal (column_at (self, i)->field, field))
      return (int) i;
  return -1;
}

void
m77_view_toggle_column (M77View *self, const char *field)
{
  int at = m77_view_find_column (self, field);

  if (self->columns == NULL)
    self->columns = columns_new ();
  if (at < 0 && self->columns->len < M77_VIEW_COLUMNS_MOST)
    add_column (self->columns, field, 0);
  else if (at >= 0 && self->columns->len > 1)
    g_array_remove_index (self->columns, (guint) at);
}

gboolean
m77_view_move_column (M77View *self, const char *field, int by)
{
  int at = m77_view_find_column (self, field);
  M77ViewColumn moved;

  if (at < 0 || at + by < 0 || at + by >= (int) self->columns->len)
    return FALSE;
  moved = *column_at (self, (guint) at);
  *column_at (self, (guint) at) = *column_at (self, (guint) (at + by));
  *column_at (self, (guint) (at + by)) = moved;
  return TRUE;
}

void
m77_view_set_width (M77View *self, const char *field, guint width)
{
  int at = m77_view_find_column (self, field);

  if (at >= 0)
    column_at (self, (guint) at)->width = MIN (width, M77_VIEW_WIDTH_MOST);
}

void
m77_view_reset_widths (M77View *self)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    column_at (self, i)->width = 0;
}

/* ---- Sorts ---- */

int
m77_sort_direction (const char *sort, const char *field, guint *place)
{
  g_auto (GStrv) keys = g_strsplit (sort != NULL ? sort : "", ",", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *name = g_strstrip (keys[i]);
      gboolean down = *name == '-';

      if (!g_str_equal (name + (down ? 1 : 0), field))
        continue;
      if (place != NULL)
        *place = i;
      return down ? -1 : 1;
    }
  return 0;
}

char *
m77_sort_choose (const char *sort, const M77Field *field, gboolean add)
{
  guint place = 0;
  int now = m77_sort_direction (sort, field->name, &place);
  g_auto (GStrv) keys = g_strsplit (sort != NULL ? sort : "", ",", -1);
  g_autofree char *usual = g_strconcat (field->type == M77_TYPE_TIME ? "-" : "", field->name, NULL);

  if (now != 0 && (add || place == 0))
    {
      g_free (keys[place]);
      keys[place] = g_strconcat (now > 0 ? "-" : "", field->name, NULL);
      return g_strjoinv (",", keys);
    }
  if (add && now == 0 && keys[0] != NULL)
    return g_strconcat (sort, ",", usual, NULL);
  return g_steal_pointer (&usual);
}

char *
m77_sort_without (const char *sort, const char *field)
{
  g_auto (GStrv) keys = g_strsplit (sort != NULL ? sort : "", ",", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *name = g_strstrip (keys[i]);

      if (!g_str_equal (name + (*name == '-' ? 1 : 0), field))
        g_string_append_printf (out, "%s%s", out->len > 0 ? "," : "", name);
    }
  return g_string_free (out, FALSE);
}

gboolean
m77_field_groups (const M77Field *field)
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

gboolean
m77_field_sorts (const M77Field *field)
{
  return m77_field_groups (field);
}

const M77Field *
m77_group_counted (const M77Kind *kind, const char *group)
{
  const char *const names[] = { "severity", kind->state_field };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const M77Field *field = names[i] != NULL ? m77_kind_field (kind, names[i]) : NULL;

      if (field != NULL && field->values != NULL && g_strcmp0 (names[i], group) != 0)
        return field;
    }
  return NULL;
}
