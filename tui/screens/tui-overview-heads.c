/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-lists.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-overview-rows.h"

#define DOTS_AFTER_MS 200
#define NARROW_COLS   60
#define SOON_MS       (30 * 60 * G_GINT64_CONSTANT (1000))

static int
count_value (const TuiOverviewLists *self,
             TuiOverviewList list,
             const char *field,
             const char *value)
{
  int count = 0;

  for (guint i = 0; i < tui_overview_lists_seen (self, list); i++)
    {
      TuiRecord record;

      if (tui_overview_lists_get (self, list, i, &record) &&
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
freeze_words (const TuiOverviewLists *self)
{
  TuiMoment moment = tui_app_moment (self->app);
  TuiRecord record;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (tui_overview_lists_seen (self, TUI_LIST_FREEZES) == 0 ||
      !tui_overview_lists_get (self, TUI_LIST_FREEZES, 0, &record))
    return NULL;
  start = m77_time_short (tui_rows_time_of (record.doc, "starts_at"), moment.now, moment.zone);
  end = m77_time_short (tui_rows_time_of (record.doc, "ends_at"), moment.now, moment.zone);
  if (g_strcmp0 (m77_json_get_string (record.doc, "status"), "active") == 0)
    return g_strdup_printf (_ ("FREEZE until %s"), end);
  return g_strdup_printf (_ ("freeze %s to %s"), start, end);
}

/* What stands in the way of a section that has nothing to show; NULL: nothing does. */
static const GError *
error_of (const TuiOverviewLists *self, TuiSection section)
{
  static const TuiOverviewList first[TUI_N_SECTIONS] = {
    TUI_LIST_INCIDENTS, TUI_LIST_INCIDENTS, TUI_N_LISTS, TUI_LIST_DEPLOYMENTS, TUI_LIST_SLOS
  };

  if (section == TUI_SECTION_ALERTS)
    return self->app->alerts != NULL ? m77_alerts_error (self->app->alerts) : NULL;
  return M77_IS_LIST (self->models[first[section]])
             ? m77_list_error (M77_LIST (self->models[first[section]]))
             : NULL;
}

static void
add_incident_counts (const TuiOverviewLists *self, TuiLine *line)
{
  static const char *const names[] = { "sev1", "sev2", "sev3" };
  static const char *const words[] = { "S1", "S2", "S3" };
  gboolean narrow = self->app->canvas->cols < NARROW_COLS;
  guint total = tui_overview_lists_size (self, TUI_LIST_INCIDENTS);

  if (total == 0 &&
      (tui_overview_lists_are_loading (self) || error_of (self, TUI_SECTION_INCIDENTS) != NULL))
    return;
  tui_line_printf (line, -1, 0, TUI_BOLD, " %u", total);
  for (guint i = 0; i < (narrow ? 2 : G_N_ELEMENTS (names)); i++)
    add_count (line,
               i < 2 ? TUI_BAD : TUI_WARN,
               words[i],
               count_value (self, TUI_LIST_INCIDENTS, "severity", names[i]));
  if (narrow)
    return;
  add_count (line,
             TUI_PLAIN,
             _ ("unacked"),
             count_value (self, TUI_LIST_INCIDENTS, "status", "triggered"));
}

/* Silences in force that end within half an hour. */
static int
count_ending (const TuiOverviewLists *self)
{
  gint64 now = m77_runtime_now (self->app->runtime);
  int n = 0;

  for (guint i = 0; i < tui_overview_lists_seen (self, TUI_LIST_SILENCES); i++)
    {
      TuiRecord record;
      gint64 ends;

      if (!tui_overview_lists_get (self, TUI_LIST_SILENCES, i, &record))
        continue;
      ends = tui_rows_time_of (record.doc, "ends_at");
      n += ends != M77_TIME_NONE && ends - now < SOON_MS;
    }
  return n;
}

static void
add_alert_counts (const TuiOverviewLists *self, TuiLine *line)
{
  gint64 now = m77_runtime_now (self->app->runtime);
  const M77AlertGroups *groups = m77_alerts_groups (self->app->alerts, now);
  int ending = count_ending (self);

  if (groups->firing->len < groups->n_firing)
    tui_line_printf (line,
                     -1,
                     0,
                     TUI_BOLD,
                     _ (" %u in %u groups"),
                     groups->n_firing,
                     groups->firing->len);
  else if (groups->n_firing > 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, " %u", groups->n_firing);
  if (self->app->canvas->cols < NARROW_COLS)
    return;
  add_count (line, TUI_WARN, _ ("new"), (int) groups->n_fresh);
  add_count (line, TUI_PLAIN, _ ("flapping"), (int) groups->n_flapping);
  add_count (line, TUI_PLAIN, _ ("silenced"), (int) groups->n_suppressed);
  if (ending > 0)
    tui_line_printf (line, -1, 0, TUI_WARN, _ (" (%d end <30m)"), ending);
}

char *
tui_overview_lists_none (const TuiOverviewLists *self)
{
  TuiMoment moment = tui_app_moment (self->app);
  const char *last = m77_json_get_string (self->app->profile, "last_sync");
  g_autofree char *when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                          moment.now,
                                          moment.zone);
  gboolean late = m77_runtime_monotonic (self->app->runtime) - self->asked_at >= DOTS_AFTER_MS;

  if (tui_overview_lists_are_loading (self))
    return late ? g_strdup (".  .  .") : NULL;
  if (*when == '\0')
    return g_strdup (_ ("nothing was read from the platform yet"));
  return g_strdup_printf (_ ("none as of %s"), when);
}

void
tui_overview_lists_head (const TuiOverviewLists *self,
                         TuiSection section,
                         TuiLine *line,
                         guint lines,
                         guint left_out)
{
  static const char *const names[TUI_N_SECTIONS] = {
    N_ ("NEEDS YOU"), N_ ("INCIDENTS"), N_ ("ALERTS"), N_ ("CHANGES"), N_ ("HEALTH")
  };
  g_autofree char *freeze = section == TUI_SECTION_CHANGES ? freeze_words (self) : NULL;
  const GError *error = error_of (self, section);

  tui_line_span (line, 1, 0, TUI_BOLD, _ (names[section]));
  if (section == TUI_SECTION_NEEDS && lines > 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, " %u", lines);
  if (section == TUI_SECTION_INCIDENTS)
    add_incident_counts (self, line);
  if (section == TUI_SECTION_ALERTS && self->app->alerts != NULL)
    add_alert_counts (self, line);
  if (section == TUI_SECTION_CHANGES)
    tui_line_span (line, -1, 0, TUI_BOLD, _ (" 24h"));
  if (error != NULL)
    tui_line_printf (line, -1, 0, TUI_BAD, _ ("  not read: %s"), error->message);
  else if (lines == 0)
    {
      g_autofree char *none = tui_overview_lists_none (self);

      tui_line_printf (line, -1, 0, TUI_DIM, "  %s", none != NULL ? none : "");
    }
  if (freeze != NULL || left_out > 0)
    {
      g_autofree char *more = left_out > 0
                                  ? g_strdup_printf (ngettext ("+%u more", "+%u more", left_out),
                                                     left_out)
                                  : NULL;
      g_autofree char *right = g_strdup_printf ("%s%s%s ",
                                                freeze != NULL ? freeze : "",
                                                freeze != NULL && more != NULL ? "  " : "",
                                                more != NULL ? more : "");

      tui_line_right (line, freeze != NULL ? TUI_WARN : TUI_PLAIN, right);
    }
}
