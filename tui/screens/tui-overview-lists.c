/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-lists.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-overview-rows.h"

#define RECENT_MS     (24 * 3600 * G_GINT64_CONSTANT (1000))
#define CHANGES_MOST  40
#define DOTS_AFTER_MS 200
#define NARROW_COLS   60
#define SOON_MS       (30 * 60 * G_GINT64_CONSTANT (1000))

static const struct
{
  const char *kind, *filter, *sort;
  guint most; /* rows looked at */
} lists[TUI_N_LISTS] = {
  { "incident", "is:open", "severity,-started_at", 100 },
  { "deployment", "", "-started_at", CHANGES_MOST },
  { "flag", "", "-changed_at", CHANGES_MOST },
  { "freeze", "is:open", "starts_at", 5 },
  { "slo", "is:open", "status,budget_left", 6 },
  { "connector", "is:open", "health,name", 30 },
  { "delivery", "status:dead", "-created_at", 1 },
  { "silence", "status:active", "ends_at", 100 },
  { "handover", "status:offered to:@me", "-shift_ends_at", 5 },
};

/* ---- The lists ---- */

static void
changed_cb (TuiOverviewLists *self)
{
  tui_app_dirty (self->app);
}

void
tui_overview_lists_init (TuiOverviewLists *self, TuiApp *app)
{
  self->app = app;
  self->asked_at = m77_runtime_monotonic (app->runtime);
  if (app->alerts != NULL)
    g_signal_connect_swapped (app->alerts, "changed", G_CALLBACK (changed_cb), self);
  for (guint i = 0; i < TUI_N_LISTS; i++)
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
}

void
tui_overview_lists_clear (TuiOverviewLists *self)
{
  if (self->app->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->app->alerts, self);
  for (guint i = 0; i < TUI_N_LISTS; i++)
    {
      g_signal_handlers_disconnect_by_data (self->models[i], self);
      g_object_unref (self->models[i]);
    }
}

static guint
size_of (GListModel *model)
{
  return M77_IS_LIST (model) ? m77_list_size (M77_LIST (model)) : g_list_model_get_n_items (model);
}

/* Rows of a list that are looked at. */
static guint
seen_of (const TuiOverviewLists *self, TuiOverviewList list)
{
  return MIN (g_list_model_get_n_items (self->models[list]), lists[list].most);
}

/* The row lives on in its list, and with it what the record borrows. */
static gboolean
get_record (const TuiOverviewLists *self, TuiOverviewList list, guint position, TuiRecord *record)
{
  g_autoptr (M77Row) row = g_list_model_get_item (self->models[list], position);

  return tui_record_from_row (record, row);
}

gboolean
tui_overview_lists_are_loading (const TuiOverviewLists *self)
{
  for (guint i = 0; i < TUI_N_LISTS; i++)
    if (M77_IS_LIST (self->models[i]) && m77_list_is_loading (M77_LIST (self->models[i])) &&
        m77_list_error (M77_LIST (self->models[i])) == NULL)
      return TRUE;
  return self->app->alerts != NULL && m77_alerts_is_loading (self->app->alerts);
}

gboolean
tui_overview_lists_find (const TuiOverviewLists *self, const char *id, TuiRecord *record)
{
  const char *slash = id != NULL ? strchr (id, '/') : NULL;

  if (id != NULL && g_str_has_prefix (id, "alert/") && self->app->alerts != NULL)
    {
      const M77Json *row = m77_alerts_find (self->app->alerts, slash + 1);

      return row != NULL && tui_record_from_json (record, row);
    }
  for (guint list = 0; slash != NULL && list < TUI_N_LISTS; list++)
    {
      if (strncmp (lists[list].kind, id, slash - id) != 0 || lists[list].kind[slash - id] != '\0')
        continue;
      for (guint i = 0; i < seen_of (self, list); i++)
        if (get_record (self, list, i, record) && g_str_equal (record->id, slash + 1))
          return TRUE;
    }
  return FALSE;
}

/* ---- Lines ---- */

static void
add_incidents (const TuiOverviewLists *self, TuiRows *rows, gboolean needing)
{
  for (guint i = 0; i < seen_of (self, TUI_LIST_INCIDENTS); i++)
    {
      TuiRecord record;

      if (get_record (self, TUI_LIST_INCIDENTS, i, &record) &&
          tui_rows_incident_needs (self->app, &record) == needing)
        tui_rows_add_incident (rows, &record);
    }
}

