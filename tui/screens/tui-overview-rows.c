/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "tui/screens/tui-inbox-rows.h"

#define DUE_SOON_MS 600000
#define FLAPPING    5
#define ALL_COLUMNS 56
#define REMARK_MOST 22 /* cells at the right edge */

TuiLine *
tui_rows_add_line (TuiRows *self, const char *id)
{
  if (self->room <= 0)
    {
      self->left_out++;
      return NULL;
    }
  self->room--;
  return tui_page_add (self->page, TUI_LINE_TEXT, id);
}

/* A narrow pane leaves the service and the place to the record. */
static int
title_col (TuiRows *self)
{
  return self->cols >= ALL_COLUMNS ? TUI_ROW_TITLE
         : self->cols >= 34        ? TUI_ROW_SERVICE
                                   : TUI_ROW_AGE;
}

static int
title_cells (TuiRows *self, const char *remark)
{
  int taken = remark != NULL && *remark != '\0'
                  ? MIN (tui_width (self->app->canvas, remark), REMARK_MOST) + 2
                  : 1;

  return MAX (self->cols - title_col (self) - taken, 4);
}

/* At the right edge, cut to the room that title_cells left for it. */
static void
add_remark (TuiRows *self, TuiLine *line, TuiStyle style, const char *text)
{
  g_autofree char *safe = m77_text_safe_line (text, -1);
  g_autofree char *cut = NULL;

  if (m77_text_width (safe) > REMARK_MOST)
    cut = m77_text_fit (safe, REMARK_MOST, tui_glyph (self->app->canvas, TUI_GLYPH_CUT));
  tui_line_right (line, style, cut != NULL ? cut : safe);
}

static gint64
time_of (const M77Json *doc, const char *field)
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
  gint64 due = time_of (record->doc, "next_update_due");
  gboolean mine = has_me (app, record->doc, "lead") || has_me (app, record->doc, "ops") ||
                  has_me (app, record->doc, "comms");

  return g_strcmp0 (status, "triggered") == 0 ||
         (mine && due != M77_TIME_NONE && due < m77_runtime_now (app->runtime) + DUE_SOON_MS);
}

/* Age, service and place stand in the same columns in every section. */
static void
add_where (TuiRows *self, TuiLine *line, const TuiRecord *record, gint64 since)
{
  const char *service = m77_json_get_string (record->doc, "service");
  g_autofree char *age = tui_age (since, self->moment.now);
  g_autofree char *place = tui_record_place (record);
  gboolean production = g_strcmp0 (tui_record_environment (record), "production") == 0;

  if (title_col (self) > TUI_ROW_AGE)
    tui_line_printf (line, TUI_ROW_AGE, 4, TUI_PLAIN, "%4s", age);
  if (title_col (self) < TUI_ROW_TITLE)
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
  gint64 due = time_of (record->doc, "next_update_due");
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

void
tui_rows_add_incident (TuiRows *self, const TuiRecord *record)
{
  g_autofree char *id = g_strdup_printf ("incident/%s", record->id);
  TuiLine *line = tui_rows_add_line (self, id);
  const char *severity = m77_json_get_string (record->doc, "severity");
  const char *status = m77_json_get_string (record->doc, "status");
  g_autofree char *key = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);
  g_autofree char *brief = NULL;
  g_autofree char *word = NULL;
  g_autofree char *remark = NULL;
  TuiStyle style = TUI_PLAIN;
  TuiStyle mark_style = TUI_PLAIN;
  TuiGlyph mark;

  if (line == NULL)
    return;
  brief = tui_value_brief (m77_kind_field (record->kind, "severity"), severity);
  word = tui_value_brief (m77_kind_field (record->kind, "status"), status);
  remark = incident_remark (self, record, &style);
  mark = tui_state_glyph (record->state, record->pending, &mark_style);
  tui_line_span (line, 1, 2, tui_value_style (severity), brief);
  tui_line_span (line, 4, 5, tui_value_style (status), word);
  if (mark != TUI_N_GLYPHS)
    tui_line_span (line, TUI_ROW_KEY - 1, 1, mark_style, tui_glyph (self->app->canvas, mark));
  tui_line_printf (line, TUI_ROW_KEY, 5, TUI_PLAIN, "%4s", key);
  add_where (self, line, record, time_of (record->doc, "started_at"));
  tui_line_span (line, title_col (self), title_cells (self, remark), TUI_PLAIN, title);
  add_remark (self, line, style, remark);
}

