/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"
#include "tui/screens/tui-bars.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-recall.h"
#include "tui/screens/tui-suggest.h"

#define CANDIDATES_MOST 4  /* rows */
#define COUNT_CELLS     24 /* "list unchanged, 1,000,000" */

typedef struct
{
  TuiPanel panel;
  TuiScreen *list;
  char *before;
  TuiEntry entry;
  M77FilterFault fault;
  gboolean wrong;
  gboolean past; /* earlier filters are offered (Ctrl-R) */
  char *kept;    /* what was typed before that */
  M77Suggest suggest;
} FilterBar;

static void
suggested_cb (gpointer data)
{
  tui_app_dirty (((FilterBar *) data)->panel.app);
}

static char *
list_name (FilterBar *self)
{
  return g_strconcat ("filter/", tui_list_kind (self->list)->name, NULL);
}

static void
suggest (FilterBar *self)
{
  const GString *text = self->entry.text;
  g_autofree char *name = list_name (self);

  if (self->past)
    m77_suggest_past (&self->suggest, tui_recall_lines (self->panel.app->recall, name), text->str);
  else
    m77_suggest_filter (&self->suggest,
                        text->str,
                        self->entry.cursor,
                        0,
                        tui_list_kind (self->list));
}

static void
try_filter (FilterBar *self, gboolean finished)
{
  TuiMoment moment = tui_app_moment (self->panel.app);
  M77FilterContext context = { moment.now, tui_app_member (self->panel.app), moment.zone };
  g_autoptr (M77Predicate) predicate = NULL;

  m77_filter_fault_clear (&self->fault);
  predicate = m77_filter_parse (self->entry.text->str,
                                tui_list_kind (self->list),
                                &context,
                                &self->fault,
                                NULL);
  self->wrong = predicate == NULL;
  if (!self->wrong && (finished || !m77_suggest_is_part (&self->suggest, self->entry.text->str)))
    {
      g_autofree char *filter = g_strstrip (g_strdup (self->entry.text->str));

      tui_list_set_filter (self->list, filter);
    }
}

static int
measure_filter (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  FilterBar *self = (FilterBar *) panel;
  int candidates = tui_suggest_rows (&self->suggest, CANDIDATES_MOST);

  return rows < 10 ? 2 : 2 + candidates + (candidates > 0 ? 1 : 0);
}

static void
draw_keys (FilterBar *self, TuiCanvas *canvas, int row)
{
  static const struct
  {
    const char *key, *word;
    gboolean of_past;
  } keys[] = {
    { "Tab", N_ ("take"), FALSE },       { "Up Down", N_ ("choose"), FALSE },
    { "Enter", N_ ("keep"), FALSE },     { "Esc", N_ ("as before"), FALSE },
    { "Ctrl-R", N_ ("earlier"), FALSE }, { "Enter", N_ ("take"), TRUE },
    { "Up Down", N_ ("choose"), TRUE },  { "Esc", N_ ("back"), TRUE },
  };
  int col = 1;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].of_past != self->past ||
          col + tui_width (canvas, keys[i].key) + 1 + tui_width (canvas, _ (keys[i].word)) >=
              canvas->cols)
        continue;
      col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, keys[i].key) + 1;
      col += tui_put (canvas, row, col, canvas->cols, TUI_PLAIN, _ (keys[i].word)) + 2;
    }
}

