/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-page-private.h"

#include <string.h>

#define PART '\x1f' /* in the id of a paragraph's line that is not its first */

static void
clear_span (gpointer span)
{
  g_free (((TuiSpan *) span)->text);
}

static void
free_line (gpointer data)
{
  TuiLine *self = data;

  g_free (self->id);
  if (self->ids != NULL)
    g_ptr_array_unref (self->ids);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

void
tui_page_init (TuiPage *self)
{
  *self = (TuiPage){ .lines = g_ptr_array_new_with_free_func (free_line),
                     .cursor_at = -1,
                     .insert_at = -1 };
}

void
tui_page_clear (TuiPage *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->find, g_free);
}

void
tui_page_begin (TuiPage *self)
{
  g_ptr_array_set_size (self->lines, 0);
  self->stamp = 0;
}

gboolean
tui_page_is_built (TuiPage *self, guint stamp)
{
  gboolean built = self->stamp == stamp;

  self->stamp = stamp;
  return built;
}

TuiLine *
tui_page_add (TuiPage *self, TuiLineType type, const char *id)
{
  TuiLine *line = g_new0 (TuiLine, 1);

  line->type = type;
  line->id = g_strdup (id);
  g_ptr_array_insert (self->lines, self->insert_at, line);
  if (self->insert_at >= 0)
    self->insert_at++;
  return line;
}

void
tui_page_add_lazy (TuiPage *self,
                   const char *id,
                   TuiPageFill fill,
                   gconstpointer item,
                   gpointer data)
{
  TuiLine *line = g_new0 (TuiLine, 1);

  *line = (TuiLine){ .id = g_strdup (id), .fill = fill, .item = item, .data = data };
  g_ptr_array_add (self->lines, line);
}

void
tui_page_add_row (TuiPage *self,
                  const char *id,
                  TuiLineWrite write,
                  gconstpointer item,
                  gpointer data)
{
  TuiLine *line = g_new0 (TuiLine, 1);

  *line = (TuiLine){ .id = g_strdup (id), .write = write, .item = item, .data = data };
  g_ptr_array_add (self->lines, line);
}

/* Made when the first words are put on it: most lines of a long page never are drawn. */
static GArray *
spans_of (TuiLine *self)
{
  if (self->spans == NULL)
    {
      self->spans = g_array_new (FALSE, FALSE, sizeof (TuiSpan));
      g_array_set_clear_func (self->spans, clear_span);
    }
  return self->spans;
}

void
tui_line_write (TuiLine *self, int cols)
{
  TuiLineWrite write = self->write;

  self->write = NULL;
  if (write != NULL)
    write (self, self->item, self->data, cols);
}

char *
tui_line_item (const TuiLine *self)
{
  const char *part = self->id != NULL ? strrchr (self->id, PART) : NULL;

  return part != NULL ? g_strndup (self->id, part - self->id) : g_strdup (self->id);
}

void
tui_line_span (TuiLine *self, int col, int cells, TuiStyle style, const char *text)
{
  TuiSpan span = { col, cells, style, g_strdup (text != NULL ? text : "") };

  g_array_append_val (spans_of (self), span);
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
  tui_line_span (self, TUI_AT_RIGHT, 0, style, text);
}

TuiLine *
tui_page_line (TuiPage *self, int index)
{
  return index >= 0 && index < (int) self->lines->len ? self->lines->pdata[index] : NULL;
}

/* Makes the lines of a paragraph where lines are added now; returns how many, at least one. */
static int
make_lines (TuiPage *self, const TuiLine *paragraph)
{
  int first = self->insert_at >= 0 ? self->insert_at : (int) self->lines->len;
  int n;

  paragraph->fill (self, paragraph->item, paragraph->data);
  n = (self->insert_at >= 0 ? self->insert_at : (int) self->lines->len) - first;
  if (n == 0)
    tui_page_add (self, TUI_LINE_TEXT, paragraph->id);
  for (int i = 0; i < n && paragraph->id != NULL; i++)
    if (tui_page_line (self, first + i)->id == NULL)
      tui_page_line (self, first + i)->id = i == 0 ? g_strdup (paragraph->id)
                                                   : g_strdup_printf ("%s%c%d",
                                                                      paragraph->id,
                                                                      PART,
                                                                      i);
  return MAX (n, 1);
}

int
tui_page_fill (TuiPage *self, int index)
{
  TuiLine *paragraph = g_ptr_array_steal_index (self->lines, index);
  int n;

  self->insert_at = index;
  n = make_lines (self, paragraph);
  self->insert_at = -1;
  free_line (paragraph);
  if (self->cursor_at > index)
    self->cursor_at += n - 1;
  if (self->top > index)
    self->top += n - 1;
  return n;
}

