/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-detail-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "tui/screens/tui-deployment.h"
#include "tui/screens/tui-incident.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-trail.h"

void
tui_detail_touch (TuiDetail *self)
{
  self->changes++;
  tui_app_dirty (self->base.app);
}

static void
set_raw (TuiDetail *self, gboolean raw)
{
  g_clear_pointer (&self->raw, g_ptr_array_unref);
  tui_page_begin (&self->page);
  tui_detail_touch (self);
  if (raw && self->row != NULL)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;

      m77_json_write_pretty (tui_present_row (self->base.app, pool, self->row), text);
      lines = g_strsplit (text->str, "\n", -1);
      self->raw = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; lines[i] != NULL; i++)
        g_ptr_array_add (self->raw, g_steal_pointer (&lines[i]));
    }
}

static void
take_json (TuiDetail *self, const char *json)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *row = m77_json_parse (pool, json, -1, NULL);
  TuiRecord record;

  if (row == NULL || !tui_record_from_json (&record, row))
    {
      m77_json_pool_free (pool);
      return;
    }
  if (self->before == NULL)
    self->before = self->pool;
  else
    m77_json_pool_free (self->pool);
  self->pool = pool;
  self->row = row;
  self->record = record;
  self->changes++;
  if (self->raw != NULL)
    set_raw (self, TRUE);
  tui_links_set (&self->links, &self->record);
  if (self->view != NULL && self->view->known != NULL)
    self->view->known (self);
  g_free (self->key);
  self->key = g_strdup (record.id);
  g_clear_pointer (&self->question.error, g_free);
}

/* Gone afterwards. */
static void
show_list (TuiDetail *self)
{
  TuiApp *app = self->base.app;
  const M77Kind *kind = self->record.kind;

  tui_app_say (app,
               TUI_PLAIN,
               /* Translators: a kind, what was typed */
               _ ("%s %s is not there: those with that word"),
               tui_label (kind->label),
               self->key);
  tui_app_replace (app, tui_list_new (app, kind, self->key));
}

static gboolean
wants_list (TuiDetail *self, const GError *error)
{
  TuiApp *app = self->base.app;

  return self->may_be_word && self->row == NULL && *self->key != '~' && app->panel == NULL &&
         tui_app_top (app) == &self->base &&
         g_error_matches (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiDetail *self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (!m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, &error))
    {
      if (tui_question_is_cancelled (error))
        return;
      m77_client_fix_error (&error);
      if (wants_list (self, error))
        {
          show_list (self);
          return;
        }
    }
  else
    take_json (self, json);
  tui_question_end (&self->question, error);
}

void
tui_detail_ask (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;
  M77Agent1 *proxy = tui_question_begin (&self->question);

  if (self->raw != NULL)
    set_raw (self, TRUE);
  if (proxy == NULL)
    return;
  m77_agent1_call_record (proxy,
                          self->kind_name,
                          self->key,
                          m77_client_least (screen->app->client),
                          self->question.cancellable,
                          record_cb,
                          self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, gpointer data)
{
  TuiDetail *self = data;

  /* What nobody sees is asked for when somebody does. */
  if (tui_app_top (self->base.app) != &self->base)
    {
      self->stale = TRUE;
      return;
    }
  if (kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, self->kind_name))
    tui_detail_ask (data);
  tui_links_ask (&self->links, (const char *const *) kinds);
}

void
tui_detail_shown (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;

  if (!self->stale)
    return;
  self->stale = FALSE;
  tui_detail_ask (screen);
  tui_links_ask (&self->links, NULL);
}

static void
linked_cb (gpointer data)
{
  TuiDetail *self = data;

  if (self->view != NULL && self->view->known != NULL)
    self->view->known (self);
  tui_detail_touch (self);
}

/* Tab: the next section, after the last the pane beside, and then the first again. */
static void
go_to_heading (TuiDetail *self, int by)
{
  int n = self->page.lines->len;
  TuiLine *current = tui_page_current (&self->page);
  guint at = 0;

  if (self->on_side)
    {
      self->on_side = FALSE;
      tui_page_key (&self->page, by < 0 ? TUI_KEY_END : TUI_KEY_HOME);
      return;
    }
  if (current == NULL || !g_ptr_array_find (self->page.lines, current, &at))
    return;
  for (int i = (int) at + by; i >= 0 && i < n; i += by)
    if (((TuiLine *) self->page.lines->pdata[i])->type == TUI_LINE_HEADING)
      {
        tui_page_go (&self->page, ((TuiLine *) self->page.lines->pdata[i])->id);
        return;
      }
  /* The pane beside comes after the last. */
  if (by > 0 && self->is_wide)
    self->on_side = TRUE;
  else
    tui_page_key (&self->page, by < 0 ? TUI_KEY_HOME : TUI_KEY_END);
}

void
tui_detail_turn_raw (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;

  set_raw (self, self->raw == NULL);
  self->page.top = 0;
  tui_page_key (&self->page, TUI_KEY_HOME);
}

TuiPage *
tui_detail_page (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;

  return self->on_side ? &self->side : &self->page;
}