static void
add_needs (const TuiOverviewLists *self, TuiRows *rows)
{
  const M77Json *operation = m77_json_first (self->app->outbox);

  add_incidents (self, rows, TRUE);
  for (guint i = 0; i < seen_of (self, TUI_LIST_HANDOVERS); i++)
    {
      TuiRecord record;

      if (get_record (self, TUI_LIST_HANDOVERS, i, &record))
        tui_rows_add_handover (rows, &record);
    }
  for (; operation != NULL; operation = m77_json_next (operation))
    if (m77_outbox_needs (operation))
      tui_rows_add_operation (rows, operation);
}

static gboolean
is_recent (const TuiRecord *record, const char *field, gint64 now)
{
  return tui_rows_time_of (record->doc, field) > now - RECENT_MS;
}

/* Under way first, then what was done lately, then flags. */
static void
add_changes (const TuiOverviewLists *self, TuiRows *rows)
{
  TuiRecord record;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < seen_of (self, TUI_LIST_DEPLOYMENTS); i++)
      {
        gboolean moving;

        if (!get_record (self, TUI_LIST_DEPLOYMENTS, i, &record))
          continue;
        moving = tui_rows_is_moving (&record);
        if (moving == (pass == 0) &&
            (moving || is_recent (&record, "started_at", rows->moment.now)))
          tui_rows_add_deployment (rows, &record);
      }
  for (guint i = 0; i < seen_of (self, TUI_LIST_FLAGS); i++)
    if (get_record (self, TUI_LIST_FLAGS, i, &record) &&
        is_recent (&record, "changed_at", rows->moment.now))
      tui_rows_add_flag (rows, &record);
}

void
tui_overview_lists_add (const TuiOverviewLists *self, TuiSection section, TuiPage *page, int cols)
{
  TuiRows rows = { self->app, tui_app_moment (self->app), page, cols };

  switch (section)
    {
    case TUI_SECTION_NEEDS:
      add_needs (self, &rows);
      break;
    case TUI_SECTION_INCIDENTS:
      add_incidents (self, &rows, FALSE);
      break;
    case TUI_SECTION_ALERTS:
      tui_rows_add_alerts (&rows);
      break;
    case TUI_SECTION_CHANGES:
      add_changes (self, &rows);
      break;
    default:
      tui_rows_add_health (&rows,
                           self->models[TUI_LIST_SLOS],
                           self->models[TUI_LIST_CONNECTORS],
                           size_of (self->models[TUI_LIST_DEAD]),
                           self->ready);
    }
}

/* ---- Headings ---- */

static int
count_value (const TuiOverviewLists *self,
             TuiOverviewList list,
             const char *field,
             const char *value)
{
  int count = 0;

  for (guint i = 0; i < seen_of (self, list); i++)
    {
      TuiRecord record;

      if (get_record (self, list, i, &record) &&
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

  if (seen_of (self, TUI_LIST_FREEZES) == 0 || !get_record (self, TUI_LIST_FREEZES, 0, &record))
    return NULL;
  start = m77_time_short (tui_rows_time_of (record.doc, "starts_at"), moment.now, moment.zone);
  end = m77_time_short (tui_rows_time_of (record.doc, "ends_at"), moment.now, moment.zone);
  if (g_strcmp0 (m77_json_get_string (record.doc, "status"), "active") == 0)
    return g_strdup_printf (_ ("FREEZE until %s"), end);
  return g_strdup_printf (_ ("freeze %s to %s"), start, end);
}

static void
add_incident_counts (const TuiOverviewLists *self, TuiLine *line)
{
  static const char *const names[] = { "sev1", "sev2", "sev3" };
  static const char *const words[] = { "S1", "S2", "S3" };
  gboolean narrow = self->app->canvas->cols < NARROW_COLS;

  tui_line_printf (line, -1, 0, TUI_BOLD, " %u", size_of (self->models[TUI_LIST_INCIDENTS]));
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

  for (guint i = 0; i < seen_of (self, TUI_LIST_SILENCES); i++)
    {
      TuiRecord record;
      gint64 ends;

      if (!get_record (self, TUI_LIST_SILENCES, i, &record))
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
