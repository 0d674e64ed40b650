/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include "tui/screens/tui-list-private.h"

static const char *
row_id (gpointer item)
{
  return m77_row_is_loaded (item) ? m77_row_id (item) : NULL;
}

static gboolean
row_gone (gpointer item)
{
  return m77_row_is_gone (item);
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
  if (M77_IS_LIST (model))
    return m77_list_find (M77_LIST (model), id);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (row_id (item), id) == 0)
        return i;
    }
  return -1;
}

static void
look_at (GListModel *model, guint position, guint n)
{
  if (M77_IS_LIST (model))
    m77_list_look_at (M77_LIST (model), position, n);
}

const TuiTableClass tui_list_rows = {
  .id = row_id,
  .gone = row_gone,
  .state = row_state,
  .cell = row_cell,
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
add_column (TuiList *self, const char *name)
{
  const M77Field *field = m77_kind_field (self->kind, name);
  guint position = self->fields->len;
  gboolean is_key = g_strcmp0 (name, self->kind->key_field) == 0;
  gboolean grows = field != NULL && is_title (self, field);
  gboolean stays = is_key || grows || g_strcmp0 (name, self->kind->state_field) == 0 ||
                   g_str_equal (name, "severity");
  gboolean right;

  if (field == NULL)
    return;
  right = field->type == M77_TYPE_TIME || field->type == M77_TYPE_INTEGER ||
          field->type == M77_TYPE_NUMBER;
  g_ptr_array_add (self->fields, (gpointer) field);
  tui_table_add_column (&self->table,
                        (TuiColumn){ .title = g_strdup (tui_label (
                                         field->brief != NULL ? field->brief : field->label)),
                                     .most = grows ? 0 : column_limit (field),
                                     .right = right,
                                     .grow = grows,
                                     .priority = stays ? 0 : position + 1 });
}

/* As the table of kinds has them, the title last: a terminal that measures it otherwise harms
 * nothing behind it. */
void
tui_list_add_columns (TuiList *self)
{
  const char *title = NULL;

  for (guint i = 0; self->kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (self->kind, self->kind->columns[i]);

      if (field != NULL && is_title (self, field))
        title = field->name;
      else
        add_column (self, self->kind->columns[i]);
    }
  if (title != NULL)
    add_column (self, title);
}
