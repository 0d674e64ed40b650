/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-deployment.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-deployment-rows.h"
#include "tui/screens/tui-deployment-verbs.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-question.h"

#define WIDEST    110
#define LOOK_MOST 40

/* What may matter to it. */
static const struct
{
  const char *kind, *filter, *sort;
} lists[] = {
  { "incident", "is:open", "severity,-started_at" },
  { "flag", "", "-changed_at" },
  { "config", "", "-published_at" },
  { "freeze", "is:open", "starts_at" },
};

typedef struct
{
  TuiScreen base;
  char *key;
  M77JsonPool *pool;
  TuiRecord record; /* its doc is NULL until it is here */
  TuiQuestion question;
  gulong changed_handler;
  GListModel *models[G_N_ELEMENTS (lists)];
  TuiPage page, events;
  gboolean in_events; /* the pane with the focus */
} DeploymentScreen;

static void
take_json (DeploymentScreen *self, const char *json)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *row = m77_json_parse (pool, json, -1, NULL);
  TuiRecord record;

  if (row == NULL || !tui_record_from_json (&record, row))
    {
      m77_json_pool_free (pool);
      return;
    }
  g_clear_pointer (&self->pool, m77_json_pool_free);
  self->pool = pool;
  self->record = record;
  g_free (self->key);
  self->key = g_strdup (record.id);
  g_clear_pointer (&self->question.error, g_free);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DeploymentScreen *self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, &error))
    take_json (self, json);
  else if (tui_question_is_cancelled (error))
    return;
  if (error != NULL)
    m77_client_fix_error (&error);
  tui_question_end (&self->question, error);
}

static void
ask (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;
  M77Agent1 *proxy = tui_question_begin (&self->question);

  if (proxy != NULL)
    m77_agent1_call_record (proxy,
                            "deployment",
                            self->key,
                            m77_client_least (screen->app->client),
                            self->question.cancellable,
                            record_cb,
                            self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, gpointer data)
{
  if (kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, "deployment"))
    ask (data);
}

static void
list_cb (DeploymentScreen *self)
{
  tui_app_dirty (self->base.app);
}

/* ---- Drawing ---- */

/* The freeze that is in force for it, or NULL. */
static const M77Json *
find_freeze (DeploymentScreen *self, gint64 now)
{
  GListModel *freezes = self->models[3];

  for (guint i = 0; i < MIN (g_list_model_get_n_items (freezes), LOOK_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (freezes, i);
      TuiRecord freeze;

      if (tui_record_from_row (&freeze, row) &&
          m77_rollout_is_frozen (self->record.doc, freeze.doc, now))
        return freeze.doc;
    }
  return NULL;
}

static M77RolloutView
view_of (DeploymentScreen *self)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);

  return (M77RolloutView){ .now = moment.now,
                           .zone = moment.zone,
                           .online = app->profile == NULL || tui_app_is_online (app),
                           .grants = app->grants,
                           .pending = self->record.pending,
                           .freeze = find_freeze (self, moment.now) };
}

static void
build (DeploymentScreen *self, int cols, int events_cols)
{
  TuiDeploymentRows rows = { self->base.app, tui_app_moment (self->base.app),
                             &self->page,    cols,
                             &self->record,  view_of (self) };

  tui_page_begin (&self->page);
  tui_page_begin (&self->events);
  tui_deployment_rows_add_head (&rows);
  tui_deployment_rows_add_figures (&rows);
  tui_deployment_rows_add_outlook (&rows);
  tui_deployment_rows_add_carries (&rows, self->models, G_N_ELEMENTS (lists));
  if (events_cols > 0)
    {
      rows.page = &self->events;
      rows.cols = events_cols;
    }
  tui_deployment_rows_add_events (&rows);
}

/* "DEPLOYMENTS > checkout 4.18.0 over 4.17.2", "prod-eu, as of 03:04" */
static void
draw_title (DeploymentScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);
  const M77Json *doc = self->record.doc;
  const char *service = m77_json_get_string (doc, "service");
  const char *version = m77_json_get_string (doc, "version");
  const char *before = m77_json_get_string (doc, "previous_version");
  const char *last = m77_json_get_string (app->profile, "last_sync");
  gboolean is_somewhere = doc != NULL && tui_record_environment (&self->record) != NULL;
  g_autofree char *place = is_somewhere ? tui_record_place (&self->record) : g_strdup ("");
  g_autofree char *when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                          moment.now,
                                          moment.zone);
  g_autofree char *crumbs = NULL;
  g_autofree char *right = NULL;

  crumbs = doc == NULL ? g_strdup_printf (_ ("DEPLOYMENTS %s %s"),
                                          tui_glyph (canvas, TUI_GLYPH_FOLDED),
                                          self->key)
                       : g_strdup_printf (before != NULL ? _ ("DEPLOYMENTS %s %s%s%s over %s")
                                                         : _ ("DEPLOYMENTS %s %s%s%s"),
                                          tui_glyph (canvas, TUI_GLYPH_FOLDED),
                                          service != NULL ? service : "",
                                          service != NULL ? " " : "",
                                          version != NULL ? version : "-",
                                          before);
  right = doc == NULL || tui_app_is_online (app) || *when == '\0'
              ? g_strdup (place)
              : g_strdup_printf (_ ("%s, as of %s"), place, when);
  tui_draw_title (canvas, area, crumbs, NULL, right);
}

