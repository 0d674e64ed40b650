/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-text.h"

#include <string.h>

#include "tui/widgets/tui-text-private.h"

/* ---- Rows ---- */

/* Cells of one character as the canvas will draw it. */
static int
width_of (const TuiCanvas *canvas, const char *at)
{
  gunichar character = g_utf8_get_char (at);
  char one[8] = "";

  if (character >= 0x20 && character < 0x7f)
    return 1;
  if (g_unichar_isprint (character) && character > 0x2ff && !g_unichar_iszerowidth (character))
    return g_unichar_iswide (character) ? 2 : 1;
  g_unichar_to_utf8 (character, one);
  return tui_width (canvas, one);
}

static void
add_row (TuiText *self, gsize start, gsize end)
{
  TuiTextRow row = { start, end };

  g_array_append_val (self->rows, row);
}

/* One line of the text, from start up to end, in rows. */
static void
lay_line (TuiText *self, const TuiCanvas *canvas, gsize start, gsize end, int cells)
{
  const char *text = self->text->str;
  gsize row = start;
  gsize blank = 0; /* after the last one in this row; 0: none */
  int used = 0;

  for (gsize i = start; i < end;)
    {
      gsize next = i + (g_utf8_next_char (text + i) - (text + i));
      int width = width_of (canvas, text + i);

      if (used + width > cells && i > row)
        {
          gsize broken = blank > row ? blank : i;

          add_row (self, row, broken);
          row = broken;
          blank = 0;
          used = 0;
          i = broken;
          continue;
        }
      used += width;
      if (text[i] == ' ')
        blank = next;
      i = next;
    }
  add_row (self, row, end);
}

static void
lay_out (TuiText *self, int cells)
{
  const TuiCanvas canvas = { .ascii = self->ascii };
  const char *text = self->text->str;
  gsize start = 0;

  if (self->cells == cells && !self->is_stale)
    return;
  self->cells = cells;
  self->is_stale = FALSE;
  g_array_set_size (self->rows, 0);
  while (TRUE)
    {
      const char *newline = memchr (text + start, '\n', self->text->len - start);
      gsize end = newline != NULL ? (gsize) (newline - text) : self->text->len;

      lay_line (self, &canvas, start, end, cells);
      if (newline == NULL)
        return;
      start = end + 1;
    }
}

static const TuiTextRow *
row_at (const TuiText *self, guint index)
{
  return &g_array_index (self->rows, TuiTextRow, index);
}

