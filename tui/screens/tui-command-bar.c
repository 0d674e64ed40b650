/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-command-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-recall.h"

#define CANDIDATES_MOST 5 /* rows */
#define LIST            "command"

typedef struct
{
  TuiPanel panel;
  TuiEntry entry;
  char *fault;
  gsize fault_at;
  M77Suggest suggest;
  gboolean past;  /* earlier lines are offered (Ctrl-R) */
  char *kept;     /* what was typed before that */
  int back;       /* how far Up has gone; -1: not at all */
  char *searched; /* what was typed when it began */
} CommandBar;

static const GPtrArray *
past_lines (CommandBar *self)
{
  return tui_recall_lines (self->panel.app->recall, LIST);
}

static void
suggest (CommandBar *self)
{
  if (self->past)
    m77_suggest_past (&self->suggest, past_lines (self), self->entry.text->str);
  else
    tui_command_line_suggest (self->panel.app,
                              &self->suggest,
                              self->entry.text->str,
                              self->entry.cursor);
}

static void
suggested_cb (gpointer data)
{
  tui_app_dirty (((CommandBar *) data)->panel.app);
}

static int
measure_bar (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  CommandBar *self = (CommandBar *) panel;
  int candidates = tui_suggest_rows (&self->suggest, CANDIDATES_MOST);
  gboolean any = self->past || self->entry.text->len > 0;

  return rows < 10 || !any || candidates == 0 ? 2 : 3 + candidates;
}

static void
draw_bar (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  CommandBar *self = (CommandBar *) panel;
  int last = area->row + area->rows - 1;
  int cells = canvas->cols - 2;

  if (area->rows > 3)
    {
      tui_draw_title (canvas, area, self->past ? _ ("EARLIER") : _ ("COMPLETE"), NULL, NULL);
      tui_suggest_draw (&self->suggest, canvas, area->row + 1, area->rows - 3);
    }
  tui_put (canvas, last - 1, 0, 1, TUI_ACCENT | TUI_BOLD, ":");
  tui_entry_draw (&self->entry, canvas, last - 1, 1, cells, TUI_PLAIN, TRUE);
  if (self->fault != NULL)
    tui_suggest_draw_fault (&self->entry, canvas, last, 1, cells, self->fault_at, self->fault);
  else if (self->past)
    tui_put (canvas, last, 1, cells, TUI_DIM, _ ("Up Down choose  Enter take  Esc back"));
  else
    tui_put (canvas,
             last,
             1,
             cells,
             TUI_DIM,
             _ ("KIND [FILTER] or a verb of m77   Tab take  Up before  Ctrl-R find  Esc"));
}

static void
clear_fault (CommandBar *self)
{
  g_clear_pointer (&self->fault, g_free);
}

/* The search begins with nothing, and leaving it puts back what was typed. */
static void
set_past (CommandBar *self, gboolean past)
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

/* Earlier lines that begin with what was typed; by 1 further back. */
static void
search (CommandBar *self, int by)
{
  const GPtrArray *lines = past_lines (self);
  int at = self->back;

  if (self->back < 0)
    {
      g_free (self->searched);
      self->searched = g_strdup (self->entry.text->str);
    }
  for (at += by; at >= 0 && at < (int) lines->len; at += by)
    if (g_str_has_prefix (lines->pdata[lines->len - 1 - at], self->searched))
      break;
  if (at >= (int) lines->len)
    return;
  self->back = MAX (at, -1);
  tui_entry_set (&self->entry,
                 at >= 0 ? (const char *) lines->pdata[lines->len - 1 - at] : self->searched);
  suggest (self);
}

static void
run (CommandBar *self)
{
  TuiApp *app = self->panel.app;
  g_autofree char *line = g_strdup (self->entry.text->str);
  gsize offset = 0;
  char *fault = tui_command_line_try (app, line, TRUE, &offset);

  tui_recall_add (app->recall, LIST, g_strchomp (line));
  if (app->panel == &self->panel && fault == NULL)
    tui_app_close_panel (app);
  else if (app->panel == &self->panel)
    {
      self->fault = fault;
      self->fault_at = MIN (offset, self->entry.text->len);
    }
  else if (fault != NULL)
    {
      tui_app_say (app, TUI_BAD, "%s", fault);
      g_free (fault);
    }
}

static void
enter (CommandBar *self)
{
  if (!self->past)
    run (self);
  else
    {
      if (tui_suggest_take (&self->suggest, &self->entry))
        {
          g_free (self->kept);
          self->kept = g_strdup (self->entry.text->str);
        }
      set_past (self, FALSE);
    }
}

static void
take (CommandBar *self)
{
  gboolean only = self->suggest.words->len == 1;

  if (!tui_suggest_take (&self->suggest, &self->entry) || !only)
    return;
  if (strchr (":=<>/", self->entry.text->str[self->entry.text->len - 1]) == NULL &&
      self->entry.cursor == self->entry.text->len)
    tui_entry_insert (&self->entry, " ");
  suggest (self);
}

static void
key_bar (TuiPanel *panel, TuiKey key)
{
  CommandBar *self = (CommandBar *) panel;

  if (key == TUI_KEY_ESC && self->past)
    set_past (self, FALSE);
  else if (key == TUI_KEY_ESC || (key == TUI_KEY_BACKSPACE && self->entry.text->len == 0))
    {
      tui_app_close_panel (panel->app);
      return;
    }
  else if (key == TUI_KEY_ENTER)
    {
      clear_fault (self);
      enter (self);
      return;
    }
  else if (key == TUI_CTRL ('r'))
    set_past (self, !self->past);
  else if (key == TUI_KEY_TAB && !self->past)
    take (self);
  else if (key == TUI_KEY_BACKTAB || (self->past && key == TUI_KEY_UP))
    m77_suggest_choose (&self->suggest, -1);
  else if (self->past && key == TUI_KEY_DOWN)
    m77_suggest_choose (&self->suggest, 1);
  else if (key == TUI_KEY_UP || key == TUI_KEY_DOWN)
    search (self, key == TUI_KEY_UP ? 1 : -1);
  else if (tui_entry_key (&self->entry, key))
    {
      self->back = -1;
      suggest (self);
    }
  clear_fault (self);
}

static void
paste_bar (TuiPanel *panel, const char *text)
{
  CommandBar *self = (CommandBar *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  suggest (self);
}

static void
free_bar (TuiPanel *panel)
{
  CommandBar *self = (CommandBar *) panel;

  m77_suggest_clear (&self->suggest);
  tui_entry_clear (&self->entry);
  g_free (self->searched);
  g_free (self->kept);
  g_free (self->fault);
  g_free (self);
}

static const TuiPanelClass bar_class = {
  .measure = measure_bar,
  .draw = draw_bar,
  .key = key_bar,
  .paste = paste_bar,
  .free = free_bar,
};

gboolean
tui_command_bar_is_open (TuiApp *app)
{
  return app->panel != NULL && app->panel->class == &bar_class;
}

void
tui_command_bar_open (TuiApp *app, const char *text)
{
  CommandBar *self = g_new0 (CommandBar, 1);

  self->panel = (TuiPanel){ .class = &bar_class, .app = app };
  self->back = -1;
  tui_entry_init (&self->entry, text);
  m77_suggest_init (&self->suggest, app->client, suggested_cb, self);
  suggest (self);
  past_lines (self);
  tui_app_open_panel (app, &self->panel);
}
