/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-chips.h"

#include <string.h>

#include <glib/gi18n.h>

#define TYPE_CELLS 12 /* that are left to type in */

static void
clear_chip (gpointer data)
{
  g_free (((TuiChip *) data)->text);
}

void
tui_chips_init (TuiChips *self)
{
  self->chips = g_array_new (FALSE, TRUE, sizeof (TuiChip));
  g_array_set_clear_func (self->chips, clear_chip);
  tui_entry_init (&self->entry, "");
  self->at = -1;
}

void
tui_chips_clear (TuiChips *self)
{
  g_clear_pointer (&self->chips, g_array_unref);
  tui_entry_clear (&self->entry);
}

static TuiChip *
chip_at (TuiChips *self, int index)
{
  return &g_array_index (self->chips, TuiChip, index);
}

void
tui_chips_add (TuiChips *self, const char *text, gboolean is_base)
{
  TuiChip chip = { g_strdup (text), is_base, is_base };

  for (int i = 0; i < (int) self->chips->len; i++)
    if (g_str_equal (chip_at (self, i)->text, text))
      {
        chip_at (self, i)->is_out = is_base;
        g_free (chip.text);
        return;
      }
  g_array_append_val (self->chips, chip);
}

void
tui_chips_take_out (TuiChips *self)
{
  for (int i = (int) self->chips->len - 1; i >= 0; i--)
    if (chip_at (self, i)->is_base)
      chip_at (self, i)->is_out = TRUE;
    else
      g_array_remove_index (self->chips, (guint) i);
  tui_entry_set (&self->entry, "");
  self->at = -1;
}

GPtrArray *
tui_chips_elements (TuiChips *self)
{
  GPtrArray *elements = g_ptr_array_new ();

  for (int i = 0; i < (int) self->chips->len; i++)
    if (!chip_at (self, i)->is_out)
      g_ptr_array_add (elements, chip_at (self, i)->text);
  return elements;
}

gboolean
tui_chips_enter (TuiChips *self)
{
  g_autofree char *text = g_strstrip (g_strdup (self->entry.text->str));

  tui_entry_set (&self->entry, "");
  if (*text != '\0')
    tui_chips_add (self, text, FALSE);
  return *text != '\0';
}

/* What stood is marked as out, or is back; what was put in goes. */
static void
turn (TuiChips *self)
{
  TuiChip *chip = chip_at (self, self->at);

  if (chip->is_base)
    chip->is_out = !chip->is_out;
  else
    g_array_remove_index (self->chips, (guint) self->at);
  if (self->at >= (int) self->chips->len)
    self->at = (int) self->chips->len - 1;
}

static gboolean
is_within_quotes (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    quoted ^= *text == '"';
  return quoted;
}

static gboolean
key_on_chip (TuiChips *self, TuiKey key)
{
  switch (key)
    {
    case TUI_KEY_LEFT:
      self->at = MAX (self->at - 1, 0);
      return TRUE;
    case TUI_KEY_RIGHT:
      self->at = self->at + 1 < (int) self->chips->len ? self->at + 1 : -1;
      return TRUE;
    case TUI_KEY_HOME:
      self->at = 0;
      return TRUE;
    case TUI_KEY_END:
      self->at = -1;
      return TRUE;
    case TUI_KEY_DELETE:
    case TUI_KEY_BACKSPACE:
      turn (self);
      return TRUE;
    default:
      break;
    }
  if (tui_key_is_text (key))
    self->at = -1;
  return FALSE;
}

gboolean
tui_chips_key (TuiChips *self, TuiKey key)
{
  gboolean at_start = self->entry.cursor == 0;

  if (self->at >= 0 && key_on_chip (self, key))
    return TRUE;
  if (at_start && self->chips->len > 0 &&
      (key == TUI_KEY_LEFT || key == TUI_KEY_HOME ||
       (key == TUI_KEY_BACKSPACE && self->entry.text->len == 0)))
    {
      self->at = key == TUI_KEY_HOME ? 0 : (int) self->chips->len - 1;
      return TRUE;
    }
  if (key == ',' && !is_within_quotes (self->entry.text->str))
    {
      tui_chips_enter (self);
      return TRUE;
    }
  if (key == ' ' && self->entry.text->len == 0)
    return TRUE;
  return tui_entry_key (&self->entry, key);
}

/* ---- Drawing ---- */

static char *
chip_text (const TuiChip *chip)
{
  if (chip->is_out)
    return g_strdup_printf ("[-%s-]", chip->text);
  return chip->is_base ? g_strdup (chip->text) : g_strdup_printf ("{+%s+}", chip->text);
}

/* Draws, or only counts: the rows it takes. */
static int
lay_out (TuiChips *self, TuiCanvas *canvas, const TuiRect *area, gboolean draws, gboolean focused)
{
  const char *label = _ ("add: ");
  int row = 0;
  int col = 0;

  for (int i = 0; i < (int) self->chips->len; i++)
    {
      const TuiChip *chip = chip_at (self, i);
      g_autofree char *text = chip_text (chip);
      int width = MIN (tui_width (canvas, text), area->cols);
      TuiStyle style = chip->is_out    ? TUI_DIM
                       : chip->is_base ? TUI_PLAIN
                                       : TUI_MINE | TUI_UNDERLINE;

      if (col > 0 && col + width > area->cols)
        {
          row++;
          col = 0;
        }
      if (draws && row < area->rows)
        {
          gboolean here = focused && i == self->at;

          tui_put (canvas,
                   area->row + row,
                   area->col + col,
                   width,
                   here ? TUI_ACCENT | TUI_BOLD | TUI_REVERSE : style,
                   text);
          if (here)
            {
              canvas->cursor_row = area->row + row;
              canvas->cursor_col = area->col + col;
            }
        }
      col += width + 2;
    }
  if (!focused && self->entry.text->len == 0)
    return row + 1;
  if (col > 0 && col + tui_width (canvas, label) + TYPE_CELLS > area->cols)
    {
      row++;
      col = 0;
    }
  if (draws && row < area->rows)
    {
      col += tui_put (canvas, area->row + row, area->col + col, area->cols - col, TUI_DIM, label);
      tui_entry_draw (&self->entry,
                      canvas,
                      area->row + row,
                      area->col + col,
                      MAX (area->cols - col, 1),
                      TUI_MINE,
                      focused && self->at < 0);
    }
  return row + 1;
}

int
tui_chips_measure (TuiChips *self, const TuiCanvas *canvas, int cells)
{
  TuiRect area = { 0, 0, G_MAXINT, MAX (cells, 4) };
  TuiCanvas measure = { .ascii = canvas->ascii, .cursor_row = -1 };

  /* As if it had the focus: rows do not come and go with that. */
  return lay_out (self, &measure, &area, FALSE, TRUE);
}

void
tui_chips_draw (TuiChips *self, TuiCanvas *canvas, const TuiRect *area, gboolean focused)
{
  lay_out (self, canvas, area, TRUE, focused);
}
