/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"

#define DUE_SOON_MS 600000
#define ALL_COLUMNS 56
#define TINY_TITLE  10
#define TINY_KEY    5
#define TITLE_LEAST 12
#define REMARK_MOST 22 /* cells at the right edge */

TuiRows
tui_rows_of (TuiApp *app, int cols)
{
  return (TuiRows){ app, tui_app_moment (app), NULL, cols };
}

int
tui_rows_title_col (TuiRows *self)
{
  return self->cols >= ALL_COLUMNS ? TUI_ROW_TITLE
         : self->cols >= 34        ? TUI_ROW_SERVICE
                                   : TINY_TITLE;
}

int
tui_rows_title_cells (TuiRows *self, const char *remark)
{
  int room = self->cols - tui_rows_title_col (self) - 1;
  int taken = remark != NULL && *remark != '\0'
                  ? MIN (tui_width (self->app->canvas, remark), REMARK_MOST) + 1
                  : 0;

  /* What a record is comes before what stands beside it. */
  return MAX (room - taken >= TITLE_LEAST ? room - taken : room, 4);
}

void
tui_rows_add_remark (TuiRows *self, TuiLine *line, TuiStyle style, const char *text)
{
  g_autofree char *safe = m77_text_safe_line (text, -1);
  g_autofree char *cut = NULL;

  if (m77_text_width (safe) > REMARK_MOST)
    cut = m77_text_fit (safe, REMARK_MOST, tui_glyph (self->app->canvas, TUI_GLYPH_CUT));
  tui_line_right (line, style, cut != NULL ? cut : safe);
}

gint64
tui_rows_time_of (const M77Json *doc, const char *field)
{
  const char *text = m77_json_get_string (doc, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static gboolean
has_me (TuiApp *app, const M77Json *doc, const char *field)
{
  return tui_app_member (app) != NULL &&
         g_strcmp0 (m77_json_get_string (doc, field), tui_app_member (app)) == 0;
}

gboolean
tui_rows_incident_needs (TuiApp *app, const TuiRecord *record)
{
  const char *status = m77_json_get_string (record->doc, "status");
  gint64 due = tui_rows_time_of (record->doc, "next_update_due");
  gboolean mine = has_me (app, record->doc, "lead") || has_me (app, record->doc, "ops") ||
                  has_me (app, record->doc, "comms");

  return g_strcmp0 (status, "triggered") == 0 ||
         (mine && due != M77_TIME_NONE && due < m77_runtime_now (app->runtime) + DUE_SOON_MS);
}

void
tui_rows_add_where (TuiRows *self, TuiLine *line, const TuiRecord *record, gint64 since)
{
  const char *service = m77_json_get_string (record->doc, "service");
  g_autofree char *age = tui_age (since, self->moment.now);
  g_autofree char *place = tui_record_place (record);
  gboolean production = g_strcmp0 (tui_record_environment (record), "production") == 0;

  if (tui_rows_title_col (self) > TUI_ROW_AGE)
    tui_line_printf (line, TUI_ROW_AGE, 4, TUI_PLAIN, "%4s", age);
  if (tui_rows_title_col (self) < TUI_ROW_TITLE)
    return;
  tui_line_span (line,
                 TUI_ROW_SERVICE,
                 TUI_ROW_PLACE - TUI_ROW_SERVICE - 1,
                 TUI_PLAIN,
                 service != NULL ? service : "-");
  tui_line_span (line,
                 TUI_ROW_PLACE,
                 TUI_ROW_TITLE - TUI_ROW_PLACE - 1,
                 production ? TUI_BOLD : TUI_PLAIN,
                 place);
}

/* What stands beside an incident: an action under way, an update due, who leads. */
static char *
incident_remark (TuiRows *self, const TuiRecord *record, TuiStyle *style)
{
  gint64 due = tui_rows_time_of (record->doc, "next_update_due");
  const char *lead = m77_json_get_string (record->doc, "lead");
  char *pending = tui_pending_words (record->pending);

  *style = TUI_MINE;
  if (pending != NULL)
    {
      if (g_strcmp0 (m77_json_get_string (record->pending, "state"), "queued") != 0)
        *style = TUI_WARN | TUI_BOLD;
      return pending;
    }
  *style = TUI_WARN;
  if (due != M77_TIME_NONE && due < self->moment.now)
    {
      g_autofree char *age = tui_age (due, self->moment.now);

      return g_strdup_printf (_ ("update LATE %s"), age);
    }
  if (due != M77_TIME_NONE && due < self->moment.now + DUE_SOON_MS)
    {
      g_autofree char *ahead = tui_age (due, self->moment.now);

      return g_strdup_printf (_ ("update due %s"), ahead);
    }
  *style = lead != NULL ? TUI_PLAIN : TUI_DIM;
  return g_strdup (lead != NULL ? lead : "-");
}

static gboolean
is_tiny (TuiRows *self)
{
  return tui_rows_title_col (self) < TUI_ROW_AGE;
}

int
tui_rows_head_cells (TuiRows *self)
{
  return is_tiny (self) ? TINY_TITLE - 2 : TUI_ROW_AGE - 2;
}

void
tui_rows_add_incident (TuiRows *self, const TuiRecord *record)
{
  g_autofree char *id = g_strdup_printf ("incident/%s", record->id);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);
  const char *severity = m77_json_get_string (record->doc, "severity");
  const char *status = m77_json_get_string (record->doc, "status");
  g_autofree char *key = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);
  g_autofree char *brief = NULL;
  g_autofree char *word = NULL;
  g_autofree char *remark = NULL;
  TuiStyle style = TUI_PLAIN;
  TuiStyle mark_style = TUI_PLAIN;
  gboolean tiny = is_tiny (self);
  int key_col = tiny ? TINY_KEY : TUI_ROW_KEY;
  TuiGlyph mark;

  brief = tui_value_brief (m77_kind_field (record->kind, "severity"), severity);
  word = tui_value_brief (m77_kind_field (record->kind, "status"), status);
  remark = incident_remark (self, record, &style);
  mark = tui_state_glyph (record->state, record->pending, &mark_style);
  tui_line_span (line, 1, 2, tui_value_style (severity), brief);
  if (!tiny)
    tui_line_span (line, 4, 5, tui_value_style (status), word);
  if (mark != TUI_N_GLYPHS)
    tui_line_span (line, key_col - 1, 1, mark_style, tui_glyph (self->app->canvas, mark));
  tui_line_printf (line, key_col, 5, TUI_PLAIN, "%4s", key);
  tui_rows_add_where (self, line, record, tui_rows_time_of (record->doc, "started_at"));
  tui_line_span (line,
                 tui_rows_title_col (self),
                 tui_rows_title_cells (self, remark),
                 TUI_PLAIN,
                 title);
  tui_rows_add_remark (self, line, style, remark);
}

