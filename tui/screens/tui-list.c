/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-action.h"
#include "tui/screens/tui-detail.h"

#define DOTS_AFTER_MS 200

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  char *filter;
  char *sort;
  GListModel *model;
  gulong loaded_handler, notify_handler;
  GPtrArray *fields; /* const M77Field *: one for each column */
  TuiTable table;
  gint64 asked_at;
} ListScreen;

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
  ListScreen *self = data;
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

static const TuiTableClass rows_class = {
  .id = row_id,
  .gone = row_gone,
  .state = row_state,
  .cell = row_cell,
  .find = find_row,
  .look_at = look_at,
};

static void
changed_cb (gpointer data)
{
  tui_app_dirty (((ListScreen *) data)->base.app);
}

static gboolean
is_title (ListScreen *self, const M77Field *field)
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
add_column (ListScreen *self, const char *name)
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
static void
add_columns (ListScreen *self)
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

static void
open_model (ListScreen *self)
{
  TuiApp *app = self->base.app;

  self->model = app->open_list (app, self->kind->name, self->filter, self->sort);
  self->asked_at = m77_runtime_monotonic (app->runtime);
  if (M77_IS_LIST (self->model))
    {
      self->loaded_handler = g_signal_connect_swapped (self->model,
                                                       "loaded",
                                                       G_CALLBACK (changed_cb),
                                                       self);
      self->notify_handler = g_signal_connect_swapped (self->model,
                                                       "notify",
                                                       G_CALLBACK (changed_cb),
                                                       self);
    }
  tui_table_set_model (&self->table, self->model);
}

static const GError *
list_error (ListScreen *self)
{
  return M77_IS_LIST (self->model) ? m77_list_error (M77_LIST (self->model)) : NULL;
}

static gboolean
is_loading (ListScreen *self)
{
  return M77_IS_LIST (self->model) && m77_list_is_loading (M77_LIST (self->model)) &&
         list_error (self) == NULL;
}

char *
tui_list_count (TuiScreen *screen)
{
  ListScreen *self = (ListScreen *) screen;
  guint size = M77_IS_LIST (self->model) ? m77_list_size (M77_LIST (self->model))
                                         : g_list_model_get_n_items (self->model);
  gboolean exact = !M77_IS_LIST (self->model) || m77_list_is_exact (M77_LIST (self->model));

  return g_strdup_printf ("%u%s", size, exact ? "" : "+");
}

/* "by severity, newest" from "severity,-started_at". */
static char *
sort_words (ListScreen *self)
{
  g_auto (GStrv) parts = g_strsplit (self->sort != NULL ? self->sort : self->kind->sort, ",", 3);
  GString *out = g_string_new (_ ("by "));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = *parts[i] == '-' ? parts[i] + 1 : parts[i];
      const M77Field *field = m77_kind_field (self->kind, name);
      g_autofree char *word = g_utf8_strdown (field != NULL ? tui_label (field->label) : name, -1);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", word);
      if (*parts[i] == '-')
        g_string_append (out,
                         field != NULL && field->type == M77_TYPE_TIME ? _ (" newest")
                                                                       : _ (" down"));
    }
  return g_string_free (out, FALSE);
}

/* What an empty list says: never "all clear", always how old its word is. */
static void
draw_empty (ListScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  const GError *error = list_error (self);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *when = NULL;
  g_autofree char *plural = g_utf8_strdown (tui_label (self->kind->plural), -1);
  g_autofree char *text = NULL;
  int row = area->row + MIN (1, area->rows - 1);

  if (error != NULL)
    {
      tui_put (canvas, row, 1, canvas->cols - 2, TUI_BAD, error->message);
      return;
    }
  if (app->grants != NULL && !m77_grants_allow (app->grants, self->kind, "read", NULL))
    {
      tui_put (canvas,
               row,
               1,
               canvas->cols - 2,
               TUI_PLAIN,
               _ ("Not for your role: nobody sends you these"));
      return;
    }
  if (is_loading (self))
    {
      if (m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS)
        tui_put (canvas, row, 1, 12, TUI_DIM, ".  .  .");
      return;
    }
  when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                         moment.now,
                         moment.zone);
  if (*when == '\0')
    text = g_strdup_printf (_ ("No %s yet: nothing was read from the platform so far"), plural);
  else if (*self->filter != '\0')
    text = g_strdup_printf (_ ("No %s for this filter as of %s"), plural, when);
  else
    text = g_strdup_printf (_ ("No %s as of %s"), plural, when);
  tui_put (canvas, row, 1, canvas->cols - 2, TUI_PLAIN, text);
  if (*self->filter != '\0')
    tui_put (canvas,
             row + 1,
             1,
             canvas->cols - 2,
             TUI_DIM,
             _ ("/ changes the filter, Esc clears it"));
}

