/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>

#include "shared/model/m77-patch.h"
#include "tui/screens/tui-form-private.h"
#include "tui/screens/tui-work-outbox.h"
#include "tui/screens/tui-work.h"

gboolean
tui_form_collect (TuiScreen *screen, M77JsonPool *pool, M77Json **patch, M77Json **elements)
{
  TuiForm *self = (TuiForm *) screen;
  M77Json *after = m77_json_copy (pool, self->before);
  TuiMoment moment = tui_app_moment (self->base.app);

  for (int i = 0; i < (int) self->fields->len; i++)
    {
      TuiFormField *field = tui_form_field_at (self, i);
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

static gboolean
has_agent (TuiForm *self)
{
  M77Client *client = self->base.app->client;

  return client != NULL && m77_client_proxy (client) != NULL;
}

/* What was typed, as the agent keeps it. */
static char *
draft_text (TuiForm *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *draft = m77_json_object_new (pool);

  for (int i = 0; i < (int) self->fields->len; i++)
    if (tui_form_field_is_changed (tui_form_field_at (self, i)))
      m77_json_set_string (pool,
                           draft,
                           tui_form_field_at (self, i)->field->name,
                           tui_form_field_at (self, i)->entry.text->str);
  return m77_json_to_text (draft);
}

/* What was refused goes again as it now is. */
static TuiCall *
send_again (TuiForm *self, M77JsonPool *pool, M77Json *patch, M77Json *elements)
{
  M77Json *content = m77_json_object_new (pool);

  if (tui_form_is_new (self))
    m77_json_set (pool, content, "doc", patch);
  else
    {
      m77_json_set (pool, content, "patch", patch != NULL ? patch : m77_json_null_new (pool));
      m77_json_set (pool,
                    content,
                    "elements",
                    elements != NULL ? elements : m77_json_null_new (pool));
    }
  return tui_work_outbox_edit (self->base.app, self->operation, content);
}

/* NULL: there is no agent, which was said. */
static TuiCall *
send (TuiForm *self, M77JsonPool *pool, M77Json *patch, M77Json *elements)
{
  if (self->operation != NULL)
    return send_again (self, pool, patch, elements);
  if (tui_form_is_new (self))
    return tui_work_create (self->base.app, self->kind->name, patch);
  return tui_work_edit (self->base.app,
                        _ ("Edit"),
                        self->kind->name,
                        self->id,
                        m77_edit_base (pool, self->before, patch, elements),
                        patch,
                        elements);
}

void
tui_form_store (TuiForm *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = self->base.app;
  M77Json *patch = NULL;
  M77Json *elements = NULL;

  if (!tui_form_collect (&self->base, pool, &patch, &elements))
    {
      const char *fault = tui_form_field_at (self, self->focus)->fault;

      tui_app_say (app,
                   TUI_BAD,
                   _ ("Not stored: %s"),
                   fault != NULL ? fault : _ ("a field is wrong"));
      return;
    }
  if (!tui_form_is_new (self) && patch == NULL && elements == NULL)
    tui_app_say (app,
                 TUI_PLAIN,
                 self->operation != NULL ? _ ("Nothing is left to send: discard it instead")
                                         : _ ("Nothing was changed"));
  else
    {
      TuiCall *call = send (self, pool, patch, elements);
      g_autofree char *typed = draft_text (self);

      /* Nothing typed is lost: the form stays, or comes back. */
      if (call == NULL)
        return;
      if (self->draft_kept)
        tui_work_draft (app, self->name, "");
      self->draft_kept = TRUE;
      self->typed = TRUE;
      tui_call_keep (call, self->name, typed);
      return;
    }
  if (app->client != NULL && self->draft_kept)
    tui_work_draft (app, self->name, "");
  tui_app_pop (app);
}

void
tui_form_keep_draft (TuiForm *self)
{
  TuiApp *app = self->base.app;
  g_autofree char *text = draft_text (self);

  if (tui_form_is_changed (self) && self->typed && !has_agent (self))
    {
      self->typed = FALSE;
      tui_app_say (app, TUI_BAD, _ ("No agent can keep a draft now. Esc again leaves without one"));
      return;
    }
  if (tui_form_is_changed (self) && has_agent (self))
    {
      tui_work_draft (app, self->name, text);
      tui_app_say (app, TUI_PLAIN, _ ("Draft kept: opening this again brings it back"));
    }
  else if (self->draft_kept && has_agent (self))
    tui_work_draft (app, self->name, "");
  tui_app_pop (app);
}

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiForm *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const M77Json *draft;

  if (!m77_agent1_call_get_draft_finish (M77_AGENT1 (source), &text, result, &error))
    return;
  draft = *text != '\0' ? m77_json_parse (pool, text, -1, NULL) : NULL;
  if (draft == NULL || tui_form_is_changed (self))
    return;
  for (int i = 0; i < (int) self->fields->len; i++)
    {
      TuiFormField *field = tui_form_field_at (self, i);
      const char *typed = m77_json_get_string (draft, field->field->name);

      if (typed == NULL)
        continue;
      tui_entry_set (&field->entry, typed);
      tui_form_check (self, field);
      self->draft_kept = TRUE;
    }
  tui_app_dirty (self->base.app);
}

void
tui_form_ask_draft (TuiForm *self)
{
  M77Client *client = self->base.app->client;
  M77Agent1 *proxy = client != NULL ? m77_client_proxy (client) : NULL;

  if (proxy != NULL)
    m77_agent1_call_get_draft (proxy, self->name, self->cancellable, draft_cb, self);
}
