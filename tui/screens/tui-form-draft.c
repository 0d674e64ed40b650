/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-form-private.h"

#define STEPS_MOST 200

/* ---- What was typed, as a text ---- */

char *
tui_form_typed (TuiForm *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *draft = m77_json_object_new (pool);
  M77Json *fields = m77_json_object_new (pool);

  if (self->create != NULL)
    m77_json_set_string (pool, draft, "operation", self->create);
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      const TuiFormField *field = tui_form_field_at (self, i);

      if (tui_form_field_is_changed (field))
        m77_json_set_string (pool, fields, field->field->name, tui_form_field_text (field));
    }
  m77_json_set (pool, draft, "fields", fields);
  return m77_json_to_text (draft);
}

/* FALSE: nothing of it is in this form. */
static gboolean
take_typed (TuiForm *self, const char *text, gboolean others_as_they_were)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *draft = m77_json_parse (pool, text, -1, NULL);
  const M77Json *fields = m77_json_get (draft, "fields");
  const char *operation = m77_json_get_string (draft, "operation");
  gboolean taken = FALSE;

  for (int i = 0; i < (int) self->fields->len; i++)
    {
      TuiFormField *field = tui_form_field_at (self, i);
      const char *typed = m77_json_get_string (fields, field->field->name);

      if (typed == NULL && others_as_they_were)
        typed = field->original;
      if (typed == NULL || g_str_equal (typed, tui_form_field_text (field)))
        continue;
      tui_form_field_set (field, typed);
      tui_form_check (self, field);
      taken = TRUE;
    }
  /* Sent before, it may have arrived: the same operation makes no second record. */
  if (operation != NULL && self->create != NULL)
    {
      g_free (self->create);
      self->create = g_strdup (operation);
    }
  return taken;
}

/* ---- The draft ---- */

void
tui_form_keep_typed (TuiForm *self)
{
  TuiApp *app = self->base.app;
  g_autofree char *text = NULL;

  if (app->drafts == NULL)
    return;
  if (!tui_form_is_changed (self))
    {
      m77_drafts_drop (app->drafts, self->name);
      return;
    }
  text = tui_form_typed (self);
  m77_drafts_keep (app->drafts, self->name, text);
}

void
tui_form_keep_draft (TuiForm *self)
{
  TuiApp *app = self->base.app;

  if (tui_form_is_changed (self) && self->typed && app->drafts == NULL)
    {
      self->typed = FALSE;
      tui_app_say (app, TUI_BAD, _ ("No agent can keep a draft now. Esc again leaves without one"));
      return;
    }
  if (app->drafts != NULL)
    {
      tui_form_keep_typed (self);
      m77_drafts_flush (app->drafts);
    }
  if (tui_form_is_changed (self) && app->drafts != NULL)
    tui_app_say (app, TUI_PLAIN, _ ("Draft kept: opening this again brings it back"));
  tui_app_pop (app);
}

static void
got_cb (const char *text, gpointer data)
{
  TuiForm *self = data;

  if (text == NULL || tui_form_is_changed (self) || !take_typed (self, text, FALSE))
    return;
  self->draft_kept = TRUE;
  tui_app_dirty (self->base.app);
}

void
tui_form_ask_draft (TuiForm *self)
{
  M77Drafts *drafts = self->base.app->drafts;

  if (drafts != NULL)
    m77_drafts_ask (drafts, self->name, self->cancellable, got_cb, self);
}

/* ---- Undo ---- */

static void
add_step (TuiForm *self, GPtrArray *steps)
{
  g_ptr_array_add (steps, tui_form_typed (self));
  if (steps->len > STEPS_MOST)
    g_ptr_array_remove_index (steps, 0);
}

void
tui_form_remember (TuiForm *self)
{
  add_step (self, self->done);
  g_ptr_array_set_size (self->undone, 0);
  self->typing = -1;
}

void
tui_form_remember_typing (TuiForm *self, TuiKey key)
{
  if (self->typing != self->focus || key == ' ' || key == ',')
    tui_form_remember (self);
  self->typing = self->focus;
}

void
tui_form_undo (TuiForm *self, gboolean redo)
{
  GPtrArray *from = redo ? self->undone : self->done;
  GPtrArray *to = redo ? self->done : self->undone;

  self->typing = -1;
  while (from->len > 0)
    {
      g_autofree char *now = tui_form_typed (self);
      g_autofree char *step = g_ptr_array_steal_index (from, from->len - 1);

      /* A step after which nothing was changed is none. */
      if (g_str_equal (now, step))
        continue;
      add_step (self, to);
      take_typed (self, step, TRUE);
      tui_form_keep_typed (self);
      return;
    }
  tui_app_say (self->base.app,
               TUI_PLAIN,
               redo ? _ ("Nothing was undone here")
                    : _ ("Nothing was typed here that could be undone"));
}
