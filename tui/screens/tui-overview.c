/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-overview-rows.h"

#define TWO_PANES     110
#define RECENT_MS     (24 * 3600 * G_GINT64_CONSTANT (1000))
#define CHANGES_MOST  40
#define DOTS_AFTER_MS 200

typedef enum
{
  LIST_INCIDENTS,
  LIST_ALERTS,
  LIST_DEPLOYMENTS,
  LIST_FLAGS,
  LIST_FREEZES,
  LIST_SLOS,
  LIST_CONNECTORS,
  LIST_DEAD,
  N_LISTS
} List;

static const struct
{
  const char *kind, *filter, *sort;
  guint most; /* rows looked at */
} lists[N_LISTS] = {
  { "incident", "is:open", "severity,-started_at", 100 },
  { "alert", "is:open", "severity,-starts_at", 300 },
  { "deployment", "", "-started_at", CHANGES_MOST },
  { "flag", "", "-changed_at", CHANGES_MOST },
  { "freeze", "is:open", "starts_at", 5 },
  { "slo", "is:open", "status,budget_left", 6 },
  { "connector", "is:open", "health,name", 30 },
  { "delivery", "status:dead", "-created_at", 1 },
};

typedef enum
{
  SECTION_NEEDS,
  SECTION_INCIDENTS,
  SECTION_ALERTS,
  SECTION_CHANGES,
  SECTION_HEALTH,
  N_SECTIONS
} Section;

typedef struct
{
  TuiScreen base;
  GListModel *models[N_LISTS];
  TuiPage panes[2];
  int focus;
  gboolean two;
  int wanted[N_SECTIONS]; /* lines each would have */
  gint64 asked_at;
} OverviewScreen;

static void
changed_cb (OverviewScreen *self)
{
  tui_app_dirty (self->base.app);
}

static guint
size_of (GListModel *model)
{
  return M77_IS_LIST (model) ? m77_list_size (M77_LIST (model)) : g_list_model_get_n_items (model);
}

static gboolean
get_record (OverviewScreen *self, List list, guint position, M77Row **row, TuiRecord *record)
{
  *row = g_list_model_get_item (self->models[list], position);
  return tui_record_from_row (record, *row);
}

static gboolean
wants_me (const M77Json *operation)
{
  const char *state = m77_json_get_string (operation, "state");

  return g_strcmp0 (state, "held") == 0 || g_strcmp0 (state, "conflict") == 0 ||
         g_strcmp0 (state, "rejected") == 0;
}

static void
add_incidents (OverviewScreen *self, TuiRows *rows, gboolean needing)
{
  guint n = MIN (g_list_model_get_n_items (self->models[LIST_INCIDENTS]),
                 lists[LIST_INCIDENTS].most);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77Row) row = NULL;
      TuiRecord record;

      if (get_record (self, LIST_INCIDENTS, i, &row, &record) &&
          tui_rows_incident_needs (self->base.app, &record) == needing)
        tui_rows_add_incident (rows, &record);
    }
}

