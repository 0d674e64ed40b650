/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-writer.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-editor.h"
#include "tui/widgets/tui-text.h"

#define TEXT_WIDTH 100

typedef struct
{
  TuiPanel panel;
  char *title, *verb, *esc;
  TuiText text;
  TuiWriterDone done;
  TuiWriterChanged changed;
  gpointer data;
  GDestroyNotify free_data;
} Writer;

static int
measure_writer (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return rows;
}

static int
draw_key (TuiCanvas *canvas, int row, int col, const char *key, const char *word)
{
  if (col + tui_width (canvas, key) + tui_width (canvas, word) + 1 >= canvas->cols)
    return col;
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, key);
  return col + 1 + tui_put (canvas, row, col + 1, canvas->cols, TUI_PLAIN, word) + 2;
}

static void
draw_writer (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  Writer *self = (Writer *) panel;
  TuiRect body = { area->row + 1, 1, area->rows - 2, MIN (canvas->cols - 2, TEXT_WIDTH) };
  int keys = area->row + area->rows - 1;
  int col = 1;
  guint line, column;
  g_autofree char *place = NULL;

  if (area->rows < 4)
    body = (TuiRect){ area->row, 0, MAX (area->rows - 1, 1), canvas->cols };
  tui_text_draw (&self->text, canvas, &body);
  tui_text_place (&self->text, &line, &column);
  place = g_strdup_printf ("%u:%u", line, column);
  if (area->rows >= 4)
    tui_draw_title (canvas, area, self->title, NULL, place);
  if (area->rows < 2)
    return;
  col = draw_key (canvas, keys, col, "Ctrl-D", self->verb);
  col = draw_key (canvas, keys, col, _ ("Esc"), self->esc);
  col = draw_key (canvas, keys, col, "Ctrl-Z", _ ("undo"));
  col = draw_key (canvas, keys, col, "Ctrl-Y", _ ("redo"));
  if (panel->app->term != NULL)
    draw_key (canvas, keys, col, "Ctrl-E", _ ("editor"));
}

static void
finish (Writer *self, gboolean finished)
{
  TuiApp *app = self->panel.app;
  g_autofree char *text = g_strdup (self->text.text->str);
  TuiWriterDone done = self->done;
  gpointer data = self->data;
  GDestroyNotify free_data = self->free_data;

  self->free_data = NULL;
  tui_app_close_panel (app);
  done (app, text, finished, data);
  if (free_data != NULL)
    free_data (data);
}

static void
edit_outside (Writer *self)
{
  g_autofree char *text = tui_editor_run (self->panel.app, self->text.text->str);

  if (text != NULL)
    tui_text_set (&self->text, text);
}

static void
tell (Writer *self)
{
  if (self->changed != NULL)
    self->changed (self->panel.app, self->text.text->str, self->data);
}

static void
key_writer (TuiPanel *panel, TuiKey key)
{
  Writer *self = (Writer *) panel;

  if (key == TUI_KEY_ESC || key == TUI_CTRL ('d'))
    {
      finish (self, key != TUI_KEY_ESC);
      return;
    }
  if (key == TUI_CTRL ('e'))
    edit_outside (self);
  else if (!tui_text_key (&self->text, key))
    return;
  tell (self);
}

static void
paste_writer (TuiPanel *panel, const char *text)
{
  Writer *self = (Writer *) panel;

  tui_text_insert (&self->text, text);
  tell (self);
}

static void
free_writer (TuiPanel *panel)
{
  Writer *self = (Writer *) panel;

  if (self->free_data != NULL)
    self->free_data (self->data);
  tui_text_clear (&self->text);
  g_free (self->title);
  g_free (self->verb);
  g_free (self->esc);
  g_free (self);
}

static const TuiPanelClass writer_class = {
  .measure = measure_writer,
  .draw = draw_writer,
  .key = key_writer,
  .paste = paste_writer,
  .free = free_writer,
};

void
tui_writer_open (TuiApp *app,
                 const char *title,
                 const char *verb,
                 const char *esc,
                 const char *text,
                 TuiWriterDone done,
                 TuiWriterChanged changed,
                 gpointer data,
                 GDestroyNotify free_data)
{
  Writer *self = g_new0 (Writer, 1);

  self->panel = (TuiPanel){ .class = &writer_class, .app = app };
  self->title = g_strdup (title);
  self->verb = g_strdup (verb);
  self->esc = g_strdup (esc);
  self->done = done;
  self->changed = changed;
  self->data = data;
  self->free_data = free_data;
  tui_text_init (&self->text, text);
  tui_app_open_panel (app, &self->panel);
}
