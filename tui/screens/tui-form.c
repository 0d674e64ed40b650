/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-work.h"
#include "tui/widgets/tui-entry.h"

typedef struct
{
  const M77Field *field;
  TuiEntry entry;
  char *original;
  char *fault; /* NULL: right */
} FormField;

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  char *id;   /* NULL: a create */
  char *name; /* of the draft */
  char *title;
  M77JsonPool *pool;
  const M77Json *before; /* an empty object of a create */
  GArray *fields;
  int focus, top;
  gboolean draft_kept;
  GCancellable *cancellable;
} FormScreen;

static void
clear_field (gpointer data)
{
  FormField *field = data;

  tui_entry_clear (&field->entry);
  g_free (field->original);
  g_free (field->fault);
}

static FormField *
field_at (FormScreen *self, int index)
{
  return &g_array_index (self->fields, FormField, index);
}

static gboolean
is_changed (const FormField *field)
{
  return strcmp (field->entry.text->str, field->original) != 0;
}

static M77Json *
parse_field (FormScreen *self, FormField *field, M77JsonPool *pool)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value = m77_value_from_text (field->field,
                                        field->entry.text->str,
                                        pool,
                                        moment.now,
                                        moment.zone,
                                        &error);

  g_clear_pointer (&field->fault, g_free);
  if (value == NULL)
    field->fault = g_strdup (error->message);
  else if ((fault = m77_validate_value (self->kind, field->field, value)) != NULL)
    field->fault = g_strdup (fault->message);
  return value;
}

static void
check_field (FormScreen *self, FormField *field)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_clear_pointer (&field->fault, g_free);
  if (is_changed (field))
    parse_field (self, field, pool);
}

gboolean
tui_form_collect (TuiScreen *screen, M77JsonPool *pool, M77Json **patch, M77Json **elements)
{
  FormScreen *self = (FormScreen *) screen;
  M77Json *after = m77_json_copy (pool, self->before);

  for (int i = 0; i < (int) self->fields->len; i++)
    {
      FormField *field = field_at (self, i);
      M77Json *value;

      if (!is_changed (field) && self->id != NULL)
        continue;
      value = parse_field (self, field, pool);
      if (value == NULL || field->fault != NULL)
        {
          self->focus = i;
          return FALSE;
        }
      if (m77_json_is_null (value))
        m77_json_remove (after, field->field->name);
      else
        m77_json_set (pool, after, field->field->name, value);
    }
  if (self->id != NULL)
    m77_edit_diff (pool, self->kind, self->before, after, patch, elements);
  else
    *patch = after;
  return TRUE;
}

static void
store (FormScreen *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = self->base.app;
  M77Json *patch = NULL;
  M77Json *elements = NULL;

  if (!tui_form_collect (&self->base, pool, &patch, &elements))
    {
      tui_app_say (app,
                   TUI_BAD,
                   _ ("Not stored: %s"),
                   field_at (self, self->focus)->fault != NULL ? field_at (self, self->focus)->fault
                                                               : _ ("a field is wrong"));
      return;
    }
  if (self->id != NULL && patch == NULL && elements == NULL)
    tui_app_say (app, TUI_PLAIN, _ ("Nothing was changed"));
  else if (self->id == NULL)
    tui_work_create (app, self->kind->name, patch);
  else
    tui_work_edit (app,
                   _ ("Edit"),
                   self->kind->name,
                   self->id,
                   m77_edit_base (pool, self->before, patch, elements),
                   patch,
                   elements);
  if (app->client != NULL && self->draft_kept)
    tui_work_draft (app, self->name, "");
  tui_app_pop (app);
}

static gboolean
any_changed (FormScreen *self)
{
  for (int i = 0; i < (int) self->fields->len; i++)
    if (is_changed (field_at (self, i)))
      return TRUE;
  return FALSE;
}

static void
keep_draft (FormScreen *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *draft = m77_json_object_new (pool);
  TuiApp *app = self->base.app;
  g_autofree char *text = NULL;

  for (int i = 0; i < (int) self->fields->len; i++)
    if (is_changed (field_at (self, i)))
      m77_json_set_string (pool,
                           draft,
                           field_at (self, i)->field->name,
                           field_at (self, i)->entry.text->str);
  text = m77_json_to_text (draft);
  if (any_changed (self) && app->client != NULL)
    {
      tui_work_draft (app, self->name, text);
      tui_app_say (app, TUI_PLAIN, _ ("Draft kept: opening this again brings it back"));
    }
  else if (self->draft_kept && app->client != NULL)
    tui_work_draft (app, self->name, "");
  tui_app_pop (app);
}

static void
edit_outside (FormScreen *self)
{
  FormField *field = field_at (self, self->focus);
  g_autofree char *text = tui_editor_run (self->base.app, field->entry.text->str);

  if (text == NULL)
    return;
  tui_entry_set (&field->entry, text);
  check_field (self, field);
}

