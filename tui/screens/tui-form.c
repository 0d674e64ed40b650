/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-form-private.h"
#include "tui/screens/tui-values.h"
#include "tui/screens/tui-writer.h"

#define SUGGESTED_MOST 6

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

/* After each change by the person. */
static void
changed (TuiForm *self, TuiFormField *field)
{
  self->typed = TRUE;
  tui_form_check (self, field);
  tui_form_keep_typed (self);
}

static void
edit_outside (TuiForm *self)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);
  g_autofree char *text = tui_editor_run (self->base.app, tui_form_field_text (field));

  if (text == NULL)
    return;
  tui_form_remember (self);
  if (!tui_form_field_take (field, text))
    tui_app_say (self->base.app,
                 TUI_WARN,
                 _ ("%s is one line: yours were joined"),
                 tui_label (field->field->label));
  changed (self, field);
}

/* The form is under it and cannot go meanwhile. */
static void
written_cb (TuiApp *app, const char *text, gboolean finished, gpointer data)
{
  TuiForm *self = data;
  TuiFormField *field = tui_form_field_at (self, self->focus);

  if (g_str_equal (text, tui_form_field_text (field)))
    return;
  tui_form_remember (self);
  tui_form_field_set (field, text);
  changed (self, field);
}

static void
writing_cb (TuiApp *app, const char *text, gpointer data)
{
  TuiForm *self = data;

  tui_form_field_set (tui_form_field_at (self, self->focus), text);
  changed (self, tui_form_field_at (self, self->focus));
}

static void
open_writer (TuiForm *self)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);
  g_autofree char *label = g_utf8_strup (tui_label (field->field->label), -1);
  g_autofree char *title = g_strdup_printf ("%s %s %s",
                                            self->title,
                                            tui_glyph (self->base.app->canvas, TUI_GLYPH_FOLDED),
                                            label);

  tui_form_remember (self);
  tui_writer_open (self->base.app,
                   title,
                   _ ("take"),
                   _ ("back to the form"),
                   tui_form_field_text (field),
                   written_cb,
                   writing_cb,
                   self,
                   NULL);
}

/* What could be meant by what is typed; NULL: nothing is being typed. */
static GPtrArray *
suggest (TuiForm *self)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);
  const char *typed = tui_form_field_typed (field);

  if (*typed == '\0' || (field->chips == NULL && !tui_form_field_is_changed (field)))
    return NULL;
  return tui_values_for (self->base.app, self->kind, field->field, typed, SUGGESTED_MOST);
}

static int
label_cells (TuiForm *self, TuiCanvas *canvas)
{
  int width = 8;

  for (int i = 0; i < (int) self->fields->len; i++)
    width = MAX (width, tui_width (canvas, tui_label (tui_form_field_at (self, i)->field->label)));
  return MIN (width, canvas->cols / 3);
}

/* From the first field in sight on, so that the one that has the focus is, with what helps. */
static void
draw_fields (TuiForm *self, TuiCanvas *canvas, int row, int rows, int label)
{
  g_autoptr (GPtrArray) suggested = suggest (self);
  int end = row + rows + 1;
  int used = 1;

  self->top = MIN (self->top, self->focus);
  for (int i = self->top; i <= self->focus; i++)
    used += tui_form_field_rows (tui_form_field_at (self, i), canvas, label);
  for (; used > rows + 1 && self->top < self->focus; self->top++)
    used -= tui_form_field_rows (tui_form_field_at (self, self->top), canvas, label);
  for (int i = self->top; i < (int) self->fields->len && row < end; i++)
    {
      TuiFormField *field = tui_form_field_at (self, i);

      tui_form_field_draw (field, canvas, row, label, i == self->focus, tui_form_is_new (self));
      row += tui_form_field_rows (field, canvas, label);
      if (i == self->focus)
        tui_form_field_draw_help (field, canvas, row++, label, suggested);
    }
}

