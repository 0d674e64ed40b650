/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-entry.h"

#include <string.h>

#define MARKS_MOST 4 /* characters that share a cell */

void
tui_entry_init (TuiEntry *self, const char *text)
{
  self->text = g_string_new (text);
  self->cursor = self->text->len;
}

void
tui_entry_clear (TuiEntry *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

void
tui_entry_set (TuiEntry *self, const char *text)
{
  g_string_assign (self->text, text);
  self->cursor = self->text->len;
}

void
tui_entry_insert (TuiEntry *self, const char *text)
{
  g_string_insert (self->text, self->cursor, text);
  self->cursor += strlen (text);
}

static gsize
before (const TuiEntry *self)
{
  const char *start = self->text->str;

  return self->cursor == 0 ? 0 : g_utf8_prev_char (start + self->cursor) - start;
}

static gsize
after (const TuiEntry *self)
{
  const char *start = self->text->str;

  if (self->cursor >= self->text->len)
    return self->cursor;
  return g_utf8_next_char (start + self->cursor) - start;
}

static void
erase (TuiEntry *self, gsize start, gsize end)
{
  g_string_erase (self->text, start, end - start);
  self->cursor = start;
}

static gsize
word_before (const TuiEntry *self)
{
  gsize at = self->cursor;

  while (at > 0 && self->text->str[at - 1] == ' ')
    at--;
  while (at > 0 && self->text->str[at - 1] != ' ')
    at--;
  return at;
}

gboolean
tui_entry_key (TuiEntry *self, TuiKey key)
{
  char text[8] = "";

  switch (key)
    {
    case TUI_KEY_LEFT:
      self->cursor = before (self);
      return TRUE;
    case TUI_KEY_RIGHT:
      self->cursor = after (self);
      return TRUE;
    case TUI_KEY_HOME:
      self->cursor = 0;
      return TRUE;
    case TUI_KEY_END:
      self->cursor = self->text->len;
      return TRUE;
    case TUI_KEY_BACKSPACE:
      erase (self, before (self), self->cursor);
      return TRUE;
    case TUI_KEY_DELETE:
      erase (self, self->cursor, after (self));
      return TRUE;
    case TUI_CTRL ('w'):
      erase (self, word_before (self), self->cursor);
      return TRUE;
    case TUI_CTRL ('u'):
      tui_entry_set (self, "");
      return TRUE;
    default:
      if (!tui_key_is_text (key))
        return FALSE;
      g_unichar_to_utf8 (key, text);
      tui_entry_insert (self, text);
      return TRUE;
    }
}

static int
width_of (const TuiEntry *self, const TuiCanvas *canvas, gsize start, gsize end)
{
  g_autofree char *part = g_strndup (self->text->str + start, end - start);

  return tui_width (canvas, part);
}

/* First byte in sight, so that the cursor is. */
static gsize
first_shown (const TuiEntry *self, const TuiCanvas *canvas, int cells)
{
  const char *start = self->text->str;
  const char *from = start + self->cursor;

  /* However long the text is, only what may be in sight is measured. */
  for (int i = 0; i < MARKS_MOST * MAX (cells, 1) && from > start; i++)
    from = g_utf8_prev_char (from);
  while (from < start + self->cursor &&
         width_of (self, canvas, from - start, self->cursor) > MAX (cells - 1, 1))
    from = g_utf8_next_char (from);
  return from - start;
}

int
tui_entry_column (const TuiEntry *self, const TuiCanvas *canvas, int cells, gsize offset)
{
  gsize first = first_shown (self, canvas, cells);

  return offset < first ? -1 : width_of (self, canvas, first, MIN (offset, self->text->len));
}

void
tui_entry_draw (const TuiEntry *self,
                TuiCanvas *canvas,
                int row,
                int col,
                int cells,
                TuiStyle style,
                gboolean focused)
{
  gsize first = focused ? first_shown (self, canvas, cells) : 0;
  gboolean visual = canvas->visual;

  /* What is being typed is as it is typed: the cursor goes through it in that order. */
  canvas->visual = visual && !focused;
  tui_put (canvas, row, col, cells, style, self->text->str + first);
  canvas->visual = visual;
  if (focused)
    {
      canvas->cursor_row = row;
      canvas->cursor_col = MIN (col + width_of (self, canvas, first, self->cursor),
                                canvas->cols - 1);
    }
}
