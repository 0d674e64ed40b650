/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-alerts.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-overview-lists.h"
#include "tui/screens/tui-ready.h"

#define TWO_COLUMNS  110
#define READY_OLD_MS 60000
#define TINY_ROWS    (TUI_N_SECTIONS + 2) /* of the body: headings are left out below */

typedef struct
{
  TuiScreen base;
  TuiOverviewLists lists;
  TuiPage sections[TUI_N_SECTIONS]; /* their lines; each scrolls by itself */
  int room[TUI_N_SECTIONS];         /* rows of each when last drawn */
  int focus;                        /* the section with the cursor */
  TuiReadiness ready;
} OverviewScreen;

static int
size_of (const OverviewScreen *self, int section)
{
  return (int) self->sections[section].lines->len;
}

/* ---- Drawing ---- */

static void
build (OverviewScreen *self, int section, int cols)
{
  tui_page_begin (&self->sections[section]);
  tui_overview_lists_add (&self->lists, (TuiSection) section, &self->sections[section], cols);
}

/* The cursor is in a section that has lines: the first such, until somebody moves it. */
static void
settle_focus (OverviewScreen *self)
{
  if (!self->sections[self->focus].touched)
    self->focus = 0;
  for (int i = 0; i < TUI_N_SECTIONS && size_of (self, self->focus) == 0; i++)
    self->focus = (self->focus + 1) % TUI_N_SECTIONS;
}

/* Rows go round the sections, the first ones first, until all have theirs or none are left. The
 * one with the cursor always has one. */
static void
share_rows (OverviewScreen *self, int first, int last, int rows)
{
  gboolean gave = TRUE;

  for (int section = first; section <= last; section++)
    {
      self->room[section] = section == self->focus && size_of (self, section) > 0;
      rows -= 1 + self->room[section]; /* the heading */
    }
  while (rows > 0 && gave)
    {
      gave = FALSE;
      for (int section = first; section <= last && rows > 0; section++)
        if (self->room[section] < size_of (self, section))
          {
            self->room[section]++;
            rows--;
            gave = TRUE;
          }
    }
}

/* Returns the row after it. */
static int
draw_section (OverviewScreen *self, int section, TuiCanvas *canvas, const TuiRect *area, int row)
{
  TuiRect body = { row, area->col, 1, area->cols };
  int left = area->row + area->rows - row;
  int lines = size_of (self, section);
  int room = MIN (self->room[section], left - 1);
  TuiPage heading;

  if (left <= 0)
    return row;
  tui_page_init (&heading);
  tui_overview_lists_head (&self->lists,
                           (TuiSection) section,
                           tui_page_add (&heading, TUI_LINE_HEADING, NULL),
                           (guint) lines,
                           (guint) MAX (lines - room, 0));
  tui_page_draw (&heading, canvas, &body, FALSE);
  tui_page_clear (&heading);
  body.row++;
  body.rows = room;
  if (room > 0)
    tui_page_draw (&self->sections[section], canvas, &body, section == self->focus);
  return body.row + MAX (room, 0);
}

static void
draw_column (OverviewScreen *self, int first, int last, TuiCanvas *canvas, const TuiRect *area)
{
  int row = area->row;

  share_rows (self, first, last, area->rows);
  for (int section = first; section <= last; section++)
    row = draw_section (self, section, canvas, area, row);
}

/* Where there is no room for headings, lines only: those with the cursor, then what comes after. */
static void
draw_tiny (OverviewScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  int left = area->rows;
  int row = area->row;

  for (int section = 0; section < TUI_N_SECTIONS; section++)
    self->room[section] = 0;
  for (int i = 0; i < TUI_N_SECTIONS; i++)
    {
      int section = (self->focus + i) % TUI_N_SECTIONS;

      self->room[section] = MIN (left, size_of (self, section));
      left -= self->room[section];
    }
  for (int i = 0; i < TUI_N_SECTIONS; i++)
    {
      int section = (self->focus + i) % TUI_N_SECTIONS;
      TuiRect body = { row, area->col, self->room[section], area->cols };

      if (body.rows > 0)
        tui_page_draw (&self->sections[section], canvas, &body, section == self->focus);
      row += body.rows;
    }
}