void
tui_rows_add_operation (TuiRows *self, const M77Json *operation)
{
  const char *state = m77_json_get_string (operation, "state");
  g_autofree char *id = g_strdup_printf ("operation/%s", m77_json_get_string (operation, "id"));
  g_autofree char *what = tui_inbox_what (operation);
  g_autofree char *age = tui_age_of (operation, "made_at", self->moment.now);
  g_autofree char *why = tui_inbox_why (operation, &self->moment);
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  gboolean held = g_strcmp0 (state, "held") == 0;
  gboolean conflict = g_strcmp0 (state, "conflict") == 0;
  TuiLine *line = tui_rows_add_line (self, id);

  if (line == NULL)
    return;
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
  tui_line_span (line, 6, TUI_ROW_AGE - 7, TUI_PLAIN, what);
  tui_line_printf (line, TUI_ROW_AGE, 4, TUI_PLAIN, "%4s", age);
  tui_line_span (line,
                 TUI_ROW_SERVICE,
                 TUI_ROW_TITLE - TUI_ROW_SERVICE - 1,
                 TUI_PLAIN,
                 key != NULL ? key : "");
  tui_line_span (line,
                 title_col (self),
                 title_cells (self, why),
                 TUI_PLAIN,
                 title != NULL ? title : "");
  add_remark (self, line, conflict ? TUI_CONFLICT : held ? TUI_WARN : TUI_BAD, why);
}

typedef struct
{
  M77Row *first;
  guint count;
  gint64 newest;
  gint64 flaps;
  char *filter;
} Group;

static void
free_group (gpointer data)
{
  Group *self = data;

  g_object_unref (self->first);
  g_free (self->filter);
  g_free (self);
}

/* Alerts of one name, severity, service and place, in the order of their first. */
static GPtrArray *
group_alerts (GListModel *alerts)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (alerts, i);
      TuiRecord record;
      g_autofree char *place = NULL;
      g_autofree char *key = NULL;
      Group *group;

      if (!tui_record_from_row (&record, row))
        break;
      place = tui_record_place (&record);
      key = g_strdup_printf ("%s\n%s\n%s\n%s",
                             m77_json_get_string (record.doc, "severity"),
                             m77_json_get_string (record.doc, "service"),
                             place,
                             m77_json_get_string (record.doc, "alertname"));
      group = g_hash_table_lookup (by_key, key);
      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->first = g_object_ref (row);
          group->newest = M77_TIME_NONE;
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_key, g_steal_pointer (&key), group);
        }
      group->count++;
      group->newest = MAX (group->newest, time_of (record.doc, "starts_at"));
      group->flaps = MAX (group->flaps, m77_json_get_int (record.doc, "flaps", 0));
    }
  return groups;
}

