/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-marked.h"

#include <string.h>

#include "shared/base/m77-text.h"

/* A stretch of text, safe already, with newlines. */
typedef struct
{
  TuiStyle style;
  char *text;
} Piece;

struct _TuiMarked
{
  GArray *pieces;
  GPtrArray *lines; /* GArray of Piece */
};

static void
clear_piece (gpointer piece)
{
  g_free (((Piece *) piece)->text);
}

static GArray *
new_pieces (void)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  g_array_set_clear_func (pieces, clear_piece);
  return pieces;
}

TuiMarked *
tui_marked_new (void)
{
  TuiMarked *self = g_new0 (TuiMarked, 1);

  self->pieces = new_pieces ();
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return self;
}

void
tui_marked_free (TuiMarked *self)
{
  g_array_unref (self->pieces);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
tui_marked_add (TuiMarked *self, TuiStyle style, const char *text)
{
  Piece piece = { style, m77_text_safe_lines (text, -1) };

  g_array_append_val (self->pieces, piece);
}

static void
add_change (TuiMarked *self, TuiStyle style, const char *open, const char *text, const char *close)
{
  g_autoptr (GString) marked = g_string_new (open);

  g_string_append (marked, text);
  g_string_replace (marked, "\n", "\\\n", 0);
  g_string_append (marked, close);
  tui_marked_add (self, style, marked->str);
}

void
tui_marked_add_spans (TuiMarked *self, TuiStyle role, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const M77Span *span = &g_array_index (spans, M77Span, i);

      switch (span->mark)
        {
        case M77_SPAN_GONE:
          add_change (self, TUI_DIM, "[-", span->text, "-]");
          break;
        case M77_SPAN_NEW:
          add_change (self, role | TUI_UNDERLINE, "{+", span->text, "+}");
          break;
        case M77_SPAN_VALUE:
          tui_marked_add (self, role, span->text);
          break;
        case M77_SPAN_ASIDE:
          tui_marked_add (self, TUI_DIM, span->text);
          break;
        default:
          tui_marked_add (self, TUI_PLAIN, span->text);
        }
    }
}

/* ---- Wrapping ---- */

typedef struct
{
  GPtrArray *lines;
  GArray *line; /* pieces of the line so far */
  int cells, used;
  guint break_piece; /* of the line's last blank: pieces before it, and bytes of that one */
  gsize break_byte;
  gboolean has_break;
} Wrapper;

static void
end_line (Wrapper *self)
{
  g_ptr_array_add (self->lines, self->line);
  self->line = new_pieces ();
  self->used = 0;
  self->has_break = FALSE;
}

static void
put_text (Wrapper *self, TuiStyle style, const char *text, gsize length)
{
  Piece *last = self->line->len > 0 ? &g_array_index (self->line, Piece, self->line->len - 1)
                                    : NULL;
  g_autofree char *part = g_strndup (text, length);

  self->used += (int) m77_text_width (part);
  if (last != NULL && last->style == style)
    {
      char *joined = g_strconcat (last->text, part, NULL);

      g_free (last->text);
      last->text = joined;
      return;
    }
  {
    Piece piece = { style, g_steal_pointer (&part) };

    g_array_append_val (self->line, piece);
  }
}

/* The line up to its last blank; what stood behind that begins the next. */
static void
break_line (Wrapper *self)
{
  GArray *whole = self->line;
  guint at = self->break_piece;
  gsize byte = self->break_byte;

  if (!self->has_break)
    {
      end_line (self);
      return;
    }
  self->line = new_pieces ();
  self->used = 0;
  for (guint i = 0; i < at; i++)
    {
      const Piece *piece = &g_array_index (whole, Piece, i);

      put_text (self, piece->style, piece->text, strlen (piece->text));
    }
  put_text (self,
            g_array_index (whole, Piece, at).style,
            g_array_index (whole, Piece, at).text,
            byte);
  end_line (self);
  for (guint i = at; i < whole->len; i++)
    {
      const Piece *piece = &g_array_index (whole, Piece, i);
      const char *rest = i == at ? piece->text + byte + 1 : piece->text;

      if (*rest != '\0')
        put_text (self, piece->style, rest, strlen (rest));
    }
  g_array_unref (whole);
}

/* A word, or a lone blank. */
static void
add_word (Wrapper *self, TuiStyle style, const char *text, gsize length)
{
  g_autofree char *word = g_strndup (text, length);
  int width = (int) m77_text_width (word);

  if (self->used + width > self->cells && self->used > 0)
    {
      if (*text == ' ')
        {
          end_line (self);
          return;
        }
      break_line (self);
    }
  while (width > self->cells - self->used && width > 0)
    {
      guint fitted;
      gsize bytes = m77_text_prefix (text, (guint) MAX (self->cells - self->used, 1), &fitted);

      bytes = MIN (bytes > 0 ? bytes : (gsize) (g_utf8_next_char (text) - text), length);
      put_text (self, style, text, bytes);
      text += bytes;
      length -= bytes;
      width -= (int) fitted;
      if (length == 0)
        return;
      end_line (self);
    }
  if (*text == ' ' && length > 0)
    {
      put_text (self, style, text, length);
      self->has_break = TRUE;
      self->break_piece = self->line->len - 1;
      self->break_byte = strlen (g_array_index (self->line, Piece, self->line->len - 1).text) - 1;
      return;
    }
  put_text (self, style, text, length);
}

void
tui_marked_wrap (TuiMarked *self, int cells)
{
  Wrapper wrapper = { self->lines, new_pieces (), MAX (cells, 1), 0, 0, 0, FALSE };

  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const char *at = piece->text;

      while (*at != '\0')
        {
          gsize length = *at == ' ' || *at == '\n' ? 1 : strcspn (at, " \n");

          if (*at == '\n')
            end_line (&wrapper);
          else
            add_word (&wrapper, piece->style, at, length);
          at += length;
        }
    }
  if (wrapper.line->len > 0 || self->lines->len == 0)
    g_ptr_array_add (self->lines, wrapper.line);
  else
    g_array_unref (wrapper.line);
}

guint
tui_marked_count (const TuiMarked *self)
{
  return self->lines->len;
}

void
tui_marked_put (const TuiMarked *self, guint index, TuiLine *line, int col)
{
  const GArray *pieces = index < self->lines->len ? self->lines->pdata[index] : NULL;

  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      tui_line_span (line, i == 0 ? col : -1, 0, piece->style, piece->text);
    }
}
