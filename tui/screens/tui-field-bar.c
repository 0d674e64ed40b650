/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-field-bar.h"

#include <glib/gi18n.h>

#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-form-field.h"
#include "tui/screens/tui-values.h"
#include "tui/screens/tui-work.h"
#include "tui/screens/tui-writer.h"

#define SUGGESTED_MOST 6

/* What the bar, and the editor for it, keep: the record moves on while they are open. */
typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
  TuiFormField field;
} Kept;

typedef struct
{
  TuiPanel panel;
  Kept *kept;
  char *title, *fault;
} FieldBar;

static void
free_kept (gpointer data)
{
  Kept *self = data;

  tui_form_field_clear (&self->field);
  m77_json_pool_free (self->pool);
  g_free (self);
}

static void
free_bar (TuiPanel *panel)
{
  FieldBar *self = (FieldBar *) panel;

  g_clear_pointer (&self->kept, free_kept);
  g_free (self->title);
  g_free (self->fault);
  g_free (self);
}

/* NULL: it is stored, or there is nothing to store. Free with g_free. */
static char *
store (TuiApp *app, Kept *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiMoment moment = tui_app_moment (app);
  M77Json *after = m77_json_copy (pool, self->record.doc);
  M77Json *value = tui_form_field_parse (&self->field, pool, &moment);
  const M77Field *field = self->field.field;
  M77Json *patch = NULL;
  M77Json *elements = NULL;

  if (value != NULL && self->field.fault == NULL)
    self->field.fault = tui_values_fault (app,
                                          field,
                                          value,
                                          m77_json_get (self->record.doc, field->name));
  if (value == NULL || self->field.fault != NULL)
    return g_strdup (self->field.fault);
  if (m77_json_is_null (value))
    m77_json_remove (after, self->field.field->name);
  else
    m77_json_set (pool, after, self->field.field->name, value);
  if (field->type == M77_TYPE_TIME)
    {
      char *fault = m77_validate_order (self->record.kind, after);

      if (fault != NULL)
        return fault;
    }
  m77_edit_diff (pool, self->record.kind, self->record.doc, after, &patch, &elements);
  if (patch == NULL && elements == NULL)
    return NULL;
  if (tui_work_edit (app,
                     tui_label (self->field.field->label),
                     self->record.kind_name,
                     self->record.id,
                     m77_edit_base (pool, self->record.doc, patch, elements),
                     patch,
                     elements) == NULL)
    return g_strdup (_ ("Not stored: no agent yet. Try again in a moment"));
  return NULL;
}

static GPtrArray *
suggest (FieldBar *self)
{
  TuiFormField *field = &self->kept->field;
  const char *typed = tui_form_field_typed (field);

  if (*typed == '\0' || (field->chips == NULL && !tui_form_field_is_changed (field)))
    return NULL;
  return tui_values_for (self->panel.app,
                         self->kept->record.kind,
                         field->field,
                         typed,
                         SUGGESTED_MOST);
}

static int
measure_bar (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  FieldBar *self = (FieldBar *) panel;
  int label = tui_width (canvas, tui_label (self->kept->field.field->label));

  return MIN (rows, 3 + tui_form_field_rows (&self->kept->field, canvas, label));
}

