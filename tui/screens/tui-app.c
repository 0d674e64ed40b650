/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-app.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-program.h"
#include "tui/screens/tui-recall.h"
#include "tui/screens/tui-trail.h"
#include "tui/screens/tui-values.h"

#define MESSAGES_MOST 500

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
  self->trail = tui_trail_new ();
  self->recall = tui_recall_new (self);
  self->programs = g_ptr_array_new ();
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->status_pool = m77_json_pool_new ();
  self->outbox_pool = m77_json_pool_new ();
  self->duty_until = M77_TIME_NONE;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->started_at = m77_runtime_now (runtime);
  return self;
}

void
tui_app_free (TuiApp *self)
{
  tui_app_close_panel (self);
  g_clear_pointer (&self->trail, tui_trail_free);
  g_clear_pointer (&self->config, tui_config_free);
  g_clear_pointer (&self->recall, tui_recall_free);
  tui_program_end_all (self);
  g_ptr_array_unref (self->programs);
  g_free (self->program);
  while (self->screens->len > 0)
    g_ptr_array_remove_index (self->screens, self->screens->len - 1);
  g_ptr_array_unref (self->screens);
  g_ptr_array_unref (self->messages);
  g_clear_handle_id (&self->draw_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->values, tui_values_free);
  g_clear_object (&self->exporting);
  g_free (self->kept);
  g_free (self->kept_profile);
  g_clear_pointer (&self->drafts, m77_drafts_free);
  g_clear_object (&self->client);
  g_clear_pointer (&self->grants, m77_grants_free);
  if (self->pasted != NULL)
    g_string_free (self->pasted, TRUE);
  m77_json_pool_free (self->status_pool);
  m77_json_pool_free (self->outbox_pool);
  g_free (self->status_text);
  g_clear_pointer (&self->mask, m77_mask_free);
  g_free (self->environment);
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
  return (TuiMoment){ m77_runtime_now (self->runtime),
                      self->zone,
                      self->presenting ? self->mask : NULL };
}

void
tui_app_set_status (TuiApp *self, const char *json)
{
  const M77Json *root;
  const M77Json *profile;

  if (json == NULL)
    return;
  self->status_at = m77_runtime_now (self->runtime);
  if (g_strcmp0 (json, self->status_text) == 0)
    return;
  g_free (self->status_text);
  self->status_text = g_strdup (json);
  self->profile = NULL;
  m77_json_pool_reset (self->status_pool);
  root = m77_json_parse (self->status_pool, json, -1, NULL);
  self->clock_skew_ms = m77_json_get_int (m77_json_get (root, "agent"), "clock_skew_ms", 0);
  profile = m77_json_first (m77_json_get (root, "profiles"));
  for (; profile != NULL; profile = m77_json_next (profile))
    if (self->profile == NULL || m77_json_get_bool (profile, "in_use"))
      self->profile = profile;
  tui_app_dirty (self);
}

void
tui_app_set_outbox (TuiApp *self, const char *json)
{
  m77_json_pool_reset (self->outbox_pool);
  self->outbox = m77_json_parse (self->outbox_pool, json, -1, NULL);
  self->outbox_number++;
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