static void
draw_list (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  ListScreen *self = (ListScreen *) screen;
  TuiRect body = *area;
  const GError *error = list_error (self);

  if (canvas->rows >= 8)
    {
      g_autofree char *crumbs = g_utf8_strup (tui_label (self->kind->plural), -1);
      g_autofree char *count = tui_list_count (screen);
      g_autofree char *detail = g_strdup_printf ("%s%s%s",
                                                 self->filter,
                                                 *self->filter ? "  " : "",
                                                 count);
      g_autofree char *order = sort_words (self);
      g_autofree char *right = NULL;
      guint marked = g_hash_table_size (self->table.marks);
      g_autofree char *marks = marked > 0 ? g_strdup_printf (_ ("%u marked--"), marked)
                                          : g_strdup ("");

      right = self->table.arrived > 0
                  ? g_strdup_printf (_ ("%s+%u new--%s"), marks, self->table.arrived, order)
                  : g_strdup_printf ("%s%s", marks, order);
      tui_draw_title (canvas, area, crumbs, detail, right);
      body.row++;
      body.rows--;
    }
  if (body.rows <= 0)
    return;
  self->table.plain = canvas->rows < 8;
  tui_table_draw (&self->table, canvas, &body);
  if (g_list_model_get_n_items (self->model) == 0)
    {
      tui_clear_rect (canvas, &body);
      canvas->cursor_row = -1;
      draw_empty (self, canvas, &body);
    }
  else if (error != NULL)
    tui_put (canvas, body.row + body.rows - 1, 1, canvas->cols - 2, TUI_BAD, error->message);
}

static gboolean
key_list (TuiScreen *screen, TuiKey key)
{
  ListScreen *self = (ListScreen *) screen;

  if (key == TUI_KEY_ESC && g_hash_table_size (self->table.marks) > 0)
    {
      g_hash_table_remove_all (self->table.marks);
      return TRUE;
    }
  if (key == TUI_KEY_ESC && *self->filter != '\0')
    {
      tui_list_set_filter (screen, "");
      return TRUE;
    }
  return tui_table_key (&self->table, key);
}

static gboolean
target_list (TuiScreen *screen, TuiRecord *record)
{
  ListScreen *self = (ListScreen *) screen;
  gpointer row = tui_table_current (&self->table);

  return row != NULL && tui_record_from_row (record, row);
}

static void
open_record (TuiScreen *screen)
{
  TuiRecord record;

  if (target_list (screen, &record))
    tui_app_push (screen->app, tui_detail_new (screen->app, &record));
}

static void
refresh_list (TuiScreen *screen)
{
  tui_table_thaw (&((ListScreen *) screen)->table, FALSE);
}

static gboolean
busy_list (TuiScreen *screen)
{
  ListScreen *self = (ListScreen *) screen;

  if (is_loading (self))
    return TRUE;
  for (guint i = 0; i < self->table.shown->len; i++)
    if (!m77_row_is_loaded (self->table.shown->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
free_list (TuiScreen *screen)
{
  ListScreen *self = (ListScreen *) screen;

  if (self->loaded_handler != 0)
    g_signal_handler_disconnect (self->model, self->loaded_handler);
  if (self->notify_handler != 0)
    g_signal_handler_disconnect (self->model, self->notify_handler);
  tui_table_clear (&self->table);
  g_clear_object (&self->model);
  g_ptr_array_unref (self->fields);
  g_free (self->filter);
  g_free (self->sort);
  g_free (self);
}

static const TuiScreenClass list_class = {
  .context = TUI_ON_LIST,
  .name = N_ ("this list"),
  .draw = draw_list,
  .key = key_list,
  .target = target_list,
  .open = open_record,
  .refresh = refresh_list,
  .busy = busy_list,
  .free = free_list,
};

TuiScreen *
tui_list_new (TuiApp *app, const M77Kind *kind, const char *filter)
{
  ListScreen *self = g_new0 (ListScreen, 1);

  self->base = (TuiScreen){ &list_class, app };
  self->kind = kind;
  if (filter == NULL)
    filter = kind->open_states != NULL && kind->open_states[0] != NULL ? "is:open" : "";
  self->filter = g_strdup (filter);
  self->fields = g_ptr_array_new ();
  tui_table_init (&self->table, &rows_class, self, changed_cb);
  add_columns (self);
  open_model (self);
  return &self->base;
}

const M77Kind *
tui_list_kind (TuiScreen *screen)
{
  return ((ListScreen *) screen)->kind;
}

const char *
tui_list_filter (TuiScreen *screen)
{
  return ((ListScreen *) screen)->filter;
}

TuiTable *
tui_list_table (TuiScreen *screen)
{
  return &((ListScreen *) screen)->table;
}

static void
ask_again (ListScreen *self)
{
  self->asked_at = m77_runtime_monotonic (self->base.app->runtime);
  if (M77_IS_LIST (self->model))
    m77_list_set_query (M77_LIST (self->model), self->filter, self->sort);
  tui_table_thaw (&self->table, TRUE);
  tui_app_dirty (self->base.app);
}

void
tui_list_set_filter (TuiScreen *screen, const char *filter)
{
  ListScreen *self = (ListScreen *) screen;

  if (g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  ask_again (self);
}

void
tui_list_set_sort (TuiScreen *screen, const char *sort)
{
  ListScreen *self = (ListScreen *) screen;

  g_free (self->sort);
  self->sort = g_strdup (sort);
  ask_again (self);
}

const char *
tui_list_sort (TuiScreen *screen)
{
  ListScreen *self = (ListScreen *) screen;

  return self->sort != NULL ? self->sort : self->kind->sort;
}

const char **
tui_list_sortable (TuiScreen *screen)
{
  ListScreen *self = (ListScreen *) screen;
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const M77Field *field = self->fields->pdata[i];

      if ((field->flags & M77_FIELD_INDEXED) != 0 && field->type != M77_TYPE_SET)
        g_ptr_array_add (names, (gpointer) field->name);
    }
  g_ptr_array_add (names, (gpointer) "updated_at");
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}
