/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-choice.h"

#include <glib/gi18n.h>

#include "shared/base/m77-text.h"
#include "tui/widgets/tui-entry.h"

#define TWO_COLUMNS 76

typedef struct
{
  char *id, *keys, *label, *detail, *refused;
  gboolean heading;
  gboolean taken; /* with others, by Tab */
} Item;

struct _TuiChoice
{
  TuiPanel panel;
  char *title;
  GArray *items;
  guint wide_from; /* items from here have the whole width */
  gboolean many;   /* may be taken */
  TuiPage page;
  TuiEntry find;
  TuiChoiceDone done;
  gpointer data;
  GDestroyNotify free_data;
};

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item->keys);
  g_free (item->label);
  g_free (item->detail);
  g_free (item->refused);
}

static gboolean
matches (TuiChoice *self, const Item *item)
{
  g_autofree char *typed = g_utf8_casefold (self->find.text->str, -1);
  g_autofree char *label = g_utf8_casefold (item->label, -1);

  return *typed == '\0' || (!item->heading && g_strstr_len (label, -1, typed) != NULL);
}

static int
column_of (TuiChoice *self, TuiCanvas *canvas, gboolean label)
{
  int width = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (!item->heading && (!label || item->detail != NULL || item->refused != NULL))
        width = MAX (width, tui_width (canvas, label ? item->label : item->keys));
    }
  return width;
}

/* What an item says, from a column on, in so many cells. */
static void
write_item (const Item *item, TuiLine *line, int col, int cells, int keys, int label)
{
  int first = keys > 0 ? col + keys + 2 : col;

  if (item->heading)
    {
      tui_line_span (line, col, 0, TUI_BOLD, item->label);
      return;
    }
  tui_line_span (line, col, keys, TUI_ACCENT | TUI_BOLD, item->taken ? "x" : item->keys);
  tui_line_span (line,
                 first,
                 MAX (col + cells - first - 1, 1),
                 item->refused != NULL ? TUI_DIM : TUI_PLAIN,
                 item->label);
  if (item->refused != NULL)
    tui_line_printf (line, first + label + 2, 0, TUI_DIM, _ ("not now: %s"), item->refused);
  else if (item->detail != NULL)
    tui_line_span (line, first + label + 2, 0, TUI_DIM, item->detail);
}

/* The heading that a second column begins with, so that both are about as long; 0: one column. */
static guint
find_split (TuiChoice *self, TuiCanvas *canvas, guint n)
{
  guint best = 0;

  if (self->done != NULL || canvas->cols < TWO_COLUMNS || self->find.text->len > 0)
    return 0;
  for (guint i = 1; i < n; i++)
    if (g_array_index (self->items, Item, i).heading &&
        (best == 0 || MAX (i, n - i) < MAX (best, n - best)))
      best = i;
  return best;
}

static void
add_one (TuiChoice *self, guint index, int cells, int keys, int label)
{
  const Item *item = &g_array_index (self->items, Item, index);
  gboolean open = item->id != NULL && self->done != NULL;

  if (matches (self, item))
    write_item (item,
                tui_page_add (&self->page, TUI_LINE_TEXT, open ? item->id : NULL),
                1,
                cells,
                keys,
                label);
}

/* A line of a column: an item's first with its keys, or what of its label goes on below. */
typedef struct
{
  const Item *item; /* NULL: goes on */
  char *label;
} Part;

static void
clear_part (gpointer part)
{
  g_free (((Part *) part)->label);
}

static GArray *
parts_of (TuiChoice *self, guint from, guint n, int cells, int keys)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  g_array_set_clear_func (parts, clear_part);
  for (guint i = from; i < from + n; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      int room = MAX (cells - keys - 3, 1);
      g_auto (GStrv) lines = item->heading ? NULL : m77_text_wrap (item->label, room);
      Part part = { item, g_strdup (lines != NULL ? lines[0] : item->label) };

      g_array_append_val (parts, part);
      for (guint l = 1; lines != NULL && lines[0] != NULL && lines[l] != NULL; l++)
        {
          part = (Part){ NULL, g_strdup (lines[l]) };
          g_array_append_val (parts, part);
        }
    }
  return parts;
}