static void
draw_bar (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  FieldBar *self = (FieldBar *) panel;
  TuiFormField *field = &self->kept->field;
  g_autoptr (GPtrArray) suggested = suggest (self);
  int label = tui_width (canvas, tui_label (field->field->label));
  int last = area->row + area->rows - 1;
  int row = area->row;
  int col = 1;

  if (area->rows > 2)
    tui_draw_title (canvas, area, self->title, NULL, NULL);
  row += area->rows > 2 ? 1 : 0;
  tui_form_field_draw (field, canvas, row, label, TRUE, FALSE);
  row += tui_form_field_rows (field, canvas, label);
  if (row < last)
    tui_form_field_draw_help (field, canvas, row, label, suggested);
  if (self->fault != NULL)
    {
      tui_put (canvas, last, 1, canvas->cols - 2, TUI_BAD, self->fault);
      return;
    }
  col += tui_put (canvas, last, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Enter"));
  col += 1 + tui_put (canvas, last, col + 1, canvas->cols, TUI_PLAIN, _ ("store")) + 2;
  col += tui_put (canvas, last, col, canvas->cols, TUI_ACCENT | TUI_BOLD, "Ctrl-U");
  col += 1 + tui_put (canvas, last, col + 1, canvas->cols, TUI_PLAIN, _ ("as it was")) + 2;
  col += tui_put (canvas, last, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Esc"));
  tui_put (canvas, last, col + 1, canvas->cols, TUI_PLAIN, _ ("no"));
}

static void
enter (FieldBar *self)
{
  TuiApp *app = self->panel.app;

  /* An element that is being typed is meant. */
  g_free (self->fault);
  self->fault = store (app, self->kept);
  if (self->fault == NULL)
    tui_app_close_panel (app);
}

static void
complete (FieldBar *self)
{
  g_autoptr (GPtrArray) suggested = suggest (self);

  if (suggested != NULL && suggested->len > 0)
    tui_form_field_complete (&self->kept->field, suggested->pdata[0]);
}

static void
key_bar (TuiPanel *panel, TuiKey key)
{
  FieldBar *self = (FieldBar *) panel;
  TuiFormField *field = &self->kept->field;
  TuiMoment moment = tui_app_moment (panel->app);

  g_clear_pointer (&self->fault, g_free);
  if (key == TUI_KEY_ESC)
    {
      tui_app_close_panel (panel->app);
      return;
    }
  if (key == TUI_KEY_ENTER)
    {
      enter (self);
      return;
    }
  if (key == TUI_KEY_TAB)
    complete (self);
  else if (key == TUI_CTRL ('u'))
    tui_form_field_set (field, field->original);
  else
    tui_form_field_key (field, key);
  tui_form_field_check (field, &moment);
}

static void
paste_bar (TuiPanel *panel, const char *text)
{
  FieldBar *self = (FieldBar *) panel;
  TuiMoment moment = tui_app_moment (panel->app);

  tui_form_field_paste (&self->kept->field, text);
  tui_form_field_check (&self->kept->field, &moment);
}

static const TuiPanelClass bar_class = {
  .measure = measure_bar,
  .draw = draw_bar,
  .key = key_bar,
  .paste = paste_bar,
  .free = free_bar,
};

static void
written_cb (TuiApp *app, const char *text, gboolean finished, gpointer data)
{
  Kept *kept = data;
  g_autofree char *fault = NULL;

  if (!finished)
    return;
  tui_form_field_set (&kept->field, text);
  fault = store (app, kept);
  if (fault != NULL)
    tui_app_say (app, TUI_BAD, "%s", fault);
}

static Kept *
keep (TuiApp *app, const TuiRecord *record, const M77Field *field)
{
  Kept *self = g_new0 (Kept, 1);
  TuiMoment moment = tui_app_moment (app);
  const M77Json *value;

  self->pool = m77_json_pool_new ();
  self->record = *record;
  self->record.doc = m77_json_copy (self->pool, record->doc);
  self->record.id = m77_json_string (m77_json_string_new (self->pool, record->id));
  self->record.kind_name = record->kind->name;
  value = m77_json_get (self->record.doc, field->name);
  tui_form_field_init (&self->field, record->kind, field, value, value, &moment);
  return self;
}

void
tui_field_bar_open (TuiApp *app, const TuiRecord *record, const M77Field *field)
{
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *label = g_utf8_strup (tui_label (field->label), -1);
  g_autofree char *title = g_strdup_printf (_ ("%s of %s"), label, name);
  gboolean is_fixed = (field->flags & M77_FIELD_FIXED) != 0 || field->type == M77_TYPE_SLUG;
  FieldBar *self;
  Kept *kept;

  if (!m77_field_is_editable (field) || field->type == M77_TYPE_LOG || is_fixed)
    {
      tui_app_say (app,
                   TUI_PLAIN,
                   m77_field_merge (field) == M77_MERGE_ACTION
                       ? _ ("%s: only actions change it   . actions")
                       : _ ("%s is not changed by people"),
                   tui_label (field->label));
      return;
    }
  if (!tui_act_may_edit (app, record))
    return;
  kept = keep (app, record, field);
  if (tui_form_field_has_lines (&kept->field))
    {
      tui_writer_open (app,
                       title,
                       _ ("store"),
                       _ ("leave it as it was"),
                       tui_form_field_text (&kept->field),
                       written_cb,
                       NULL,
                       kept,
                       free_kept);
      return;
    }
  self = g_new0 (FieldBar, 1);
  self->panel = (TuiPanel){ .class = &bar_class, .app = app };
  self->kept = kept;
  self->title = g_steal_pointer (&title);
  tui_app_open_panel (app, &self->panel);
}

const M77Field *
tui_field_bar_assignee (const M77Kind *kind)
{
  static const char *const names[] = {
    "lead", "assignee", "owner", "holder", "reviewer", "contact"
  };

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (names); i++)
    {
      const M77Field *field = m77_kind_field (kind, names[i]);

      if (field != NULL && m77_field_is_editable (field))
        return field;
    }
  return NULL;
}
