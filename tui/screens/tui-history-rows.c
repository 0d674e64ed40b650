/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-history-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-history.h"
#include "tui/screens/tui-inbox-rows.h"

#define WIDE_COLS 60
#define WHO_COL   15
#define WHAT_COL  26

static char *
when_words (TuiApp *app, gint64 instant)
{
  TuiMoment moment = tui_app_moment (app);

  return m77_time_short (instant, moment.now, moment.zone);
}

char *
tui_history_title (TuiApp *app, const M77Json *entry)
{
  g_autofree char *time = when_words (app, m77_history_at (entry));
  g_autofree char *what = m77_history_what (entry);

  return g_strdup_printf ("%s %s: %s", time, m77_history_who (entry), what);
}

/* ---- Lines ---- */

static TuiStyle
state_style (const char *state)
{
  static const struct
  {
    const char *state;
    TuiStyle style;
  } styles[] = {
    { "held", TUI_WARN },        { "conflict", TUI_CONFLICT }, { "rejected", TUI_BAD },
    { "queued", TUI_MINE },      { "failure", TUI_BAD },       { "denied", TUI_BAD },
    { "decided", TUI_CONFLICT }, { "merged", TUI_MINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i].state, state) == 0)
      return styles[i].style;
  return TUI_DIM;
}

static void
add_events (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  const M77Json *event = m77_json_first (m77_json_get (operation, "events"));

  for (; event != NULL; event = m77_json_next (event))
    {
      const char *at = m77_json_get_string (event, "at");
      g_autofree char *words = m77_history_event (operation, event);
      g_autofree char *time = NULL;
      TuiLine *line;

      if (words == NULL)
        continue;
      time = when_words (app, at != NULL ? m77_time_parse (at) : M77_TIME_NONE);
      line = tui_page_add (page, TUI_LINE_TEXT, NULL);
      tui_line_span (line, 1, WHO_COL - 2, TUI_DIM, time);
      tui_line_span (line,
                     cols >= WIDE_COLS ? WHAT_COL : WHO_COL,
                     0,
                     state_style (m77_json_get_string (event, "what")),
                     words);
    }
}

static void
write_entry (TuiLine *line, gconstpointer entry, gpointer app, int cols)
{
  const char *state = m77_history_state (entry);
  g_autofree char *time = when_words (app, m77_history_at (entry));
  g_autofree char *what = m77_history_what (entry);
  int col = cols >= WIDE_COLS ? WHAT_COL : WHO_COL;
  gboolean quiet = g_strcmp0 (state, "success") == 0;

  tui_line_span (line, 1, WHO_COL - 2, TUI_PLAIN, time);
  if (cols >= WIDE_COLS)
    tui_line_span (line, WHO_COL, WHAT_COL - WHO_COL - 1, TUI_BOLD, m77_history_who (entry));
  tui_line_span (line, col, cols - col - (quiet || cols < WIDE_COLS ? 1 : 12), TUI_PLAIN, what);
  if (!quiet)
    tui_line_right (line, state_style (state), state != NULL ? state : "");
}

void
tui_history_add_rows (TuiPage *page, TuiApp *app, const M77Json *entries, int cols)
{
  g_autoptr (GPtrArray) told = m77_history_told (entries);

  for (guint i = 0; i < told->len; i++)
    {
      const M77Json *entry = told->pdata[i];

      tui_page_add_row (page, m77_json_get_string (entry, "id"), write_entry, entry, app);
      if (!m77_history_is_audit (entry))
        add_events (page, app, entry, cols);
    }
}

void
tui_history_add_details (TuiPage *page, TuiApp *app, const M77Json *entry, int cols)
{
  const M77Json *doc = m77_json_get (entry, "doc");
  const M77Json *change = m77_json_first (m77_json_get (doc, "changes"));

  if (!m77_history_is_audit (entry))
    {
      tui_inbox_add_changes (page, app, entry, cols);
      return;
    }
  for (; change != NULL; change = m77_json_next (change))
    tui_inbox_add_change (page,
                          app,
                          m77_json_get_string (doc, "subject_kind"),
                          m77_json_name (change),
                          m77_json_get (change, "from"),
                          m77_json_get (change, "to"),
                          cols);
  if (m77_json_get_string (doc, "reason") != NULL)
    tui_line_printf (tui_page_add (page, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_PLAIN,
                     _ ("reason: %s"),
                     m77_json_get_string (doc, "reason"));
}