static void
write_part (const Part *part, TuiLine *line, int col, int cells, int keys)
{
  Item item;

  if (part->item == NULL)
    {
      tui_line_span (line, col + keys + 2, MAX (cells - keys - 3, 1), TUI_PLAIN, part->label);
      return;
    }
  item = *part->item;
  item.label = part->label;
  write_item (&item, line, col, cells, keys, 0);
}

static void
add_two (TuiChoice *self, guint left, guint n_left, guint right, guint n_right, int cells, int keys)
{
  g_autoptr (GArray) lefts = parts_of (self, left, n_left, cells - 1, keys);
  g_autoptr (GArray) rights = parts_of (self, right, n_right, cells, keys);

  for (guint i = 0; i < MAX (lefts->len, rights->len); i++)
    {
      TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, NULL);

      if (i < lefts->len)
        write_part (&g_array_index (lefts, Part, i), line, 1, cells - 1, keys);
      if (i < rights->len)
        write_part (&g_array_index (rights, Part, i), line, cells, cells, keys);
    }
}

static void
build (TuiChoice *self, TuiCanvas *canvas)
{
  int keys = MAX (column_of (self, canvas, FALSE), self->many ? 1 : 0);
  int label = MIN (column_of (self, canvas, TRUE), canvas->cols / 2);
  guint n = self->wide_from > 0 ? self->wide_from : self->items->len;
  guint split = find_split (self, canvas, n);

  tui_page_begin (&self->page);
  if (split > 0)
    add_two (self, 0, split, split, n - split, canvas->cols / 2, keys);
  for (guint i = split > 0 ? n : 0; i < self->items->len; i++)
    add_one (self, i, canvas->cols, keys, label);
}

static int
measure_choice (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  TuiChoice *self = (TuiChoice *) panel;

  build (self, canvas);
  return CLAMP ((int) self->page.lines->len + 2, 3, MAX (rows, 3));
}

static void
draw_choice (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  TuiChoice *self = (TuiChoice *) panel;
  TuiRect body = { area->row + 1, area->col, area->rows - 2, area->cols };
  int row = area->row + area->rows - 1;
  int col = 1;

  build (self, canvas);
  tui_draw_title (canvas,
                  area,
                  self->title,
                  NULL,
                  (int) self->page.lines->len > body.rows ? _ ("type to find, PgDn, Esc")
                                                          : _ ("type to find, Esc"));
  tui_page_draw (&self->page, canvas, &body, TRUE);
  if (self->page.lines->len == 0)
    tui_put (canvas, body.row, 1, canvas->cols - 2, TUI_DIM, _ ("Nothing has this name"));
  col += tui_put (canvas, row, col, canvas->cols, TUI_DIM, _ ("find: "));
  tui_entry_draw (&self->find,
                  canvas,
                  row,
                  col,
                  canvas->cols - col - 1,
                  TUI_PLAIN,
                  self->find.text->len > 0);
  if (self->find.text->len == 0 && self->done != NULL)
    tui_put_right (canvas,
                   row,
                   canvas->cols - 1,
                   canvas->cols,
                   TUI_DIM,
                   self->many ? _ ("Tab this and another  Enter do")
                              : _ ("Up Down choose  Enter do"));
}

static Item *
find_item (TuiChoice *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);

      if (id != NULL && g_strcmp0 (item->id, id) == 0)
        return item;
    }
  return NULL;
}

/* The one under the cursor, with others that were taken: in their order. Free with g_free. */
static char *
chosen_ids (TuiChoice *self)
{
  TuiLine *line = tui_page_current (&self->page);
  const Item *current = find_item (self, line != NULL ? line->id : NULL);
  g_autoptr (GString) ids = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    any = any || g_array_index (self->items, Item, i).taken;
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (any ? item->taken : item == current)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", item->id);
    }
  return ids->len > 0 ? g_string_free (g_steal_pointer (&ids), FALSE) : NULL;
}

