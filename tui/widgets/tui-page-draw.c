/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include <string.h>

#include "tui/term/tui-mouse.h"
#include "tui/widgets/tui-page-private.h"

static gunichar
lower_ascii (char c)
{
  return (guchar) c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0);
}

/* Where the words begin in text, whatever their case; *length gets how much of it they are. NULL:
 * nowhere. Letters that change their length with their case are compared as they are. */
const char *
tui_page_words (const char *text, const char *words, gsize *length)
{
  gsize n = strlen (words);
  gunichar first = g_unichar_tolower (g_utf8_get_char (words));

  *length = n;
  if (n == 0)
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *a = p;
      const char *b = words;

      /* Nearly always it is another letter: with thousands of lines that has to be quick. */
      if ((guchar) *p < 0x80 && lower_ascii (*p) != first)
        continue;

      while (*b != '\0' && *a != '\0' &&
             g_unichar_tolower (g_utf8_get_char (a)) == g_unichar_tolower (g_utf8_get_char (b)))
        {
          a = g_utf8_next_char (a);
          b = g_utf8_next_char (b);
        }
      if (*b == '\0')
        {
          *length = a - p;
          return p;
        }
    }
  return NULL;
}

static void
mark_found (TuiCanvas *canvas, int row, int col, int cells, const char *text, const char *words)
{
  const char *rest = text;
  gsize length;

  for (const char *p = tui_page_words (rest, words, &length); p != NULL;
       p = tui_page_words (rest, words, &length))
    {
      g_autofree char *before = g_strndup (text, p - text);
      g_autofree char *found = g_strndup (p, length);
      int first = tui_width (canvas, before);

      if (first < cells)
        tui_restyle (canvas,
                     row,
                     col + first,
                     MIN (tui_width (canvas, found), cells - first),
                     TUI_ACCENT | TUI_UNDERLINE);
      rest = p + length;
    }
}

static void
draw_line (const TuiPage *self, TuiLine *line, TuiCanvas *canvas, int row, const TuiRect *area)
{
  int right = area->col + area->cols;
  int next = area->col;

  tui_line_write (line, area->cols);
  if (line->type == TUI_LINE_HEADING)
    tui_put_rule (canvas, row, area->col, area->cols, TUI_DIM);
  for (guint i = 0; line->spans != NULL && i < line->spans->len; i++)
    {
      const TuiSpan *span = &g_array_index (line->spans, TuiSpan, i);
      int col;

      if (span->col == TUI_AT_RIGHT)
        {
          int room = right - next - 1;

          if (room >= tui_width (canvas, span->text))
            tui_put_right (canvas, row, right, room, span->style, span->text);
          continue;
        }
      col = span->col < 0 ? next : area->col + span->col;
      next = col + tui_put (canvas,
                            row,
                            col,
                            MIN (span->cells > 0 ? span->cells : area->cols, right - col),
                            span->style,
                            span->text);
      if (self->find != NULL)
        mark_found (canvas, row, col, next - col, span->text, self->find);
      if (span->cells > 0)
        next = col + span->cells;
    }
}

static void
scroll_to (TuiPage *self, int at)
{
  if (at >= 0 && at < self->top)
    self->top = at;
  if (at >= 0 && at >= self->top + self->height)
    self->top = at - self->height + 1;
  self->top = CLAMP (self->top, 0, MAX ((int) self->lines->len - self->height, 0));
  /* The heading over the first line is worth its row. */
  if (at == 1 && self->top == 1)
    self->top = 0;
}

/* Fills in what is in sight. What becomes longer before the cursor pushes that on. */
static int
fill_window (TuiPage *self, int at)
{
  for (int i = self->top; i < self->top + self->height && i < (int) self->lines->len; i++)
    if (tui_page_line (self, i)->fill != NULL)
      {
        tui_page_fill (self, i);
        at = tui_page_settle (self);
        if (!self->loose)
          scroll_to (self, at);
        i = self->top - 1;
      }
  return at;
}

/* what: a line, or -1: the page. */
static TuiClick
click_page (gpointer widget, int what, const TuiMouse *mouse)
{
  TuiPage *self = widget;
  TuiLine *line = what >= 0 ? tui_page_line (self, what) : NULL;
  g_autofree char *id = line != NULL ? g_strdup (line->id) : NULL;

  if (mouse->type == TUI_MOUSE_UP || mouse->type == TUI_MOUSE_DOWN)
    {
      self->loose = self->touched = TRUE;
      self->top += mouse->type == TUI_MOUSE_UP ? -TUI_WHEEL_ROWS : TUI_WHEEL_ROWS;
      return TUI_CLICK_TAKEN;
    }
  if (id == NULL || mouse->type != TUI_MOUSE_PRESS)
    return TUI_CLICK_NOTHING;
  if (g_strcmp0 (id, self->cursor) == 0)
    return TUI_CLICK_OPEN;
  tui_page_go (self, id);
  return TUI_CLICK_TAKEN;
}

void
tui_page_draw (TuiPage *self, TuiCanvas *canvas, const TuiRect *area, gboolean with_cursor)
{
  int at = tui_page_settle (self);

  self->height = area->rows;
  if (self->loose)
    self->top = CLAMP (self->top, 0, MAX ((int) self->lines->len - self->height, 0));
  else
    scroll_to (self, at);
  at = fill_window (self, at);
  tui_canvas_add_hit (canvas, *area, click_page, self, -1);
  for (int i = 0; i < area->rows; i++)
    {
      TuiLine *line = tui_page_line (self, self->top + i);
      int row = area->row + i;

      if (line == NULL)
        break;
      draw_line (self, line, canvas, row, area);
      if (line->id != NULL)
        tui_canvas_add_spot (canvas, row);
      if (line->id != NULL && with_cursor)
        tui_canvas_add_hit (canvas,
                            (TuiRect){ row, area->col, 1, area->cols },
                            click_page,
                            self,
                            self->top + i);
      if (self->top + i == at && with_cursor)
        {
          tui_restyle (canvas, row, area->col, area->cols, TUI_TINT);
          tui_put_glyph (canvas,
                         row,
                         area->col,
                         TUI_ACCENT | TUI_BOLD | TUI_TINT,
                         TUI_GLYPH_CURSOR);
          canvas->cursor_row = row;
          canvas->cursor_col = area->col;
        }
    }
}