gboolean
tui_detail_key (TuiScreen *screen, TuiKey key)
{
  TuiDetail *self = (TuiDetail *) screen;

  switch (key)
    {
    case ' ':
      tui_detail_space (self);
      return TRUE;
    case TUI_KEY_TAB:
      go_to_heading (self, 1);
      return TRUE;
    case TUI_KEY_BACKTAB:
      go_to_heading (self, -1);
      return TRUE;
    case TUI_KEY_LEFT:
    case 'h':
      self->second = FALSE;
      return TRUE;
    case TUI_KEY_RIGHT:
    case 'l':
      self->second = TRUE;
      return TRUE;
    case TUI_KEY_ESC:
      if (tui_detail_page (screen)->find == NULL)
        return FALSE;
      tui_page_find (tui_detail_page (screen), "", 0);
      return TRUE;
    default:
      return tui_page_key (tui_detail_page (screen), key);
    }
}

gboolean
tui_detail_target (TuiScreen *screen, TuiRecord *record)
{
  TuiDetail *self = (TuiDetail *) screen;

  *record = self->record;
  return self->row != NULL;
}

char *
tui_detail_crumb (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;

  return self->row != NULL ? tui_record_short_key (&self->record) : g_strdup (self->key);
}

gboolean
tui_detail_busy (TuiScreen *screen)
{
  return ((TuiDetail *) screen)->question.asking;
}

void
tui_detail_free (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;

  tui_question_clear (&self->question);
  if (self->changed_handler != 0)
    g_signal_handler_disconnect (screen->app->client, self->changed_handler);
  tui_links_clear (&self->links);
  tui_sections_clear (&self->side_sections);
  tui_page_clear (&self->side);
  tui_sections_clear (&self->sections);
  tui_page_clear (&self->page);
  g_clear_pointer (&self->raw, g_ptr_array_unref);
  g_clear_pointer (&self->before, m77_json_pool_free);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self->kind_name);
  g_free (self->key);
  g_free (self);
}

static const TuiScreenClass detail_class = {
  .context = TUI_ON_DETAIL,
  .name = N_ ("this record"),
  .draw = tui_detail_draw,
  .key = tui_detail_key,
  .crumb = tui_detail_crumb,
  .shown = tui_detail_shown,
  .target = tui_detail_target,
  .open = tui_detail_open_here,
  .refresh = tui_detail_ask,
  .busy = tui_detail_busy,
  .free = tui_detail_free,
};

static TuiScreen *
new_by_key (TuiApp *app, const char *kind, const char *key)
{
  TuiDetail *self = g_new0 (TuiDetail, 1);

  self->view = g_str_equal (kind, "incident") ? tui_incident_view : NULL;
  self->base = (TuiScreen){ self->view != NULL ? self->view->class : &detail_class, app };
  self->kind_name = g_strdup (kind);
  self->key = g_strdup (key);
  self->record.kind = m77_kind_find (kind);
  self->record.updated_at = M77_TIME_NONE;
  tui_question_init (&self->question, &self->base);
  tui_page_init (&self->page);
  tui_sections_init (&self->sections, &self->page);
  tui_page_init (&self->side);
  tui_sections_init (&self->side_sections, &self->side);
  tui_links_init (&self->links, app, linked_cb, self);
  if (app->client != NULL)
    self->changed_handler = g_signal_connect (app->client,
                                              "changed",
                                              G_CALLBACK (changed_cb),
                                              self);
  tui_detail_ask (&self->base);
  return &self->base;
}

/* A row's JSON, as far as a list has it. */
static char *
row_json (const TuiRecord *record)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *row = m77_json_object_new (pool);
  g_autofree char *updated = m77_time_format (record->updated_at);

  m77_json_set_string (pool, row, "kind", record->kind_name);
  m77_json_set_string (pool, row, "id", record->id);
  m77_json_set_string (pool, row, "state", record->state);
  m77_json_set_int (pool, row, "version", record->version);
  m77_json_set_int (pool, row, "local_number", record->local_number);
  m77_json_set_string (pool, row, "updated_at", updated);
  if (record->pending != NULL)
    m77_json_set (pool, row, "pending_action", m77_json_copy (pool, record->pending));
  m77_json_set (pool, row, "doc", m77_json_copy (pool, record->doc));
  return m77_json_to_text (row);
}

/* A deployment has a screen of its own. */
static gboolean
is_deployment (const char *kind)
{
  return g_str_equal (kind, "deployment");
}

TuiScreen *
tui_detail_new_by_key (TuiApp *app, const char *kind, const char *key)
{
  return is_deployment (kind) ? tui_deployment_new_by_key (app, key) : new_by_key (app, kind, key);
}

TuiScreen *
tui_detail_new_by_word (TuiApp *app, const M77Kind *kind, const char *word)
{
  TuiScreen *screen;

  if (is_deployment (kind->name))
    return tui_deployment_new_by_key (app, word);
  screen = new_by_key (app, kind->name, word);
  ((TuiDetail *) screen)->may_be_word = TRUE;
  return screen;
}

TuiScreen *
tui_detail_new_of_fields (TuiApp *app, const TuiRecord *record)
{
  TuiScreen *screen = new_by_key (app, record->kind_name, record->id);
  g_autofree char *json = row_json (record);

  take_json ((TuiDetail *) screen, json);
  return screen;
}

TuiScreen *
tui_detail_new (TuiApp *app, const TuiRecord *record)
{
  return is_deployment (record->kind_name) ? tui_deployment_new (app, record)
                                           : tui_detail_new_of_fields (app, record);
}
