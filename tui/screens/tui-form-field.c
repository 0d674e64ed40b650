/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"

void
tui_form_field_init (TuiFormField *self,
                     const M77Kind *kind,
                     const M77Field *field,
                     const M77Json *original,
                     const M77Json *typed,
                     const TuiMoment *moment)
{
  g_autofree char *text = m77_value_to_input (field, typed, moment->zone);

  *self = (TuiFormField){ .kind = kind, .field = field };
  self->original = m77_value_to_input (field, original, moment->zone);
  tui_entry_init (&self->entry, text);
}

void
tui_form_field_clear (TuiFormField *self)
{
  tui_entry_clear (&self->entry);
  g_free (self->original);
  g_free (self->fault);
}

static gboolean
has_lines (const M77Field *field)
{
  return field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN ||
         field->type == M77_TYPE_MAP || field->type == M77_TYPE_JSON;
}

gboolean
tui_form_field_take (TuiFormField *self, const char *text)
{
  g_autofree char *line = g_strdup (text);

  for (gsize end = strlen (line); end > 0 && strchr ("\r\n", line[end - 1]) != NULL; end--)
    line[end - 1] = '\0';
  if (has_lines (self->field) || strpbrk (line, "\r\n") == NULL)
    {
      tui_entry_set (&self->entry, has_lines (self->field) ? text : line);
      return TRUE;
    }
  tui_entry_set (&self->entry, g_strdelimit (line, "\r\n", ' '));
  return FALSE;
}

gboolean
tui_form_field_is_changed (const TuiFormField *self)
{
  return strcmp (self->entry.text->str, self->original) != 0;
}

M77Json *
tui_form_field_parse (TuiFormField *self, M77JsonPool *pool, const TuiMoment *moment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value = m77_value_from_text (self->field,
                                        self->entry.text->str,
                                        pool,
                                        moment->now,
                                        moment->zone,
                                        &error);

  g_clear_pointer (&self->fault, g_free);
  if (value == NULL)
    self->fault = g_strdup (error->message);
  else if ((fault = m77_validate_value (self->kind, self->field, value)) != NULL)
    self->fault = g_strdup (fault->message);
  return value;
}

void
tui_form_field_check (TuiFormField *self, const TuiMoment *moment)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_clear_pointer (&self->fault, g_free);
  if (tui_form_field_is_changed (self))
    tui_form_field_parse (self, pool, moment);
}

static int
value_col (int label_cells)
{
  return TUI_FORM_LABEL_COL + label_cells + 2;
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
  gboolean changed = tui_form_field_is_changed (self);
  int col = value_col (label_cells);
  int room = canvas->cols - col - 1;

  if (focused)
    tui_put_glyph (canvas, row, 0, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_CURSOR);
  if (self->fault != NULL)
    tui_put (canvas, row, 1, 1, TUI_BAD | TUI_BOLD, "!");
  else if (changed)
    tui_put (canvas, row, 1, 1, TUI_MINE, "~");
  tui_put (canvas,
           row,
           TUI_FORM_LABEL_COL,
           label_cells,
           focused    ? TUI_ACCENT
           : required ? TUI_PLAIN
                      : TUI_DIM,
           tui_label (self->field->label));
  /* Presenting: what is stored is what was typed, and nobody sees it. */
  if (canvas->mask != NULL && (self->field->flags & M77_FIELD_PERSONAL) &&
      self->entry.text->len > 0)
    {
      tui_put (canvas, row, col, room, changed ? TUI_MINE : TUI_PLAIN, M77_MASKED);
      return;
    }
  if (changed && !is_new && *self->original != '\0' && room > 50 && strlen (self->original) <= 20)
    {
      g_autofree char *was = g_strdup_printf (_ ("was %s"), self->original);

      room -= tui_width (canvas, was) + 2;
      tui_put_right (canvas, row, canvas->cols - 1, room, TUI_DIM, was);
    }
  if (is_new && required && self->entry.text->len == 0 && !focused)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("needed"));
  tui_entry_draw (&self->entry, canvas, row, col, room, changed ? TUI_MINE : TUI_PLAIN, focused);
}

void
tui_form_field_draw_help (const TuiFormField *self, TuiCanvas *canvas, int row, int label_cells)
{
  g_autofree char *values = self->field->values != NULL
                                ? m77_values_to_sentence (self->field->values)
                                : NULL;
  const char *help = self->field->help != NULL ? tui_label (self->field->help) : values;
  int col = value_col (label_cells);
  int room = canvas->cols - col - 1;

  if (self->fault != NULL)
    {
      tui_put (canvas, row, col, 1, TUI_BAD | TUI_BOLD, "^");
      tui_put (canvas, row, col + 2, room - 2, TUI_BAD, self->fault);
    }
  else if (self->field->type == M77_TYPE_TIME && help == NULL)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("“in 30m”, “tomorrow 9:00” or 2030-05-17 09:00"));
  else if (help != NULL)
    tui_put (canvas, row, col, room, TUI_DIM, help);
}
