/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-deployment-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"

#define LOOKED_AT    40 /* records of a list */
#define CARRIES_MOST 6  /* lines of one list */
#define EVENTS_MOST  100
#define NARROW       66
#define VERB_CELLS   10
#define EVENT_COL    22

static void
add_heading (const TuiDeploymentRows *self, const char *words)
{
  TuiLine *line = tui_page_add (self->page, TUI_LINE_HEADING, NULL);

  tui_line_span (line, 1, 0, TUI_BOLD, words);
}

/* ---- What each would do ---- */

static void
add_verb (const TuiDeploymentRows *self, const M77Outlook *outlook)
{
  gboolean safe = (outlook->action->flags & M77_ACTION_SAFE) != 0;
  g_autofree char *name = g_utf8_strdown (tui_label (outlook->action->label), -1);
  g_autofree char *note = outlook->not_now != NULL
                              ? g_strdup_printf (_ ("not now: %s"), outlook->not_now)
                              : g_strdup (outlook->remark);
  TuiStyle style = outlook->not_now != NULL ? TUI_DIM : TUI_WARN;
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);
  int room = self->cols - VERB_CELLS - 2;
  gboolean fits = note == NULL || self->cols >= NARROW;

  tui_line_span (line,
                 1,
                 VERB_CELLS - 1,
                 outlook->not_now != NULL ? TUI_DIM
                 : safe                   ? TUI_GOOD | TUI_BOLD
                                          : TUI_BOLD,
                 name);
  tui_line_span (line,
                 1 + VERB_CELLS,
                 note != NULL && fits ? MAX (room - (int) m77_text_width (note) - 2, 12) : room,
                 outlook->not_now != NULL ? TUI_DIM : TUI_PLAIN,
                 outlook->effect != NULL ? outlook->effect : tui_label (outlook->action->effect));
  if (note == NULL)
    return;
  if (fits)
    tui_line_right (line, style, note);
  else
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL), 3, 0, style, note);
}

void
tui_deployment_rows_add_outlook (const TuiDeploymentRows *self)
{
  g_autoptr (GPtrArray) outlooks = m77_rollout_outlook (self->record->doc, &self->view);

  add_heading (self, _ ("WHAT EACH WOULD DO"));
  for (guint i = 0; i < outlooks->len; i++)
    add_verb (self, outlooks->pdata[i]);
  if (outlooks->len == 0)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_DIM,
                   _ ("Nothing more is to be done with it."));
}

/* ---- What it carries ---- */

static void
add_concern (const TuiDeploymentRows *self, const char *id, gboolean warns, const char *words)
{
  TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, 1, TUI_BAD | TUI_BOLD, warns ? "!" : "");
  tui_line_span (line, 3, self->cols - 4, warns ? TUI_BOLD : TUI_PLAIN, words);
}

static guint
add_irreversible (const TuiDeploymentRows *self)
{
  const M77Json *what = m77_json_first (m77_json_get (self->record->doc, "irreversible"));
  guint n = 0;

  for (; what != NULL; what = m77_json_next (what), n++)
    {
      g_autofree char *safe = m77_text_safe_line (m77_json_string (what) != NULL
                                                      ? m77_json_string (what)
                                                      : "-",
                                                  -1);
      g_autofree char *words = g_strdup_printf (_ ("cannot be undone: %s"), safe);
      g_auto (GStrv) lines = m77_text_wrap (words, (guint) MAX (self->cols - 5, 12));

      for (guint i = 0; lines[i] != NULL; i++)
        add_concern (self, NULL, i == 0, lines[i]);
    }
  return n;
}

static guint
add_concerns (const TuiDeploymentRows *self, GListModel *list)
{
  guint n = 0;

  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), LOOKED_AT); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (list, i);
      g_autofree char *words = NULL;
      g_autofree char *id = NULL;
      gboolean warns = FALSE;
      TuiRecord other;

      if (!tui_record_from_row (&other, row) || other.kind == NULL)
        continue;
      words = m77_rollout_concerns (self->record->doc, other.kind, other.doc, &self->view, &warns);
      if (words == NULL || ++n > CARRIES_MOST)
        continue;
      id = g_strdup_printf ("%s/%s", other.kind_name, other.id);
      add_concern (self, id, warns, words);
    }
  if (n > CARRIES_MOST)
    tui_line_printf (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                     3,
                     0,
                     TUI_DIM,
                     _ ("and %u more"),
                     n - CARRIES_MOST);
  return n;
}

void
tui_deployment_rows_add_carries (const TuiDeploymentRows *self,
                                 GListModel *const *lists,
                                 guint n_lists)
{
  guint n = 0;

  add_heading (self, _ ("CARRIES"));
  n += add_irreversible (self);
  for (guint i = 0; i < n_lists; i++)
    if (lists[i] != NULL)
      n += add_concerns (self, lists[i]);
  if (n == 0)
    tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, NULL),
                   3,
                   0,
                   TUI_DIM,
                   _ ("nothing that is known here: no migration, flag, freeze or incident"));
}

/* ---- What happened ---- */

static void
add_event (const TuiDeploymentRows *self, const M77Json *event)
{
  const char *text = m77_json_get_string (event, "text");
  const char *author = m77_json_get_string (event, "author");
  const char *at = m77_json_get_string (event, "at");
  gboolean mine = m77_json_get_string (event, "received_at") == NULL;
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          self->moment.now,
                                          self->moment.zone);
  g_autofree char *safe = m77_text_safe_line (text != NULL ? text : "", -1);
  int indent = self->cols < NARROW ? EVENT_COL - 4 : EVENT_COL;
  g_auto (GStrv) lines = m77_text_wrap (safe, (guint) MAX (self->cols - indent - 1, 8));

  for (guint i = 0; lines[i] != NULL; i++)
    {
      TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

      tui_line_span (line, indent, 0, TUI_PLAIN, lines[i]);
      if (i > 0)
        continue;
      tui_line_span (line,
                     1,
                     1,
                     TUI_MINE,
                     mine ? tui_glyph (self->app->canvas, TUI_GLYPH_PENDING) : "");
      tui_line_span (line, 3, indent - 13, TUI_DIM, when);
      tui_line_span (line, indent - 9, 8, TUI_PLAIN, author != NULL ? author : "");
    }
}

void
tui_deployment_rows_add_events (const TuiDeploymentRows *self)
{
  const M77Json *events = m77_json_get (self->record->doc, "events");
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (m77_json_size (events) == 0)
    return;
  add_heading (self, _ ("EVENTS, newest first"));
  for (const M77Json *event = m77_json_first (events); event != NULL; event = m77_json_next (event))
    g_ptr_array_add (all, (gpointer) event);
  for (guint i = all->len; i > 0 && all->len - i < EVENTS_MOST; i--)
    add_event (self, all->pdata[i - 1]);
}
