/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-list-private.h"

static void
changed_cb (gpointer data)
{
  tui_app_dirty (((TuiList *) data)->base.app);
}

static const char *
counted_field (TuiList *self)
{
  const M77Field *field = self->view->group != NULL
                              ? m77_group_counted (self->kind, self->view->group)
                              : NULL;

  return field != NULL ? field->name : NULL;
}

/* How its rows come, where nothing sorts them. */
static void
read_filter (TuiList *self)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  M77FilterContext context = { moment.now, tui_app_member (self->base.app), moment.zone };
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse (self->view->filter, self->kind, &context, NULL, NULL);

  self->newest_first = self->view->sort == NULL && predicate != NULL &&
                       m77_predicate_has_words (predicate);
}

static void
open_model (TuiList *self)
{
  TuiApp *app = self->base.app;

  read_filter (self);
  self->rows = app->open_list (app, self->kind->name, self->view->filter, self->view->sort);
  self->asked_at = m77_runtime_monotonic (app->runtime);
  if (M77_IS_LIST (self->rows))
    {
      self->loaded_handler = g_signal_connect_swapped (self->rows,
                                                       "loaded",
                                                       G_CALLBACK (changed_cb),
                                                       self);
      self->notify_handler = g_signal_connect_swapped (self->rows,
                                                       "notify",
                                                       G_CALLBACK (changed_cb),
                                                       self);
      if (self->view->group != NULL)
        m77_list_set_view (M77_LIST (self->rows),
                           self->view->filter,
                           self->view->sort,
                           self->view->group,
                           counted_field (self));
    }
  self->outline = m77_outline_new (self->rows);
  tui_table_set_model (&self->table, G_LIST_MODEL (self->outline));
}

guint
tui_list_size (TuiScreen *screen, gboolean *exact)
{
  TuiList *self = (TuiList *) screen;

  *exact = !M77_IS_LIST (self->rows) || m77_list_is_exact (M77_LIST (self->rows));
  return M77_IS_LIST (self->rows) ? m77_list_size (M77_LIST (self->rows))
                                  : g_list_model_get_n_items (self->rows);
}

char *
tui_list_count (TuiScreen *screen)
{
  gboolean exact;
  guint size = tui_list_size (screen, &exact);

  if (size == 0 && !exact)
    return g_strdup ("");
  return g_strdup_printf ("%u%s", size, exact ? "" : "+");
}

static void
draw_title (TuiList *self, TuiCanvas *canvas, const TuiRect *area)
{
  g_autofree char *plural = g_utf8_strup (tui_label (self->kind->plural), -1);
  g_autofree char *crumbs = self->view->name != NULL
                                ? g_strdup_printf ("%s: %s", plural, self->view->name)
                                : g_strdup (plural);
  g_autofree char *count = tui_list_count (&self->base);
  g_autofree char *detail = g_strdup_printf ("%s%s%s",
                                             self->view->filter,
                                             *self->view->filter != '\0' ? "  " : "",
                                             count);
  g_autofree char *right = tui_list_right_words (self, FALSE);
  int room = area->cols - tui_width (canvas, crumbs) - tui_width (canvas, detail) - 7;

  /* What is marked and what is new is told where the order has no room. */
  if (tui_width (canvas, right) > room)
    {
      g_free (right);
      right = tui_list_right_words (self, TRUE);
    }
  tui_draw_title (canvas, area, crumbs, detail, right);
}

static void
draw_list (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiList *self = (TuiList *) screen;
  TuiRect body = *area;
  const GError *error = tui_list_error (self);
  gboolean small = canvas->rows < 8;
  TuiRect pane;
  gboolean has_pane = !small && tui_list_split_preview (self, &body, &pane);

  if (!small)
    {
      draw_title (self, canvas, &body);
      body.row++;
      body.rows--;
    }
  if (body.rows <= 0)
    return;
  self->table.plain = small;
  tui_table_draw (&self->table, canvas, &body);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->outline)) == 0)
    {
      tui_clear_rect (canvas, &body);
      canvas->cursor_row = -1;
      tui_list_draw_empty (self, canvas, &body);
    }
  else if (error != NULL)
    {
      TuiRect last = { body.row + body.rows - 1, body.col, 1, body.cols };

      tui_clear_rect (canvas, &last);
      tui_put (canvas, last.row, body.col + 1, body.cols - 2, TUI_BAD, error->message);
    }
  self->in_preview = self->in_preview && has_pane;
  if (has_pane)
    tui_list_draw_preview (self, canvas, &pane);
}