static gint64
time_of (const M77Json *doc, const char *field)
{
  const char *text = m77_json_get_string (doc, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static gboolean
is_recent (const TuiRecord *record, const char *field, gint64 now)
{
  return time_of (record->doc, field) > now - RECENT_MS;
}

static void
add_changes (OverviewScreen *self, TuiRows *rows)
{
  guint n = MIN (g_list_model_get_n_items (self->models[LIST_DEPLOYMENTS]), CHANGES_MOST);

  /* Under way first, then what was done lately, then flags. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (M77Row) row = NULL;
        TuiRecord record;
        const char *status;
        gboolean moving;

        if (!get_record (self, LIST_DEPLOYMENTS, i, &row, &record))
          continue;
        status = m77_json_get_string (record.doc, "status");
        moving = g_strcmp0 (status, "running") == 0 || g_strcmp0 (status, "paused") == 0;
        if (moving == (pass == 0) &&
            (moving || is_recent (&record, "started_at", rows->moment.now)))
          tui_rows_add_deployment (rows, &record);
      }
  n = MIN (g_list_model_get_n_items (self->models[LIST_FLAGS]), CHANGES_MOST);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77Row) row = NULL;
      TuiRecord record;

      if (get_record (self, LIST_FLAGS, i, &row, &record) &&
          is_recent (&record, "changed_at", rows->moment.now))
        tui_rows_add_flag (rows, &record);
    }
}

static void
add_lines (OverviewScreen *self, Section section, TuiRows *rows)
{
  const M77Json *operation = m77_json_first (self->base.app->outbox);

  switch (section)
    {
    case SECTION_NEEDS:
      add_incidents (self, rows, TRUE);
      for (; operation != NULL; operation = m77_json_next (operation))
        if (wants_me (operation))
          tui_rows_add_operation (rows, operation);
      break;
    case SECTION_INCIDENTS:
      add_incidents (self, rows, FALSE);
      break;
    case SECTION_ALERTS:
      tui_rows_add_alerts (rows, self->models[LIST_ALERTS]);
      break;
    case SECTION_CHANGES:
      add_changes (self, rows);
      break;
    default:
      tui_rows_add_health (rows,
                           self->models[LIST_SLOS],
                           self->models[LIST_CONNECTORS],
                           size_of (self->models[LIST_DEAD]));
    }
}

static int
count_value (OverviewScreen *self, List list, const char *field, const char *value)
{
  int count = 0;

  for (guint i = 0; i < MIN (g_list_model_get_n_items (self->models[list]), lists[list].most); i++)
    {
      g_autoptr (M77Row) row = NULL;
      TuiRecord record;

      if (get_record (self, list, i, &row, &record) &&
          g_strcmp0 (m77_json_get_string (record.doc, field), value) == 0)
        count++;
    }
  return count;
}

static void
add_count (TuiLine *line, TuiStyle style, const char *word, int count)
{
  if (count > 0)
    tui_line_printf (line, -1, 0, style, "  %s %d", word, count);
}

/* "freeze Fri 15:00 to Mon 07:00"; NULL: none. */
static char *
freeze_words (OverviewScreen *self, const TuiMoment *moment)
{
  g_autoptr (M77Row) row = NULL;
  TuiRecord record;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (g_list_model_get_n_items (self->models[LIST_FREEZES]) == 0 ||
      !get_record (self, LIST_FREEZES, 0, &row, &record))
    return NULL;
  start = m77_time_short (time_of (record.doc, "starts_at"), moment->now, moment->zone);
  end = m77_time_short (time_of (record.doc, "ends_at"), moment->now, moment->zone);
  if (g_strcmp0 (m77_json_get_string (record.doc, "status"), "active") == 0)
    return g_strdup_printf (_ ("FREEZE until %s"), end);
  return g_strdup_printf (_ ("freeze %s to %s"), start, end);
}

static void
add_heading (OverviewScreen *self, Section section, TuiRows *rows)
{
  static const char *const names[N_SECTIONS] = {
    N_ ("NEEDS YOU"), N_ ("INCIDENTS"), N_ ("ALERTS"), N_ ("CHANGES"), N_ ("HEALTH")
  };
  TuiLine *line = tui_page_add (rows->page, TUI_LINE_HEADING, NULL);
  guint alerts = size_of (self->models[LIST_ALERTS]);

  tui_line_span (line, 1, 0, TUI_BOLD, _ (names[section]));
  if (section == SECTION_NEEDS && self->wanted[section] > 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, " %d", self->wanted[section]);
  if (section == SECTION_INCIDENTS)
    {
      tui_line_printf (line, -1, 0, TUI_BOLD, " %u", size_of (self->models[LIST_INCIDENTS]));
      add_count (line, TUI_BAD, "S1", count_value (self, LIST_INCIDENTS, "severity", "sev1"));
      add_count (line, TUI_BAD, "S2", count_value (self, LIST_INCIDENTS, "severity", "sev2"));
      add_count (line, TUI_WARN, "S3", count_value (self, LIST_INCIDENTS, "severity", "sev3"));
      add_count (line,
                 TUI_PLAIN,
                 _ ("unacked"),
                 count_value (self, LIST_INCIDENTS, "status", "triggered"));
    }
  if (section == SECTION_ALERTS && alerts > 0)
    {
      tui_line_printf (line,
                       -1,
                       0,
                       TUI_BOLD,
                       self->wanted[section] < (int) alerts ? _ (" %u in %d groups") : " %u",
                       alerts,
                       self->wanted[section]);
      add_count (line,
                 TUI_PLAIN,
                 _ ("silenced"),
                 count_value (self, LIST_ALERTS, "status", "suppressed"));
    }
  if (section == SECTION_CHANGES)
    {
      tui_line_span (line, -1, 0, TUI_BOLD, _ (" 24h"));
    }
}

static gboolean
is_loading (OverviewScreen *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (M77_IS_LIST (self->models[i]) && m77_list_is_loading (M77_LIST (self->models[i])) &&
        m77_list_error (M77_LIST (self->models[i])) == NULL)
      return TRUE;
  return FALSE;
}

static void
add_none (OverviewScreen *self, Section section, TuiRows *rows)
{
  TuiApp *app = self->base.app;
  const char *last = m77_json_get_string (app->profile, "last_sync");
  g_autofree char *when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                          rows->moment.now,
                                          rows->moment.zone);
  TuiLine *line = tui_rows_add_line (rows, NULL);

  if (line == NULL)
    return;
  if (is_loading (self))
    tui_line_span (line,
                   1,
                   0,
                   TUI_DIM,
                   m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS
                       ? ".  .  ."
                       : "");
  else if (*when == '\0')
    tui_line_span (line, 1, 0, TUI_DIM, _ ("nothing was read from the platform yet"));
  else
    tui_line_printf (line, 1, 0, TUI_DIM, _ ("none as of %s"), when);
}

static void
add_section (OverviewScreen *self, Section section, TuiPage *page, int cols, int room)
{
  TuiRows rows = { self->base.app, tui_app_moment (self->base.app), page, cols, room, 0 };
  g_autofree char *freeze = section == SECTION_CHANGES ? freeze_words (self, &rows.moment) : NULL;
  g_autofree char *more = NULL;
  TuiLine *heading;

  add_heading (self, section, &rows);
  heading = page->lines->pdata[page->lines->len - 1];
  if (self->wanted[section] == 0)
    add_none (self, section, &rows);
  else
    add_lines (self, section, &rows);
  more = rows.left_out > 0 ? g_strdup_printf (_ ("+%u more"), rows.left_out) : NULL;
  if (freeze != NULL || more != NULL)
    {
      g_autofree char *right = g_strdup_printf ("%s%s%s ",
                                                freeze != NULL ? freeze : "",
                                                freeze != NULL && more != NULL ? "  " : "",
                                                more != NULL ? more : "");

      tui_line_right (heading, freeze != NULL ? TUI_WARN : TUI_PLAIN, right);
    }
}

/* How many lines each section would have: counted on a page that nobody sees. */
static void
count_lines (OverviewScreen *self, int cols)
{
  for (Section section = 0; section < N_SECTIONS; section++)
    {
      TuiPage page;
      TuiRows rows = { self->base.app, tui_app_moment (self->base.app), &page, cols, G_MAXINT, 0 };

      tui_page_init (&page);
      add_lines (self, section, &rows);
      self->wanted[section] = page.lines->len;
      tui_page_clear (&page);
    }
}

/* Rows go round the sections, the first ones first, until all have theirs or none are left. */
static void
share_rows (OverviewScreen *self, Section first, Section last, int rows, int *room)
{
  gboolean gave = TRUE;

  for (Section section = first; section <= last; section++)
    {
      room[section] = 1;
      rows -= 2;
    }
  while (rows > 0 && gave)
    {
      gave = FALSE;
      for (Section section = first; section <= last && rows > 0; section++)
        if (room[section] < self->wanted[section])
          {
            room[section]++;
            rows--;
            gave = TRUE;
          }
    }
}

static void
draw_overview (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  OverviewScreen *self = (OverviewScreen *) screen;
  int room[N_SECTIONS];
  TuiRect left = *area;
  TuiRect right = *area;

  self->two = area->cols >= TWO_PANES;
  if (self->two)
    {
      left.cols = CLAMP (area->cols * 58 / 100, 66, 110);
      right.col = left.cols + 2;
      right.cols = area->cols - right.col;
    }
  else
    self->focus = 0;
  count_lines (self, left.cols);
  share_rows (self, SECTION_NEEDS, self->two ? SECTION_ALERTS : SECTION_HEALTH, area->rows, room);
  if (self->two)
    share_rows (self, SECTION_CHANGES, SECTION_HEALTH, area->rows, room);

  tui_page_begin (&self->panes[0]);
  tui_page_begin (&self->panes[1]);
  for (Section section = 0; section < N_SECTIONS; section++)
    {
      gboolean second = self->two && section >= SECTION_CHANGES;

      add_section (self,
                   section,
                   &self->panes[second],
                   second ? right.cols : left.cols,
                   room[section]);
    }
  tui_page_draw (&self->panes[0], canvas, &left, self->focus == 0);
  if (self->two)
    tui_page_draw (&self->panes[1], canvas, &right, self->focus == 1);
}

static gboolean
key_overview (TuiScreen *screen, TuiKey key)
{
  OverviewScreen *self = (OverviewScreen *) screen;

  if (key == TUI_KEY_TAB || key == TUI_KEY_BACKTAB)
    {
      self->focus = self->two ? 1 - self->focus : 0;
      return TRUE;
    }
  return tui_page_key (&self->panes[self->focus], key);
}

/* The row of a line's id, in whichever list has it. */
static gboolean
find_record (OverviewScreen *self, const char *id, M77Row **found, TuiRecord *record)
{
  const char *slash = id != NULL ? strchr (id, '/') : NULL;

  for (guint list = 0; slash != NULL && list < N_LISTS; list++)
    {
      if (strncmp (lists[list].kind, id, slash - id) != 0 || lists[list].kind[slash - id] != '\0')
        continue;
      for (guint i = 0; i < MIN (g_list_model_get_n_items (self->models[list]), lists[list].most);
           i++)
        {
          g_autoptr (M77Row) row = NULL;

          if (get_record (self, list, i, &row, record) && g_str_equal (record->id, slash + 1))
            {
              *found = g_steal_pointer (&row);
              return TRUE;
            }
        }
    }
  return FALSE;
}

static gboolean
target_overview (TuiScreen *screen, TuiRecord *record)
{
  OverviewScreen *self = (OverviewScreen *) screen;
  TuiLine *line = tui_page_current (&self->panes[self->focus]);
  g_autoptr (M77Row) row = NULL;

  /* The row lives on in its list, and with it what the record borrows. */
  return line != NULL && find_record (self, line->id, &row, record);
}

static void
open_line (TuiScreen *screen)
{
  OverviewScreen *self = (OverviewScreen *) screen;
  TuiLine *line = tui_page_current (&self->panes[self->focus]);
  TuiRecord record;

  if (line == NULL || line->id == NULL)
    return;
  if (target_overview (screen, &record))
    tui_app_push (screen->app, tui_detail_new (screen->app, &record));
  else if (g_str_has_prefix (line->id, "operation/"))
    tui_app_push (screen->app, tui_inbox_new (screen->app));
  else if (g_str_has_prefix (line->id, "alerts/"))
    tui_app_push (screen->app,
                  tui_list_new (screen->app,
                                m77_kind_find ("alert"),
                                line->id + strlen ("alerts/")));
  else if (g_str_has_prefix (line->id, "deliveries/"))
    tui_app_push (screen->app,
                  tui_list_new (screen->app,
                                m77_kind_find ("delivery"),
                                line->id + strlen ("deliveries/")));
}

static gboolean
busy_overview (TuiScreen *screen)
{
  return is_loading ((OverviewScreen *) screen);
}

static void
free_overview (TuiScreen *screen)
{
  OverviewScreen *self = (OverviewScreen *) screen;

  screen->app->incidents = NULL;
  for (guint i = 0; i < N_LISTS; i++)
    {
      g_signal_handlers_disconnect_by_data (self->models[i], self);
      g_object_unref (self->models[i]);
    }
  tui_page_clear (&self->panes[0]);
  tui_page_clear (&self->panes[1]);
  g_free (self);
}

static const TuiScreenClass overview_class = {
  .context = TUI_ON_OVERVIEW,
  .name = N_ ("the overview"),
  .draw = draw_overview,
  .key = key_overview,
  .target = target_overview,
  .open = open_line,
  .busy = busy_overview,
  .free = free_overview,
};

TuiScreen *
tui_overview_new (TuiApp *app)
{
  OverviewScreen *self = g_new0 (OverviewScreen, 1);

  self->base = (TuiScreen){ &overview_class, app };
  self->asked_at = m77_runtime_monotonic (app->runtime);
  tui_page_init (&self->panes[0]);
  tui_page_init (&self->panes[1]);
  for (guint i = 0; i < N_LISTS; i++)
    {
      self->models[i] = app->open_list (app, lists[i].kind, lists[i].filter, lists[i].sort);
      g_signal_connect_swapped (self->models[i], "items-changed", G_CALLBACK (changed_cb), self);
      if (M77_IS_LIST (self->models[i]))
        {
          m77_list_look_at (M77_LIST (self->models[i]), 0, lists[i].most);
          g_signal_connect_swapped (self->models[i], "loaded", G_CALLBACK (changed_cb), self);
          g_signal_connect_swapped (self->models[i], "notify", G_CALLBACK (changed_cb), self);
        }
    }
  app->incidents = self->models[LIST_INCIDENTS];
  return &self->base;
}
