/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>

#include "shared/base/m77-id.h"
#include "shared/model/m77-patch.h"
#include "tui/screens/tui-form-private.h"

static gboolean
is_shown (const TuiForm *self, const M77Field *field, const M77Json *typed)
{
  if (self->only != NULL && !g_strv_contains (self->only, field->name))
    return FALSE;
  /* Of what is sent again, the fields it had; of a create all, as one may have been missing. */
  if (typed != NULL && !tui_form_is_new (self) && m77_json_get (typed, field->name) == NULL)
    return FALSE;
  return m77_field_is_editable (field) && field->type != M77_TYPE_LOG &&
         (field->flags & M77_FIELD_SECRET) == 0 &&
         (tui_form_is_new (self) ||
          ((field->flags & M77_FIELD_FIXED) == 0 && field->type != M77_TYPE_SLUG));
}

/* typed: what they hold so far; NULL: what stands. */
static void
add_fields (TuiForm *self, const M77Json *typed)
{
  TuiMoment moment = tui_app_moment (self->base.app);

  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (self->before, field->name);
      TuiFormField added;

      if (!is_shown (self, field, typed))
        continue;
      if (value == NULL && tui_form_is_new (self) && typed == NULL && field->start != NULL)
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

static TuiForm *
new_form (TuiApp *app, const M77Kind *kind, const char *id, const M77Json *before)
{
  TuiForm *self = g_new0 (TuiForm, 1);

  self->base = (TuiScreen){ &tui_form_class, app };
  self->kind = kind;
  self->id = g_strdup (id);
  self->pool = m77_json_pool_new ();
  self->cancellable = g_cancellable_new ();
  self->create = id == NULL ? m77_id_new (app->runtime) : NULL;
  self->done = g_ptr_array_new_with_free_func (g_free);
  self->undone = g_ptr_array_new_with_free_func (g_free);
  self->typing = -1;
  self->fields = g_array_new (FALSE, TRUE, sizeof (TuiFormField));
  g_array_set_clear_func (self->fields, (GDestroyNotify) tui_form_field_clear);
  self->before = before != NULL ? m77_json_copy (self->pool, before)
                                : m77_json_object_new (self->pool);
  return self;
}

static TuiScreen *
new_edit (TuiApp *app, const TuiRecord *record, const char *what, const char *const *only)
{
  TuiForm *self = new_form (app, record->kind, record->id, record->doc);
  g_autofree char *plural = g_utf8_strup (tui_label (record->kind->plural), -1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);
  const char *mark = tui_glyph (app->canvas, TUI_GLYPH_FOLDED);

  self->only = only;
  self->name = only != NULL
                   ? g_strdup_printf ("edit:%s:%s:%s", record->kind_name, record->id, only[0])
                   : g_strdup_printf ("edit:%s:%s", record->kind_name, record->id);
  self->title = g_strdup_printf ("%s %s %s%s%s %s %s",
                                 plural,
                                 mark,
                                 name,
                                 g_str_equal (name, title) ? "" : " ",
                                 g_str_equal (name, title) ? "" : title,
                                 mark,
                                 what);
  add_fields (self, NULL);
  tui_form_ask_draft (self);
  return &self->base;
}

TuiScreen *
tui_form_new_edit (TuiApp *app, const TuiRecord *record)
{
  return new_edit (app, record, _ ("edit"), NULL);
}

TuiScreen *
tui_form_new_part (TuiApp *app,
                   const TuiRecord *record,
                   const char *what,
                   const char *const *fields)
{
  return new_edit (app, record, what, fields);
}

static TuiScreen *
new_create (TuiApp *app, const M77Kind *kind)
{
  TuiForm *self = new_form (app, kind, NULL, NULL);
  g_autofree char *plural = g_utf8_strup (tui_label (kind->plural), -1);

  self->name = g_strdup_printf ("create:%s", kind->name);
  self->title = g_strdup_printf (_ ("%s %s new"),
                                 plural,
                                 tui_glyph (app->canvas, TUI_GLYPH_FOLDED));
  add_fields (self, NULL);
  tui_form_ask_draft (self);
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
  TuiForm *self;

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
      tui_form_class.free (&self->base);
      return NULL;
    }
  tui_form_ask_draft (self);
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