static void
add_group (TuiRows *self, const Group *group)
{
  TuiRecord record;
  const char *severity;
  const char *name;
  const char *acknowledged;
  g_autofree char *brief = NULL;
  g_autofree char *id = NULL;
  g_autofree char *remark = NULL;
  TuiLine *line;

  tui_record_from_row (&record, group->first);
  severity = m77_json_get_string (record.doc, "severity");
  name = m77_json_get_string (record.doc, "alertname");
  acknowledged = m77_json_get_string (record.doc, "acknowledged_by");
  if (group->count == 1)
    id = g_strdup_printf ("alert/%s", record.id);
  else
    id = g_strdup_printf ("alerts/is:open alertname:%s", name != NULL ? name : "*");
  line = tui_rows_add_line (self, id);
  if (line == NULL)
    return;
  brief = tui_value_brief (m77_kind_field (record.kind, "severity"), severity);
  if (group->flaps >= FLAPPING)
    remark = g_strdup_printf (_ ("flapping %d/24h"), (int) group->flaps);
  else if (g_strcmp0 (m77_json_get_string (record.doc, "status"), "suppressed") == 0)
    remark = g_strdup (_ ("silenced"));
  else
    remark = g_strdup (acknowledged != NULL ? acknowledged : "");
  tui_line_span (line, 1, 5, tui_value_style (severity), brief);
  if (group->count > 1)
    tui_line_printf (line, 7, 5, TUI_PLAIN, "x%u", group->count);
  add_where (self, line, &record, group->newest);
  tui_line_span (line,
                 title_col (self),
                 title_cells (self, remark),
                 TUI_PLAIN,
                 name != NULL ? name : "-");
  add_remark (self, line, group->flaps >= FLAPPING ? TUI_WARN : TUI_DIM, remark);
}

guint
tui_rows_add_alerts (TuiRows *self, GListModel *alerts)
{
  g_autoptr (GPtrArray) groups = group_alerts (alerts);

  for (guint i = 0; i < groups->len; i++)
    add_group (self, groups->pdata[i]);
  return groups->len;
}

void
tui_rows_add_deployment (TuiRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *status = m77_json_get_string (doc, "status");
  const char *version = m77_json_get_string (doc, "version");
  const char *author = m77_json_get_string (doc, "author");
  gint64 steps = m77_json_get_int (doc, "steps", 0);
  g_autofree char *id = g_strdup_printf ("deployment/%s", record->id);
  g_autofree char *word = tui_value_brief (m77_kind_field (record->kind, "status"), status);
  g_autofree char *remark = tui_pending_words (record->pending);
  TuiLine *line = tui_rows_add_line (self, id);

  if (line == NULL)
    return;
  if (remark == NULL)
    remark = g_strdup (author != NULL ? author : "");
  tui_line_span (line, 1, TUI_ROW_AGE - 2, TUI_PLAIN, version != NULL ? version : "-");
  add_where (self, line, record, time_of (doc, "started_at"));
  tui_line_span (line, title_col (self), 0, tui_value_style (status) | TUI_BOLD, word);
  if (steps > 0)
    tui_line_printf (line,
                     -1,
                     MAX (title_cells (self, remark) - 8, 1),
                     TUI_PLAIN,
                     _ (" %d/%d  %d%% of traffic"),
                     (int) m77_json_get_int (doc, "step", 0),
                     (int) steps,
                     (int) m77_json_get_int (doc, "weight", 0));
  add_remark (self, line, record->pending != NULL ? TUI_MINE : TUI_PLAIN, remark);
}

void
tui_rows_add_flag (TuiRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *key = m77_json_get_string (doc, "key");
  const char *by = m77_json_get_string (doc, "changed_by");
  gboolean on = m77_json_get_bool (doc, "on");
  g_autofree char *id = g_strdup_printf ("flag/%s", record->id);
  g_autofree char *name = g_strdup_printf (_ ("flag %s"), key != NULL ? key : "-");
  TuiLine *line = tui_rows_add_line (self, id);

  if (line == NULL)
    return;
  tui_line_span (line, 1, TUI_ROW_AGE - 2, TUI_PLAIN, name);
  add_where (self, line, record, time_of (doc, "changed_at"));
  if (on)
    tui_line_printf (line,
                     title_col (self),
                     title_cells (self, by),
                     TUI_PLAIN,
                     _ ("on, %d%%"),
                     (int) m77_json_get_int (doc, "rollout", 100));
  else
    tui_line_span (line, title_col (self), 0, TUI_PLAIN, _ ("off"));
  add_remark (self, line, TUI_PLAIN, by != NULL ? by : "");
}

