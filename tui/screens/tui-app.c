/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-app.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "tui/screens/tui-action.h"
#include "tui/screens/tui-header.h"

#define MESSAGES_MOST 500
#define REPEAT_MS     700           /* a key held down comes again sooner */
#define PASTE_MOST    (1024 * 1024) /* bytes: no record is longer */

static void
free_screen (gpointer screen)
{
  ((TuiScreen *) screen)->class->free (screen);
}

TuiApp *
tui_app_new (const M77Runtime *runtime, GTimeZone *zone, int rows, int cols, gboolean ascii)
{
  TuiApp *self = g_new0 (TuiApp, 1);

  self->runtime = runtime;
  self->canvas = tui_canvas_new (rows, cols, ascii);
  self->local = g_time_zone_ref (zone);
  self->zone = g_time_zone_ref (zone);
  self->screens = g_ptr_array_new_with_free_func (free_screen);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->status_pool = m77_json_pool_new ();
  self->outbox_pool = m77_json_pool_new ();
  self->loop = g_main_loop_new (NULL, FALSE);
  self->started_at = m77_runtime_now (runtime);
  return self;
}

void
tui_app_free (TuiApp *self)
{
  tui_app_close_panel (self);
  while (self->screens->len > 0)
    g_ptr_array_remove_index (self->screens, self->screens->len - 1);
  g_ptr_array_unref (self->screens);
  g_ptr_array_unref (self->messages);
  g_clear_handle_id (&self->draw_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->client);
  g_clear_pointer (&self->grants, m77_grants_free);
  if (self->pasted != NULL)
    g_string_free (self->pasted, TRUE);
  m77_json_pool_free (self->status_pool);
  m77_json_pool_free (self->outbox_pool);
  g_free (self->status_text);
  g_free (self->duty);
  g_free (self->line);
  g_time_zone_unref (self->local);
  g_time_zone_unref (self->zone);
  g_main_loop_unref (self->loop);
  tui_canvas_free (self->canvas);
  g_free (self);
}

void
tui_app_quit (TuiApp *self)
{
  g_main_loop_quit (self->loop);
}

TuiScreen *
tui_app_top (TuiApp *self)
{
  return self->screens->len > 0 ? self->screens->pdata[self->screens->len - 1] : NULL;
}

void
tui_app_push (TuiApp *self, TuiScreen *screen)
{
  g_ptr_array_add (self->screens, screen);
  tui_app_dirty (self);
}

void
tui_app_pop (TuiApp *self)
{
  if (self->screens->len > 1)
    g_ptr_array_remove_index (self->screens, self->screens->len - 1);
  else
    tui_app_say (self, TUI_PLAIN, _ ("This is the overview. :q quits"));
  tui_app_dirty (self);
}

TuiScreen *
tui_app_take (TuiApp *self)
{
  g_assert (self->screens->len > 1);
  tui_app_dirty (self);
  return g_ptr_array_steal_index (self->screens, self->screens->len - 1);
}

void
tui_app_bring_back (TuiApp *self, TuiScreen *screen)
{
  guint n = self->screens->len;
  gboolean is_free = self->panel == NULL && tui_app_top (self)->class->context != TUI_ON_FORM;

  g_ptr_array_insert (self->screens, is_free || n < 2 ? (int) n : (int) n - 1, screen);
  tui_app_dirty (self);
}

void
tui_app_go (TuiApp *self, TuiScreen *screen)
{
  for (guint i = self->screens->len; i > 1; i--)
    if (((TuiScreen *) self->screens->pdata[i - 1])->class->context != TUI_ON_FORM)
      g_ptr_array_remove_index (self->screens, i - 1);
  if (screen != NULL)
    g_ptr_array_add (self->screens, screen);
  tui_app_dirty (self);
}

void
tui_app_open_panel (TuiApp *self, TuiPanel *panel)
{
  tui_app_close_panel (self);
  self->panel = panel;
  g_clear_pointer (&self->line, g_free);
  tui_app_dirty (self);
}

void
tui_app_close_panel (TuiApp *self)
{
  TuiPanel *panel = g_steal_pointer (&self->panel);

  if (panel != NULL)
    panel->class->free (panel);
  if (panel != NULL)
    tui_app_dirty (self);
}