/* It ages like everything else: asked for again while somebody looks. */
static void
keep_readiness (OverviewScreen *self)
{
  gint64 now = m77_runtime_now (self->base.app->runtime);

  if (!self->ready.question.asking && now - self->ready.asked_at > READY_OLD_MS)
    tui_readiness_ask (&self->ready);
}

static void
draw_overview (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  OverviewScreen *self = (OverviewScreen *) screen;
  gboolean two = area->cols >= TWO_COLUMNS;
  TuiRect left = *area;
  TuiRect right = *area;

  keep_readiness (self);
  if (two)
    {
      left.cols = CLAMP (area->cols * 58 / 100, 66, 110);
      right.col = left.cols + 2;
      right.cols = area->cols - right.col;
    }
  for (int section = 0; section < TUI_N_SECTIONS; section++)
    build (self, section, two && section >= TUI_SECTION_CHANGES ? right.cols : left.cols);
  settle_focus (self);
  if (area->rows < TINY_ROWS)
    draw_tiny (self, canvas, area);
  else if (two)
    {
      draw_column (self, TUI_SECTION_NEEDS, TUI_SECTION_ALERTS, canvas, &left);
      draw_column (self, TUI_SECTION_CHANGES, TUI_SECTION_HEALTH, canvas, &right);
    }
  else
    draw_column (self, TUI_SECTION_NEEDS, TUI_SECTION_HEALTH, canvas, &left);
}

/* ---- Keys ---- */

/* To the next section that has lines, in it to its first or last; FALSE: there is none that way. */
static gboolean
go_to_section (OverviewScreen *self, int step, gboolean round, TuiKey place)
{
  for (int i = 1; i < TUI_N_SECTIONS; i++)
    {
      int section = self->focus + step * i;

      if (round)
        section = (section + TUI_N_SECTIONS) % TUI_N_SECTIONS;
      if (section < 0 || section >= TUI_N_SECTIONS)
        return FALSE;
      if (size_of (self, section) == 0)
        continue;
      self->focus = section;
      tui_page_key (&self->sections[section], place);
      return TRUE;
    }
  return FALSE;
}

/* A step that leaves the section goes into the next one. */
static gboolean
step (OverviewScreen *self, TuiKey key)
{
  TuiPage *page = &self->sections[self->focus];
  g_autofree char *before = g_strdup (page->cursor);
  gboolean up = key == TUI_KEY_UP || key == 'k' || key == TUI_KEY_PAGE_UP;

  if (!tui_page_key (page, key))
    return FALSE;
  if (g_strcmp0 (before, page->cursor) == 0)
    go_to_section (self, up ? -1 : 1, FALSE, up ? TUI_KEY_END : TUI_KEY_HOME);
  return TRUE;
}

static gboolean
key_overview (TuiScreen *screen, TuiKey key)
{
  OverviewScreen *self = (OverviewScreen *) screen;

  switch (key)
    {
    case TUI_KEY_TAB:
      go_to_section (self, 1, TRUE, TUI_KEY_HOME);
      return TRUE;
    case TUI_KEY_BACKTAB:
      go_to_section (self, -1, TRUE, TUI_KEY_HOME);
      return TRUE;
    case 'g':
    case TUI_KEY_HOME:
      self->focus = 0;
      settle_focus (self);
      return tui_page_key (&self->sections[self->focus], key);
    case 'G':
    case TUI_KEY_END:
      self->focus = TUI_N_SECTIONS - 1;
      while (self->focus > 0 && size_of (self, self->focus) == 0)
        self->focus--;
      return tui_page_key (&self->sections[self->focus], key);
    default:
      return step (self, key);
    }
}

static TuiLine *
current_line (OverviewScreen *self)
{
  return tui_page_current (&self->sections[self->focus]);
}

