/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-list-private.h"

static const char *
row_id (gpointer item)
{
  if (M77_IS_HEADING (item))
    return m77_heading_id (item);
  return m77_row_is_loaded (item) ? m77_row_id (item) : NULL;
}

static gboolean
row_gone (gpointer item)
{
  return M77_IS_ROW (item) && m77_row_is_gone (item);
}

static TuiGlyph
row_state (gpointer item, TuiStyle *style)
{
  return tui_state_glyph (m77_row_state (item), m77_row_pending_action (item), style);
}

static char *
row_cell (gpointer item, guint column, TuiStyle *style, gpointer data)
{
  TuiList *self = data;
  TuiMoment moment = tui_app_moment (self->base.app);
  TuiRecord record;

  if (!tui_record_from_row (&record, item))
    return g_strdup ("");
  return tui_record_cell (&record, self->fields->pdata[column], &moment, style);
}

static int
find_row (GListModel *model, const char *id)
{
  return m77_outline_find (M77_OUTLINE (model), id);
}

static void
look_at (GListModel *model, guint position, guint n)
{
  m77_outline_look_at (M77_OUTLINE (model), position, n);
}

/* By a click on its title; on that again: the other way round. */
static void
sort_by (gpointer data, guint index)
{
  TuiList *self = data;
  const M77Field *field = self->fields->pdata[index];
  g_autofree char *sort = m77_sort_choose (tui_list_sort (&self->base), field, FALSE);

  if ((field->flags & M77_FIELD_INDEXED) == 0)
    tui_app_say (self->base.app, TUI_WARN, _ ("Not sorted by this field: s shows those that are"));
  else
    tui_list_set_sort (&self->base, sort);
}

static void
resize (gpointer data, guint index, guint cells)
{
  TuiList *self = data;
  const M77Field *field = self->fields->pdata[index];

  m77_view_own_columns (self->view, self->kind);
  m77_view_set_width (self->view, field->name, cells);
  tui_list_set_columns (self);
  tui_app_dirty (self->base.app);
}

const TuiTableClass tui_list_rows = {
  .id = row_id,
  .gone = row_gone,
  .state = row_state,
  .cell = row_cell,
  .heading = tui_list_draw_heading,
  .sort = sort_by,
  .resize = resize,
  .find = find_row,
  .look_at = look_at,
};

static gboolean
is_title (TuiList *self, const M77Field *field)
{
  return g_strcmp0 (field->name, self->kind->title_field) == 0 &&
         g_strcmp0 (field->name, self->kind->key_field) != 0;
}

static guint
column_limit (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_TIME:
      return 7;
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return g_str_equal (field->name, "environment") ? 12 : 10;
    case M77_TYPE_SET:
      return 24;
    case M77_TYPE_REF:
      return 14;
    case M77_TYPE_SLUG:
      return 28;
    default:
      return 32;
    }
}

static void
add_column (TuiList *self, const M77Field *field, guint width)
{
  guint position = self->fields->len;
  gboolean is_key = g_strcmp0 (field->name, self->kind->key_field) == 0;
  gboolean grow = is_title (self, field);
  gboolean stays = is_key || grow || g_strcmp0 (field->name, self->kind->state_field) == 0 ||
                   g_str_equal (field->name, "severity");
  gboolean right = field->type == M77_TYPE_TIME || field->type == M77_TYPE_INTEGER ||
                   field->type == M77_TYPE_NUMBER;
  const char *title = tui_label (field->brief != NULL ? field->brief : field->label);

  g_ptr_array_add (self->fields, (gpointer) field);
  tui_table_add_column (&self->table,
                        (TuiColumn){ .title = g_strdup (title),
                                     .most = grow ? 0 : column_limit (field),
                                     .fixed = width,
                                     .right = right,
                                     .grow = grow,
                                     .key = is_key,
                                     .sorts = m77_sort_direction (tui_list_sort (&self->base),
                                                                  field->name,
                                                                  NULL) != 0,
                                     .priority = stays ? 0 : position + 1 });
}

void
tui_list_set_columns (TuiList *self)
{
  g_autoptr (GArray) columns = m77_view_shown_columns (self->view, self->kind);
  int scroll = self->table.scroll;

  g_ptr_array_set_size (self->fields, 0);
  tui_table_clear_columns (&self->table);
  for (guint i = 0; i < columns->len; i++)
    {
      const M77ViewColumn *column = &g_array_index (columns, M77ViewColumn, i);

      /* What a list is grouped by is said by its headings. */
      if (g_strcmp0 (column->field, self->view->group) != 0 || columns->len == 1)
        add_column (self, m77_kind_field (self->kind, column->field), column->width);
    }
  self->table.scroll = MIN (scroll, (int) self->fields->len - 1);
}