void
tui_app_say (TuiApp *self, TuiStyle style, const char *format, ...)
{
  g_autofree char *when = NULL;
  TuiMoment moment = tui_app_moment (self);
  va_list arguments;

  g_free (self->line);
  va_start (arguments, format);
  self->line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->line_style = style;

  when = m77_time_short (moment.now, moment.now, moment.zone);
  g_ptr_array_add (self->messages, g_strdup_printf ("%s  %s", when, self->line));
  if (self->messages->len > MESSAGES_MOST)
    g_ptr_array_remove_index (self->messages, 0);
  tui_app_dirty (self);
}

void
tui_app_say_error (TuiApp *self, const char *doing, const GError *error)
{
  g_autoptr (GError) fixed = g_error_copy (error);

  m77_client_fix_error (&fixed);
  tui_app_say (self, TUI_BAD, "%s: %s (%s)", doing, fixed->message, m77_error_nick (fixed));
}

void
tui_app_began (TuiApp *self)
{
  self->calls++;
}

void
tui_app_ended (TuiApp *self)
{
  self->calls--;
  tui_app_dirty (self);
}

gboolean
tui_app_is_idle (TuiApp *self)
{
  TuiScreen *top = tui_app_top (self);

  if (self->calls > 0 || self->draw_id != 0)
    return FALSE;
  if (self->client != NULL && m77_client_state (self->client) == M77_CLIENT_CONNECTING)
    return FALSE;
  return top == NULL || top->class->busy == NULL || !top->class->busy (top);
}

TuiMoment
tui_app_moment (TuiApp *self)
{
  return (TuiMoment){ m77_runtime_now (self->runtime), self->zone };
}

void
tui_app_set_status (TuiApp *self, const char *json)
{
  const M77Json *root;
  const M77Json *profile;

  if (json == NULL || g_strcmp0 (json, self->status_text) == 0)
    return;
  g_free (self->status_text);
  self->status_text = g_strdup (json);
  self->profile = NULL;
  m77_json_pool_reset (self->status_pool);
  root = m77_json_parse (self->status_pool, json, -1, NULL);
  profile = m77_json_first (m77_json_get (root, "profiles"));
  for (; profile != NULL; profile = m77_json_next (profile))
    if (self->profile == NULL || m77_json_get_bool (profile, "in_use"))
      self->profile = profile;
  self->status_at = m77_runtime_now (self->runtime);
  tui_app_dirty (self);
}

void
tui_app_set_outbox (TuiApp *self, const char *json)
{
  m77_json_pool_reset (self->outbox_pool);
  self->outbox = m77_json_parse (self->outbox_pool, json, -1, NULL);
  tui_app_dirty (self);
}

const char *
tui_app_member (TuiApp *self)
{
  return m77_json_get_string (self->profile, "member");
}

gboolean
tui_app_is_online (TuiApp *self)
{
  return m77_json_get_bool (self->profile, "online");
}

gboolean
tui_app_is_armed (TuiApp *self)
{
  return self->armed_until > m77_runtime_now (self->runtime);
}

void
tui_draw_title (TuiCanvas *canvas,
                const TuiRect *area,
                const char *crumbs,
                const char *detail,
                const char *right)
{
  int col = area->col + 1;
  int end = area->col + area->cols - 2;

  tui_put_rule (canvas, area->row, area->col, area->cols, TUI_DIM);
  col += tui_put (canvas, area->row, col, end - col, TUI_BOLD, crumbs);
  if (detail != NULL && *detail != '\0' && end - col > 4)
    {
      col += tui_put (canvas, area->row, col, 2, TUI_PLAIN, "  ");
      col += tui_put (canvas, area->row, col, end - col, TUI_PLAIN, detail);
    }
  if (right != NULL && *right != '\0' && end - col - 2 >= tui_width (canvas, right))
    tui_put_right (canvas, area->row, end, end - col, TUI_PLAIN, right);
}

/* The foot: the line of the last key's result, and the keys that fit now. */
static void
draw_foot (TuiApp *self, int keys_row)
{
  TuiCanvas *canvas = self->canvas;
  TuiScreen *top = tui_app_top (self);
  int line_row = keys_row >= 0 ? keys_row - 1 : canvas->rows - 1;

  if (self->line != NULL)
    tui_put (canvas, line_row, 1, canvas->cols - 2, self->line_style, self->line);
  if (keys_row >= 0 && top != NULL)
    tui_action_draw_keys (self, canvas, keys_row);
}

