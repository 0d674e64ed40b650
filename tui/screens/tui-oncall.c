/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-oncall.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-foot.h"
#include "tui/screens/tui-handover.h"
#include "tui/screens/tui-oncall-rows.h"
#include "tui/screens/tui-prompt.h"

#define WIDEST        110
#define DOTS_AFTER_MS 200

typedef struct
{
  TuiScreen base;
  GListModel *schedules, *handovers;
  TuiPage page, right; /* right: the second pane, where there is room */
  gboolean in_right;
  gint64 at; /* M77_TIME_NONE: now */
  gint64 asked_at;
  guint changes; /* counted: of the lists */
} OncallScreen;

static void
changed_cb (OncallScreen *self)
{
  self->changes++;
  tui_app_dirty (self->base.app);
}

static gboolean
is_loading (OncallScreen *self)
{
  return M77_IS_LIST (self->schedules) && m77_list_is_loading (M77_LIST (self->schedules)) &&
         m77_list_error (M77_LIST (self->schedules)) == NULL;
}

/* ---- Drawing ---- */

/* What both pages are made of, as a number that is another one when any of it is. */
static guint
make_stamp (OncallScreen *self)
{
  TuiApp *app = self->base.app;
  const char *member = tui_app_member (app);
  guint changes = self->changes * 31 + (member != NULL ? g_str_hash (member) : 0);

  changes = changes * 31 + g_int64_hash (&self->at);
  return tui_foot_stamp (app, changes * 31 + (guint) app->canvas->rows, app->canvas->cols);
}

static void
build (OncallScreen *self, int cols, int right_cols)
{
  guint stamp = make_stamp (self);
  TuiMoment moment = tui_app_moment (self->base.app);
  TuiOncallRows rows = {
    self->base.app, moment, &self->page, cols, self->at != M77_TIME_NONE ? self->at : moment.now
  };

  if (tui_page_is_built (&self->page, stamp))
    return;
  tui_page_begin (&self->page);
  tui_page_begin (&self->right);
  tui_oncall_rows_add_schedules (&rows, self->schedules);
  if (right_cols > 0)
    {
      tui_oncall_rows_add_overrides (&rows, self->schedules);
      rows.page = &self->right;
      rows.cols = right_cols;
    }
  tui_oncall_rows_add_changes (&rows, self->schedules);
  if (right_cols == 0)
    tui_oncall_rows_add_overrides (&rows, self->schedules);
  tui_oncall_rows_add_handovers (&rows, self->handovers);
  tui_page_is_built (&self->page, stamp);
}

static void
draw_title (OncallScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  g_autofree char *when = m77_time_short (self->at, moment.now, moment.zone);
  g_autofree char *as_of = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                           moment.now,
                                           moment.zone);
  g_autofree char *crumbs = self->at != M77_TIME_NONE ? g_strdup_printf (_ ("ON CALL at %s"), when)
                                                      : g_strdup (_ ("ON CALL now"));
  g_autofree char *right = tui_app_is_online (app) || *as_of == '\0'
                               ? NULL
                               : g_strdup_printf (_ ("as of %s"), as_of);

  tui_draw_title (canvas, area, crumbs, NULL, right);
}

/* TRUE: there is no schedule to show, and it was said why. */
static gboolean
draw_empty (OncallScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  const GError *error = M77_IS_LIST (self->schedules) ? m77_list_error (M77_LIST (self->schedules))
                                                      : NULL;
  const char *text = _ ("No schedule says who is on call. :create schedule makes one.");

  if (error == NULL && g_list_model_get_n_items (self->schedules) > 0)
    return FALSE;
  if (error != NULL)
    text = error->message;
  else if (is_loading (self))
    text = m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS ? ".  .  ." : "";
  tui_draw_words (canvas, area, error != NULL ? TUI_BAD : TUI_PLAIN, text);
  return TRUE;
}

static void
draw_oncall (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  OncallScreen *self = (OncallScreen *) screen;
  gboolean two = area->cols >= WIDEST;
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };
  TuiRect right = body;

  draw_title (self, canvas, area);
  if (body.rows <= 0 || draw_empty (self, canvas, &body))
    return;
  if (two)
    {
      body.cols = CLAMP (area->cols * 58 / 100, 66, 110);
      right.col = body.cols + 2;
      right.cols = area->cols - right.col;
    }
  build (self, body.cols, two ? right.cols : 0);
  tui_page_draw (&self->page, canvas, &body, !self->in_right || !two);
  if (two)
    tui_page_draw (&self->right, canvas, &right, self->in_right);
}

