/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-list-private.h"

static void
changed_cb (gpointer data)
{
  tui_app_dirty (((TuiList *) data)->base.app);
}

static void
open_model (TuiList *self)
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

char *
tui_list_count (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  guint size = M77_IS_LIST (self->model) ? m77_list_size (M77_LIST (self->model))
                                         : g_list_model_get_n_items (self->model);
  gboolean exact = !M77_IS_LIST (self->model) || m77_list_is_exact (M77_LIST (self->model));

  return g_strdup_printf ("%u%s", size, exact ? "" : "+");
}

static void
draw_list (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiList *self = (TuiList *) screen;
  TuiRect body = *area;
  const GError *error = tui_list_error (self);

  if (canvas->rows >= 8)
    {
      g_autofree char *crumbs = g_utf8_strup (tui_label (self->kind->plural), -1);
      g_autofree char *count = tui_list_count (screen);
      g_autofree char *detail = g_strdup_printf ("%s%s%s",
                                                 self->filter,
                                                 *self->filter ? "  " : "",
                                                 count);
      g_autofree char *order = tui_list_sort_words (self);
      g_autofree char *right = NULL;
      guint marked = g_hash_table_size (self->table.marks);
      g_autofree char *marks = marked > 0 ? g_strdup_printf (ngettext ("%u marked--",
                                                                       "%u marked--",
                                                                       marked),
                                                             marked)
                                          : g_strdup ("");

      right = self->table.arrived > 0 ? g_strdup_printf (ngettext ("%s+%u new--%s",
                                                                   "%s+%u new--%s",
                                                                   self->table.arrived),
                                                         marks,
                                                         self->table.arrived,
                                                         order)
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
      tui_list_draw_empty (self, canvas, &body);
    }
  else if (error != NULL)
    tui_put (canvas, body.row + body.rows - 1, 1, canvas->cols - 2, TUI_BAD, error->message);
}

static gboolean
key_list (TuiScreen *screen, TuiKey key)
{
  TuiList *self = (TuiList *) screen;

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
  TuiList *self = (TuiList *) screen;
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
  tui_table_thaw (&((TuiList *) screen)->table, FALSE);
}

static char *
crumb_list (TuiScreen *screen)
{
  return g_utf8_strup (tui_label (((TuiList *) screen)->kind->plural), -1);
}

static gboolean
busy_list (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  if (tui_list_is_loading (self))
    return TRUE;
  for (guint i = 0; i < self->table.shown->len; i++)
    if (!m77_row_is_loaded (self->table.shown->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
free_list (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

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
  .crumb = crumb_list,
  .target = target_list,
  .open = open_record,
  .refresh = refresh_list,
  .busy = busy_list,
  .free = free_list,
};

TuiScreen *
tui_list_new (TuiApp *app, const M77Kind *kind, const char *filter)
{
  TuiList *self = g_new0 (TuiList, 1);

  self->base = (TuiScreen){ &list_class, app };
  self->kind = kind;
  if (filter == NULL)
    filter = kind->open_states != NULL && kind->open_states[0] != NULL ? "is:open" : "";
  self->filter = g_strdup (filter);
  self->fields = g_ptr_array_new ();
  tui_table_init (&self->table, &tui_list_rows, self, changed_cb);
  tui_list_add_columns (self);
  open_model (self);
  return &self->base;
}

const M77Kind *
tui_list_kind (TuiScreen *screen)
{
  return ((TuiList *) screen)->kind;
}

const char *
tui_list_filter (TuiScreen *screen)
{
  return ((TuiList *) screen)->filter;
}

TuiTable *
tui_list_table (TuiScreen *screen)
{
  return &((TuiList *) screen)->table;
}

static void
ask_again (TuiList *self)
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
  TuiList *self = (TuiList *) screen;

  if (g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  ask_again (self);
}

void
tui_list_set_sort (TuiScreen *screen, const char *sort)
{
  TuiList *self = (TuiList *) screen;

  g_free (self->sort);
  self->sort = g_strdup (sort);
  ask_again (self);
}

const char *
tui_list_sort (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  return self->sort != NULL ? self->sort : self->kind->sort;
}

const char **
tui_list_sortable (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
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
