/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-history.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "tui/screens/tui-foot.h"
#include "tui/screens/tui-history-rows.h"
#include "tui/screens/tui-question.h"

#define ENTRIES_MOST 500
#define DETAIL_MOST  10 /* rows below, their rule included */
#define TINY_ROWS    7

typedef struct
{
  TuiScreen base;
  char *kind, *id, *crumbs;
  M77JsonPool *pool;
  const M77Json *entries; /* NULL: not here yet */
  guint taken;            /* counted: answers */
  TuiPage page, details;
  gulong changed_handler;
  TuiQuestion question;
} HistoryScreen;

void
tui_history_take (TuiScreen *screen, const char *json)
{
  HistoryScreen *self = (HistoryScreen *) screen;
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *entries = m77_json_parse (pool, json, -1, NULL);

  if (entries == NULL)
    {
      m77_json_pool_free (pool);
      return;
    }
  g_clear_pointer (&self->pool, m77_json_pool_free);
  self->pool = pool;
  self->entries = entries;
  self->taken++;
  g_clear_pointer (&self->question.error, g_free);
  tui_app_dirty (screen->app);
}

static void
history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiScreen *screen = data;
  HistoryScreen *self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (!m77_agent1_call_history_finish (M77_AGENT1 (source), &json, result, &error))
    {
      if (tui_question_is_cancelled (error))
        return;
      m77_client_fix_error (&error);
    }
  else
    tui_history_take (screen, json);
  tui_question_end (&self->question, error);
}

static void
ask (TuiScreen *screen)
{
  HistoryScreen *self = (HistoryScreen *) screen;
  M77Agent1 *proxy = tui_question_begin (&self->question);

  if (proxy == NULL)
    return;
  m77_agent1_call_history (proxy,
                           self->kind,
                           self->id,
                           ENTRIES_MOST,
                           self->question.cancellable,
                           history_cb,
                           self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, gpointer data)
{
  HistoryScreen *self = data;
  const char *const *names = (const char *const *) kinds;

  if (names == NULL || names[0] == NULL || g_strv_contains (names, self->kind) ||
      g_strv_contains (names, "audit"))
    ask (data);
}

static const M77Json *
find_entry (HistoryScreen *self)
{
  TuiLine *line = tui_page_current (&self->page);
  const M77Json *entry = m77_json_first (self->entries);

  while (entry != NULL && line != NULL &&
         g_strcmp0 (m77_json_get_string (entry, "id"), line->id) != 0)
    entry = m77_json_next (entry);
  return line != NULL ? entry : NULL;
}

/* What the entry under the cursor changed, at the foot of the body. Returns the rows it takes. */
static int
draw_details (HistoryScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  const M77Json *entry = find_entry (self);
  g_autofree char *title = NULL;
  guint stamp;

  if (entry == NULL || area->rows < TINY_ROWS)
    return 0;
  stamp = tui_foot_stamp (self->base.app, g_str_hash (self->page.cursor) + self->taken, area->cols);
  if (!tui_page_is_built (&self->details, stamp))
    {
      tui_page_begin (&self->details);
      tui_history_add_details (&self->details, self->base.app, entry, area->cols);
      tui_page_is_built (&self->details, stamp);
    }
  if (self->details.lines->len == 0)
    return 0;
  title = tui_history_title (self->base.app, entry);
  return tui_foot_draw (&self->details, canvas, area, title, MIN (area->rows / 2, DETAIL_MOST));
}

static void
draw_empty (HistoryScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  if (self->question.error != NULL)
    tui_draw_words (canvas, area, TUI_BAD, self->question.error);
  else if (self->entries == NULL)
    tui_draw_words (canvas, area, TUI_DIM, ".  .  .");
  else
    tui_draw_words (canvas, area, TUI_PLAIN, _ ("Nothing is known here of what was done to it"));
}

static void
draw_history (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  HistoryScreen *self = (HistoryScreen *) screen;
  TuiRect body = *area;
  guint stamp = tui_foot_stamp (screen->app, self->taken, area->cols);

  if (!tui_page_is_built (&self->page, stamp))
    {
      tui_page_begin (&self->page);
      tui_history_add_rows (&self->page, screen->app, self->entries, area->cols);
      tui_page_is_built (&self->page, stamp);
    }
  if (canvas->rows >= 8)
    {
      tui_draw_title (canvas, area, self->crumbs, NULL, _ ("newest first"));
      body.row++;
      body.rows--;
    }
  if (body.rows <= 0)
    return;
  if (self->page.lines->len == 0)
    {
      draw_empty (self, canvas, &body);
      return;
    }
  body.rows -= draw_details (self, canvas, &body);
  tui_page_draw (&self->page, canvas, &body, TRUE);
}

static gboolean
key_history (TuiScreen *screen, TuiKey key)
{
  return tui_page_key (&((HistoryScreen *) screen)->page, key);
}

static gboolean
busy_history (TuiScreen *screen)
{
  return ((HistoryScreen *) screen)->question.asking;
}

static void
free_history (TuiScreen *screen)
{
  HistoryScreen *self = (HistoryScreen *) screen;

  tui_question_clear (&self->question);
  if (self->changed_handler != 0)
    g_signal_handler_disconnect (screen->app->client, self->changed_handler);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  tui_page_clear (&self->page);
  tui_page_clear (&self->details);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->crumbs);
  g_free (self);
}

static const TuiScreenClass history_class = {
  .context = TUI_ON_HISTORY,
  .name = N_ ("this history"),
  .draw = draw_history,
  .key = key_history,
  .refresh = ask,
  .busy = busy_history,
  .free = free_history,
};

TuiScreen *
tui_history_new (TuiApp *app, const TuiRecord *record)
{
  HistoryScreen *self = g_new0 (HistoryScreen, 1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);
  const char *mark = tui_glyph (app->canvas, TUI_GLYPH_FOLDED);

  self->base = (TuiScreen){ &history_class, app };
  self->kind = g_strdup (record->kind_name);
  self->id = g_strdup (record->id);
  self->crumbs = g_strdup_printf (_ ("%s %s %s HISTORY"),
                                  name,
                                  g_str_equal (name, title) ? "" : title,
                                  mark);
  tui_question_init (&self->question, &self->base);
  tui_page_init (&self->page);
  tui_page_init (&self->details);
  if (app->client != NULL)
    self->changed_handler = g_signal_connect (app->client,
                                              "changed",
                                              G_CALLBACK (changed_cb),
                                              self);
  ask (&self->base);
  return &self->base;
}
