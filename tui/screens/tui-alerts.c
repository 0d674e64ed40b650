/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-alerts-ack.h"
#include "tui/screens/tui-alerts-rows.h"
#include "tui/screens/tui-alerts-silence.h"
#include "tui/screens/tui-detail.h"

#define DOTS_AFTER_MS 200
#define SILENCES_MOST 300
#define NARROW_COLS   66

typedef struct
{
  TuiScreen base;
  M77Alerts *alerts;
  GListModel *silences;
  GHashTable *open; /* ids of what is unfolded */
  TuiPage page;
  TuiAlertRows rows; /* what the page's lines are written with */
  gint64 asked_at;
} AlertsScreen;

static void
changed_cb (AlertsScreen *self)
{
  tui_app_dirty (self->base.app);
}

M77Alerts *
tui_alerts_open (TuiApp *app)
{
  g_autoptr (GListModel) rows = NULL;

  if (app->client != NULL)
    return m77_alerts_new (app->client);
  rows = app->open_list (app, "alert", "is:open", "severity,-starts_at");
  return m77_alerts_new_of_rows (rows);
}

/* ---- Drawing ---- */

static TuiAlertRows
rows_of (AlertsScreen *self, int cols)
{
  return (TuiAlertRows){ self->base.app, tui_app_moment (self->base.app),
                         &self->page,    cols,
                         self->silences, self->open };
}

static void
build (AlertsScreen *self, const M77AlertGroups *groups, int cols)
{
  self->rows = rows_of (self, cols);
  tui_page_begin (&self->page);
  for (guint i = 0; i < groups->firing->len; i++)
    tui_alert_rows_add_group (&self->rows, groups->firing->pdata[i]);
  tui_alert_rows_add_silenced (&self->rows, groups);
}

static char *
count_words (AlertsScreen *self, const M77AlertGroups *groups)
{
  guint total = m77_alerts_total (self->alerts);
  guint grouped = groups->n_firing + groups->n_suppressed;

  if (total == 0 &&
      (m77_alerts_error (self->alerts) != NULL || m77_alerts_is_loading (self->alerts)))
    return g_strdup ("");
  if (total > grouped && groups->n_firing > 0)
    return g_strdup_printf (_ ("the worst %'u of %'u in %u groups"),
                            grouped,
                            total,
                            groups->firing->len);
  if (groups->firing->len < groups->n_firing)
    return g_strdup_printf (_ ("%'u in %u groups"), groups->n_firing, groups->firing->len);
  return g_strdup_printf ("%'u", groups->n_firing);
}

/* "new 2--flapping 4--silenced 11 (2 end <30m)" */
static char *
right_words (AlertsScreen *self, const M77AlertGroups *groups, int cols)
{
  TuiAlertRows rows = rows_of (self, cols);
  guint ending = tui_alert_rows_ending (&rows);
  GString *out = g_string_new (NULL);

  if (groups->n_fresh > 0)
    g_string_append_printf (out, _ ("new %u--"), groups->n_fresh);
  if (groups->n_flapping > 0)
    g_string_append_printf (out, _ ("flapping %u--"), groups->n_flapping);
  if (groups->n_suppressed > 0)
    g_string_append_printf (out, _ ("silenced %u"), groups->n_suppressed);
  if (ending > 0)
    g_string_append_printf (out, _ (" (%u end <30m)"), ending);
  if (g_str_has_suffix (out->str, "--"))
    g_string_truncate (out, out->len - 2);
  return g_string_free (out, FALSE);
}

static void
draw_empty (AlertsScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  g_autofree char *when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                          moment.now,
                                          moment.zone);
  g_autofree char *text = NULL;

  if (m77_alerts_error (self->alerts) != NULL)
    text = g_strdup_printf (_ ("Alerts not read: %s"), m77_alerts_error (self->alerts)->message);
  else if (m77_alerts_is_loading (self->alerts))
    text = g_strdup (
        m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS ? ".  .  ." : "");
  else if (*when == '\0')
    text = g_strdup (_ ("No alerts yet: nothing was read from the platform so far"));
  else
    text = g_strdup_printf (_ ("No alert fires as of %s"), when);
  tui_draw_words (canvas,
                  area,
                  m77_alerts_error (self->alerts) != NULL ? TUI_BAD : TUI_PLAIN,
                  text);
}