static void
draw_panel (TuiApp *self, int first_row)
{
  TuiCanvas *canvas = self->canvas;
  int most = canvas->rows - first_row;
  int rows = CLAMP (self->panel->class->measure (self->panel, canvas, most), 1, most);
  TuiRect area = { canvas->rows - rows, 0, rows, canvas->cols };

  tui_clear_rect (canvas, &area);
  canvas->cursor_row = -1;
  self->panel->class->draw (self->panel, canvas, &area);
  self->panel->drawn = TRUE;
}

void
tui_app_draw (TuiApp *self)
{
  TuiCanvas *canvas = self->canvas;
  TuiScreen *top = tui_app_top (self);
  gboolean small = canvas->rows < 8;
  int first = 0;
  TuiRect body;

  g_clear_handle_id (&self->draw_id, g_source_remove);
  tui_canvas_clear (canvas);
  first = tui_header_draw (self, canvas);
  body = (TuiRect){ first, 0, canvas->rows - first - (small ? 1 : 2), canvas->cols };
  if (top != NULL && body.rows > 0)
    top->class->draw (top, canvas, &body);
  draw_foot (self, small ? -1 : canvas->rows - 1);
  if (self->panel != NULL)
    draw_panel (self, first);
  if (self->term != NULL)
    tui_term_show (self->term, canvas);
}

static gboolean
draw_cb (gpointer data)
{
  TuiApp *self = data;

  self->draw_id = 0;
  tui_app_draw (self);
  return G_SOURCE_REMOVE;
}

void
tui_app_dirty (TuiApp *self)
{
  if (self->draw_id == 0)
    self->draw_id = g_idle_add (draw_cb, self);
}

void
tui_app_resize (TuiApp *self, int rows, int cols)
{
  tui_canvas_resize (self->canvas, rows, cols);
  tui_app_dirty (self);
}

static void
end_paste (TuiApp *self)
{
  TuiScreen *top = tui_app_top (self);
  g_autofree char *text = g_string_free (g_steal_pointer (&self->pasted), FALSE);

  if (self->panel != NULL)
    {
      if (self->panel->class->paste != NULL)
        self->panel->class->paste (self->panel, text);
      else
        tui_app_say (self, TUI_WARN, _ ("Nothing can be pasted here: type it"));
    }
  else if (top != NULL && top->class->paste != NULL)
    top->class->paste (top, text);
}

/* Gathers a paste; TRUE while one comes in. */
static gboolean
take_paste (TuiApp *self, TuiKey key)
{
  if (key == TUI_KEY_PASTE_BEGIN && self->pasted == NULL)
    self->pasted = g_string_new (NULL);
  else if (self->pasted == NULL)
    return FALSE;
  else if (key == TUI_KEY_PASTE_END)
    end_paste (self);
  else if (self->pasted->len >= PASTE_MOST)
    return TRUE;
  else if (key == TUI_KEY_ENTER)
    g_string_append_c (self->pasted, '\n');
  else if (key == TUI_KEY_TAB)
    g_string_append_c (self->pasted, ' ');
  else if (tui_key_is_text (key))
    g_string_append_unichar (self->pasted, key);
  return TRUE;
}

void
tui_app_key (TuiApp *self, TuiKey key)
{
  TuiScreen *top = tui_app_top (self);

  tui_app_dirty (self);
  if (key == TUI_KEY_NONE || key == TUI_KEY_RESIZE || take_paste (self, key))
    return;
  if (self->panel != NULL)
    {
      if (self->panel->drawn || !self->panel->confirms)
        self->panel->class->key (self->panel, key);
      return;
    }

  g_clear_pointer (&self->line, g_free);
  if (top != NULL && top->class->key != NULL && top->class->key (top, key))
    return;
  tui_action_run_key (self, key);
}

void
tui_app_typed (TuiApp *self, TuiKey key)
{
  gint64 now = m77_runtime_monotonic (self->runtime);
  gboolean again = key == TUI_KEY_ENTER && self->last_key == key &&
                   now - self->last_key_at < REPEAT_MS;

  self->last_key = key;
  self->last_key_at = now;
  if (!again || self->pasted != NULL || self->panel == NULL || !self->panel->confirms)
    tui_app_key (self, key);
}