/* ---- Keys ---- */

static TuiPage *
focused (OncallScreen *self)
{
  return self->in_right && self->base.app->canvas->cols >= WIDEST ? &self->right : &self->page;
}

static gboolean
key_oncall (TuiScreen *screen, TuiKey key)
{
  OncallScreen *self = (OncallScreen *) screen;

  if (key == TUI_KEY_TAB || key == TUI_KEY_BACKTAB)
    {
      self->in_right = screen->app->canvas->cols >= WIDEST && !self->in_right;
      return TRUE;
    }
  if (key == TUI_KEY_ESC && self->at != M77_TIME_NONE)
    {
      self->at = M77_TIME_NONE;
      return TRUE;
    }
  return tui_page_key (focused (self), key);
}

static gboolean
find_record (GListModel *list, const char *id, TuiRecord *record)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), TUI_ONCALL_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (list, i);

      if (tui_record_from_row (record, row) && g_str_equal (record->id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
target_oncall (TuiScreen *screen, TuiRecord *record)
{
  OncallScreen *self = (OncallScreen *) screen;
  TuiLine *line = tui_page_current (focused (self));

  if (line == NULL || line->id == NULL)
    return FALSE;
  if (g_str_has_prefix (line->id, "schedule/"))
    return find_record (self->schedules, line->id + strlen ("schedule/"), record);
  if (g_str_has_prefix (line->id, "handover/"))
    return find_record (self->handovers, line->id + strlen ("handover/"), record);
  if (g_str_has_prefix (line->id, "override/"))
    {
      g_auto (GStrv) parts = g_strsplit (line->id, "/", 3);

      return find_record (self->schedules, parts[1], record);
    }
  return FALSE;
}

static void
open_line (TuiScreen *screen)
{
  TuiRecord record;

  if (target_oncall (screen, &record))
    tui_app_push (screen->app, tui_detail_new (screen->app, &record));
}

/* ---- At another time ---- */

static gboolean
time_done (TuiPrompt *prompt, gpointer data)
{
  TuiApp *app = tui_prompt_app (prompt);
  TuiScreen *top = tui_app_top (app);
  TuiMoment moment = tui_app_moment (app);
  const char *text = tui_prompt_text (prompt, 0);
  g_autoptr (GError) error = NULL;
  gint64 at = M77_TIME_NONE;

  if (*text != '\0' && !m77_time_parse_words (text, moment.now, moment.zone, &at, &error))
    {
      tui_prompt_fault (prompt, 0, error->message);
      return FALSE;
    }
  if (top->class->context == TUI_ON_ONCALL)
    ((OncallScreen *) top)->at = at;
  return TRUE;
}

void
tui_oncall_open_time (TuiScreen *screen)
{
  TuiPrompt *
      prompt = tui_prompt_new (screen->app, _ ("ON CALL"), NULL, _ ("show"), time_done, NULL, NULL);

  tui_prompt_add_info (
      prompt,
      TUI_DIM,
      _ ("such as: tomorrow 9:00, mon 14:00, in 6h, 2030-05-17 09:00; empty: now"));
  tui_prompt_add_field (prompt, _ ("at:"), "");
  tui_prompt_open (prompt);
}

/* ---- Handing over ---- */

/* The schedule under the cursor, else the first that this person has now. */
static gboolean
find_own (OncallScreen *self, TuiRecord *record)
{
  gint64 now = m77_runtime_now (self->base.app->runtime);

  if (target_oncall (&self->base, record) && g_str_equal (record->kind_name, "schedule"))
    return TRUE;
  for (guint i = 0; i < MIN (g_list_model_get_n_items (self->schedules), TUI_ONCALL_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->schedules, i);

      if (tui_record_from_row (record, row) &&
          g_strcmp0 (m77_duty_at (record->doc, now).member, tui_app_member (self->base.app)) == 0)
        return TRUE;
    }
  return FALSE;
}

char *
tui_oncall_refuse_hand_over (TuiScreen *screen)
{
  TuiRecord record;

  if (screen->app->read_only)
    return g_strdup (_ ("this session is read-only"));
  if (tui_app_member (screen->app) == NULL)
    return g_strdup (_ ("the platform has not said yet who you are"));
  return find_own ((OncallScreen *) screen, &record) ? NULL
                                                     : g_strdup (_ ("no schedule is selected"));
}

/* The cursor goes to what this person has drafted of that schedule already; FALSE: nothing. */
static gboolean
go_to_draft (OncallScreen *self, const TuiRecord *schedule)
{
  const char *name = m77_json_get_string (schedule->doc, "name");

  for (guint i = 0; i < MIN (g_list_model_get_n_items (self->handovers), TUI_ONCALL_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->handovers, i);
      g_autofree char *id = NULL;
      g_autofree char *key = NULL;
      TuiRecord record;

      if (!tui_record_from_row (&record, row) ||
          g_strcmp0 (m77_json_get_string (record.doc, "status"), "draft") != 0 ||
          g_strcmp0 (m77_json_get_string (record.doc, "schedule"), name) != 0 ||
          g_strcmp0 (m77_json_get_string (record.doc, "from"), tui_app_member (self->base.app)) !=
              0)
        continue;
      id = g_strdup_printf ("handover/%s", record.id);
      key = tui_record_short_key (&record);
      if (!tui_page_go (focused (self), id))
        continue;
      tui_app_say (self->base.app,
                   TUI_PLAIN,
                   _ ("%s is drafted already: e edits it, . offers or withdraws it"),
                   key);
      return TRUE;
    }
  return FALSE;
}

void
tui_oncall_hand_over (TuiScreen *screen)
{
  TuiRecord record;

  if (find_own ((OncallScreen *) screen, &record) &&
      !go_to_draft ((OncallScreen *) screen, &record))
    tui_handover_open (screen->app, &record);
}

char *
tui_oncall_refuse_accept (TuiScreen *screen)
{
  TuiRecord record;

  if (!target_oncall (screen, &record) || !g_str_equal (record.kind_name, "handover"))
    return g_strdup (_ ("no handover is selected"));
  if (g_strcmp0 (m77_json_get_string (record.doc, "to"), tui_app_member (screen->app)) != 0)
    return g_strdup (_ ("it is not handed over to you"));
  return tui_act_refusal (screen->app, &record, m77_kind_action (record.kind, "accept"));
}

void
tui_oncall_accept (TuiScreen *screen)
{
  TuiRecord record;

  if (target_oncall (screen, &record) && g_str_equal (record.kind_name, "handover"))
    tui_act_open (screen->app, &record, m77_kind_action (record.kind, "accept"));
}

/* ---- The screen ---- */

static gboolean
busy_oncall (TuiScreen *screen)
{
  OncallScreen *self = (OncallScreen *) screen;

  return is_loading (self) ||
         (M77_IS_LIST (self->handovers) && m77_list_is_loading (M77_LIST (self->handovers)) &&
          m77_list_error (M77_LIST (self->handovers)) == NULL);
}

static void
free_oncall (TuiScreen *screen)
{
  OncallScreen *self = (OncallScreen *) screen;

  g_signal_handlers_disconnect_by_data (self->schedules, self);
  g_signal_handlers_disconnect_by_data (self->handovers, self);
  g_object_unref (self->schedules);
  g_object_unref (self->handovers);
  tui_page_clear (&self->page);
  tui_page_clear (&self->right);
  g_free (self);
}

static char *
crumb_oncall (TuiScreen *screen)
{
  return g_strdup (_ ("ON CALL"));
}

static const TuiScreenClass oncall_class = {
  .context = TUI_ON_ONCALL,
  .name = N_ ("who is on call"),
  .crumb = crumb_oncall,
  .draw = draw_oncall,
  .key = key_oncall,
  .target = target_oncall,
  .open = open_line,
  .busy = busy_oncall,
  .free = free_oncall,
};

static GListModel *
open_list (OncallScreen *self, const char *kind, const char *filter, const char *sort, guint most)
{
  GListModel *list = self->base.app->open_list (self->base.app, kind, filter, sort);

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (changed_cb), self);
  if (M77_IS_LIST (list))
    {
      m77_list_look_at (M77_LIST (list), 0, most);
      g_signal_connect_swapped (list, "loaded", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (list, "notify", G_CALLBACK (changed_cb), self);
    }
  return list;
}

TuiScreen *
tui_oncall_new (TuiApp *app)
{
  OncallScreen *self = g_new0 (OncallScreen, 1);

  self->base = (TuiScreen){ &oncall_class, app };
  self->at = M77_TIME_NONE;
  self->asked_at = m77_runtime_monotonic (app->runtime);
  tui_page_init (&self->page);
  tui_page_init (&self->right);
  self->schedules = open_list (self, "schedule", "", "name", TUI_ONCALL_MOST);
  self->handovers = open_list (self, "handover", "is:open", "-shift_ends_at", 20);
  return &self->base;
}