/* The fastest burn of an objective's windows. */
static double
worst_burn (const M77Json *doc)
{
  double worst = 0;

  for (const M77Json *rate = m77_json_first (m77_json_get (doc, "burn")); rate != NULL;
       rate = m77_json_next (rate))
    {
      double value;

      if (m77_json_double (rate, &value))
        worst = MAX (worst, value);
    }
  return worst;
}

static void
add_budgets (TuiRows *self, GListModel *slos)
{
  TuiLine *line = NULL;
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (slos) && shown < (self->cols < 100 ? 2u : 3u);
       i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (slos, i);
      TuiRecord record;
      double left;

      if (!tui_record_from_row (&record, row) ||
          !m77_json_double (m77_json_get (record.doc, "budget_left"), &left))
        continue;
      if (line == NULL)
        {
          g_autofree char *id = g_strdup_printf ("slo/%s", record.id);

          line = tui_rows_add_line (self, id);
          if (line == NULL)
            return;
          tui_line_span (line, 1, 9, TUI_DIM, _ ("Budget"));
          tui_line_span (line, 10, 0, TUI_PLAIN, "");
        }
      tui_line_printf (line,
                       -1,
                       0,
                       TUI_PLAIN,
                       "%s%s ",
                       shown > 0 ? "   " : "",
                       m77_json_get_string (record.doc, "name"));
      tui_line_printf (line,
                       -1,
                       0,
                       left <= 0 ? TUI_BAD | TUI_BOLD : TUI_WARN,
                       "%.0f%%",
                       floor (left * 100));
      if (worst_burn (record.doc) >= 1)
        tui_line_printf (line, -1, 0, TUI_PLAIN, _ (" burn %.1fx"), worst_burn (record.doc));
      shown++;
    }
}

static void
add_connectors (TuiRows *self, GListModel *connectors, guint dead)
{
  TuiLine *line = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (connectors, i);
      TuiRecord record;
      const char *word;
      g_autofree char *upper = NULL;

      if (!tui_record_from_row (&record, row))
        continue;
      word = m77_json_get_string (record.doc, "status");
      if (g_strcmp0 (word, "quarantined") != 0)
        word = m77_json_get_string (record.doc, "health");
      if (g_strcmp0 (word, "quarantined") != 0 && g_strcmp0 (word, "failing") != 0)
        continue;
      if (line == NULL)
        {
          g_autofree char *id = g_strdup_printf ("connector/%s", record.id);

          line = tui_rows_add_line (self, id);
          if (line == NULL)
            return;
          tui_line_span (line, 1, 9, TUI_DIM, _ ("Links"));
          tui_line_span (line, 10, 0, TUI_PLAIN, "");
        }
      else
        tui_line_span (line, -1, 0, TUI_PLAIN, "   ");
      upper = g_ascii_strup (word, -1);
      tui_line_printf (line, -1, 0, TUI_PLAIN, "%s ", m77_json_get_string (record.doc, "name"));
      tui_line_span (line, -1, 0, TUI_BAD, upper);
    }
  if (dead == 0)
    return;
  line = tui_rows_add_line (self, "deliveries/status:dead");
  if (line == NULL)
    return;
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Webhooks"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("deliveries given up "));
  tui_line_printf (line, -1, 0, TUI_WARN, "%u", dead);
}

void
tui_rows_add_health (TuiRows *self, GListModel *slos, GListModel *connectors, guint dead)
{
  gint64 records = m77_json_get_int (self->app->profile, "records", 0);
  gint64 behind = m77_json_get_int (self->app->profile, "search_behind", 0);
  TuiLine *line;

  add_budgets (self, slos);
  add_connectors (self, connectors, dead);
  if (self->app->profile == NULL)
    return;
  line = tui_rows_add_line (self, NULL);
  if (line == NULL)
    return;
  tui_line_span (line, 1, 9, TUI_DIM, _ ("Here"));
  tui_line_printf (line, 10, 0, TUI_PLAIN, _ ("%'d records to work with offline"), (int) records);
  if (behind > 0)
    tui_line_printf (line, -1, 0, TUI_DIM, _ (", search has %d to read"), (int) behind);
}