static void
write_operation (TuiLine *line, gconstpointer operation, gpointer app, int cols)
{
  TuiRows rows = tui_rows_of (app, cols);
  TuiRows *self = &rows;
  const char *state = m77_json_get_string (operation, "state");
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *age = tui_age_of (operation, "made_at", self->moment.now);
  g_autofree char *why = m77_outbox_why (operation, self->moment.now, self->moment.zone);
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  gboolean held = g_strcmp0 (state, "held") == 0;
  gboolean conflict = g_strcmp0 (state, "conflict") == 0;

  tui_line_span (line,
                 1,
                 4,
                 (conflict ? TUI_CONFLICT
                  : held   ? TUI_WARN
                           : TUI_BAD) |
                     TUI_BOLD,
                 conflict ? "CONF"
                 : held   ? "HELD"
                          : "REJ");
  if (is_tiny (self))
    {
      tui_line_printf (line, 6, 0, TUI_PLAIN, "%s %s", what, key != NULL ? key : "");
      return;
    }
  tui_line_span (line, 6, TUI_ROW_AGE - 7, TUI_PLAIN, what);
  tui_line_printf (line, TUI_ROW_AGE, 4, TUI_PLAIN, "%4s", age);
  if (tui_rows_title_col (self) > TUI_ROW_SERVICE)
    tui_line_span (line,
                   TUI_ROW_SERVICE,
                   TUI_ROW_TITLE - TUI_ROW_SERVICE - 1,
                   TUI_PLAIN,
                   key != NULL ? key : "");
  tui_line_span (line,
                 tui_rows_title_col (self),
                 tui_rows_title_cells (self, why),
                 TUI_PLAIN,
                 title != NULL ? title : "");
  tui_rows_add_remark (self, line, conflict ? TUI_CONFLICT : held ? TUI_WARN : TUI_BAD, why);
}

void
tui_rows_add_operation (TuiRows *self, const M77Json *operation)
{
  g_autofree char *id = g_strconcat ("operation/", m77_json_get_string (operation, "id"), NULL);

  tui_page_add_row (self->page, id, write_operation, operation, self->app);
}

gboolean
tui_rows_is_moving (const TuiRecord *record)
{
  const char *status = m77_json_get_string (record->doc, "status");

  return g_strcmp0 (status, "running") == 0 || g_strcmp0 (status, "paused") == 0;
}

void
tui_rows_add_handover (TuiRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *from = m77_json_get_string (doc, "from");
  const char *schedule = m77_json_get_string (doc, "schedule");
  g_autofree char *id = g_strdup_printf ("handover/%s", record->id);
  g_autofree char *key = tui_record_short_key (record);
  g_autofree char *age = tui_age (tui_rows_time_of (doc, "offered_at"), self->moment.now);
  g_autofree char *title = g_strdup_printf (_ ("%s hands over to you"), from != NULL ? from : "-");
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, tui_rows_head_cells (self), TUI_WARN | TUI_BOLD, _ ("HANDOVER"));
  if (tui_rows_title_col (self) > TUI_ROW_AGE)
    tui_line_printf (line, TUI_ROW_AGE, 4, TUI_PLAIN, "%4s", age);
  if (tui_rows_title_col (self) > TUI_ROW_SERVICE)
    tui_line_span (line,
                   TUI_ROW_SERVICE,
                   TUI_ROW_TITLE - TUI_ROW_SERVICE - 1,
                   TUI_PLAIN,
                   schedule != NULL ? schedule : "-");
  tui_line_span (line,
                 tui_rows_title_col (self),
                 tui_rows_title_cells (self, key),
                 TUI_PLAIN,
                 title);
  tui_rows_add_remark (self, line, TUI_PLAIN, key);
}
