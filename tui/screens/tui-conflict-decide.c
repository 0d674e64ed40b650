/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-conflict.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-conflict-private.h"
#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-prompt.h"

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TuiCall) call = data;
  g_autoptr (GError) error = NULL;

  if (!m77_agent1_call_save_decision_finish (M77_AGENT1 (source), result, &error))
    tui_app_say_error (call->app, call->what, error);
}

void
tui_conflict_save (TuiConflict *self)
{
  TuiApp *app = self->base.app;
  M77Agent1 *proxy = app->client != NULL ? tui_call_proxy (app, _ ("The choice")) : NULL;
  g_autofree char *draft = m77_decision_to_draft (self->decision);

  self->view.built_cols = -1;
  tui_app_dirty (app);
  if (proxy != NULL)
    m77_agent1_call_save_decision (proxy,
                                   self->operation,
                                   draft,
                                   NULL,
                                   saved_cb,
                                   tui_call_begin (app, _ ("The choice was not kept")));
}

void
tui_conflict_choose (TuiConflict *self, M77Choice choice)
{
  guint index = self->view.field;
  const M77DecisionField *field = m77_decision_field (self->decision, index);

  if (m77_decision_choose (self->decision,
                           index,
                           field->choice == choice ? M77_CHOICE_NONE : choice))
    tui_conflict_save (self);
  else
    tui_app_say (self->base.app,
                 TUI_WARN,
                 choice == M77_CHOICE_BOTH ? _ ("%s: both together mean nothing here")
                                           : _ ("%s does not take that"),
                 tui_label (field->label));
}

/* What was typed or edited, as a value of the field; NULL with what is wrong. */
static M77Json *
parse_value (TuiConflict *self, const char *text, M77JsonPool *pool, char **wrong)
{
  const M77DecisionField *field = m77_decision_field (self->decision, self->view.field);
  TuiMoment moment = tui_app_moment (self->base.app);
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value;

  if (field->field != NULL)
    value = m77_value_from_text (field->field, text, pool, moment.now, moment.zone, &error);
  else
    value = m77_json_parse (pool, text, -1, &error);
  if (value == NULL)
    *wrong = g_strdup (error->message);
  else if (field->field != NULL &&
           (fault = m77_validate_value (self->decision->kind, field->field, value)) != NULL)
    {
      *wrong = g_strdup (fault->message);
      return NULL;
    }
  return value;
}

static gboolean
decide_text (TuiConflict *self, const char *text, char **wrong)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *value = parse_value (self, text, pool, wrong);

  if (value == NULL)
    return FALSE;
  m77_decision_choose_value (self->decision, self->view.field, value);
  tui_conflict_save (self);
  return TRUE;
}

static gboolean
value_typed (TuiPrompt *prompt, gpointer data)
{
  TuiApp *app = tui_prompt_app (prompt);
  g_autofree char *wrong = NULL;

  if (tui_app_top (app) != data || decide_text (data, tui_prompt_text (prompt, 0), &wrong))
    return TRUE;
  tui_prompt_fault (prompt, 0, wrong);
  return FALSE;
}

/* What one begins with: what stands, else both, else mine. */
static char *
text_to_edit (TuiConflict *self)
{
  const M77DecisionField *field = m77_decision_field (self->decision, self->view.field);
  const M77Json *value = m77_decision_result (self->decision, self->view.field);
  TuiMoment moment = tui_app_moment (self->base.app);

  if (value == NULL)
    value = field->both != NULL ? field->both : field->mine;
  if (field->field != NULL)
    return m77_value_to_input (field->field, value, moment.zone);
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

void
tui_conflict_edit (TuiConflict *self)
{
  const M77DecisionField *field = m77_decision_field (self->decision, self->view.field);
  TuiApp *app = self->base.app;
  g_autofree char *text = text_to_edit (self);
  g_autofree char *label = g_strdup_printf ("%s:", tui_label (field->label));
  TuiPrompt *prompt;

  if ((field->takes & 1u << M77_CHOICE_VALUE) == 0)
    {
      tui_app_say (app, TUI_WARN, _ ("%s: take theirs or mine"), tui_label (field->label));
      return;
    }
  if (app->term != NULL && strchr (text, '\n') != NULL)
    {
      g_autofree char *edited = tui_editor_run (app, text);
      g_autofree char *wrong = NULL;

      if (edited != NULL && !decide_text (self, edited, &wrong))
        tui_app_say (app, TUI_BAD, "%s", wrong);
      return;
    }
  prompt = tui_prompt_new (app, _ ("EDIT what stands"), NULL, _ ("take"), value_typed, self, NULL);
  tui_prompt_add_field (prompt, label, text);
  tui_prompt_open (prompt);
}

void
tui_conflict_go_to_next (TuiConflict *self, int step)
{
  int n = (int) m77_decision_size (self->decision);
  gboolean all = m77_decision_count_open (self->decision) == 0;

  for (int i = 1; i <= n; i++)
    {
      int at = (((int) self->view.field + step * i) % n + n) % n;

      if (all ? m77_decision_field (self->decision, at)->asks
              : m77_decision_is_open (self->decision, at))
        {
          self->view.field = (guint) at;
          return;
        }
    }
}
