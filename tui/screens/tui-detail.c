/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-detail.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-question.h"
#include "tui/screens/tui-sections.h"

typedef struct
{
  TuiScreen base;
  char *kind_name, *key;
  M77JsonPool *pool;
  const M77Json *row; /* NULL: not here yet */
  TuiRecord record;
  TuiPage page;
  gulong changed_handler;
  TuiQuestion question;
  gboolean may_be_word; /* the key is what a person typed, and may be none */
} DetailScreen;

static void
take_json (DetailScreen *self, const char *json)
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
  self->row = row;
  self->record = record;
  g_free (self->key);
  self->key = g_strdup (record.id);
  g_clear_pointer (&self->question.error, g_free);
}

/* Gone afterwards. */
static void
show_list (DetailScreen *self)
{
  TuiApp *app = self->base.app;
  const M77Kind *kind = self->record.kind;

  tui_app_say (app,
               TUI_PLAIN,
               /* Translators: a kind, what was typed */
               _ ("%s %s is not there: those with that word"),
               tui_label (kind->label),
               self->key);
  tui_app_go (app, tui_list_new (app, kind, self->key));
}

static gboolean
wants_list (DetailScreen *self, const GError *error)
{
  TuiApp *app = self->base.app;

  return self->may_be_word && self->row == NULL && *self->key != '~' && app->panel == NULL &&
         tui_app_top (app) == &self->base &&
         g_error_matches (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DetailScreen *self = data;
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

static void
ask (TuiScreen *screen)
{
  DetailScreen *self = (DetailScreen *) screen;
  M77Agent1 *proxy = tui_question_begin (&self->question);

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
  DetailScreen *self = data;

  if (kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, self->kind_name))
    ask (data);
}

/* What stands beside the record and is not its state: told plainly. */
static void
add_pending (DetailScreen *self, const TuiMoment *moment)
{
  const TuiRecord *record = &self->record;
  const char *action = m77_json_get_string (record->pending, "action");
  const char *state = m77_json_get_string (record->pending, "state");
  g_autofree char *asked = tui_age_of (record->pending, "asked_at", moment->now);
  g_autofree char *ago = g_strcmp0 (asked, _ ("now")) == 0 ? g_strdup (asked)
                                                           : g_strdup_printf (_ ("%s ago"), asked);
  TuiLine *line;

  if (action != NULL)
    {
      gboolean held = g_strcmp0 (state, "held") == 0;

      line = tui_page_add (&self->page, TUI_LINE_TEXT, NULL);
      tui_line_printf (line,
                       1,
                       0,
                       held ? TUI_WARN | TUI_BOLD : TUI_MINE,
                       held ? _ ("%s HELD, asked %s: not sent; i confirms or drops it")
                            : _ ("%s queued, asked %s: NOT DELIVERED; the state is the platform's"),
                       action,
                       ago);
    }
  if (g_strcmp0 (record->state, "pending") == 0 && action == NULL)
    tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_MINE,
                   _ ("Changed here, not on the platform yet"));
  if (g_strcmp0 (record->state, "waiting") == 0)
    tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_MINE,
                   _ ("Changed here; waits for an earlier operation on this record"));
  if (g_strcmp0 (record->state, "conflict") == 0)
    tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_CONFLICT | TUI_BOLD,
                   _ ("CONFLICT: both sides changed it. Yours is kept; i decides it"));
  if (g_strcmp0 (record->state, "rejected") == 0)
    tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_BAD | TUI_BOLD,
                   _ ("REJECTED by the platform: i shows why and what can be done"));
}

static void
add_headline (DetailScreen *self, const TuiMoment *moment)
{
  const TuiRecord *record = &self->record;
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, NULL);
  const char *state;
  const char *service = m77_json_get_string (record->doc, "service");
  g_autofree char *place = tui_record_place (record);

  if (record->kind == NULL)
    return;
  state = m77_record_state (record->kind, record->doc);
  for (const M77Field *field = record->kind->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, "severity"))
      {
        const char *severity = m77_json_get_string (record->doc, "severity");
        g_autofree char *brief = tui_value_brief (field, severity);

        tui_line_span (line, 1, 0, tui_value_style (severity), brief);
        tui_line_span (line, -1, 0, TUI_PLAIN, " ");
      }
  if (state != NULL)
    {
      const M77Field *field = m77_kind_field (record->kind, record->kind->state_field);
      g_autofree char *brief = tui_value_brief (field, state);

      tui_line_span (line,
                     line->spans->len > 0 ? -1 : 1,
                     0,
                     tui_value_style (state) | TUI_BOLD,
                     brief);
    }
  if (service != NULL)
    tui_line_printf (line, line->spans->len > 0 ? -1 : 1, 0, TUI_PLAIN, "  %s", service);
  if (tui_record_environment (record) != NULL)
    tui_line_printf (line, line->spans->len > 0 ? -1 : 1, 0, TUI_BOLD, " %s", place);
  if (line->spans->len == 0)
    g_ptr_array_remove_index (self->page.lines, self->page.lines->len - 1);
}