/* One after the other each would move all that is behind it. */
void
tui_page_fill_all (TuiPage *self)
{
  g_autoptr (GPtrArray) before = self->lines;
  int top = self->top;
  int cursor = self->cursor_at;

  self->lines = g_ptr_array_new_full (before->len, free_line);
  g_ptr_array_set_free_func (before, NULL);
  for (int i = 0; i < (int) before->len; i++)
    {
      TuiLine *line = before->pdata[i];

      if (i == top)
        self->top = (int) self->lines->len;
      if (i == cursor)
        self->cursor_at = (int) self->lines->len;
      if (line->fill == NULL)
        g_ptr_array_add (self->lines, line);
      else
        {
          make_lines (self, line);
          free_line (line);
        }
    }
}

static int
find_id (TuiPage *self, const char *id)
{
  for (int i = 0; id != NULL && i < (int) self->lines->len; i++)
    if (g_strcmp0 (tui_page_line (self, i)->id, id) == 0)
      return i;
  return -1;
}

/* Likewise where the line may be within a paragraph that was not seen since it was built anew. */
static int
find_line (TuiPage *self, const char *id)
{
  int at = find_id (self, id);
  const char *part = at < 0 && id != NULL ? strrchr (id, PART) : NULL;
  g_autofree char *item = part != NULL ? g_strndup (id, part - id) : NULL;

  if (item == NULL)
    return at;
  at = find_id (self, item);
  if (at >= 0 && tui_page_line (self, at)->fill != NULL)
    {
      tui_page_fill (self, at);
      return MAX (find_id (self, id), at);
    }
  return at;
}

/* The nearest line at or after `from` (then before it) that the cursor may be on. */
static int
nearest (TuiPage *self, int from)
{
  from = CLAMP (from, 0, (int) self->lines->len);
  for (int i = from; i < (int) self->lines->len; i++)
    if (tui_page_line (self, i)->id != NULL)
      return i;
  for (int i = from - 1; i >= 0; i--)
    if (tui_page_line (self, i)->id != NULL)
      return i;
  return -1;
}

/* Where the cursor is now; a line that is gone leaves it to the one that took its place. */
int
tui_page_settle (TuiPage *self)
{
  TuiLine *before = tui_page_line (self, self->cursor_at);
  int at = self->cursor_at;

  if (!self->touched)
    at = nearest (self, 0);
  else if (before == NULL || self->cursor == NULL || g_strcmp0 (before->id, self->cursor) != 0)
    at = find_line (self, self->cursor);
  if (at < 0)
    at = nearest (self, MAX (self->cursor_at, 0));
  self->cursor_at = at;
  if (at >= 0 && g_strcmp0 (self->cursor, tui_page_line (self, at)->id) != 0)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (tui_page_line (self, at)->id);
    }
  return at;
}

TuiLine *
tui_page_current (TuiPage *self)
{
  return tui_page_line (self, tui_page_settle (self));
}

void
tui_page_move (TuiPage *self, int at)
{
  if (at < 0)
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (tui_page_line (self, at)->id);
  self->cursor_at = at;
}

/* A page without places for the cursor scrolls. */
static void
scroll (TuiPage *self, int by)
{
  self->top = CLAMP (self->top + by, 0, MAX ((int) self->lines->len - self->height, 0));
}

/* The index `by` lines on, as far as there are any, with what is between filled in; the line it
 * begins at may have moved then. */
static int
walk (TuiPage *self, int *from, int by)
{
  int sign = by < 0 ? -1 : 1;
  int last = *from;

  for (int i = *from + sign, left = ABS (by); i >= 0 && i < (int) self->lines->len && left > 0;
       i += sign, left--)
    {
      if (tui_page_line (self, i)->fill != NULL)
        {
          int n = tui_page_fill (self, i);

          /* Backwards it is come upon from below. */
          i += sign < 0 ? n - 1 : 0;
          last += sign < 0 ? n - 1 : 0;
          *from += sign < 0 ? n - 1 : 0;
        }
      if (tui_page_line (self, i)->id == NULL && ABS (by) == 1)
        {
          left++;
          continue;
        }
      if (tui_page_line (self, i)->id != NULL)
        last = i;
    }
  return last;
}

static void
step (TuiPage *self, int by)
{
  int at = tui_page_settle (self);
  int last;

  if (at < 0)
    {
      scroll (self, by);
      return;
    }
  last = walk (self, &at, by);
  if (last == at)
    scroll (self, by);
  tui_page_move (self, last);
}

gboolean
tui_page_key (TuiPage *self, TuiKey key)
{
  tui_page_settle (self);
  self->loose = FALSE;
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
      tui_page_move (self, nearest (self, 0));
      return TRUE;
    case 'G':
    case TUI_KEY_END:
      if (self->lines->len > 0 && tui_page_line (self, self->lines->len - 1)->fill != NULL)
        tui_page_fill (self, self->lines->len - 1);
      self->top = MAX ((int) self->lines->len - self->height, 0);
      tui_page_move (self, nearest (self, self->lines->len));
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
tui_page_go (TuiPage *self, const char *id)
{
  int at = find_line (self, id);

  self->touched = TRUE;
  tui_page_move (self, at);
  return at >= 0;
}
