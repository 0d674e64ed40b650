/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "tui/screens/tui-palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-palette-private.h"
#include "tui/screens/tui-recall.h"
#include "tui/widgets/tui-entry.h"

#define FOUND_MOST  500
#define TITLES_MOST 30
#define ASKED_MOST  100 /* some of them are of no use */
#define NARROW      36  /* columns: no room for what a thing is */
#define ROWS_MOST   12
#define KIND_CELLS  11

typedef struct
{
  TuiPanel panel;
  TuiEntry entry;
  M77Palette *palette;
  GPtrArray *found; /* const M77PaletteEntry * */
  guint chosen;
  GCancellable *asking;
} Palette;

static void
find (Palette *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = m77_palette_find (self->palette, self->entry.text->str, FOUND_MOST);
  self->chosen = MIN (self->chosen, self->found->len > 0 ? self->found->len - 1 : 0);
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Palette *self = data;
  g_autoptr (GVariant) rows = NULL;

  if (!m77_agent1_call_titles_finish (M77_AGENT1 (source), &rows, result, NULL))
    return;
  m77_palette_clear_group (self->palette, TUI_PALETTE_RECORDS);
  m77_palette_add_titles (self->palette, TUI_PALETTE_RECORDS, rows, TITLES_MOST);
  tui_palette_add_lately (self->panel.app, self->palette);
  find (self);
  tui_app_dirty (self->panel.app);
}

static void
ask_titles (Palette *self)
{
  TuiApp *app = self->panel.app;
  M77Agent1 *proxy = app->client != NULL ? m77_client_proxy (app->client) : NULL;
  g_autofree char *typed = g_strstrip (g_strdup (self->entry.text->str));

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (proxy == NULL || *typed == '\0')
    return;
  self->asking = g_cancellable_new ();
  m77_agent1_call_titles (proxy, typed, ASKED_MOST, self->asking, titles_cb, self);
}

static void
choose (Palette *self)
{
  TuiApp *app = self->panel.app;
  const M77PaletteEntry *entry = self->found->len > 0 ? self->found->pdata[self->chosen] : NULL;
  g_autofree char *id = NULL;
  g_autofree char *line = NULL;

  if (entry == NULL)
    return;
  id = g_strdup (entry->id);
  line = entry->group == TUI_PALETTE_RECORDS
             ? g_strdup_printf ("%s\t%s\t%s", id, entry->kind, entry->text)
             : g_strdup (id);
  tui_recall_add (app->recall, TUI_PALETTE_LIST, line);
  tui_app_close_panel (app);
  tui_palette_go (app, id);
}

/* ---- The overlay ---- */

static int
measure_palette (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return MIN (MIN ((int) ((Palette *) panel)->found->len, ROWS_MOST) + 2, MAX (rows, 2));
}

static void
draw_entry (const M77PaletteEntry *entry, TuiCanvas *canvas, int row, gboolean chosen)
{
  gboolean narrow = canvas->cols < NARROW;
  int first = narrow ? 1 : KIND_CELLS + 1;
  int detail = narrow ? 0 : MIN (tui_width (canvas, entry->detail), canvas->cols / 3);
  int text = canvas->cols - first - 2 - (detail > 0 ? detail + 2 : 0);

  if (!narrow)
    tui_put (canvas, row, 1, KIND_CELLS - 1, TUI_DIM, entry->kind);
  tui_put (canvas, row, first, text, TUI_PLAIN, entry->text);
  if (detail > 0)
    tui_put_right (canvas, row, canvas->cols - 1, detail, TUI_DIM, entry->detail);
  if (!chosen)
    return;
  tui_restyle (canvas, row, 0, canvas->cols, TUI_TINT);
  tui_put_glyph (canvas, row, 0, TUI_ACCENT | TUI_BOLD | TUI_TINT, TUI_GLYPH_CURSOR);
}