static void
build (DetailScreen *self, int cols)
{
  TuiMoment moment = tui_app_moment (self->base.app);

  tui_page_begin (&self->page);
  if (self->row == NULL)
    return;
  add_headline (self, &moment);
  add_pending (self, &moment);
  tui_sections_add (&self->page, &self->record, &moment, cols);
}

static void
draw_title (DetailScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  const TuiRecord *record = &self->record;
  TuiMoment moment = tui_app_moment (self->base.app);
  g_autofree char *plural = g_utf8_strup (record->kind != NULL ? tui_label (record->kind->plural)
                                                               : self->kind_name,
                                          -1);
  g_autofree char *name = self->row != NULL ? tui_record_short_key (record) : g_strdup (self->key);
  g_autofree char *title = self->row != NULL ? tui_record_title (record) : g_strdup ("");
  g_autofree char *when = m77_time_short (record->updated_at, moment.now, moment.zone);
  g_autofree char *right = NULL;
  g_autofree char *crumbs = NULL;
  const char *by = m77_json_get_string (self->row, "updated_by");

  crumbs = g_strdup_printf ("%s %s %s%s%s",
                            plural,
                            tui_glyph (canvas, TUI_GLYPH_FOLDED),
                            name,
                            g_str_equal (name, title) ? "" : " ",
                            g_str_equal (name, title) ? "" : title);
  if (self->row != NULL && record->version == 0)
    right = g_strdup (_ ("made here"));
  else if (self->row != NULL && *when != '\0')
    right = by != NULL ? g_strdup_printf (_ ("v%d %s, %s"), (int) record->version, when, by)
                       : g_strdup_printf (_ ("v%d %s"), (int) record->version, when);
  tui_draw_title (canvas, area, crumbs, NULL, right);
}

static void
draw_detail (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  DetailScreen *self = (DetailScreen *) screen;
  TuiRect body = *area;

  draw_title (self, canvas, area);
  body.row++;
  body.rows--;
  if (body.rows <= 0)
    return;
  build (self, area->cols);
  if (self->row == NULL)
    {
      tui_put (canvas,
               body.row + 1,
               1,
               area->cols - 2,
               self->question.error != NULL ? TUI_BAD : TUI_DIM,
               self->question.error != NULL ? self->question.error : ".  .  .");
      return;
    }
  tui_page_draw (&self->page, canvas, &body, FALSE);
  if ((int) self->page.lines->len > body.rows)
    {
      int last = MIN (self->page.top + body.rows, (int) self->page.lines->len);
      g_autofree char *place = g_strdup_printf (" %d-%d/%u",
                                                self->page.top + 1,
                                                last,
                                                self->page.lines->len);

      tui_put_right (canvas, body.row + body.rows, area->cols - 1, 16, TUI_DIM, place);
    }
}

static gboolean
key_detail (TuiScreen *screen, TuiKey key)
{
  return tui_page_key (&((DetailScreen *) screen)->page, key);
}

static gboolean
target_detail (TuiScreen *screen, TuiRecord *record)
{
  DetailScreen *self = (DetailScreen *) screen;

  *record = self->record;
  return self->row != NULL;
}

static gboolean
busy_detail (TuiScreen *screen)
{
  return ((DetailScreen *) screen)->question.asking;
}

static void
free_detail (TuiScreen *screen)
{
  DetailScreen *self = (DetailScreen *) screen;

  tui_question_clear (&self->question);
  if (self->changed_handler != 0)
    g_signal_handler_disconnect (screen->app->client, self->changed_handler);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  tui_page_clear (&self->page);
  g_free (self->kind_name);
  g_free (self->key);
  g_free (self);
}

static const TuiScreenClass detail_class = {
  .context = TUI_ON_DETAIL,
  .name = N_ ("this record"),
  .draw = draw_detail,
  .key = key_detail,
  .target = target_detail,
  .refresh = ask,
  .busy = busy_detail,
  .free = free_detail,
};

TuiScreen *
tui_detail_new_by_key (TuiApp *app, const char *kind, const char *key)
{
  DetailScreen *self = g_new0 (DetailScreen, 1);

  self->base = (TuiScreen){ &detail_class, app };
  self->kind_name = g_strdup (kind);
  self->key = g_strdup (key);
  self->record.kind = m77_kind_find (kind);
  self->record.updated_at = M77_TIME_NONE;
  tui_question_init (&self->question, &self->base);
  tui_page_init (&self->page);
  if (app->client != NULL)
    self->changed_handler = g_signal_connect (app->client,
                                              "changed",
                                              G_CALLBACK (changed_cb),
                                              self);
  ask (&self->base);
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

TuiScreen *
tui_detail_new_by_word (TuiApp *app, const M77Kind *kind, const char *word)
{
  TuiScreen *screen = tui_detail_new_by_key (app, kind->name, word);

  ((DetailScreen *) screen)->may_be_word = TRUE;
  return screen;
}

TuiScreen *
tui_detail_new (TuiApp *app, const TuiRecord *record)
{
  TuiScreen *screen = tui_detail_new_by_key (app, record->kind_name, record->id);
  g_autofree char *json = row_json (record);

  take_json ((DetailScreen *) screen, json);
  return screen;
}
