/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-page.h"

#define AT_RIGHT G_MAXINT

typedef struct
{
  int col, cells;
  TuiStyle style;
  char *text;
} Span;

static void
clear_span (gpointer span)
{
  g_free (((Span *) span)->text);
}

static void
free_line (gpointer data)
{
  TuiLine *self = data;

  g_free (self->id);
  if (self->ids != NULL)
    g_ptr_array_unref (self->ids);
  g_array_unref (self->spans);
  g_free (self);
}

void
tui_page_init (TuiPage *self)
{
  *self = (TuiPage){ .lines = g_ptr_array_new_with_free_func (free_line), .cursor_at = -1 };
}

void
tui_page_clear (TuiPage *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->cursor, g_free);
}

void
tui_page_begin (TuiPage *self)
{
  g_ptr_array_set_size (self->lines, 0);
}

TuiLine *
tui_page_add (TuiPage *self, TuiLineType type, const char *id)
{
  TuiLine *line = g_new0 (TuiLine, 1);

  line->type = type;
  line->id = g_strdup (id);
  line->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_array_set_clear_func (line->spans, clear_span);
  g_ptr_array_add (self->lines, line);
  return line;
}

void
tui_line_span (TuiLine *self, int col, int cells, TuiStyle style, const char *text)
{
  Span span = { col, cells, style, g_strdup (text != NULL ? text : "") };

  g_array_append_val (self->spans, span);
}

void
tui_line_printf (TuiLine *self, int col, int cells, TuiStyle style, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tui_line_span (self, col, cells, style, text);
}

void
tui_line_right (TuiLine *self, TuiStyle style, const char *text)
{
  tui_line_span (self, AT_RIGHT, 0, style, text);
}

static TuiLine *
line_at (TuiPage *self, int index)
{
  return index >= 0 && index < (int) self->lines->len ? self->lines->pdata[index] : NULL;
}

static int
find_id (TuiPage *self, const char *id)
{
  for (int i = 0; id != NULL && i < (int) self->lines->len; i++)
    if (g_strcmp0 (line_at (self, i)->id, id) == 0)
      return i;
  return -1;
}

/* The nearest line at or after `from` (then before it) that the cursor may be on. */
static int
nearest (TuiPage *self, int from)
{
  from = CLAMP (from, 0, (int) self->lines->len);
  for (int i = from; i < (int) self->lines->len; i++)
    if (line_at (self, i)->id != NULL)
      return i;
  for (int i = from - 1; i >= 0; i--)
    if (line_at (self, i)->id != NULL)
      return i;
  return -1;
}

/* Where the cursor is now; a line that is gone leaves it to the one that took its place. */
static int
settle (TuiPage *self)
{
  int at = self->touched ? find_id (self, self->cursor) : nearest (self, 0);

  if (at < 0)
    at = nearest (self, MAX (self->cursor_at, 0));
  self->cursor_at = at;
  if (at >= 0 && g_strcmp0 (self->cursor, line_at (self, at)->id) != 0)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (line_at (self, at)->id);
    }
  return at;
}

TuiLine *
tui_page_current (TuiPage *self)
{
  return line_at (self, settle (self));
}

static void
move_to (TuiPage *self, int at)
{
  if (at < 0)
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (line_at (self, at)->id);
  self->cursor_at = at;
}

/* A page without places for the cursor scrolls. */
static void
step (TuiPage *self, int by)
{
  int at = settle (self);
  int sign = by < 0 ? -1 : 1;
  int last = at;

  if (at < 0)
    {
      self->top = CLAMP (self->top + by, 0, MAX ((int) self->lines->len - self->height, 0));
      return;
    }
  for (int i = at + sign, left = ABS (by); i >= 0 && i < (int) self->lines->len && left > 0;
       i += sign, left--)
    {
      if (line_at (self, i)->id == NULL && ABS (by) == 1)
        {
          left++;
          continue;
        }
      if (line_at (self, i)->id != NULL)
        last = i;
    }
  if (last == at)
    self->top = CLAMP (self->top + by, 0, MAX ((int) self->lines->len - self->height, 0));
  move_to (self, last);
}

gboolean
tui_page_key (TuiPage *self, TuiKey key)
{
  settle (self);
  self->touched = TRUE;
  switch (key)
    {
    case TUI_KEY_UP:
    case 'k':
      step (self, -1);
      return TRUE;
    case TUI_KEY_DOWN:
    case 'j':
      step (self, 1);
      return TRUE;
    case TUI_KEY_PAGE_UP:
      step (self, -MAX (self->height - 1, 1));
      return TRUE;
    case TUI_KEY_PAGE_DOWN:
      step (self, MAX (self->height - 1, 1));
      return TRUE;
    case 'g':
    case TUI_KEY_HOME:
      self->top = 0;
      move_to (self, nearest (self, 0));
      return TRUE;
    case 'G':
    case TUI_KEY_END:
      self->top = MAX ((int) self->lines->len - self->height, 0);
      move_to (self, nearest (self, self->lines->len));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
draw_line (TuiLine *line, TuiCanvas *canvas, int row, const TuiRect *area)
{
  int right = area->col + area->cols;
  int next = area->col;

  if (line->type == TUI_LINE_HEADING)
    tui_put_rule (canvas, row, area->col, area->cols, TUI_DIM);
  for (guint i = 0; i < line->spans->len; i++)
    {
      const Span *span = &g_array_index (line->spans, Span, i);
      int col;

      if (span->col == AT_RIGHT)
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

void
tui_page_draw (TuiPage *self, TuiCanvas *canvas, const TuiRect *area, gboolean with_cursor)
{
  int at = settle (self);

  self->height = area->rows;
  scroll_to (self, at);
  for (int i = 0; i < area->rows; i++)
    {
      TuiLine *line = line_at (self, self->top + i);
      int row = area->row + i;

      if (line == NULL)
        break;
      draw_line (line, canvas, row, area);
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