static TuiClick
click_palette (gpointer widget, int what, const TuiMouse *mouse)
{
  Palette *self = widget;
  guint n = self->found->len;

  if (n == 0 || mouse->type == TUI_MOUSE_RELEASE)
    return TUI_CLICK_NOTHING;
  if (mouse->type == TUI_MOUSE_UP || mouse->type == TUI_MOUSE_DOWN)
    self->chosen = (self->chosen + (mouse->type == TUI_MOUSE_UP ? n - 1 : 1)) % n;
  else if (self->chosen == (guint) what)
    return TUI_CLICK_OPEN;
  else
    self->chosen = (guint) what;
  return TUI_CLICK_TAKEN;
}

static void
draw_palette (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  Palette *self = (Palette *) panel;
  int rows = area->rows - 2;
  guint first = self->chosen >= (guint) MAX (rows, 1) ? self->chosen - rows + 1 : 0;
  int last = area->row + area->rows - 1;
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"),
                                            self->found->len,
                                            m77_palette_size (self->palette));

  tui_draw_title (canvas, area, _ ("GO OR DO"), NULL, count);
  for (int i = 0; i < rows && first + i < self->found->len; i++)
    {
      int row = area->row + 1 + i;

      draw_entry (self->found->pdata[first + i], canvas, row, first + i == self->chosen);
      tui_canvas_add_hit (canvas,
                          (TuiRect){ row, 0, 1, canvas->cols },
                          click_palette,
                          self,
                          (int) first + i);
    }
  tui_put (canvas, last, 0, 1, TUI_ACCENT | TUI_BOLD, ">");
  tui_entry_draw (&self->entry, canvas, last, 2, canvas->cols - 3, TUI_PLAIN, TRUE);
  if (self->entry.text->len == 0)
    tui_put_right (canvas,
                   last,
                   canvas->cols - 1,
                   canvas->cols - 4,
                   TUI_DIM,
                   _ ("type a few letters  Up Down choose  Enter go  Esc"));
}

static void
key_palette (TuiPanel *panel, TuiKey key)
{
  Palette *self = (Palette *) panel;
  guint n = self->found->len;

  if (key == TUI_KEY_ESC || key == TUI_CTRL ('k'))
    tui_app_close_panel (panel->app);
  else if (key == TUI_KEY_ENTER)
    choose (self);
  else if (key == TUI_KEY_UP && n > 0)
    self->chosen = (self->chosen + n - 1) % n;
  else if ((key == TUI_KEY_DOWN || key == TUI_KEY_TAB) && n > 0)
    self->chosen = (self->chosen + 1) % n;
  else if (key == TUI_KEY_PAGE_DOWN)
    self->chosen = MIN (self->chosen + ROWS_MOST, n > 0 ? n - 1 : 0);
  else if (key == TUI_KEY_PAGE_UP)
    self->chosen -= MIN (self->chosen, ROWS_MOST);
  else if (tui_entry_key (&self->entry, key))
    {
      self->chosen = 0;
      find (self);
      ask_titles (self);
    }
}

static void
paste_palette (TuiPanel *panel, const char *text)
{
  Palette *self = (Palette *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  self->chosen = 0;
  find (self);
  ask_titles (self);
}

static void
free_palette (TuiPanel *panel)
{
  Palette *self = (Palette *) panel;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_ptr_array_unref (self->found);
  m77_palette_free (self->palette);
  tui_entry_clear (&self->entry);
  g_free (self);
}

static const TuiPanelClass palette_class = {
  .measure = measure_palette,
  .draw = draw_palette,
  .key = key_palette,
  .paste = paste_palette,
  .free = free_palette,
};

void
tui_palette_open (TuiApp *app)
{
  Palette *self = g_new0 (Palette, 1);

  self->panel = (TuiPanel){ .class = &palette_class, .app = app };
  self->palette = m77_palette_new ();
  tui_entry_init (&self->entry, "");
  tui_palette_add_things (app, self->palette);
  find (self);
  tui_app_open_panel (app, &self->panel);
}
