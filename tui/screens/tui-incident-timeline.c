/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"
#include "tui/screens/tui-incident-private.h"

#define WHEN_COL   3
#define WHEN_SHORT 5
#define WHEN_LONG  12
#define WHO_CELLS  7
#define AUD_CELLS  4
#define TEXT_MOST  100
#define NARROW                                                                                     \
  60 /* columns, below which an entry is not told for whom but where it is for others */

static gint64
time_of (const M77Json *object, const char *field)
{
  const char *text = m77_json_get_string (object, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static gboolean
is_shown (TuiDetail *self, const M77Json *entry)
{
  const TuiRoom *room = self->own;

  return room->only == TUI_ONLY_ALL ||
         (room->only == TUI_ONLY_PUBLIC && m77_entry_is_for_others (entry)) ||
         (room->only == TUI_ONLY_PEOPLE && m77_entry_is_of_person (entry));
}

/* Where the parts of an entry stand: the times are short where all are of today. */
static int
when_cells (TuiDetail *self)
{
  const M77Json *first = m77_json_first (m77_json_get (self->sections.record.doc, "timeline"));
  const TuiMoment *moment = &self->sections.moment;
  gint64 at = time_of (first, "at");
  g_autofree char *when = m77_time_short (at, moment->now, moment->zone);

  return m77_text_width (when) > WHEN_SHORT ? WHEN_LONG : WHEN_SHORT;
}

/* Returns the column its text begins at. */
static int
add_what (TuiDetail *self, TuiLine *line, const M77Json *entry)
{
  const TuiMoment *moment = &self->sections.moment;
  g_autofree char *when = m77_time_short (time_of (entry, "at"), moment->now, moment->zone);
  gboolean mine = m77_json_get_string (entry, "received_at") == NULL;
  int cells = when_cells (self);
  int col = WHEN_COL + cells + 1;
  const char *audience = m77_json_get_string (entry, "audience");
  gboolean others = m77_entry_is_for_others (entry);

  if (mine)
    tui_line_span (line, 1, 1, TUI_MINE, tui_glyph (self->sections.canvas, TUI_GLYPH_PENDING));
  tui_line_span (line, WHEN_COL, cells, TUI_DIM, when);
  tui_line_span (line,
                 col,
                 WHO_CELLS,
                 TUI_PLAIN,
                 m77_entry_who (m77_kind_field (self->record.kind, "timeline"), entry));
  col += WHO_CELLS + 1;
  if (!others && self->sections.cols < NARROW)
    return col;
  tui_line_span (line,
                 col,
                 AUD_CELLS,
                 others ? TUI_WARN | TUI_BOLD : TUI_DIM,
                 !others                            ? _ ("int")
                 : g_str_equal (audience, "public") ? _ ("PUB")
                                                    : _ ("STAK"));
  return col + AUD_CELLS + 1;
}

static void
fill_entry (TuiPage *page, gconstpointer item, gpointer data)
{
  TuiDetail *self = data;
  g_autofree char *text = m77_entry_text (item,
                                          self->sections.moment.now,
                                          self->sections.moment.zone);
  g_autofree char *safe = m77_text_safe_lines (text, -1);
  TuiLine *line = tui_page_add (page, TUI_LINE_TEXT, NULL);
  int col = add_what (self, line, item);
  g_auto (GStrv) lines = m77_text_wrap (safe, CLAMP (self->sections.cols - col - 1, 8, TEXT_MOST));

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        line = tui_page_add (page, TUI_LINE_TEXT, NULL);
      tui_line_span (line, col, 0, TUI_PLAIN, lines[i]);
    }
}

/* "------------------ 03:04, the platform's last word": what is under it is this machine's. */
static void
add_last_word (TuiDetail *self)
{
  const TuiMoment *moment = &self->sections.moment;
  g_autofree char *when = m77_time_short (time_of (self->base.app->profile, "last_sync"),
                                          moment->now,
                                          moment->zone);
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, NULL);

  tui_line_printf (line,
                   1,
                   0,
                   TUI_DIM,
                   *when != '\0' ? _ ("------------------ %s, the platform's last word")
                                 : _ ("------------------ made here, not sent%s"),
                   when);
}