static int
label_cells (FormScreen *self, TuiCanvas *canvas)
{
  int width = 8;

  for (int i = 0; i < (int) self->fields->len; i++)
    width = MAX (width, tui_width (canvas, tui_label (field_at (self, i)->field->label)));
  return MIN (width, canvas->cols / 3);
}

/* What fits the field under the cursor: its fault, else its choices, else its help. */
static void
draw_under (FormScreen *self, TuiCanvas *canvas, int row, int col)
{
  FormField *field = field_at (self, self->focus);
  g_autofree char *values = field->field->values != NULL
                                ? m77_values_to_sentence (field->field->values)
                                : NULL;
  const char *help = field->field->help != NULL ? tui_label (field->field->help) : values;
  int room = canvas->cols - col - 1;

  if (field->fault != NULL)
    {
      tui_put (canvas, row, col, 1, TUI_BAD | TUI_BOLD, "^");
      tui_put (canvas, row, col + 2, room - 2, TUI_BAD, field->fault);
    }
  else if (field->field->type == M77_TYPE_TIME && help == NULL)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("“in 30m”, “tomorrow 9:00” or 2030-05-17 09:00"));
  else if (help != NULL)
    tui_put (canvas, row, col, room, TUI_DIM, help);
}

static void
draw_field (FormScreen *self, TuiCanvas *canvas, int row, int index, int label)
{
  FormField *field = field_at (self, index);
  gboolean focused = index == self->focus;
  gboolean required = (field->field->flags & M77_FIELD_REQUIRED) != 0;
  int col = 3 + label + 2;
  int room = canvas->cols - col - 1;

  if (focused)
    tui_put_glyph (canvas, row, 0, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_CURSOR);
  if (field->fault != NULL)
    tui_put (canvas, row, 1, 1, TUI_BAD | TUI_BOLD, "!");
  else if (is_changed (field))
    tui_put (canvas, row, 1, 1, TUI_MINE, "~");
  tui_put (canvas,
           row,
           3,
           label,
           focused    ? TUI_ACCENT
           : required ? TUI_PLAIN
                      : TUI_DIM,
           tui_label (field->field->label));
  if (is_changed (field) && self->id != NULL && *field->original != '\0' && room > 50 &&
      strlen (field->original) <= 20)
    {
      g_autofree char *was = g_strdup_printf (_ ("was %s"), field->original);

      room -= tui_width (canvas, was) + 2;
      tui_put_right (canvas, row, canvas->cols - 1, room, TUI_DIM, was);
    }
  if (self->id == NULL && required && field->entry.text->len == 0 && !focused)
    tui_put (canvas, row, col, room, TUI_DIM, _ ("needed"));
  tui_entry_draw (&field->entry,
                  canvas,
                  row,
                  col,
                  room,
                  is_changed (field) ? TUI_MINE : TUI_PLAIN,
                  focused);
}

static void
draw_form (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  FormScreen *self = (FormScreen *) screen;
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
  rows = MAX (rows, 1);
  self->top = CLAMP (self->top, MAX (self->focus - rows + 1, 0), self->focus);
  for (int i = self->top; i < (int) self->fields->len && i < self->top + rows; i++)
    {
      draw_field (self, canvas, row++, i, label);
      if (i == self->focus)
        draw_under (self, canvas, row++, 3 + label + 2);
    }
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      changed += is_changed (field_at (self, i));
      wrong += field_at (self, i)->fault != NULL;
    }
  if (changed > 0 || wrong > 0)
    {
      g_autofree char *count = wrong > 0
                                   ? g_strdup_printf (_ ("%u changed, %u wrong"), changed, wrong)
                                   : g_strdup_printf (_ ("%u changed"), changed);

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
  FormScreen *self = (FormScreen *) screen;
  FormField *field = field_at (self, self->focus);
  int n = self->fields->len;

  switch (key)
    {
    case TUI_KEY_ESC:
      keep_draft (self);
      return TRUE;
    case TUI_CTRL ('d'):
      store (self);
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
  check_field (self, field);
  return TRUE;
}

static void
paste_form (TuiScreen *screen, const char *text)
{
  FormScreen *self = (FormScreen *) screen;
  FormField *field = field_at (self, self->focus);

  tui_entry_insert (&field->entry, text);
  check_field (self, field);
}

static void
free_form (TuiScreen *screen)
{
  FormScreen *self = (FormScreen *) screen;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_unref (self->fields);
  m77_json_pool_free (self->pool);
  g_free (self->id);
  g_free (self->name);
  g_free (self->title);
  g_free (self);
}

static const TuiScreenClass form_class = {
  .context = TUI_ON_FORM,
  .name = N_ ("this form"),
  .draw = draw_form,
  .key = key_form,
  .paste = paste_form,
  .free = free_form,
};

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FormScreen *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const M77Json *draft;

  if (!m77_agent1_call_get_draft_finish (M77_AGENT1 (source), &text, result, &error))
    return;
  draft = *text != '\0' ? m77_json_parse (pool, text, -1, NULL) : NULL;
  if (draft == NULL || any_changed (self))
    return;
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      FormField *field = field_at (self, i);
      const char *typed = m77_json_get_string (draft, field->field->name);

      if (typed == NULL)
        continue;
      tui_entry_set (&field->entry, typed);
      check_field (self, field);
      self->draft_kept = TRUE;
    }
  tui_app_dirty (self->base.app);
}

