/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-grid"

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-text.h"
#include "tui/commands/tui-print.h"

#define GAP      2  /* cells between columns */
#define READABLE 20 /* a column is cut to this before others are left out */
#define NARROW   6  /* … and to no less than this after that */

typedef struct
{
  char *text; /* safe */
  TuiStyle style;
  guint width;
} Cell;

struct _TuiGrid
{
  guint n;
  GArray *cells; /* of Cell; the first row has the headings */
};

static void
clear_cell (gpointer data)
{
  g_free (((Cell *) data)->text);
}

TuiGrid *
tui_grid_new (const char *const *headings, guint n)
{
  TuiGrid *self = g_new0 (TuiGrid, 1);

  self->n = n;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
  for (guint i = 0; i < n; i++)
    tui_grid_add (self, TUI_DIM, *headings[i] != '\0' ? _ (headings[i]) : "");
  return self;
}

void
tui_grid_free (TuiGrid *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

void
tui_grid_add (TuiGrid *self, TuiStyle style, const char *text)
{
  Cell cell = { m77_text_safe_line (text != NULL ? text : "", -1), style, 0 };

  cell.width = m77_text_width (cell.text);
  g_array_append_val (self->cells, cell);
}

void
tui_grid_take (TuiGrid *self, TuiStyle style, char *text)
{
  tui_grid_add (self, style, text);
  g_free (text);
}

guint
tui_print_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return G_MAXUINT;

  return size.ws_col;
}

static const Cell *
cell_at (const TuiGrid *self, guint row, guint column)
{
  return &g_array_index (self->cells, Cell, row * self->n + column);
}

/* Each column's width; 0 for those in which nothing stands. */
static guint *
measure (const TuiGrid *self)
{
  guint *widths = g_new0 (guint, self->n);
  guint rows = self->cells->len / self->n;

  for (guint column = 0; column < self->n; column++)
    {
      for (guint row = 1; row < rows; row++)
        widths[column] = MAX (widths[column], cell_at (self, row, column)->width);
      if (widths[column] > 0)
        widths[column] = MAX (widths[column], cell_at (self, 0, column)->width);
    }

  return widths;
}

/* Takes from the widest until all fit, but leaves each `least`. FALSE if that is not enough. */
static gboolean
squeeze (guint *widths, guint n, guint room, guint least)
{
  for (;;)
    {
      guint total = 0, widest = 0;

      for (guint i = 0; i < n; i++)
        {
          total += widths[i] > 0 ? widths[i] + GAP : 0;
          if (widths[i] > widths[widest])
            widest = i;
        }
      if (total <= room + GAP)
        return TRUE;
      if (widths[widest] <= least)
        return FALSE;
      widths[widest]--;
    }
}

/* The first and the last column stay, and what is wide. */
static gboolean
drop_column (guint *widths, guint n)
{
  for (guint i = n - 1; i > 2; i--)
    if (widths[i - 1] > 0 && widths[i - 1] <= READABLE)
      {
        widths[i - 1] = 0;
        return TRUE;
      }

  return FALSE;
}

/* A title that can be read is worth more than the columns at the end. */
static void
fit (guint *widths, guint n, guint room)
{
  g_autofree guint *squeezed = g_memdup2 (widths, n * sizeof *widths);

  if (room == G_MAXUINT)
    return;
  while (!squeeze (squeezed, n, room, READABLE) && drop_column (widths, n))
    memcpy (squeezed, widths, n * sizeof *widths);

  memcpy (widths, squeezed, n * sizeof *widths);
  squeeze (widths, n, room, NARROW);
}

static void
print_row (const TuiGrid *self, const TuiContext *context, guint row, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint pad = 0;

  for (guint column = 0; column < self->n; column++)
    {
      const Cell *cell = cell_at (self, row, column);
      g_autofree char *cut = NULL;
      g_autofree char *painted = NULL;

      if (widths[column] == 0)
        continue;
      if (cell->width > widths[column])
        cut = m77_text_fit (cell->text, widths[column], "…");
      painted = tui_print_paint (context, cell->style, cut != NULL ? cut : cell->text);
      if (cell->width > 0)
        {
          g_string_append_printf (line, "%*s%s", (int) pad, "", painted);
          pad = 0;
        }
      pad += widths[column] - MIN (cell->width, widths[column]) + GAP;
    }

  puts (line->str);
}

static gboolean
has_headings (const TuiGrid *self)
{
  for (guint column = 0; column < self->n; column++)
    if (cell_at (self, 0, column)->width > 0)
      return TRUE;

  return FALSE;
}

static void
print_rows (const TuiGrid *self, const TuiContext *context, guint room)
{
  guint rows = self->cells->len / self->n;
  g_autofree guint *widths = measure (self);

  if (rows < 2)
    return;

  fit (widths, self->n, room);
  for (guint row = context->quiet || !has_headings (self) ? 1 : 0; row < rows; row++)
    print_row (self, context, row, widths);
}

void
tui_grid_print (const TuiGrid *self, const TuiContext *context)
{
  print_rows (self, context, tui_print_width ());
}

void
tui_grid_print_whole (const TuiGrid *self, const TuiContext *context)
{
  print_rows (self, context, G_MAXUINT);
}
