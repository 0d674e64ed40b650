/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-overview-rows.h"

#define SOON_MS       (30 * 60 * G_GINT64_CONSTANT (1000))
#define SILENCES_MOST 300 /* looked at */
#define WIDE          66

static gboolean
find_silence (const TuiAlertRows *self, const char *id, TuiRecord *record)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (self->silences), SILENCES_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->silences, i);

      if (tui_record_from_row (record, row) && g_str_equal (record->id, id))
        return TRUE;
    }
  return FALSE;
}

guint
tui_alert_rows_ending (const TuiAlertRows *self)
{
  guint n = 0;

  for (guint i = 0; i < MIN (g_list_model_get_n_items (self->silences), SILENCES_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->silences, i);
      TuiRecord record;
      gint64 ends;

      if (!tui_record_from_row (&record, row) ||
          g_strcmp0 (m77_json_get_string (record.doc, "status"), "active") != 0)
        continue;
      ends = tui_rows_time_of (record.doc, "ends_at");
      n += ends != M77_TIME_NONE && ends - self->moment.now < SOON_MS;
    }
  return n;
}

static const char *
owner_of (const M77Json *silence)
{
  const char *author = m77_json_get_string (silence, "author");

  return author != NULL ? author : _ ("no owner");
}

static void
write_silence (TuiLine *line, gconstpointer item, gpointer data, int cols)
{
  const TuiAlertRows *self = data;
  const M77AlertGroup *group = item;
  TuiRecord record;
  gint64 ends;
  g_autofree char *when = NULL;
  const char *comment;

  tui_line_printf (line, 5, 5, TUI_PLAIN, "x%u", group->members->len);
  if (*group->key == '\0' || !find_silence (self, group->key, &record))
    {
      tui_line_span (line,
                     11,
                     0,
                     TUI_DIM,
                     *group->key == '\0' ? _ ("not by a silence: held back by another alert")
                                         : _ ("by a silence that is not here"));
      return;
    }
  ends = tui_rows_time_of (record.doc, "ends_at");
  when = m77_time_short (ends, self->moment.now, self->moment.zone);
  comment = m77_json_get_string (record.doc, "comment");
  tui_line_printf (line,
                   11,
                   18,
                   ends - self->moment.now < SOON_MS ? TUI_WARN : TUI_PLAIN,
                   _ ("ends %s"),
                   when);
  tui_line_span (line, self->cols < WIDE ? 24 : 30, 12, TUI_PLAIN, owner_of (record.doc));
  if (self->cols >= 66)
    tui_line_span (line, 43, 0, TUI_DIM, comment != NULL ? comment : "");
}

static void
add_silence (const TuiAlertRows *self, const M77AlertGroup *group)
{
  g_autofree char *id = *group->key != '\0' ? g_strconcat ("silence/", group->key, NULL) : NULL;

  tui_page_add_row (self->page, id, write_silence, group, (gpointer) self);
}

/* "03:30 x4 mika   03:38 x5 no owner": those that end first. */
static void
add_summary (const TuiAlertRows *self, TuiLine *line, const M77AlertGroups *groups)
{
  guint n = MIN (g_list_model_get_n_items (self->silences), SILENCES_MOST);

  for (guint i = 0, shown = 0; i < n && shown < 3; i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->silences, i);
      const M77AlertGroup *group;
      TuiRecord record;
      gint64 ends;
      g_autofree char *when = NULL;

      if (!tui_record_from_row (&record, row) ||
          (group = m77_alert_groups_find (groups, record.id)) == NULL)
        continue;
      ends = tui_rows_time_of (record.doc, "ends_at");
      when = m77_time_short (ends, self->moment.now, self->moment.zone);
      tui_line_printf (line,
                       -1,
                       0,
                       ends - self->moment.now < SOON_MS ? TUI_WARN : TUI_PLAIN,
                       "   %s x%u %s",
                       when,
                       group->members->len,
                       owner_of (record.doc));
      shown++;
    }
}

/* Those that end first; then what no silence here accounts for. */
static void
add_silences (const TuiAlertRows *self, const M77AlertGroups *groups)
{
  guint n = MIN (g_list_model_get_n_items (self->silences), SILENCES_MOST);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->silences, i);
      const M77AlertGroup *group;
      TuiRecord record;

      if (!tui_record_from_row (&record, row) ||
          (group = m77_alert_groups_find (groups, record.id)) == NULL)
        continue;
      add_silence (self, group);
      g_hash_table_add (told, (gpointer) group);
    }
  for (guint i = 0; i < groups->suppressed->len; i++)
    if (!g_hash_table_contains (told, groups->suppressed->pdata[i]))
      add_silence (self, groups->suppressed->pdata[i]);
}

void
tui_alert_rows_add_silenced (const TuiAlertRows *self, const M77AlertGroups *groups)
{
  gboolean is_open = g_hash_table_contains (self->open, "silenced");
  TuiLine *line;

  if (groups->n_suppressed == 0)
    return;
  line = tui_page_add (self->page, TUI_LINE_TEXT, "silenced");
  tui_line_span (line,
                 3,
                 1,
                 TUI_DIM,
                 tui_glyph (self->app->canvas, is_open ? TUI_GLYPH_OPEN : TUI_GLYPH_FOLDED));
  tui_line_printf (line,
                   4,
                   0,
                   TUI_BOLD,
                   self->cols < WIDE ? _ ("SILENCED %u") : _ ("SILENCED %u, not counted above"),
                   groups->n_suppressed);
  if (!is_open)
    add_summary (self, line, groups);
  else
    add_silences (self, groups);
}