static void
draw_form (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiForm *self = (TuiForm *) screen;
  int label = label_cells (self, canvas);
  int rows = area->rows - 3; /* title, what is under the focus, the count */
  int row = area->row + 1;
  guint n_changed = 0;
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
  draw_fields (self, canvas, row, MAX (rows, 1), label);
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      n_changed += tui_form_field_is_changed (tui_form_field_at (self, i));
      wrong += tui_form_field_at (self, i)->fault != NULL;
    }
  if (n_changed > 0 || wrong > 0)
    {
      g_autofree char *count = wrong > 0
                                   ? g_strdup_printf (_ ("%u changed, %u wrong"), n_changed, wrong)
                                   : g_strdup_printf (ngettext ("%u changed",
                                                                "%u changed",
                                                                n_changed),
                                                      n_changed);

      tui_put (canvas,
               area->row + area->rows - 1,
               1,
               area->cols - 2,
               wrong > 0 ? TUI_BAD : TUI_PLAIN,
               count);
    }
}

/* Tab takes what is suggested; else it goes on. */
static gboolean
complete (TuiForm *self)
{
  g_autoptr (GPtrArray) suggested = suggest (self);

  if (suggested == NULL || suggested->len == 0)
    return FALSE;
  tui_form_remember (self);
  tui_form_field_complete (tui_form_field_at (self, self->focus), suggested->pdata[0]);
  changed (self, tui_form_field_at (self, self->focus));
  return TRUE;
}

static void
go (TuiForm *self, int by)
{
  int n = self->fields->len;

  self->focus = (self->focus + by + n) % n;
}

static void
type (TuiForm *self, TuiKey key)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);
  g_autofree char *before = g_strdup (tui_form_field_text (field));

  tui_form_remember_typing (self, key);
  if (tui_form_field_key (field, key) && !g_str_equal (before, tui_form_field_text (field)))
    changed (self, field);
}

/* Into a text of several lines, an element more, or on. */
static void
enter (TuiForm *self)
{
  TuiFormField *field = tui_form_field_at (self, self->focus);

  if (tui_form_field_has_lines (field))
    open_writer (self);
  else if (field->chips != NULL && *tui_form_field_typed (field) != '\0')
    type (self, ',');
  else
    go (self, 1);
}

static gboolean
key_form (TuiScreen *screen, TuiKey key)
{
  TuiForm *self = (TuiForm *) screen;
  TuiFormField *field = tui_form_field_at (self, self->focus);

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
      tui_form_remember (self);
      tui_form_field_set (field, field->original);
      changed (self, field);
      return TRUE;
    case TUI_CTRL ('z'):
    case TUI_CTRL ('y'):
      tui_form_undo (self, key == TUI_CTRL ('y'));
      return TRUE;
    case TUI_KEY_TAB:
      if (!complete (self))
        go (self, 1);
      return TRUE;
    case TUI_KEY_ENTER:
      enter (self);
      return TRUE;
    case TUI_KEY_DOWN:
      go (self, 1);
      return TRUE;
    case TUI_KEY_BACKTAB:
    case TUI_KEY_UP:
      go (self, -1);
      return TRUE;
    default:
      if ((key & TUI_KEY_CTRL) != 0 && key != TUI_CTRL ('w'))
        return FALSE;
      type (self, key);
      return TRUE;
    }
}

static void
paste_form (TuiScreen *screen, const char *text)
{
  TuiForm *self = (TuiForm *) screen;
  TuiFormField *field = tui_form_field_at (self, self->focus);

  tui_form_remember (self);
  tui_form_field_paste (field, text);
  changed (self, field);
}

static void
tui_form_free (TuiScreen *screen)
{
  TuiForm *self = (TuiForm *) screen;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_array_unref (self->fields);
  m77_json_pool_free (self->pool);
  g_free (self->id);
  g_free (self->operation);
  g_free (self->create);
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
      return tui_form_field_text (tui_form_field_at (self, i));
  return NULL;
}