/* The row the cursor is in: between two rows of a line it is in the second. */
static guint
cursor_row (const TuiText *self)
{
  guint low = 0;
  guint high = self->rows->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (row_at (self, middle)->start <= self->cursor)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static int
width_between (const TuiText *self, const TuiCanvas *canvas, gsize start, gsize end)
{
  g_autofree char *part = g_strndup (self->text->str + start, end - start);

  return tui_width (canvas, part);
}

void
tui_text_draw (TuiText *self, TuiCanvas *canvas, const TuiRect *area)
{
  int at;

  self->is_stale = self->is_stale || self->ascii != canvas->ascii;
  self->ascii = canvas->ascii;
  lay_out (self, MAX (area->cols - 1, 2));
  self->height = area->rows;
  at = (int) cursor_row (self);
  self->top = CLAMP (self->top, MAX (at - area->rows + 1, 0), at);
  for (int i = 0; i < area->rows && self->top + i < (int) self->rows->len; i++)
    {
      const TuiTextRow *row = row_at (self, (guint) (self->top + i));
      g_autofree char *part = g_strndup (self->text->str + row->start, row->end - row->start);

      tui_put (canvas, area->row + i, area->col, area->cols, TUI_PLAIN, part);
    }
  canvas->cursor_row = area->row + at - self->top;
  canvas->cursor_col = area->col +
                       MIN (width_between (self, canvas, row_at (self, at)->start, self->cursor),
                            area->cols - 1);
}

void
tui_text_place (const TuiText *self, guint *line, guint *column)
{
  const char *start = self->text->str;

  *line = 1;
  for (const char *p = start; p < self->text->str + self->cursor; p++)
    if (*p == '\n')
      {
        *line += 1;
        start = p + 1;
      }
  *column = (guint) g_utf8_strlen (start, self->text->str + self->cursor - start) + 1;
}

/* ---- The cursor ---- */

static gsize
before (const TuiText *self)
{
  const char *text = self->text->str;

  return self->cursor == 0 ? 0 : (gsize) (g_utf8_prev_char (text + self->cursor) - text);
}

static gsize
after (const TuiText *self)
{
  const char *text = self->text->str;

  if (self->cursor >= self->text->len)
    return self->cursor;
  return (gsize) (g_utf8_next_char (text + self->cursor) - text);
}

/* Characters from the row's start: near enough to the column for a goal. */
static int
column_of (const TuiText *self, guint row)
{
  const char *start = self->text->str + row_at (self, row)->start;

  return (int) g_utf8_strlen (start, self->text->str + self->cursor - start);
}

static void
move_rows (TuiText *self, int by)
{
  int row = (int) cursor_row (self);
  int wanted = CLAMP (row + by, 0, (int) self->rows->len - 1);
  int goal = self->goal >= 0 ? self->goal : column_of (self, (guint) row);
  const TuiTextRow *to = row_at (self, (guint) wanted);
  const char *p = self->text->str + to->start;
  const char *end = self->text->str + to->end;
  gboolean is_wrapped = wanted + 1 < (int) self->rows->len &&
                        row_at (self, (guint) wanted + 1)->start == to->end;

  if (wanted == row)
    {
      self->cursor = by < 0 ? 0 : self->text->len;
      return;
    }
  for (int i = 0; i < goal && p < end; i++)
    p = g_utf8_next_char (p);
  /* After the last of a wrapped row is in the next one. */
  if (p == end && is_wrapped && p > self->text->str + to->start)
    p = g_utf8_prev_char (p);
  self->cursor = (gsize) (p - self->text->str);
  self->goal = goal;
}

static void
move_to_edge (TuiText *self, gboolean end)
{
  guint row = cursor_row (self);
  const TuiTextRow *at = row_at (self, row);

  self->goal = -1;
  self->cursor = end ? at->end : at->start;
  if (end && row + 1 < self->rows->len && row_at (self, row + 1)->start == at->end &&
      at->end > at->start)
    self->cursor = before (self);
}

static gsize
word_before (const TuiText *self)
{
  const char *text = self->text->str;
  gsize at = self->cursor;

  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n'))
    at--;
  while (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n')
    at--;
  return at;
}

static void
erase (TuiText *self, gsize start, gsize end, gboolean typed)
{
  tui_text_edit (self, start, end - start, "", typed);
}

static void
erase_line (TuiText *self, gboolean back)
{
  const char *text = self->text->str;
  gsize start = self->cursor;
  gsize end = self->cursor;

  while (back && start > 0 && text[start - 1] != '\n')
    start--;
  while (!back && end < self->text->len && text[end] != '\n')
    end++;
  if (!back && end == self->cursor && end < self->text->len)
    end++;
  erase (self, start, end, FALSE);
}

static gboolean
key_move (TuiText *self, TuiKey key)
{
  switch (key)
    {
    case TUI_KEY_UP:
      move_rows (self, -1);
      return TRUE;
    case TUI_KEY_DOWN:
      move_rows (self, 1);
      return TRUE;
    case TUI_KEY_PAGE_UP:
      move_rows (self, -MAX (self->height - 1, 1));
      return TRUE;
    case TUI_KEY_PAGE_DOWN:
      move_rows (self, MAX (self->height - 1, 1));
      return TRUE;
    case TUI_KEY_LEFT:
      self->cursor = before (self);
      break;
    case TUI_KEY_RIGHT:
      self->cursor = after (self);
      break;
    case TUI_KEY_HOME:
      move_to_edge (self, FALSE);
      break;
    case TUI_KEY_END:
      move_to_edge (self, TRUE);
      break;
    default:
      return FALSE;
    }
  self->goal = -1;
  return TRUE;
}

gboolean
tui_text_key (TuiText *self, TuiKey key)
{
  char text[8] = "";

  lay_out (self, self->cells);
  if (key_move (self, key))
    return TRUE;
  switch (key)
    {
    case TUI_KEY_ENTER:
      tui_text_edit (self, self->cursor, 0, "\n", TRUE);
      return TRUE;
    case TUI_KEY_TAB:
      tui_text_edit (self, self->cursor, 0, "  ", TRUE);
      return TRUE;
    case TUI_KEY_BACKSPACE:
      erase (self, before (self), self->cursor, TRUE);
      return TRUE;
    case TUI_KEY_DELETE:
      erase (self, self->cursor, after (self), FALSE);
      return TRUE;
    case TUI_CTRL ('w'):
      erase (self, word_before (self), self->cursor, FALSE);
      return TRUE;
    case TUI_CTRL ('u'):
      erase_line (self, TRUE);
      return TRUE;
    case TUI_CTRL ('k'):
      erase_line (self, FALSE);
      return TRUE;
    case TUI_CTRL ('z'):
      tui_text_undo (self);
      return TRUE;
    case TUI_CTRL ('y'):
      tui_text_redo (self);
      return TRUE;
    default:
      if (!tui_key_is_text (key))
        return FALSE;
      g_unichar_to_utf8 (key, text);
      tui_text_edit (self, self->cursor, 0, text, TRUE);
      return TRUE;
    }
}
