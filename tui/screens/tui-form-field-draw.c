/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-mask.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-form-field.h"

#define CHIP_ROWS_MOST 4

static int
value_col (int label_cells)
{
  return TUI_FORM_LABEL_COL + label_cells + 2;
}

int
tui_form_field_rows (const TuiFormField *self, const TuiCanvas *canvas, int label_cells)
{
  int cells = canvas->cols - value_col (label_cells) - 1;

  return self->chips != NULL
             ? CLAMP (tui_chips_measure (self->chips, canvas, cells), 1, CHIP_ROWS_MOST)
             : 1;
}

/* The heading it has in lists where the label is too wide, unless that is a mere sign. */
static const char *
label_words (const M77Field *field, TuiCanvas *canvas, int cells)
{
  const char *label = tui_label (field->label);
  const char *brief = field->brief != NULL ? tui_label (field->brief) : "";

  return tui_width (canvas, label) > cells && tui_width (canvas, brief) > 1 ? brief : label;
}

static void
draw_label (const TuiFormField *self, TuiCanvas *canvas, int row, int label_cells, gboolean focused)
{
  gboolean required = (self->field->flags & M77_FIELD_REQUIRED) != 0;

  if (focused)
    tui_put_glyph (canvas, row, 0, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_CURSOR);
  if (self->fault != NULL)
    tui_put (canvas, row, 1, 1, TUI_BAD | TUI_BOLD, "!");
  else if (tui_form_field_is_changed (self))
    tui_put (canvas, row, 1, 1, TUI_MINE, "~");
  tui_put (canvas,
           row,
           TUI_FORM_LABEL_COL,
           label_cells,
           focused    ? TUI_ACCENT
           : required ? TUI_PLAIN
                      : TUI_DIM,
           label_words (self->field, canvas, label_cells));
}

/* What stands at the right: what it was, or how many lines it has. Returns the cells it took. */
static int
draw_right (const TuiFormField *self, TuiCanvas *canvas, int row, int room, gboolean is_new)
{
  g_autofree char *words = NULL;
  guint lines = 1;

  for (const char *p = self->entry.text->str; *p != '\0'; p++)
    lines += *p == '\n' && p[1] != '\0';
  if (room <= 30)
    return 0;
  if (lines > 1)
    words = g_strdup_printf (ngettext ("%u line", "%u lines", lines), lines);
  else if (tui_form_field_is_changed (self) && !is_new && *self->original != '\0' && room > 50 &&
           strlen (self->original) <= 20)
    words = g_strdup_printf (_ ("was %s"), self->original);
  if (words == NULL)
    return 0;
  tui_put_right (canvas, row, canvas->cols - 1, room, TUI_DIM, words);
  return tui_width (canvas, words) + 2;
}

void
tui_form_field_draw (const TuiFormField *self,
                     TuiCanvas *canvas,
                     int row,
                     int label_cells,
                     gboolean focused,
                     gboolean is_new)
{
  gboolean required = (self->field->flags & M77_FIELD_REQUIRED) != 0;
  TuiStyle style = tui_form_field_is_changed (self) ? TUI_MINE : TUI_PLAIN;
  int col = value_col (label_cells);
  int room = canvas->cols - col - 1;

  draw_label (self, canvas, row, label_cells, focused);
  /* Presenting: what is stored is what was typed, and nobody sees it. */
  if (canvas->mask != NULL && (self->field->flags & M77_FIELD_PERSONAL) &&
      self->entry.text->len > 0)
    {
      tui_put (canvas, row, col, room, style, M77_MASKED);
      return;
    }
  if (self->chips != NULL)
    {
      TuiRect area = { row, col, tui_form_field_rows (self, canvas, label_cells), room };

      tui_chips_draw (self->chips, canvas, &area, focused);
      return;
    }
  room -= draw_right (self, canvas, row, room, is_new);
  if (is_new && required && self->entry.text->len == 0 && !focused)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("needed"));
  tui_entry_draw (&self->entry, canvas, row, col, room, style, focused);
}

static void
draw_suggested (TuiCanvas *canvas, int row, int col, int room, GPtrArray *suggested)
{
  int end = col + room;

  col += 1 + tui_put (canvas, row, col, room, TUI_ACCENT | TUI_BOLD, "Tab");
  for (guint i = 0; i < suggested->len; i++)
    {
      if (col + tui_width (canvas, suggested->pdata[i]) > end)
        return;
      col += 2 + tui_put (canvas,
                          row,
                          col,
                          end - col,
                          i == 0 ? TUI_BOLD : TUI_PLAIN,
                          suggested->pdata[i]);
    }
}

void
tui_form_field_draw_help (const TuiFormField *self,
                          TuiCanvas *canvas,
                          int row,
                          int label_cells,
                          GPtrArray *suggested)
{
  g_autofree char *values = self->field->values != NULL
                                ? m77_values_to_sentence (self->field->values)
                                : NULL;
  const char *help = self->field->help != NULL ? tui_label (self->field->help) : values;
  int col = value_col (label_cells);
  int room = canvas->cols - col - 1;

  if (suggested != NULL && suggested->len > 0)
    draw_suggested (canvas, row, col, room, suggested);
  else if (self->fault != NULL)
    {
      tui_put (canvas, row, col, 1, TUI_BAD | TUI_BOLD, "^");
      tui_put (canvas, row, col + 2, room - 2, TUI_BAD, self->fault);
    }
  else if (self->field->type == M77_TYPE_TIME && help == NULL)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("“in 30m”, “tomorrow 9:00” or 2030-05-17 09:00"));
  else if (help != NULL)
    tui_put (canvas, row, col, room, TUI_DIM, help);
  else if (self->chips != NULL && self->chips->chips->len > 0)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("Left Right walk it, Del takes out or back"));
  else if (tui_form_field_has_lines (self))
    tui_put (canvas, row, col, room, TUI_DIM, _ ("Enter opens it in lines"));
}