/* One thing at a time: the range, the marks, the filter. */
static gboolean
go_back (TuiList *self)
{
  if (self->table.range != NULL)
    tui_table_end_range (&self->table);
  else if (m77_marks_count (self->table.marks) > 0)
    m77_marks_clear (self->table.marks);
  else if (*self->view->filter != '\0')
    {
      g_autofree char *was = g_strdup (self->view->filter);

      tui_list_set_filter (&self->base, "");
      tui_app_say (self->base.app, TUI_PLAIN, _ ("All of them; / then Up brings back %s"), was);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_list (TuiScreen *screen, TuiKey key)
{
  TuiList *self = (TuiList *) screen;

  if (self->in_preview)
    return tui_list_key_preview (self, key);
  switch (key)
    {
    case TUI_KEY_TAB:
    case TUI_KEY_BACKTAB:
      self->in_preview = self->view->preview;
      return TRUE;
    case TUI_KEY_ESC:
      return go_back (self);
    case TUI_KEY_LEFT:
    case 'h':
      if (!tui_list_fold_to (self, TRUE))
        tui_list_scroll (screen, -1);
      return TRUE;
    case TUI_KEY_RIGHT:
    case 'l':
      if (!tui_list_fold_to (self, FALSE))
        tui_list_scroll (screen, 1);
      return TRUE;
    case ' ':
      if (M77_IS_HEADING (tui_table_current (&self->table)))
        {
          tui_list_mark_range (screen);
          return TRUE;
        }
      break;
    default:
      break;
    }
  return tui_table_key (&self->table, key);
}

static gboolean
target_list (TuiScreen *screen, TuiRecord *record)
{
  TuiList *self = (TuiList *) screen;
  gpointer row = tui_table_current (&self->table);

  return M77_IS_ROW (row) && tui_record_from_row (record, row);
}

static void
open_record (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  TuiRecord record;

  if (!tui_list_fold (self) && target_list (screen, &record))
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
    if (M77_IS_ROW (self->table.shown->pdata[i]) &&
        !m77_row_is_loaded (self->table.shown->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
free_list (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->loaded_handler != 0)
    g_signal_handler_disconnect (self->rows, self->loaded_handler);
  if (self->notify_handler != 0)
    g_signal_handler_disconnect (self->rows, self->notify_handler);
  tui_table_clear (&self->table);
  g_clear_object (&self->outline);
  g_clear_object (&self->rows);
  tui_sections_clear (&self->sections);
  tui_page_clear (&self->page);
  g_ptr_array_unref (self->fields);
  m77_view_free (self->view);
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
tui_list_new_view (TuiApp *app, const M77View *view)
{
  TuiList *self = g_new0 (TuiList, 1);

  self->base = (TuiScreen){ &list_class, app };
  self->kind = m77_kind_find (view->kind);
  self->view = m77_view_copy (view);
  self->fields = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  tui_page_init (&self->page);
  tui_sections_init (&self->sections, &self->page);
  tui_table_init (&self->table, &tui_list_rows, self, changed_cb);
  tui_list_set_columns (self);
  open_model (self);
  return &self->base;
}

TuiScreen *
tui_list_new (TuiApp *app, const M77Kind *kind, const char *filter)
{
  g_autoptr (M77View) view = m77_view_new (kind->name);

  if (filter == NULL)
    filter = kind->open_states != NULL && kind->open_states[0] != NULL ? "is:open" : "";
  m77_view_set_filter (view, filter);
  return tui_list_new_view (app, view);
}

TuiScreen *
tui_list_cast (TuiScreen *screen)
{
  return screen != NULL && screen->class == &list_class ? screen : NULL;
}

/* ---- How it stands ---- */

void
tui_list_ask (TuiList *self)
{
  self->asked_at = m77_runtime_monotonic (self->base.app->runtime);
  read_filter (self);
  if (M77_IS_LIST (self->rows))
    m77_list_set_view (M77_LIST (self->rows),
                       self->view->filter,
                       self->view->sort,
                       self->view->group,
                       counted_field (self));
  tui_table_end_range (&self->table);
  tui_table_thaw (&self->table, TRUE);
  tui_app_dirty (self->base.app);
}

void
tui_list_set_filter (TuiScreen *screen, const char *filter)
{
  TuiList *self = (TuiList *) screen;

  if (g_str_equal (self->view->filter, filter))
    return;
  m77_view_set_filter (self->view, filter);
  /* All of another filter is not what was marked. */
  if (m77_marks_is_all (self->table.marks))
    m77_marks_clear (self->table.marks);
  tui_list_ask (self);
}

void
tui_list_set_sort (TuiScreen *screen, const char *sort)
{
  TuiList *self = (TuiList *) screen;

  m77_view_set_sort (self->view, sort);
  tui_list_set_columns (self);
  tui_list_ask (self);
}

void
tui_list_set_group (TuiScreen *screen, const char *group)
{
  TuiList *self = (TuiList *) screen;

  m77_view_set_group (self->view, group);
  tui_list_set_columns (self);
  tui_list_ask (self);
}

void
tui_list_set_columns_of (TuiScreen *screen, const M77View *view)
{
  TuiList *self = (TuiList *) screen;
  M77View *copy = m77_view_copy (view);

  g_clear_pointer (&self->view->columns, g_array_unref);
  self->view->columns = g_steal_pointer (&copy->columns);
  m77_view_free (copy);
  tui_list_set_columns (self);
  tui_app_dirty (screen->app);
}

void
tui_list_reset_widths (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  m77_view_reset_widths (self->view);
  self->table.scroll = 0;
  tui_list_set_columns (self);
  tui_app_say (screen->app, TUI_PLAIN, _ ("Columns are as wide as what stands in them"));
}

void
tui_list_scroll (TuiScreen *screen, int by)
{
  if (tui_table_scroll (&((TuiList *) screen)->table, by))
    tui_app_dirty (screen->app);
  else
    tui_app_say (screen->app,
                 TUI_DIM,
                 by > 0 ? _ ("No more columns that way   C chooses others")
                        : _ ("These are the first columns"));
}

void
tui_list_toggle_preview (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  self->view->preview = !self->view->preview;
  tui_app_dirty (screen->app);
}

void
tui_list_toggle_follow (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  tui_table_follow (&self->table, !self->table.follow);
  tui_app_say (screen->app,
               TUI_PLAIN,
               self->table.follow ? _ ("Following: what comes is shown at once; moving ends it")
                                  : _ ("No longer following: rows stand still"));
}

void
tui_list_set_name (TuiScreen *screen, const char *name)
{
  TuiList *self = (TuiList *) screen;

  g_free (self->view->name);
  self->view->name = g_strdup (name);
  tui_app_dirty (screen->app);
}

const M77Kind *
tui_list_kind (TuiScreen *screen)
{
  return ((TuiList *) screen)->kind;
}

const M77View *
tui_list_view (TuiScreen *screen)
{
  return ((TuiList *) screen)->view;
}

const char *
tui_list_filter (TuiScreen *screen)
{
  return ((TuiList *) screen)->view->filter;
}

TuiTable *
tui_list_table (TuiScreen *screen)
{
  return &((TuiList *) screen)->table;
}

M77Outline *
tui_list_outline (TuiScreen *screen)
{
  return ((TuiList *) screen)->outline;
}

const char *
tui_list_sort (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;

  if (self->newest_first)
    return "";
  return self->view->sort != NULL ? self->view->sort : self->kind->sort;
}