static void
take (TuiChoice *self)
{
  TuiLine *line = tui_page_current (&self->page);
  Item *item = find_item (self, line != NULL ? line->id : NULL);

  if (item == NULL)
    return;
  item->taken = !item->taken;
  if (self->find.text->len > 0)
    tui_entry_set (&self->find, "");
  else
    tui_page_key (&self->page, TUI_KEY_DOWN);
}

static void
choose (TuiChoice *self)
{
  TuiApp *app = self->panel.app;
  TuiChoiceDone done = self->done;
  gpointer data = self->data;
  GDestroyNotify free_data = self->free_data;
  g_autofree char *id = chosen_ids (self);

  if (id == NULL || done == NULL)
    {
      if (done == NULL)
        tui_app_close_panel (app);
      return;
    }
  self->free_data = NULL;
  tui_app_close_panel (app);
  done (app, id, data);
  if (free_data != NULL)
    free_data (data);
}

static void
key_choice (TuiPanel *panel, TuiKey key)
{
  TuiChoice *self = (TuiChoice *) panel;

  if (key == TUI_KEY_ESC && self->find.text->len > 0)
    tui_entry_set (&self->find, "");
  else if (key == TUI_KEY_ESC || (key == '?' && self->done == NULL))
    tui_app_close_panel (panel->app);
  else if (key == TUI_KEY_ENTER)
    choose (self);
  else if (key == TUI_KEY_TAB && self->many)
    take (self);
  else if (key >= TUI_KEY_UP && key <= TUI_KEY_PAGE_DOWN && key != TUI_KEY_LEFT &&
           key != TUI_KEY_RIGHT)
    tui_page_key (&self->page, key);
  else if (tui_entry_key (&self->find, key))
    self->page.touched = FALSE;
}

static void
paste_choice (TuiPanel *panel, const char *text)
{
  tui_entry_insert (&((TuiChoice *) panel)->find, text);
}

static void
free_choice (TuiPanel *panel)
{
  TuiChoice *self = (TuiChoice *) panel;

  if (self->free_data != NULL)
    self->free_data (self->data);
  tui_page_clear (&self->page);
  tui_entry_clear (&self->find);
  g_array_unref (self->items);
  g_free (self->title);
  g_free (self);
}

static const TuiPanelClass choice_class = {
  .measure = measure_choice,
  .draw = draw_choice,
  .key = key_choice,
  .paste = paste_choice,
  .free = free_choice,
};

TuiChoice *
tui_choice_new (TuiApp *app,
                const char *title,
                TuiChoiceDone done,
                gpointer data,
                GDestroyNotify free_data)
{
  TuiChoice *self = g_new0 (TuiChoice, 1);

  self->panel = (TuiPanel){ .class = &choice_class, .app = app };
  self->title = g_strdup (title);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  self->done = done;
  self->data = data;
  self->free_data = free_data;
  tui_page_init (&self->page);
  tui_entry_init (&self->find, "");
  return self;
}

void
tui_choice_add (TuiChoice *self,
                const char *id,
                const char *keys,
                const char *label,
                const char *detail,
                const char *refused)
{
  Item item = { g_strdup (id),      g_strdup (keys != NULL ? keys : ""),
                g_strdup (label),   g_strdup (detail),
                g_strdup (refused), FALSE };

  g_array_append_val (self->items, item);
}

void
tui_choice_add_heading (TuiChoice *self, const char *label)
{
  Item item = { .label = g_strdup (label), .keys = g_strdup (""), .heading = TRUE };

  g_array_append_val (self->items, item);
}

void
tui_choice_begin_wide (TuiChoice *self)
{
  self->wide_from = self->items->len;
}

void
tui_choice_allow_many (TuiChoice *self)
{
  self->many = TRUE;
}

void
tui_choice_open (TuiChoice *self)
{
  tui_app_open_panel (self->panel.app, &self->panel);
}
