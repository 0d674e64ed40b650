/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form.h"

#include <glib/gi18n.h>

#include "shared/model/m77-patch.h"
#include "tui/screens/tui-form-private.h"
#include "tui/screens/tui-values.h"
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
      if (value != NULL && field->fault == NULL)
        field->fault = tui_values_fault (self->base.app,
                                         field->field,
                                         value,
                                         m77_json_get (self->before, field->field->name));
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
    return tui_work_create_as (self->base.app, self->kind->name, patch, self->create);
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
      g_autofree char *typed = tui_form_typed (self);
      TuiCall *call = send (self, pool, patch, elements);

      /* Nothing typed is lost: the form stays, or comes back; its draft goes once it is stored. */
      if (call == NULL)
        return;
      self->draft_kept = TRUE;
      self->typed = TRUE;
      tui_call_keep (call, self->name, typed);
      return;
    }
  if (app->drafts != NULL)
    m77_drafts_drop (app->drafts, self->name);
  tui_app_pop (app);
}
