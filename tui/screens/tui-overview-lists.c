/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-overview-lists.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-overview-rows.h"

#define RECENT_MS    (24 * 3600 * G_GINT64_CONSTANT (1000))
#define CHANGES_MOST 40

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

guint
tui_overview_lists_size (const TuiOverviewLists *self, TuiOverviewList list)
{
  GListModel *model = self->models[list];

  return M77_IS_LIST (model) ? m77_list_size (M77_LIST (model)) : g_list_model_get_n_items (model);
}

guint
tui_overview_lists_seen (const TuiOverviewLists *self, TuiOverviewList list)
{
  return MIN (g_list_model_get_n_items (self->models[list]), lists[list].most);
}

gboolean
tui_overview_lists_get (const TuiOverviewLists *self,
                        TuiOverviewList list,
                        guint position,
                        TuiRecord *record)
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
      for (guint i = 0; i < tui_overview_lists_seen (self, list); i++)
        if (tui_overview_lists_get (self, list, i, record) && g_str_equal (record->id, slash + 1))
          return TRUE;
    }
  return FALSE;
}

/* ---- Lines ---- */

static void
add_incidents (const TuiOverviewLists *self, TuiRows *rows, gboolean needing)
{
  for (guint i = 0; i < tui_overview_lists_seen (self, TUI_LIST_INCIDENTS); i++)
    {
      TuiRecord record;

      if (tui_overview_lists_get (self, TUI_LIST_INCIDENTS, i, &record) &&
          tui_rows_incident_needs (self->app, &record) == needing)
        tui_rows_add_incident (rows, &record);
    }
}

static void
add_needs (const TuiOverviewLists *self, TuiRows *rows)
{
  const M77Json *operation = m77_json_first (self->app->outbox);

  add_incidents (self, rows, TRUE);
  for (guint i = 0; i < tui_overview_lists_seen (self, TUI_LIST_HANDOVERS); i++)
    {
      TuiRecord record;

      if (tui_overview_lists_get (self, TUI_LIST_HANDOVERS, i, &record))
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
    for (guint i = 0; i < tui_overview_lists_seen (self, TUI_LIST_DEPLOYMENTS); i++)
      {
        gboolean moving;

        if (!tui_overview_lists_get (self, TUI_LIST_DEPLOYMENTS, i, &record))
          continue;
        moving = tui_rows_is_moving (&record);
        if (moving == (pass == 0) &&
            (moving || is_recent (&record, "started_at", rows->moment.now)))
          tui_rows_add_deployment (rows, &record);
      }
  for (guint i = 0; i < tui_overview_lists_seen (self, TUI_LIST_FLAGS); i++)
    if (tui_overview_lists_get (self, TUI_LIST_FLAGS, i, &record) &&
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
                           tui_overview_lists_size (self, TUI_LIST_DEAD),
                           self->ready);
    }
}