const M77AlertGroup *
tui_overview_alert_group (TuiScreen *screen)
{
  TuiApp *app = screen->app;
  TuiLine *line;

  if (screen->class->context != TUI_ON_OVERVIEW || app->alerts == NULL)
    return NULL;
  line = current_line ((OverviewScreen *) screen);
  if (line == NULL || line->id == NULL || !g_str_has_prefix (line->id, "alerts/"))
    return NULL;
  return m77_alert_groups_find (m77_alerts_groups (app->alerts, m77_runtime_now (app->runtime)),
                                line->id + strlen ("alerts/"));
}

static gboolean
target_overview (TuiScreen *screen, TuiRecord *record)
{
  OverviewScreen *self = (OverviewScreen *) screen;
  TuiLine *line = current_line (self);

  return line != NULL && tui_overview_lists_find (&self->lists, line->id, record);
}

static void
open_operation (TuiApp *app, const char *operation)
{
  TuiScreen *inbox = tui_inbox_new (app);

  tui_inbox_show (inbox, operation);
  tui_app_push (app, inbox);
}

static void
open_line (TuiScreen *screen)
{
  static const struct
  {
    const char *prefix, *kind;
  } filtered[] = { { "deliveries/", "delivery" } };
  TuiLine *line = current_line ((OverviewScreen *) screen);
  TuiRecord record;

  if (line == NULL || line->id == NULL)
    return;
  if (target_overview (screen, &record))
    tui_app_push (screen->app, tui_detail_new (screen->app, &record));
  else if (g_str_has_prefix (line->id, "operation/"))
    open_operation (screen->app, line->id + strlen ("operation/"));
  else if (g_str_has_prefix (line->id, "alerts/"))
    tui_app_push (screen->app, tui_alerts_new_at (screen->app, line->id + strlen ("alerts/")));
  else if (g_str_equal (line->id, "ready"))
    tui_app_push (screen->app, tui_ready_new (screen->app, TUI_READY_SECONDS));
  for (guint i = 0; i < G_N_ELEMENTS (filtered); i++)
    if (g_str_has_prefix (line->id, filtered[i].prefix))
      {
        tui_app_push (screen->app,
                      tui_list_new (screen->app,
                                    m77_kind_find (filtered[i].kind),
                                    line->id + strlen (filtered[i].prefix)));
        return;
      }
}

static gboolean
busy_overview (TuiScreen *screen)
{
  return tui_overview_lists_are_loading (&((OverviewScreen *) screen)->lists);
}

static void
refresh_overview (TuiScreen *screen)
{
  tui_readiness_ask (&((OverviewScreen *) screen)->ready);
  m77_alerts_refresh (screen->app->alerts);
}

static void
free_overview (TuiScreen *screen)
{
  OverviewScreen *self = (OverviewScreen *) screen;

  screen->app->incidents = NULL;
  tui_overview_lists_clear (&self->lists);
  tui_readiness_clear (&self->ready);
  g_clear_object (&screen->app->alerts);
  for (int section = 0; section < TUI_N_SECTIONS; section++)
    tui_page_clear (&self->sections[section]);
  g_free (self);
}

static const TuiScreenClass overview_class = {
  .context = TUI_ON_OVERVIEW,
  .name = N_ ("the overview"),
  .draw = draw_overview,
  .key = key_overview,
  .target = target_overview,
  .open = open_line,
  .refresh = refresh_overview,
  .busy = busy_overview,
  .free = free_overview,
};

TuiScreen *
tui_overview_new (TuiApp *app)
{
  OverviewScreen *self = g_new0 (OverviewScreen, 1);

  self->base = (TuiScreen){ &overview_class, app };
  for (int section = 0; section < TUI_N_SECTIONS; section++)
    tui_page_init (&self->sections[section]);
  app->alerts = tui_alerts_open (app);
  tui_overview_lists_init (&self->lists, app);
  tui_readiness_init (&self->ready, &self->base, TUI_READY_SECONDS);
  self->lists.ready = &self->ready;
  app->incidents = self->lists.models[TUI_LIST_INCIDENTS];
  return &self->base;
}
