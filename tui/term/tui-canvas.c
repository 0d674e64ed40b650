/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-canvas.h"

#include <string.h>

#include "shared/base/m77-text.h"
#include "tui/term/tui-bidi.h"
#include "tui/term/tui-mouse.h"

#define LOOK_MOST 4096 /* bytes */

static const char *const unicode_glyphs[TUI_N_GLYPHS] = {
  "↑", "⇡", "⋯", "‖", "≠", "✗", "▌", "●", "▾", "▸", "…", "─", "→",
};
static const char *const ascii_glyphs[TUI_N_GLYPHS] = {
  "p", "q", "w", "H", "C", "R", ">", "*", "-", "+", ">", "-", ">",
};

/* Within a text that is read: nothing, where the words say it. */
static const char *const linear_glyphs[TUI_N_GLYPHS] = {
  "", "", "", "", "", "", "", "", "", "", "...", "", "->",
};

TuiCanvas *
tui_canvas_new (int rows, int cols, gboolean ascii)
{
  TuiCanvas *self = g_new0 (TuiCanvas, 1);

  self->ascii = ascii;
  self->marks = g_array_new (FALSE, FALSE, sizeof (TuiMark));
  self->hits = g_array_new (FALSE, FALSE, sizeof (TuiHit));
  tui_canvas_resize (self, rows, cols);
  return self;
}

void
tui_canvas_free (TuiCanvas *self)
{
  g_array_unref (self->marks);
  g_free (self->spots);
  g_array_unref (self->hits);
  g_free (self->cells);
  g_free (self);
}

void
tui_canvas_resize (TuiCanvas *self, int rows, int cols)
{
  self->rows = MAX (rows, 1);
  self->cols = MAX (cols, 1);
  g_free (self->cells);
  self->cells = g_new (TuiCell, (gsize) self->rows * self->cols);
  g_free (self->spots);
  self->spots = g_new (gboolean, self->rows);
  tui_canvas_clear (self);
}

static TuiCell *
cell_at (const TuiCanvas *self, int row, int col)
{
  return &self->cells[(gsize) row * self->cols + col];
}

static void
blank (TuiCell *cell, TuiStyle style)
{
  memset (cell, 0, sizeof *cell);
  cell->text[0] = ' ';
  cell->width = 1;
  cell->style = style;
}

void
tui_canvas_clear (TuiCanvas *self)
{
  for (gsize i = 0; i < (gsize) self->rows * self->cols; i++)
    blank (&self->cells[i], TUI_PLAIN);
  memset (self->spots, 0, sizeof *self->spots * self->rows);
  g_array_set_size (self->marks, 0);
  self->cursor_row = self->cursor_col = -1;
  g_array_set_size (self->hits, 0);
}

const char *
tui_glyph (const TuiCanvas *self, TuiGlyph glyph)
{
  if (self->linear)
    return linear_glyphs[glyph];
  return self->ascii ? ascii_glyphs[glyph] : unicode_glyphs[glyph];
}

/* What is longer than any screen is not looked at to its end. */
static gboolean
is_printable_ascii (const char *text)
{
  for (gsize i = 0; i < LOOK_MOST; i++)
    if (text[i] == '\0')
      return TRUE;
    else if (text[i] < 0x20 || text[i] > 0x7e)
      return FALSE;
  return FALSE;
}

/* Safe text, without anything personal where that is masked, and without anything beyond ASCII
 * where the canvas wants that. NULL: text is fine as it is. */
static char *
make_safe (const TuiCanvas *self, const char *text)
{
  g_autofree char *masked = self->mask != NULL ? m77_mask_text (self->mask, text) : NULL;
  g_autofree char *safe = NULL;

  if (masked != NULL)
    text = masked;
  if (is_printable_ascii (text))
    return g_steal_pointer (&masked);

  safe = m77_text_safe_line (text, -1);
  return self->ascii ? g_str_to_ascii (safe, "C") : g_steal_pointer (&safe);
}

/* What stands over the edge before a column loses both its halves. */
static void
split_at (TuiCanvas *self, int row, int col)
{
  TuiCell *cell;

  if (col <= 0 || col >= self->cols)
    return;
  cell = cell_at (self, row, col);
  if (cell->width > 0)
    return;
  blank (cell, cell->style);
  cell = cell_at (self, row, col - 1);
  blank (cell, cell->style);
}

/* One cluster into its cells; what it halves becomes blank. */
static void
put_cluster (TuiCanvas *self,
             int row,
             int col,
             TuiStyle style,
             const char *text,
             gsize length,
             guint width)
{
  TuiCell *cell = cell_at (self, row, col);

  split_at (self, row, col);
  split_at (self, row, col + (int) width);

  memset (cell, 0, sizeof *cell);
  memcpy (cell->text, text, MIN (length, sizeof cell->text - 1));
  cell->width = width;
  cell->style = style;
  if (width == 2)
    {
      memset (cell + 1, 0, sizeof *cell);
      cell[1].style = style;
    }
}

