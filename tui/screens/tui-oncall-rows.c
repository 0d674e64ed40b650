/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-oncall-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"

#define CHANGES_EACH 4  /* of one schedule */
#define CHANGES_MOST 12 /* shown; on few rows half of them */
#define ROWS_FEW     30
#define HANDOVERS    20
#define NARROW       60
#define WHO_CELLS    11
#define NAME_CELLS   15

static TuiLine *
add_heading (const TuiOncallRows *self, const char *words)
{
  TuiLine *line = tui_page_add (self->page, TUI_LINE_HEADING, NULL);

  tui_line_span (line, 1, 0, TUI_BOLD, words);
  return line;
}

/* The row lives on in its list, and with it what the record borrows. */
static gboolean
get_record (GListModel *list, guint position, TuiRecord *record)
{
  g_autoptr (M77Row) row = g_list_model_get_item (list, position);

  return row != NULL && tui_record_from_row (record, row);
}

static guint
count_of (GListModel *list)
{
  return MIN (g_list_model_get_n_items (list), TUI_ONCALL_MOST);
}

static gint64
time_in (const M77Json *doc, const char *field)
{
  const char *text = m77_json_get_string (doc, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* ---- Who ---- */

/* In the right words: somebody, nobody, or not known so far ahead. */
static const char *
who (const M77Duty *duty, TuiApp *app, TuiStyle *style)
{
  if (duty->member == NULL)
    {
      *style = duty->is_known ? TUI_BAD | TUI_BOLD : TUI_WARN;
      return duty->is_known ? _ ("NOBODY") : _ ("not known");
    }
  *style = g_strcmp0 (duty->member, tui_app_member (app)) == 0 ? TUI_BOLD : TUI_PLAIN;
  return duty->member;
}

static void
add_schedule (const TuiOncallRows *self, const TuiRecord *record)
{
  M77Duty duty = m77_duty_at (record->doc, self->at);
  M77Duty next;
  gboolean has_next = m77_duty_next (record->doc, self->at, &next);
  g_autofree char *id = g_strconcat ("schedule/", record->id, NULL);
  g_autofree char *until = m77_time_short (duty.until, self->moment.now, self->moment.zone);
  const char *name = m77_json_get_string (record->doc, "name");
  const char *replaces = m77_duty_replaces (&duty);
  const char *title = m77_json_get_string (record->doc, "title");
  gboolean narrow = self->cols < NARROW;
  TuiStyle style;
  const char *member = who (&duty, self->app, &style);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, narrow ? 13 : NAME_CELLS, TUI_PLAIN, name != NULL ? name : "-");
  tui_line_span (line, narrow ? 15 : 17, WHO_CELLS, style, member);
  if (*until != '\0')
    tui_line_printf (line,
                     narrow ? 27 : 29,
                     narrow ? 0 : 16,
                     TUI_PLAIN,
                     narrow ? "%s" : _ ("until %s"),
                     until);
  if (narrow)
    return;
  if (has_next)
    tui_line_printf (line,
                     46,
                     15,
                     TUI_PLAIN,
                     _ ("then %s"),
                     next.member != NULL ? next.member : _ ("NOBODY"));
  if (duty.override != NULL && replaces != NULL)
    tui_line_printf (line, 62, 0, TUI_WARN, _ ("instead of %s"), replaces);
  else
    tui_line_span (line, 62, 0, TUI_DIM, title != NULL ? title : "");
}

void
tui_oncall_rows_add_schedules (const TuiOncallRows *self, GListModel *schedules)
{
  guint total = g_list_model_get_n_items (schedules);

  for (guint i = 0; i < count_of (schedules); i++)
    {
      TuiRecord record;

      if (get_record (schedules, i, &record))
        add_schedule (self, &record);
    }
  if (total > TUI_ONCALL_MOST)
    tui_line_printf (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_DIM,
                     _ ("%u more: / shows them all"),
                     total - TUI_ONCALL_MOST);
}

/* ---- What changes ---- */

typedef struct
{
  gint64 at;
  const char *schedule, *from, *to;
  gboolean is_override;
} Change;

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *one = a;
  const Change *other = b;

  return one->at != other->at ? (one->at < other->at ? -1 : 1)
                              : g_strcmp0 (one->schedule, other->schedule);
}

static void
find_changes (const TuiOncallRows *self, const M77Json *schedule, GArray *changes)
{
  gint64 at = self->at;
  const char *before = m77_duty_at (schedule, at).member;
  M77Duty next;

  for (guint i = 0; i < CHANGES_EACH && m77_duty_next (schedule, at, &next); i++)
    {
      Change change = { next.from,
                        m77_json_get_string (schedule, "name"),
                        before,
                        next.member,
                        next.override != NULL };

      g_array_append_val (changes, change);
      before = next.member;
      at = next.from;
    }
}

static void
add_change (const TuiOncallRows *self, const Change *change)
{
  g_autofree char *when = m77_time_short (change->at, self->moment.now, self->moment.zone);
  g_autofree char *id = g_strdup_printf ("change/%s/%" G_GINT64_FORMAT,
                                         change->schedule,
                                         change->at);
  gboolean mine = g_strcmp0 (change->to, tui_app_member (self->app)) == 0;
  gboolean narrow = self->cols < NARROW;
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, narrow ? 9 : 13, TUI_PLAIN, when);
  tui_line_span (line, narrow ? 11 : 15, narrow ? 11 : NAME_CELLS, TUI_PLAIN, change->schedule);
  tui_line_printf (line,
                   narrow ? 23 : 31,
                   0,
                   change->to == NULL ? TUI_BAD | TUI_BOLD
                   : mine             ? TUI_BOLD
                                      : TUI_PLAIN,
                   "%s > %s",
                   change->from != NULL ? change->from : _ ("nobody"),
                   change->to != NULL ? change->to : _ ("NOBODY"));
  if (change->is_override)
    tui_line_span (line, -1, 0, TUI_WARN, _ ("  override"));
}

