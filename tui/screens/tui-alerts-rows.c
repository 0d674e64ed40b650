/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"

#define INCIDENTS_MOST 100 /* looked at */
#define WIDE           66
#define WIDEST         110

/* Where the columns stand; what has no room is 0. */
typedef struct
{
  int count, fresh, age, service, place, name, name_cells, day, incident;
} Columns;

#define SEV_COL 4

static Columns
place_columns (int cols)
{
  Columns at = { .count = 9, .fresh = 15, .age = 19, .service = 24, .place = 33, .name = 42 };

  if (cols < 36)
    return (Columns){ .name = SEV_COL + 5, .name_cells = MAX (cols - SEV_COL - 6, 4) };
  if (cols < WIDE)
    return (Columns){ .count = 9, .age = 15, .name = 20, .name_cells = cols - 21 };
  if (cols >= WIDEST)
    {
      at.incident = cols - 6;
      at.day = at.incident - M77_ALERT_HOURS - 10;
    }
  else
    {
      at.incident = cols - 10;
      at.day = at.incident - 9;
    }
  at.name_cells = at.day - at.name - 1;
  return at;
}

void
tui_alert_rows_add_titles (const TuiAlertRows *self)
{
  Columns at = place_columns (self->cols);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

  if (at.count == 0)
    return;
  tui_line_span (line, SEV_COL, 4, TUI_DIM, _ ("Sev"));
  tui_line_printf (line, at.count, 5, TUI_DIM, "%5s", _ ("Count"));
  if (at.fresh > 0)
    tui_line_printf (line, at.fresh, 3, TUI_DIM, "%3s", _ ("New"));
  tui_line_printf (line, at.age, 4, TUI_DIM, "%4s", _ ("Age"));
  if (at.service > 0)
    tui_line_span (line, at.service, 8, TUI_DIM, _ ("Service"));
  if (at.place > 0)
    tui_line_span (line, at.place, 8, TUI_DIM, _ ("Env"));
  tui_line_span (line, at.name, at.name_cells, TUI_DIM, _ ("Alert"));
  if (at.day > 0)
    tui_line_span (line, at.day, at.incident - at.day - 1, TUI_DIM, _ ("24h"));
  if (at.incident > 0)
    tui_line_span (line,
                   at.incident,
                   0,
                   TUI_DIM,
                   at.incident < self->cols - 8 ? _ ("Incident") : _ ("Inc"));
}

/* "2041"; NULL: no incident, or one that is not open. */
static char *
incident_number (TuiApp *app, const char *id)
{
  guint n = app->incidents != NULL ? g_list_model_get_n_items (app->incidents) : 0;

  for (guint i = 0; id != NULL && i < MIN (n, INCIDENTS_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (app->incidents, i);
      TuiRecord record;

      if (tui_record_from_row (&record, row) && g_str_equal (record.id, id))
        return tui_record_short_key (&record);
    }
  return NULL;
}

/* Firings by hour, the newest at the right: eighths of a cell, or digits. */
static void
add_histogram (const TuiAlertRows *self, TuiLine *line, int col, const M77AlertGroup *group)
{
  static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  guint hours[M77_ALERT_HOURS];
  guint most = m77_alert_group_hours (group, self->moment.now, hours);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < M77_ALERT_HOURS; i++)
    if (hours[i] == 0)
      g_string_append (text, self->app->canvas->ascii ? "." : " ");
    else if (self->app->canvas->ascii)
      g_string_append_c (text, hours[i] > 9 ? '+' : (char) ('0' + hours[i]));
    else
      g_string_append (text, blocks[MIN ((hours[i] * 8 + most - 1) / most, 8) - 1]);
  tui_line_span (line, col, M77_ALERT_HOURS, TUI_PLAIN, text->str);
}

static void
add_day (const TuiAlertRows *self, TuiLine *line, const Columns *at, const M77AlertGroup *group)
{
  int col = at->day;

  if (self->cols >= WIDEST)
    {
      add_histogram (self, line, col, group);
      col += M77_ALERT_HOURS + 1;
    }
  if (group->flapping > 0)
    tui_line_printf (line,
                     col,
                     at->incident - col,
                     TUI_WARN,
                     _ ("%d flap %u"),
                     (int) group->flaps,
                     group->flapping);
  else if (group->flaps > 0)
    tui_line_printf (line, col, at->incident - col - 1, TUI_PLAIN, "%d", (int) group->flaps);
}

static TuiRecord
record_of (const M77AlertGroup *group)
{
  const M77AlertMember *first = &g_array_index (group->members, M77AlertMember, 0);

  return (TuiRecord){ .kind = m77_kind_find ("alert"),
                      .kind_name = "alert",
                      .id = first->id,
                      .state = "clean",
                      .doc = first->doc,
                      .updated_at = M77_TIME_NONE };
}

