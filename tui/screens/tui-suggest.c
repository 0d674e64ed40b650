/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-suggest.h"

#include <string.h>

gboolean
tui_suggest_take (M77Suggest *self, TuiEntry *entry)
{
  if (!m77_suggest_take (self, entry->text))
    return FALSE;
  entry->cursor = self->end;
  return TRUE;
}

/* ---- Drawing ---- */

int
tui_suggest_rows (const M77Suggest *self, int most)
{
  int n = self->words->len > 0 ? (int) self->words->len : self->hint != NULL ? 1 : 0;

  return CLAMP (n, 0, MAX (most, 0));
}

void
tui_suggest_draw (const M77Suggest *self, TuiCanvas *canvas, int row, int rows)
{
  guint first = self->chosen >= (guint) MAX (rows, 1) ? self->chosen - rows + 1 : 0;
  int width = 0;

  for (int i = 0; i < rows && first + i < self->words->len; i++)
    width = MAX (width, tui_width (canvas, self->words->pdata[first + i]));
  width = MIN (width, canvas->cols * 2 / 3);
  for (int i = 0; i < rows && first + i < self->words->len; i++)
    {
      guint at = first + i;
      const char *about = self->abouts->pdata[at];

      if (at == self->chosen)
        {
          tui_put_glyph (canvas, row + i, 0, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_CURSOR);
          about = *about != '\0' || self->hint == NULL ? about : self->hint;
        }
      tui_put (canvas,
               row + i,
               1,
               width,
               at == self->chosen ? TUI_ACCENT | TUI_BOLD : TUI_PLAIN,
               self->words->pdata[at]);
      tui_put (canvas, row + i, width + 4, canvas->cols - width - 5, TUI_DIM, about);
    }
  if (self->words->len == 0 && self->hint != NULL && rows > 0)
    tui_put (canvas, row, 1, canvas->cols - 2, TUI_DIM, self->hint);
}

void
tui_suggest_draw_fault (const TuiEntry *entry,
                        TuiCanvas *canvas,
                        int row,
                        int col,
                        int cells,
                        gsize offset,
                        const char *expected)
{
  int at = col + MAX (tui_entry_column (entry, canvas, cells, offset), 0);
  int width = tui_width (canvas, expected != NULL ? expected : "");

  tui_put (canvas, row, at, 1, TUI_BAD | TUI_BOLD, "^");
  if (expected == NULL)
    return;
  if (at + 2 + width < canvas->cols)
    tui_put (canvas, row, at + 2, canvas->cols - at - 3, TUI_BAD, expected);
  else if (at - 1 > width)
    tui_put (canvas, row, at - 1 - width, width, TUI_BAD, expected);
  else
    {
      /* Neither side has room: the words matter more than the mark. */
      tui_put (canvas, row, 1, canvas->cols - 2, TUI_BAD, expected);
      tui_restyle (canvas, row - 1, at, 1, TUI_BAD | TUI_REVERSE);
    }
}
