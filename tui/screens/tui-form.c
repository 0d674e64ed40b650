/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-form-private.h"

TuiFormField *
tui_form_field_at (TuiForm *self, int index)
{
  return &g_array_index (self->fields, TuiFormField, index);
}

void
tui_form_check (TuiForm *self, TuiFormField *field)
{
  TuiMoment moment = tui_app_moment (self->base.app);

  tui_form_field_check (field, &moment);
}

gboolean
tui_form_is_new (const TuiForm *self)
{
  return self->id == NULL;
}

gboolean
tui_form_is_changed (TuiForm *self)
{
  for (int i = 0; i < (int) self->fields->len; i++)
    if (tui_form_field_is_changed (tui_form_field_at (self, i)))
      return TRUE;
  return FALSE;
}

static void
edit_outside (TuiForm *self)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);
  g_autofree char *text = tui_editor_run (self->base.app, field->entry.text->str);

  if (text == NULL)
    return;
  if (!tui_form_field_take (field, text))
    tui_app_say (self->base.app,
                 TUI_WARN,
                 _ ("%s is one line: yours were joined"),
                 tui_label (field->field->label));
  self->typed = TRUE;
  tui_form_check (self, field);
}

static int
label_cells (TuiForm *self, TuiCanvas *canvas)
{
  int width = 8;

  for (int i = 0; i < (int) self->fields->len; i++)
    width = MAX (width, tui_width (canvas, tui_label (tui_form_field_at (self, i)->field->label)));
  return MIN (width, canvas->cols / 3);
}

static void
draw_form (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiForm *self = (TuiForm *) screen;
  int label = label_cells (self, canvas);
  int rows = area->rows - 3; /* title, what is under the focus, the count */
  int row = area->row + 1;
  guint changed = 0;
  guint wrong = 0;

  tui_draw_title (canvas,
                  area,
                  self->title,
                  NULL,
                  self->draft_kept ? _ ("draft brought back") : NULL);
  if (self->notice != NULL && rows > 2)
    {
      tui_put (canvas, row++, 1, area->cols - 2, TUI_BAD, self->notice);
      rows--;
    }
  rows = MAX (rows, 1);
  self->top = CLAMP (self->top, MAX (self->focus - rows + 1, 0), self->focus);
  for (int i = self->top; i < (int) self->fields->len && i < self->top + rows; i++)
    {
      tui_canvas_add_spot (canvas, row);
      tui_form_field_draw (tui_form_field_at (self, i),
                           canvas,
                           row++,
                           label,
                           i == self->focus,
                           tui_form_is_new (self));
      if (i == self->focus)
        tui_form_field_draw_help (tui_form_field_at (self, i), canvas, row++, label);
    }
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      changed += tui_form_field_is_changed (tui_form_field_at (self, i));
      wrong += tui_form_field_at (self, i)->fault != NULL;
    }
  if (changed > 0 || wrong > 0)
    {
      g_autofree char *count = wrong > 0
                                   ? g_strdup_printf (_ ("%u changed, %u wrong"), changed, wrong)
                                   : g_strdup_printf (ngettext ("%u changed",
                                                                "%u changed",
                                                                changed),
                                                      changed);

      tui_put (canvas,
               area->row + area->rows - 1,
               1,
               area->cols - 2,
               wrong > 0 ? TUI_BAD : TUI_PLAIN,
               count);
    }
}

static gboolean
key_form (TuiScreen *screen, TuiKey key)
{
  TuiForm *self = (TuiForm *) screen;
  TuiFormField *field = tui_form_field_at (self, self->focus);
  int n = self->fields->len;

  switch (key)
    {
    case TUI_KEY_ESC:
      tui_form_keep_draft (self);
      return TRUE;
    case TUI_CTRL ('d'):
      tui_form_store (self);
      return TRUE;
    case TUI_CTRL ('e'):
      edit_outside (self);
      return TRUE;
    case TUI_CTRL ('u'):
      tui_entry_set (&field->entry, field->original);
      break;
    case TUI_KEY_TAB:
    case TUI_KEY_DOWN:
    case TUI_KEY_ENTER:
      self->focus = (self->focus + 1) % n;
      return TRUE;
    case TUI_KEY_BACKTAB:
    case TUI_KEY_UP:
      self->focus = (self->focus + n - 1) % n;
      return TRUE;
    default:
      if (!tui_entry_key (&field->entry, key))
        return FALSE;
    }
  self->typed = TRUE;
  tui_form_check (self, field);
  return TRUE;
}

static void
paste_form (TuiScreen *screen, const char *text)
{
  TuiForm *self = (TuiForm *) screen;
  TuiFormField *field = tui_form_field_at (self, self->focus);

  tui_entry_insert (&field->entry, text);
  self->typed = TRUE;
  tui_form_check (self, field);
}

static void
tui_form_free (TuiScreen *screen)
{
  TuiForm *self = (TuiForm *) screen;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_unref (self->fields);
  m77_json_pool_free (self->pool);
  g_free (self->id);
  g_free (self->operation);
  g_free (self->name);
  g_free (self->title);
  g_free (self->notice);
  g_free (self);
}

const TuiScreenClass tui_form_class = {
  .context = TUI_ON_FORM,
  .passing = TRUE,
  .name = N_ ("this form"),
  .draw = draw_form,
  .key = key_form,
  .paste = paste_form,
  .free = tui_form_free,
};

const char *
tui_form_text (TuiScreen *screen, const char *name)
{
  TuiForm *self = (TuiForm *) screen;

  for (int i = 0; i < (int) self->fields->len; i++)
    if (g_str_equal (tui_form_field_at (self, i)->field->name, name))
      return tui_form_field_at (self, i)->entry.text->str;
  return NULL;
}