/* The names of the columns stay where they are when the page scrolls. */
static void
draw_titles (AlertsScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiAlertRows rows = rows_of (self, area->cols);
  TuiRect row = { area->row, area->col, 1, area->cols };
  TuiPage titles;

  tui_page_init (&titles);
  rows.page = &titles;
  tui_alert_rows_add_titles (&rows);
  tui_page_draw (&titles, canvas, &row, FALSE);
  tui_page_clear (&titles);
}

static void
draw_alerts (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  TuiMoment moment = tui_app_moment (screen->app);
  const M77AlertGroups *groups = m77_alerts_groups (self->alerts, moment.now);
  const GError *error = m77_alerts_error (self->alerts);
  g_autofree char *count = count_words (self, groups);
  g_autofree char *right = right_words (self, groups, area->cols);
  TuiRect body = *area;

  if (canvas->rows >= 8)
    {
      tui_draw_title (canvas, area, _ ("ALERTS"), count, right);
      body.row++;
      body.rows--;
    }
  build (self, groups, area->cols);
  if (self->page.lines->len == 0)
    {
      draw_empty (self, canvas, &body);
      return;
    }
  if (body.rows > 6)
    {
      draw_titles (self, canvas, &body);
      body.row++;
      body.rows--;
    }
  if (error != NULL)
    body.rows--;
  if (body.rows > 0)
    tui_page_draw (&self->page, canvas, &body, TRUE);
  if (error != NULL)
    tui_put (canvas, body.row + body.rows, 1, area->cols - 2, TUI_BAD, error->message);
}

/* ---- Keys ---- */

/* The group of the line under the cursor, its own line or one of its members; NULL: none. */
static const M77AlertGroup *
current_group (AlertsScreen *self)
{
  TuiLine *line = tui_page_current (&self->page);
  const M77AlertGroups *groups = m77_alerts_groups (self->alerts,
                                                    m77_runtime_now (self->base.app->runtime));

  if (line == NULL)
    return NULL;
  if (g_str_has_prefix (line->id, "group/"))
    return m77_alert_groups_find (groups, line->id + strlen ("group/"));
  if (g_str_has_prefix (line->id, "more/"))
    return m77_alert_groups_find (groups, line->id + strlen ("more/"));
  return NULL;
}

static gboolean
target_alerts (TuiScreen *screen, TuiRecord *record)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  TuiLine *line = tui_page_current (&self->page);
  const M77AlertGroup *group = current_group (self);
  const M77Json *row = NULL;

  if (group != NULL && group->members->len == 1)
    row = m77_alerts_find (self->alerts, g_array_index (group->members, M77AlertMember, 0).id);
  else if (line != NULL && g_str_has_prefix (line->id, "alert/"))
    row = m77_alerts_find (self->alerts, line->id + strlen ("alert/"));
  else if (line != NULL && g_str_has_prefix (line->id, "silence/"))
    for (guint i = 0; i < MIN (g_list_model_get_n_items (self->silences), SILENCES_MOST); i++)
      {
        g_autoptr (M77Row) silence = g_list_model_get_item (self->silences, i);

        if (tui_record_from_row (record, silence) &&
            g_str_equal (record->id, line->id + strlen ("silence/")))
          return TRUE;
      }
  return row != NULL && tui_record_from_json (record, row);
}

static void
turn (AlertsScreen *self, const char *id)
{
  if (!g_hash_table_remove (self->open, id))
    g_hash_table_add (self->open, g_strdup (id));
  tui_app_dirty (self->base.app);
}

static void
open_line (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  TuiLine *line = tui_page_current (&self->page);
  TuiRecord record;

  if (line == NULL)
    return;
  if (g_str_has_prefix (line->id, "group/") || g_str_has_prefix (line->id, "more/") ||
      g_str_equal (line->id, "silenced"))
    turn (self, line->id);
  else if (target_alerts (screen, &record))
    tui_app_push (screen->app, tui_detail_new (screen->app, &record));
}

static gboolean
key_alerts (TuiScreen *screen, TuiKey key)
{
  return tui_page_key (&((AlertsScreen *) screen)->page, key);
}

void
tui_alerts_show_silenced (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;

  turn (self, "silenced");
  tui_app_draw (screen->app);
  tui_page_go (&self->page, "silenced");
}