void
tui_oncall_rows_add_changes (const TuiOncallRows *self, GListModel *schedules)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  guint most = self->app->canvas->rows < ROWS_FEW ? CHANGES_MOST / 2 : CHANGES_MOST;

  for (guint i = 0; i < count_of (schedules); i++)
    {
      TuiRecord record;

      if (get_record (schedules, i, &record))
        find_changes (self, record.doc, changes);
    }
  g_array_sort (changes, compare_changes);
  add_heading (self, _ ("NEXT CHANGES"));
  for (guint i = 0; i < MIN (changes->len, most); i++)
    add_change (self, &g_array_index (changes, Change, i));
  if (changes->len == 0)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_DIM,
                   _ ("none that is known"));
}

/* ---- Overrides ---- */

static void
add_override (const TuiOncallRows *self, const TuiRecord *record, const M77Json *override)
{
  gint64 starts = time_in (override, "starts_at");
  gint64 ends = time_in (override, "ends_at");
  const char *member = m77_json_get_string (override, "member");
  const char *replaces = m77_json_get_string (override, "replaces");
  const char *by = m77_json_get_string (override, "by");
  const char *name = m77_json_get_string (record->doc, "name");
  g_autofree char *from = m77_time_short (starts, self->moment.now, self->moment.zone);
  g_autofree char *to = m77_time_short (ends, starts, self->moment.zone);
  g_autofree char *id = g_strdup_printf ("override/%s/%s", record->id, m77_json_name (override));
  gboolean now = starts <= self->moment.now;
  TuiLine *line;

  if (ends == M77_TIME_NONE || ends <= self->moment.now)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, id);
  if (now)
    tui_line_printf (line, 1, 0, TUI_WARN, _ ("now to %s"), to);
  else
    tui_line_printf (line, 1, 0, TUI_PLAIN, _ ("%s to %s"), from, to);
  tui_line_printf (line, -1, 0, TUI_PLAIN, "  %s", name != NULL ? name : "-");
  tui_line_printf (line, -1, 0, TUI_BOLD, "  %s", member != NULL ? member : "-");
  if (replaces != NULL)
    tui_line_printf (line, -1, 0, TUI_PLAIN, _ (" instead of %s"), replaces);
  if (by != NULL)
    tui_line_printf (line, -1, 0, TUI_DIM, _ (", by %s"), by);
}

void
tui_oncall_rows_add_overrides (const TuiOncallRows *self, GListModel *schedules)
{
  guint before;

  add_heading (self, _ ("OVERRIDES"));
  before = self->page->lines->len;
  for (guint i = 0; i < count_of (schedules); i++)
    {
      TuiRecord record;

      if (!get_record (schedules, i, &record))
        continue;
      for (const M77Json *o = m77_json_first (m77_json_get (record.doc, "overrides")); o != NULL;
           o = m77_json_next (o))
        add_override (self, &record, o);
    }
  if (self->page->lines->len == before)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_DIM,
                   _ ("none; . on a schedule makes one"));
}

/* ---- Handovers ---- */

static void
add_handover (const TuiOncallRows *self, const TuiRecord *record)
{
  const M77Json *doc = record->doc;
  const char *status = m77_json_get_string (doc, "status");
  const char *to = m77_json_get_string (doc, "to");
  const char *from = m77_json_get_string (doc, "from");
  const char *schedule = m77_json_get_string (doc, "schedule");
  gboolean mine = g_strcmp0 (to, tui_app_member (self->app)) == 0 &&
                  g_strcmp0 (status, "offered") == 0;
  g_autofree char *id = g_strconcat ("handover/", record->id, NULL);
  g_autofree char *key = tui_record_name (record);
  g_autofree char *word = tui_value_brief (m77_kind_field (record->kind, "status"), status);
  g_autofree char *ends = m77_time_short (time_in (doc, "shift_ends_at"),
                                          self->moment.now,
                                          self->moment.zone);
  g_autofree char *pending = tui_pending_words (record->pending);
  TuiStyle style;
  TuiGlyph mark = tui_state_glyph (record->state, record->pending, &style);
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  if (mark < TUI_N_GLYPHS)
    tui_line_span (line, 1, 1, style, tui_glyph (self->app->canvas, mark));
  tui_line_span (line, 2, 7, TUI_PLAIN, key);
  tui_line_span (line, 10, 8, mine ? TUI_WARN | TUI_BOLD : TUI_PLAIN, word);
  tui_line_span (line, 19, 12, TUI_PLAIN, schedule != NULL ? schedule : "-");
  tui_line_printf (line,
                   32,
                   0,
                   TUI_PLAIN,
                   "%s > %s",
                   from != NULL ? from : "-",
                   to != NULL ? to : "-");
  if (self->cols >= NARROW)
    tui_line_printf (line, -1, 0, TUI_DIM, _ ("   shift ends %s"), ends);
  if (mine)
    tui_line_right (line, TUI_WARN | TUI_BOLD, _ ("a accepts it"));
  else if (pending != NULL)
    tui_line_right (line, TUI_MINE, pending);
}

void
tui_oncall_rows_add_handovers (const TuiOncallRows *self, GListModel *handovers)
{
  guint n = MIN (g_list_model_get_n_items (handovers), HANDOVERS);

  add_heading (self, _ ("HANDOVERS"));
  for (guint i = 0; i < n; i++)
    {
      TuiRecord record;

      if (get_record (handovers, i, &record))
        add_handover (self, &record);
    }
  if (n == 0)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_DIM,
                   _ ("none is open; h drafts one from what is open"));
}