/* An action that the platform has not had yet. */
static const char *
add_operation (TuiDetail *self, const M77Json *operation)
{
  const TuiMoment *moment = &self->sections.moment;
  const char *action = m77_json_get_string (operation, "action");
  const char *author = m77_json_get_string (operation, "author");
  gboolean held = g_strcmp0 (m77_json_get_string (operation, "state"), "held") == 0;
  gboolean rejected = g_strcmp0 (m77_json_get_string (operation, "state"), "rejected") == 0;
  g_autofree char *id = g_strdup_printf ("o:%s", m77_json_get_string (operation, "id"));
  g_autofree char *when = m77_time_short (time_of (operation, "made_at"),
                                          moment->now,
                                          moment->zone);
  TuiStyle style = held ? TUI_WARN : rejected ? TUI_BAD : TUI_MINE;
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, id);
  int cells = when_cells (self);
  int col = WHEN_COL + cells + 1;

  if (author == NULL)
    author = tui_app_member (self->base.app);
  tui_line_span (line,
                 1,
                 1,
                 style,
                 tui_glyph (self->sections.canvas,
                            held       ? TUI_GLYPH_HELD
                            : rejected ? TUI_GLYPH_REJECTED
                                       : TUI_GLYPH_QUEUED));
  tui_line_span (line, WHEN_COL, cells, TUI_DIM, when);
  tui_line_span (line, col, WHO_CELLS, TUI_PLAIN, author);
  col += WHO_CELLS + 1 + (self->sections.cols >= NARROW ? AUD_CELLS + 1 : 0);
  tui_line_printf (line,
                   col,
                   0,
                   style,
                   held       ? _ ("%s: HELD, not sent; i confirms or drops it")
                   : rejected ? _ ("%s: REFUSED by the platform; i tells why")
                              : _ ("%s: queued, not delivered"),
                   action);
  return line->id;
}

/* What people wrote after the platform's last word, and what waits here, in their order. */
static void
add_entries (TuiDetail *self, const M77Json *log)
{
  TuiRoom *room = self->own;
  gboolean said = FALSE;
  gboolean offline = !tui_app_is_online (self->base.app);
  const M77Json *operation = tui_incident_next_operation (self, NULL);

  g_clear_pointer (&room->newest, g_free);
  for (const M77Json *entry = m77_json_first (log); entry != NULL || operation != NULL;)
    {
      gint64 made = operation != NULL ? time_of (operation, "made_at") : G_MAXINT64;
      gboolean is_entry = entry != NULL && (operation == NULL || time_of (entry, "at") <= made ||
                                            m77_json_get_string (entry, "received_at") != NULL);
      gboolean is_mine = !is_entry || m77_json_get_string (entry, "received_at") == NULL;
      gboolean is_action = !is_entry && m77_json_get_string (operation, "action") != NULL;

      if (offline && !said && is_mine && (is_entry || is_action))
        {
          add_last_word (self);
          said = TRUE;
        }
      if (is_entry && is_shown (self, entry))
        {
          g_free (room->newest);
          room->newest = g_strdup_printf ("e:timeline/%s", m77_json_get_string (entry, "id"));
          tui_page_add_lazy (&self->page, room->newest, fill_entry, entry, self);
        }
      else if (is_action)
        {
          g_free (room->newest);
          room->newest = g_strdup (add_operation (self, operation));
        }
      if (is_entry)
        entry = m77_json_next (entry);
      else
        operation = tui_incident_next_operation (self, operation);
    }
}

void
tui_incident_add_timeline (TuiDetail *self)
{
  static const char *const words[TUI_N_ONLY] = { N_ ("all audiences"),
                                                 N_ ("only what people wrote"),
                                                 N_ ("only what others were told") };
  TuiRoom *room = self->own;
  const M77Json *log = m77_json_get (self->sections.record.doc, "timeline");
  guint n = m77_json_size (log);
  g_autofree char *more = NULL;

  if (room->newest == NULL || g_strcmp0 (self->page.cursor, room->newest) == 0)
    room->seen = n;
  more = n > room->seen
             ? g_strdup_printf (_ ("%s   +%u new: G"), _ (words[room->only]), n - room->seen)
             : g_strdup (_ (words[room->only]));
  if (tui_sections_heading (&self->sections, "h:timeline", _ ("Timeline"), n, more))
    add_entries (self, log);
}