static void
add_head (const TuiAlertRows *self, TuiLine *line, const M77AlertGroup *group, gboolean is_open)
{
  Columns at = place_columns (self->cols);
  TuiRecord record = record_of (group);
  const M77Field *field = m77_kind_field (record.kind, "severity");
  g_autofree char *severity = tui_value_brief (field, group->severity);
  g_autofree char *place = tui_record_place (&record);
  g_autofree char *age = tui_age (group->since, self->moment.now);
  g_autofree char *count = g_strdup_printf ("x%u", group->members->len);
  gboolean production = g_strcmp0 (group->environment, "production") == 0;

  if (group->asked > 0)
    tui_line_span (line, 1, 1, TUI_MINE, tui_glyph (self->app->canvas, TUI_GLYPH_QUEUED));
  tui_line_span (line,
                 3,
                 1,
                 TUI_DIM,
                 tui_glyph (self->app->canvas, is_open ? TUI_GLYPH_OPEN : TUI_GLYPH_FOLDED));
  tui_line_span (line, SEV_COL, 4, tui_value_style (group->severity) | TUI_BOLD, severity);
  if (at.count > 0)
    tui_line_printf (line, at.count, 5, TUI_PLAIN, "%5s", count);
  if (at.fresh > 0 && group->acknowledged == group->members->len)
    tui_line_span (line, at.fresh, 3, TUI_DIM, _ ("ack"));
  else if (at.fresh > 0 && group->fresh > 0)
    tui_line_printf (line, at.fresh, 3, TUI_WARN | TUI_BOLD, "%3u", group->fresh);
  if (at.age > 0)
    tui_line_printf (line, at.age, 4, TUI_PLAIN, "%4s", age);
  if (at.service > 0)
    tui_line_span (line, at.service, 8, TUI_PLAIN, group->service != NULL ? group->service : "-");
  if (at.place > 0)
    tui_line_span (line, at.place, 8, production ? TUI_BOLD : TUI_PLAIN, place);
}

static void
add_name (const TuiAlertRows *self, TuiLine *line, const M77AlertGroup *group)
{
  Columns at = place_columns (self->cols);
  const char *name = group->alertname != NULL ? group->alertname : "-";
  gboolean all = group->acknowledged == group->members->len;
  g_autofree char *acked = NULL;

  if (group->acknowledged == 0 || (all && at.fresh > 0))
    {
      tui_line_span (line, at.name, at.name_cells, all ? TUI_DIM : TUI_PLAIN, name);
      return;
    }
  acked = all ? g_strdup (_ ("acked")) : g_strdup_printf (_ ("%u acked"), group->acknowledged);
  tui_line_printf (line, at.name, at.name_cells, all ? TUI_DIM : TUI_PLAIN, "%s %s", name, acked);
}

/* Who has it, that it flaps, where it is from. */
static char *
member_remark (const M77Json *doc)
{
  const M77Json *source = m77_json_first (m77_json_get (doc, "sources"));
  const char *by = m77_json_get_string (doc, "acknowledged_by");
  gint64 flaps = m77_json_get_int (doc, "flaps", 0);
  GString *words = g_string_new (NULL);

  if (by != NULL)
    g_string_append_printf (words, _ ("acked %s  "), by);
  else if (flaps >= M77_ALERT_FLAPPING)
    g_string_append_printf (words, _ ("flapping %d  "), (int) flaps);
  for (; source != NULL; source = m77_json_next (source))
    g_string_append_printf (words,
                            "%s%s",
                            m77_json_string (source) != NULL ? m77_json_string (source) : "?",
                            m77_json_next (source) != NULL ? ", " : "");
  return g_string_free (words, FALSE);
}

/* What tells it from the others of its group, and how long. */
static void
write_member (TuiLine *line, gconstpointer item, gpointer data, int cols)
{
  const TuiAlertRows *self = data;
  const M77AlertMember *member = item;
  const char *summary = m77_json_get_string (member->doc, "summary");
  g_autofree char *age = tui_age_of (member->doc, "starts_at", self->moment.now);
  g_autofree char *remark = self->cols < WIDE ? g_strdup ("") : member_remark (member->doc);
  int room = self->cols - 12 - tui_width (self->app->canvas, remark) - 2;

  if (member->asked)
    tui_line_span (line, 1, 1, TUI_MINE, tui_glyph (self->app->canvas, TUI_GLYPH_QUEUED));
  tui_line_printf (line, 6, 4, TUI_PLAIN, "%4s", age);
  tui_line_span (line, 11, MAX (room, 8), TUI_PLAIN, summary != NULL ? summary : "-");
  tui_line_right (line, TUI_DIM, remark);
}

static void
add_member (const TuiAlertRows *self, const M77AlertMember *member)
{
  g_autofree char *id = g_strconcat ("alert/", member->id, NULL);

  tui_page_add_row (self->page, id, write_member, member, (gpointer) self);
}

static void
write_group (TuiLine *line, gconstpointer item, gpointer data, int cols)
{
  const TuiAlertRows *self = data;
  const M77AlertGroup *group = item;
  Columns at = place_columns (self->cols);
  g_autofree char *incident = incident_number (self->app, group->incident);
  gboolean is_open = g_hash_table_contains (self->open, line->id);

  add_head (self, line, group, is_open);
  add_name (self, line, group);
  if (at.day > 0)
    add_day (self, line, &at, group);
  if (at.incident > 0 && incident != NULL)
    tui_line_span (line, at.incident, 0, TUI_PLAIN, incident);
}

void
tui_alert_rows_add_group (const TuiAlertRows *self, const M77AlertGroup *group)
{
  g_autofree char *id = g_strconcat ("group/", group->key, NULL);
  g_autofree char *more = NULL;
  guint most = group->members->len;

  tui_page_add_row (self->page, id, write_group, group, (gpointer) self);
  if (!g_hash_table_contains (self->open, id))
    return;
  more = g_strconcat ("more/", group->key, NULL);
  if (!g_hash_table_contains (self->open, more) && most > TUI_ALERTS_MEMBERS + 1)
    most = TUI_ALERTS_MEMBERS;
  for (guint i = 0; i < most; i++)
    add_member (self, &g_array_index (group->members, M77AlertMember, i));
  if (most < group->members->len)
    tui_line_printf (tui_page_add (self->page, TUI_LINE_TEXT, more),
                     6,
                     0,
                     TUI_DIM,
                     _ ("%u more: Enter shows them"),
                     group->members->len - most);
}