char *
tui_alerts_refuse_acknowledge (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  const M77Action *action = m77_kind_action (m77_kind_find ("alert"), "acknowledge");
  const M77AlertGroup *group = current_group (self);
  TuiRecord record;

  if (group == NULL && target_alerts (screen, &record))
    return record.kind != NULL && g_str_equal (record.kind->name, "alert")
               ? tui_act_refusal (screen->app, &record, action)
               : g_strdup (_ ("this kind is not acknowledged"));
  if (group == NULL)
    return g_strdup (_ ("no alert is selected"));
  return tui_alerts_ack_refusal (screen->app, group);
}

void
tui_alerts_acknowledge (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  const M77AlertGroup *group = current_group (self);
  TuiRecord record;

  if (group != NULL)
    tui_alerts_ack_open (screen->app, group);
  else if (target_alerts (screen, &record))
    tui_act_open (screen->app, &record, m77_kind_action (record.kind, "acknowledge"));
}

char *
tui_alerts_refuse_silence (TuiScreen *screen)
{
  if (current_group ((AlertsScreen *) screen) == NULL)
    return g_strdup (_ ("no group is selected"));
  return screen->app->read_only ? g_strdup (_ ("this session is read-only")) : NULL;
}

void
tui_alerts_silence (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;
  gint64 now = m77_runtime_now (screen->app->runtime);

  tui_alerts_silence_open (screen->app,
                           m77_alerts_groups (self->alerts, now),
                           current_group (self));
}

static void
refresh_alerts (TuiScreen *screen)
{
  m77_alerts_refresh (((AlertsScreen *) screen)->alerts);
}

static gboolean
busy_alerts (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;

  return m77_alerts_is_loading (self->alerts) ||
         (M77_IS_LIST (self->silences) && m77_list_is_loading (M77_LIST (self->silences)) &&
          m77_list_error (M77_LIST (self->silences)) == NULL);
}

static void
free_alerts (TuiScreen *screen)
{
  AlertsScreen *self = (AlertsScreen *) screen;

  g_signal_handlers_disconnect_by_data (self->alerts, self);
  g_signal_handlers_disconnect_by_data (self->silences, self);
  g_object_unref (self->alerts);
  g_object_unref (self->silences);
  g_hash_table_unref (self->open);
  tui_page_clear (&self->page);
  g_free (self);
}

static char *
crumb_alerts (TuiScreen *screen)
{
  return g_strdup (_ ("ALERTS"));
}

static const TuiScreenClass alerts_class = {
  .context = TUI_ON_ALERTS,
  .name = N_ ("the alerts"),
  .crumb = crumb_alerts,
  .draw = draw_alerts,
  .key = key_alerts,
  .target = target_alerts,
  .open = open_line,
  .refresh = refresh_alerts,
  .busy = busy_alerts,
  .free = free_alerts,
};

TuiScreen *
tui_alerts_new (TuiApp *app)
{
  AlertsScreen *self = g_new0 (AlertsScreen, 1);

  self->base = (TuiScreen){ &alerts_class, app };
  self->alerts = app->alerts != NULL ? g_object_ref (app->alerts) : tui_alerts_open (app);
  self->silences = app->open_list (app, "silence", "is:open", "ends_at");
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked_at = m77_runtime_monotonic (app->runtime);
  tui_page_init (&self->page);
  g_signal_connect_swapped (self->alerts, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->silences, "items-changed", G_CALLBACK (changed_cb), self);
  if (M77_IS_LIST (self->silences))
    {
      m77_list_look_at (M77_LIST (self->silences), 0, SILENCES_MOST);
      g_signal_connect_swapped (self->silences, "loaded", G_CALLBACK (changed_cb), self);
    }
  return &self->base;
}

TuiScreen *
tui_alerts_new_at (TuiApp *app, const char *key)
{
  TuiScreen *screen = tui_alerts_new (app);
  AlertsScreen *self = (AlertsScreen *) screen;
  g_autofree char *id = g_strconcat ("group/", key, NULL);

  turn (self, id);
  build (self, m77_alerts_groups (self->alerts, m77_runtime_now (app->runtime)), app->canvas->cols);
  tui_page_go (&self->page, id);
  return screen;
}