static void
ask_draft (FormScreen *self)
{
  M77Client *client = self->base.app->client;
  M77Agent1 *proxy = client != NULL ? m77_client_proxy (client) : NULL;

  if (proxy != NULL)
    m77_agent1_call_get_draft (proxy, self->name, self->cancellable, draft_cb, self);
}

/* A value as it is typed: a set with commas, the rest as it is shown. */
static char *
text_to_type (const M77Field *field, const M77Json *value, const TuiMoment *moment)
{
  GString *text;

  if (field->type != M77_TYPE_SET || !m77_json_is (value, M77_JSON_ARRAY))
    return m77_value_to_text (field, value, moment->now, moment->zone);
  text = g_string_new (NULL);
  for (const M77Json *element = m77_json_first (value); element != NULL;
       element = m77_json_next (element))
    if (m77_json_string (element) != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", m77_json_string (element));
  return g_string_free (text, FALSE);
}

static void
add_fields (FormScreen *self)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  gboolean create = self->id == NULL;

  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (self->before, field->name);
      FormField added = { .field = field };
      g_autofree char *text = NULL;

      if (!m77_field_is_editable (field) || field->type == M77_TYPE_LOG ||
          (field->flags & M77_FIELD_SECRET) != 0 ||
          (!create && (field->flags & M77_FIELD_FIXED) != 0) ||
          (!create && field->type == M77_TYPE_SLUG))
        continue;
      if (!m77_json_is_null (value))
        text = text_to_type (field, value, &moment);
      else if (create && field->start != NULL)
        text = g_strdup (field->start);
      added.original = g_strdup (text != NULL ? text : "");
      tui_entry_init (&added.entry, text != NULL ? text : "");
      g_array_append_val (self->fields, added);
    }
}

static TuiScreen *
new_form (TuiApp *app, const M77Kind *kind, const TuiRecord *record)
{
  FormScreen *self = g_new0 (FormScreen, 1);
  g_autofree char *plural = g_utf8_strup (tui_label (kind->plural), -1);
  g_autofree char *name = record != NULL ? tui_record_short_key (record) : NULL;
  g_autofree char *title = record != NULL ? tui_record_title (record) : NULL;
  const char *mark = tui_glyph (app->canvas, TUI_GLYPH_FOLDED);

  self->base = (TuiScreen){ &form_class, app };
  self->kind = kind;
  self->pool = m77_json_pool_new ();
  self->cancellable = g_cancellable_new ();
  self->fields = g_array_new (FALSE, TRUE, sizeof (FormField));
  g_array_set_clear_func (self->fields, clear_field);
  if (record != NULL)
    {
      self->id = g_strdup (record->id);
      self->before = m77_json_copy (self->pool, record->doc);
      self->name = g_strdup_printf ("edit:%s:%s", kind->name, record->id);
      self->title = g_strdup_printf (_ ("%s %s %s%s%s %s edit"),
                                     plural,
                                     mark,
                                     name,
                                     g_str_equal (name, title) ? "" : " ",
                                     g_str_equal (name, title) ? "" : title,
                                     mark);
    }
  else
    {
      self->before = m77_json_object_new (self->pool);
      self->name = g_strdup_printf ("create:%s", kind->name);
      self->title = g_strdup_printf (_ ("%s %s new"), plural, mark);
    }
  add_fields (self);
  ask_draft (self);
  return &self->base;
}

TuiScreen *
tui_form_new_edit (TuiApp *app, const TuiRecord *record)
{
  return new_form (app, record->kind, record);
}

void
tui_form_open_create (TuiApp *app, const M77Kind *kind)
{
  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  else if (kind->create.level == M77_ROLE_NOBODY && !kind->create.own)
    tui_app_say (app, TUI_WARN, _ ("%s are not made by a form"), tui_label (kind->plural));
  else
    tui_app_push (app, new_form (app, kind, NULL));
}

const char *
tui_form_text (TuiScreen *screen, const char *name)
{
  FormScreen *self = (FormScreen *) screen;

  for (int i = 0; i < (int) self->fields->len; i++)
    if (g_str_equal (field_at (self, i)->field->name, name))
      return field_at (self, i)->entry.text->str;
  return NULL;
}
