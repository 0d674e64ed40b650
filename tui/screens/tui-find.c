/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-find.h"

#include <glib/gi18n.h>

#include "tui/widgets/tui-entry.h"

typedef struct
{
  TuiPanel panel;
  TuiPage *page;
  TuiEntry entry;
  char *line; /* where the cursor was */
  char *before;
  gboolean missed;
} FindBar;

static int
measure_find (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return 2;
}

static void
draw_find (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  FindBar *self = (FindBar *) panel;
  int row = area->row;
  int col = 1;

  tui_put (canvas, row, 0, 1, TUI_ACCENT | TUI_BOLD, "/");
  tui_entry_draw (&self->entry, canvas, row, 1, canvas->cols - 20, TUI_PLAIN, TRUE);
  if (self->missed)
    tui_put_right (canvas, row, canvas->cols - 1, 18, TUI_WARN, _ ("not in this"));
  col += tui_put (canvas, row + 1, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Enter"));
  col += 1 + tui_put (canvas, row + 1, col + 1, canvas->cols, TUI_PLAIN, _ ("stay")) + 2;
  col += tui_put (canvas, row + 1, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Esc"));
  col += 1 + tui_put (canvas, row + 1, col + 1, canvas->cols, TUI_PLAIN, _ ("as before")) + 2;
  col += tui_put (canvas, row + 1, col, canvas->cols, TUI_ACCENT | TUI_BOLD, "> <");
  tui_put (canvas, row + 1, col + 1, canvas->cols, TUI_PLAIN, _ ("then next, previous"));
}

static void
look (FindBar *self)
{
  if (self->line != NULL)
    tui_page_go (self->page, self->line);
  self->missed = !tui_page_find (self->page, self->entry.text->str, 0);
}

static void
key_find (TuiPanel *panel, TuiKey key)
{
  FindBar *self = (FindBar *) panel;

  if (key == TUI_KEY_ESC)
    {
      if (self->line != NULL)
        tui_page_go (self->page, self->line);
      tui_page_find (self->page, "", 0);
      tui_app_close_panel (panel->app);
    }
  else if (key == TUI_KEY_ENTER)
    {
      if (self->entry.text->len == 0 && self->before != NULL)
        self->missed = !tui_page_find (self->page, self->before, 1);
      tui_app_close_panel (panel->app);
    }
  else if (tui_entry_key (&self->entry, key))
    look (self);
}

static void
paste_find (TuiPanel *panel, const char *text)
{
  FindBar *self = (FindBar *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  look (self);
}

static void
free_find (TuiPanel *panel)
{
  FindBar *self = (FindBar *) panel;

  tui_entry_clear (&self->entry);
  g_free (self->line);
  g_free (self->before);
  g_free (self);
}

static const TuiPanelClass find_class = {
  .measure = measure_find,
  .draw = draw_find,
  .key = key_find,
  .paste = paste_find,
  .free = free_find,
};

void
tui_find_open (TuiApp *app, TuiPage *page)
{
  FindBar *self = g_new0 (FindBar, 1);
  TuiLine *line = tui_page_current (page);

  self->panel = (TuiPanel){ .class = &find_class, .app = app };
  self->page = page;
  self->line = line != NULL ? g_strdup (line->id) : NULL;
  self->before = g_strdup (page->find);
  tui_entry_init (&self->entry, "");
  tui_app_open_panel (app, &self->panel);
}

void
tui_find_again (TuiApp *app, TuiPage *page, int by)
{
  if (page->find == NULL)
    tui_app_say (app, TUI_PLAIN, _ ("Nothing was looked for: / finds"));
  else if (!tui_page_find (page, NULL, by))
    tui_app_say (app, TUI_WARN, _ ("“%s” is not in this"), page->find);
}
