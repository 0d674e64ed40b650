/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-patch.h"
#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-form-field.h"
#include "tui/screens/tui-work-outbox.h"
#include "tui/screens/tui-work.h"

typedef struct
{
  TuiScreen base;
  const M77Kind *kind;
  char *id;        /* NULL: a create */
  char *operation; /* what is sent again as it comes out; NULL: something new */
  char *name;      /* of the draft */
  char *title;
  char *notice; /* why it is here again; may be NULL */
  M77JsonPool *pool;
  const M77Json *before; /* an empty object of a create */
  GArray *fields;
  int focus, top;
  gboolean draft_kept;
  GCancellable *cancellable;
} FormScreen;

static TuiFormField *
field_at (FormScreen *self, int index)
{
  return &g_array_index (self->fields, TuiFormField, index);
}

static void
check (FormScreen *self, TuiFormField *field)
{
  TuiMoment moment = tui_app_moment (self->base.app);

  tui_form_field_check (field, &moment);
}

static gboolean
is_new (const FormScreen *self)
{
  return self->id == NULL;
}

gboolean
tui_form_collect (TuiScreen *screen, M77JsonPool *pool, M77Json **patch, M77Json **elements)
{
  FormScreen *self = (FormScreen *) screen;
  M77Json *after = m77_json_copy (pool, self->before);
  TuiMoment moment = tui_app_moment (self->base.app);

  for (int i = 0; i < (int) self->fields->len; i++)
    {
      TuiFormField *field = field_at (self, i);
      M77Json *value;

      if (!tui_form_field_is_changed (field) && self->id != NULL)
        continue;
      value = tui_form_field_parse (field, pool, &moment);
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

/* What was refused goes again as it now is. */
static void
send_again (FormScreen *self, M77JsonPool *pool, M77Json *patch, M77Json *elements)
{
  M77Json *content = m77_json_object_new (pool);

  if (is_new (self))
    m77_json_set (pool, content, "doc", patch);
  else
    {
      m77_json_set (pool, content, "patch", patch != NULL ? patch : m77_json_null_new (pool));
      m77_json_set (pool,
                    content,
                    "elements",
                    elements != NULL ? elements : m77_json_null_new (pool));
    }
  tui_work_outbox_edit (self->base.app, self->operation, content);
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
      const char *fault = field_at (self, self->focus)->fault;

      tui_app_say (app,
                   TUI_BAD,
                   _ ("Not stored: %s"),
                   fault != NULL ? fault : _ ("a field is wrong"));
      return;
    }
  if (!is_new (self) && patch == NULL && elements == NULL)
    tui_app_say (app,
                 TUI_PLAIN,
                 self->operation != NULL ? _ ("Nothing is left to send: discard it instead")
                                         : _ ("Nothing was changed"));
  else if (self->operation != NULL)
    send_again (self, pool, patch, elements);
  else if (is_new (self))
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
    if (tui_form_field_is_changed (field_at (self, i)))
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
    if (tui_form_field_is_changed (field_at (self, i)))
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
  TuiFormField *field = field_at (self, self->focus);
  g_autofree char *text = tui_editor_run (self->base.app, field->entry.text->str);

  if (text == NULL)
    return;
  tui_entry_set (&field->entry, text);
  check (self, field);
}

static int
label_cells (FormScreen *self, TuiCanvas *canvas)
{
  int width = 8;

  for (int i = 0; i < (int) self->fields->len; i++)
    width = MAX (width, tui_width (canvas, tui_label (field_at (self, i)->field->label)));
  return MIN (width, canvas->cols / 3);
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
  if (self->notice != NULL && rows > 2)
    {
      tui_put (canvas, row++, 1, area->cols - 2, TUI_BAD, self->notice);
      rows--;
    }
  rows = MAX (rows, 1);
  self->top = CLAMP (self->top, MAX (self->focus - rows + 1, 0), self->focus);
  for (int i = self->top; i < (int) self->fields->len && i < self->top + rows; i++)
    {
      tui_form_field_draw (field_at (self, i),
                           canvas,
                           row++,
                           label,
                           i == self->focus,
                           is_new (self));
      if (i == self->focus)
        tui_form_field_draw_help (field_at (self, i), canvas, row++, label);
    }
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      changed += tui_form_field_is_changed (field_at (self, i));
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
  TuiFormField *field = field_at (self, self->focus);
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
  check (self, field);
  return TRUE;
}

static void
paste_form (TuiScreen *screen, const char *text)
{
  FormScreen *self = (FormScreen *) screen;
  TuiFormField *field = field_at (self, self->focus);

  tui_entry_insert (&field->entry, text);
  check (self, field);
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
  g_free (self->operation);
  g_free (self->name);
  g_free (self->title);
  g_free (self->notice);
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
      TuiFormField *field = field_at (self, i);
      const char *typed = m77_json_get_string (draft, field->field->name);

      if (typed == NULL)
        continue;
      tui_entry_set (&field->entry, typed);
      check (self, field);
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

static gboolean
is_shown (const FormScreen *self, const M77Field *field, const M77Json *typed)
{
  /* Of what is sent again, the fields it had; of a create all, as one may have been missing. */
  if (typed != NULL && !is_new (self) && m77_json_get (typed, field->name) == NULL)
    return FALSE;
  return m77_field_is_editable (field) && field->type != M77_TYPE_LOG &&
         (field->flags & M77_FIELD_SECRET) == 0 &&
         (is_new (self) || ((field->flags & M77_FIELD_FIXED) == 0 && field->type != M77_TYPE_SLUG));
}

/* typed: what they hold so far; NULL: what stands. */
static void
add_fields (FormScreen *self, const M77Json *typed)
{
  TuiMoment moment = tui_app_moment (self->base.app);

  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (self->before, field->name);
      TuiFormField added;

      if (!is_shown (self, field, typed))
        continue;
      if (value == NULL && is_new (self) && typed == NULL && field->start != NULL)
        value = m77_json_string_new (self->pool, field->start);
      tui_form_field_init (&added,
                           self->kind,
                           field,
                           value,
                           typed != NULL ? m77_json_get (typed, field->name) : value,
                           &moment);
      g_array_append_val (self->fields, added);
    }
}

static FormScreen *
new_form (TuiApp *app, const M77Kind *kind, const char *id, const M77Json *before)
{
  FormScreen *self = g_new0 (FormScreen, 1);

  self->base = (TuiScreen){ &form_class, app };
  self->kind = kind;
  self->id = g_strdup (id);
  self->pool = m77_json_pool_new ();
  self->cancellable = g_cancellable_new ();
  self->fields = g_array_new (FALSE, TRUE, sizeof (TuiFormField));
  g_array_set_clear_func (self->fields, (GDestroyNotify) tui_form_field_clear);
  self->before = before != NULL ? m77_json_copy (self->pool, before)
                                : m77_json_object_new (self->pool);
  return self;
}

TuiScreen *
tui_form_new_edit (TuiApp *app, const TuiRecord *record)
{
  FormScreen *self = new_form (app, record->kind, record->id, record->doc);
  g_autofree char *plural = g_utf8_strup (tui_label (record->kind->plural), -1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);
  const char *mark = tui_glyph (app->canvas, TUI_GLYPH_FOLDED);

  self->name = g_strdup_printf ("edit:%s:%s", record->kind_name, record->id);
  self->title = g_strdup_printf (_ ("%s %s %s%s%s %s edit"),
                                 plural,
                                 mark,
                                 name,
                                 g_str_equal (name, title) ? "" : " ",
                                 g_str_equal (name, title) ? "" : title,
                                 mark);
  add_fields (self, NULL);
  ask_draft (self);
  return &self->base;
}

static TuiScreen *
new_create (TuiApp *app, const M77Kind *kind)
{
  FormScreen *self = new_form (app, kind, NULL, NULL);
  g_autofree char *plural = g_utf8_strup (tui_label (kind->plural), -1);

  self->name = g_strdup_printf ("create:%s", kind->name);
  self->title = g_strdup_printf (_ ("%s %s new"),
                                 plural,
                                 tui_glyph (app->canvas, TUI_GLYPH_FOLDED));
  add_fields (self, NULL);
  ask_draft (self);
  return &self->base;
}

TuiScreen *
tui_form_new_again (TuiApp *app, const M77Json *operation)
{
  const char *kind_name = m77_json_get_string (operation, "kind");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  gboolean create = g_strcmp0 (m77_json_get_string (operation, "type"), "create") == 0;
  const M77Json *base = m77_json_get (operation, "base");
  const M77Json *typed = m77_json_get (operation, "doc");
  const char *key = m77_json_get_string (operation, "key");
  FormScreen *self;

  if (kind == NULL)
    return NULL;
  if (!m77_json_is (base, M77_JSON_OBJECT))
    base = NULL;
  self = new_form (app, kind, create ? NULL : m77_json_get_string (operation, "record"), base);
  if (!create)
    typed = m77_edit_apply (self->pool,
                            self->before,
                            m77_json_get (operation, "patch"),
                            m77_json_get (operation, "elements"),
                            NULL);
  self->operation = g_strdup (m77_json_get_string (operation, "id"));
  self->name = g_strdup_printf ("again:%s", self->operation);
  self->title = g_strdup_printf (_ ("INBOX %s %s %s edit and send again"),
                                 tui_glyph (app->canvas, TUI_GLYPH_FOLDED),
                                 key != NULL ? key : "",
                                 tui_glyph (app->canvas, TUI_GLYPH_FOLDED));
  self->notice = g_strdup (m77_json_get_string (operation, "why"));
  if (typed != NULL)
    add_fields (self, typed);
  if (self->fields->len == 0)
    {
      free_form (&self->base);
      return NULL;
    }
  ask_draft (self);
  return &self->base;
}

void
tui_form_open_create (TuiApp *app, const M77Kind *kind)
{
  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  else if (kind->create.level == M77_ROLE_NOBODY && !kind->create.own)
    tui_app_say (app, TUI_WARN, _ ("%s are not made by a form"), tui_label (kind->plural));
  else
    tui_app_push (app, new_create (app, kind));
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