static void
draw_deployment (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;
  gboolean two = area->cols >= WIDEST;
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };
  TuiRect right = body;

  draw_title (self, canvas, area);
  if (body.rows <= 0)
    return;
  if (self->record.doc == NULL)
    {
      tui_draw_words (canvas,
                      &body,
                      self->question.error != NULL ? TUI_BAD : TUI_DIM,
                      self->question.error != NULL ? self->question.error : ".  .  .");
      return;
    }
  if (two)
    {
      body.cols = CLAMP (area->cols * 60 / 100, 78, 110);
      right.col = body.cols + 2;
      right.cols = area->cols - right.col;
    }
  build (self, body.cols, two ? right.cols : 0);
  tui_page_draw (&self->page, canvas, &body, !self->in_events || !two);
  if (two)
    tui_page_draw (&self->events, canvas, &right, self->in_events);
}

/* ---- Keys ---- */

static gboolean
key_deployment (TuiScreen *screen, TuiKey key)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;
  gboolean two = screen->app->canvas->cols >= WIDEST;

  if (key == TUI_KEY_TAB || key == TUI_KEY_BACKTAB)
    {
      self->in_events = two && !self->in_events;
      return TRUE;
    }
  return tui_page_key (two && self->in_events ? &self->events : &self->page, key);
}

static gboolean
target_deployment (TuiScreen *screen, TuiRecord *record)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;

  *record = self->record;
  return self->record.doc != NULL;
}

void
tui_deployment_open_fields (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;

  if (self->record.doc != NULL)
    tui_app_push (screen->app, tui_detail_new_of_fields (screen->app, &self->record));
}

static void
open_line (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;
  TuiLine *line = tui_page_current (&self->page);
  const char *slash = line != NULL && line->id != NULL ? strchr (line->id, '/') : NULL;
  g_autofree char *kind = NULL;

  if (line != NULL && g_strcmp0 (line->id, TUI_DEPLOYMENT_TOP) == 0)
    tui_deployment_open_fields (screen);
  if (slash == NULL)
    return;
  kind = g_strndup (line->id, slash - line->id);
  tui_app_push (screen->app, tui_detail_new_by_key (screen->app, kind, slash + 1));
}

void
tui_deployment_open_verbs (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;
  M77RolloutView view = view_of (self);

  if (self->record.doc != NULL)
    tui_deployment_verbs_open (screen->app, &self->record, &view);
}

static gboolean
busy_deployment (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (M77_IS_LIST (self->models[i]) && m77_list_is_loading (M77_LIST (self->models[i])) &&
        m77_list_error (M77_LIST (self->models[i])) == NULL)
      return TRUE;
  return self->question.asking;
}

static void
free_deployment (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;

  tui_question_clear (&self->question);
  if (self->changed_handler != 0)
    g_signal_handler_disconnect (screen->app->client, self->changed_handler);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_signal_handlers_disconnect_by_data (self->models[i], self);
      g_object_unref (self->models[i]);
    }
  g_clear_pointer (&self->pool, m77_json_pool_free);
  tui_page_clear (&self->page);
  tui_page_clear (&self->events);
  g_free (self->key);
  g_free (self);
}

static char *
crumb_deployment (TuiScreen *screen)
{
  DeploymentScreen *self = (DeploymentScreen *) screen;

  return self->record.doc != NULL ? tui_record_short_key (&self->record) : g_strdup (self->key);
}

static const TuiScreenClass deployment_class = {
  .context = TUI_ON_DEPLOYMENT,
  .name = N_ ("this deployment"),
  .crumb = crumb_deployment,
  .draw = draw_deployment,
  .key = key_deployment,
  .target = target_deployment,
  .open = open_line,
  .refresh = ask,
  .busy = busy_deployment,
  .free = free_deployment,
};

static void
open_lists (DeploymentScreen *self)
{
  TuiApp *app = self->base.app;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      self->models[i] = app->open_list (app, lists[i].kind, lists[i].filter, lists[i].sort);
      g_signal_connect_swapped (self->models[i], "items-changed", G_CALLBACK (list_cb), self);
      if (!M77_IS_LIST (self->models[i]))
        continue;
      m77_list_look_at (M77_LIST (self->models[i]), 0, LOOK_MOST);
      g_signal_connect_swapped (self->models[i], "loaded", G_CALLBACK (list_cb), self);
    }
}

TuiScreen *
tui_deployment_new_by_key (TuiApp *app, const char *key)
{
  DeploymentScreen *self = g_new0 (DeploymentScreen, 1);

  self->base = (TuiScreen){ &deployment_class, app };
  self->key = g_strdup (key);
  tui_question_init (&self->question, &self->base);
  tui_page_init (&self->page);
  tui_page_init (&self->events);
  open_lists (self);
  if (app->client != NULL)
    self->changed_handler = g_signal_connect (app->client,
                                              "changed",
                                              G_CALLBACK (changed_cb),
                                              self);
  ask (&self->base);
  return &self->base;
}

TuiScreen *
tui_deployment_new (TuiApp *app, const TuiRecord *record)
{
  TuiScreen *screen = tui_deployment_new_by_key (app, record->id);
  DeploymentScreen *self = (DeploymentScreen *) screen;

  self->pool = m77_json_pool_new ();
  self->record = *record;
  self->record.id = m77_json_string (m77_json_string_new (self->pool, record->id));
  self->record.kind_name = self->record.kind->name;
  self->record.state = m77_json_string (m77_json_string_new (self->pool, record->state));
  self->record.doc = m77_json_copy (self->pool, record->doc);
  if (record->pending != NULL)
    self->record.pending = m77_json_copy (self->pool, record->pending);
  return screen;
}