static void
draw_filter (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  FilterBar *self = (FilterBar *) panel;
  g_autofree char *count = tui_list_count (self->list);
  g_autofree char *right = g_strdup_printf (self->wrong ? _ ("list unchanged, %s") : "%s", count);
  int last = area->row + area->rows - 1;
  int cells = canvas->cols - 20;

  if (area->rows > 3)
    {
      tui_draw_title (canvas, area, self->past ? _ ("EARLIER") : _ ("COMPLETE"), NULL, NULL);
      tui_suggest_draw (&self->suggest, canvas, area->row + 1, area->rows - 3);
    }
  tui_put (canvas, last - 1, 0, 1, TUI_ACCENT | TUI_BOLD, "/");
  tui_put_right (canvas,
                 last - 1,
                 canvas->cols,
                 COUNT_CELLS,
                 self->wrong ? TUI_WARN : TUI_DIM,
                 right);
  tui_entry_draw (&self->entry, canvas, last - 1, 1, cells, TUI_PLAIN, TRUE);
  if (self->wrong && !self->past)
    tui_suggest_draw_fault (&self->entry,
                            canvas,
                            last,
                            1,
                            cells,
                            self->fault.offset,
                            self->fault.expected);
  else
    draw_keys (self, canvas, last);
}

/* The search begins with nothing, and leaving it puts back what was typed. */
static void
set_past (FilterBar *self, gboolean past)
{
  if (past)
    {
      g_free (self->kept);
      self->kept = g_strdup (self->entry.text->str);
    }
  tui_entry_set (&self->entry, past ? "" : self->kept);
  self->past = past;
  suggest (self);
}

static void
finish (FilterBar *self)
{
  g_autofree char *name = list_name (self);

  if (self->past)
    {
      if (tui_suggest_take (&self->suggest, &self->entry))
        {
          g_free (self->kept);
          self->kept = g_strdup (self->entry.text->str);
        }
      set_past (self, FALSE);
    }
  try_filter (self, TRUE);
  if (self->wrong)
    return;
  tui_recall_add (self->panel.app->recall, name, g_strstrip (self->entry.text->str));
  tui_app_close_panel (self->panel.app);
}

static void
key_filter (TuiPanel *panel, TuiKey key)
{
  FilterBar *self = (FilterBar *) panel;

  if (key == TUI_KEY_ESC && self->past)
    set_past (self, FALSE);
  else if (key == TUI_KEY_ESC)
    {
      tui_list_set_filter (self->list, self->before);
      tui_app_close_panel (panel->app);
    }
  else if (key == TUI_KEY_ENTER)
    finish (self);
  else if (key == TUI_KEY_UP || key == TUI_KEY_DOWN)
    m77_suggest_choose (&self->suggest, key == TUI_KEY_UP ? -1 : 1);
  else if (key == TUI_CTRL ('r'))
    set_past (self, !self->past);
  else if (key == TUI_KEY_TAB && !self->past)
    {
      if (tui_suggest_take (&self->suggest, &self->entry))
        try_filter (self, FALSE);
      if (self->suggest.words->len == 1)
        suggest (self);
    }
  else if (tui_entry_key (&self->entry, key))
    {
      suggest (self);
      if (!self->past)
        try_filter (self, FALSE);
    }
}

static void
paste_filter (TuiPanel *panel, const char *text)
{
  FilterBar *self = (FilterBar *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  suggest (self);
  try_filter (self, FALSE);
}

static void
free_filter (TuiPanel *panel)
{
  FilterBar *self = (FilterBar *) panel;

  m77_suggest_clear (&self->suggest);
  tui_entry_clear (&self->entry);
  m77_filter_fault_clear (&self->fault);
  g_free (self->before);
  g_free (self->kept);
  g_free (self);
}

static const TuiPanelClass filter_class = {
  .measure = measure_filter,
  .draw = draw_filter,
  .key = key_filter,
  .paste = paste_filter,
  .free = free_filter,
};

void
tui_bars_open_filter (TuiApp *app, TuiScreen *list)
{
  FilterBar *self = g_new0 (FilterBar, 1);
  const char *filter = tui_list_filter (list);
  g_autofree char *text = g_strconcat (filter, *filter != '\0' ? " " : "", NULL);

  self->panel = (TuiPanel){ .class = &filter_class, .app = app };
  self->list = list;
  self->before = g_strdup (filter);
  tui_entry_init (&self->entry, text);
  m77_suggest_init (&self->suggest, app->client, suggested_cb, self);
  suggest (self);
  try_filter (self, FALSE);
  tui_app_open_panel (app, &self->panel);
}