/* Bytes of the first cluster of safe text. */
static gsize
cluster_length (const char *text, guint *width)
{
  const char *end = g_utf8_next_char (text);
  gunichar first = g_utf8_get_char (text);

  if (first < 0x80 && (guchar) *end < 0x80)
    {
      *width = 1;
      return 1;
    }
  while (*end != '\0' && g_unichar_iszerowidth (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  *width = g_unichar_iswide (first) ? 2 : 1;
  return end - text;
}

int
tui_put (TuiCanvas *self, int row, int col, int cells, TuiStyle style, const char *text)
{
  g_autofree char *safe = NULL;
  g_autofree char *fitted = NULL;
  g_autofree char *visual = NULL;
  int start = col;

  if (text == NULL || row < 0 || row >= self->rows || col < 0 || col >= self->cols)
    return 0;
  cells = MIN (cells, self->cols - col);
  if (cells <= 0)
    return 0;

  safe = make_safe (self, text);
  if (safe != NULL)
    text = safe;
  if (m77_text_width (text) > (guint) cells)
    text = fitted = m77_text_fit (text, cells, tui_glyph (self, TUI_GLYPH_CUT));
  if (self->visual && !self->linear && (visual = tui_bidi_visual (text)) != NULL)
    text = visual;

  while (*text != '\0')
    {
      guint width;
      gsize length = cluster_length (text, &width);

      if (col - start + (int) width > cells)
        break;
      put_cluster (self, row, col, style, text, length, width);
      col += width;
      text += length;
    }
  return col - start;
}

int
tui_put_glyph (TuiCanvas *self, int row, int col, TuiStyle style, TuiGlyph glyph)
{
  if (self->linear)
    {
      TuiMark mark = { row, glyph };

      if (glyph != TUI_GLYPH_RULE && glyph != TUI_GLYPH_CURSOR)
        g_array_append_val (self->marks, mark);
      return 1;
    }
  return tui_put (self, row, col, 1, style, tui_glyph (self, glyph));
}

int
tui_width (const TuiCanvas *self, const char *text)
{
  g_autofree char *safe = make_safe (self, text);

  return m77_text_width (safe != NULL ? safe : text);
}

int
tui_put_right (TuiCanvas *self, int row, int end, int cells, TuiStyle style, const char *text)
{
  int width = MIN (tui_width (self, text), cells);

  tui_put (self, row, end - width, width, style, text);
  return end - width;
}

void
tui_canvas_add_spot (TuiCanvas *self, int row)
{
  if (row >= 0 && row < self->rows)
    self->spots[row] = TRUE;
}

void
tui_put_rule (TuiCanvas *self, int row, int col, int cells, TuiStyle style)
{
  const char *glyph = tui_glyph (self, TUI_GLYPH_RULE);
  guint width;
  gsize length = cluster_length (glyph, &width);

  if (self->linear || row < 0 || row >= self->rows)
    return;
  for (int i = MAX (col, 0); i < MIN (col + cells, self->cols); i++)
    put_cluster (self, row, i, style, glyph, length, width);
}

void
tui_restyle (TuiCanvas *self, int row, int col, int cells, TuiStyle style)
{
  if (row < 0 || row >= self->rows)
    return;
  for (int i = MAX (col, 0); i < MIN (col + cells, self->cols); i++)
    cell_at (self, row, i)->style |= style;
}

static void
forget_row (TuiCanvas *self, int row)
{
  self->spots[row] = FALSE;
  for (guint i = self->marks->len; i > 0; i--)
    if (g_array_index (self->marks, TuiMark, i - 1).row == row)
      g_array_remove_index_fast (self->marks, i - 1);
}

void
tui_clear_rect (TuiCanvas *self, const TuiRect *rect)
{
  for (int row = MAX (rect->row, 0); row < MIN (rect->row + rect->rows, self->rows); row++)
    {
      split_at (self, row, rect->col);
      split_at (self, row, rect->col + rect->cols);
      for (int col = MAX (rect->col, 0); col < MIN (rect->col + rect->cols, self->cols); col++)
        blank (cell_at (self, row, col), TUI_PLAIN);
      if (rect->col <= 0 && rect->cols >= self->cols)
        forget_row (self, row);
    }
}

static void
append_row_text (const TuiCanvas *self, int row, GString *out)
{
  gsize start = out->len;

  for (int col = 0; col < self->cols; col++)
    g_string_append (out, cell_at (self, row, col)->text);
  while (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* Letters of the roles, upper case where bold; '#' where reversed, '+' where underlined. */
static void
append_row_styles (const TuiCanvas *self, int row, GString *out)
{
  static const char letters[] = ".abwcmgd";
  gsize start = out->len;

  for (int col = 0; col < self->cols; col++)
    {
      guint style = cell_at (self, row, col)->style;
      char letter = letters[style & TUI_ROLE_MASK];

      if (style & TUI_REVERSE)
        letter = '#';
      else if (style & TUI_UNDERLINE)
        letter = '+';
      else if (style & TUI_BOLD)
        letter = letter == '.' ? 'B' : g_ascii_toupper (letter);
      else if ((style & TUI_TINT) && letter == '.')
        letter = '_';
      g_string_append_c (out, letter);
    }
  while (out->len > start && out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

char *
tui_canvas_to_text (const TuiCanvas *self, gboolean styles)
{
  GString *out = g_string_new (NULL);

  for (int row = 0; row < self->rows; row++)
    append_row_text (self, row, out);
  if (styles)
    {
      g_string_append (out, "--\n");
      for (int row = 0; row < self->rows; row++)
        append_row_styles (self, row, out);
    }
  return g_string_free (out, FALSE);
}
