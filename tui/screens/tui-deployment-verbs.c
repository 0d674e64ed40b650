/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-deployment-verbs.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-act.h"
#include "tui/screens/tui-choice.h"

/* The record as it was when the verbs were shown: the screen moves on. */
typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
} Kept;

static void
free_kept (gpointer data)
{
  Kept *self = data;

  m77_json_pool_free (self->pool);
  g_free (self);
}

static Kept *
keep (const TuiRecord *record)
{
  Kept *self = g_new (Kept, 1);

  self->pool = m77_json_pool_new ();
  self->record = *record;
  self->record.id = m77_json_string (m77_json_string_new (self->pool, record->id));
  self->record.state = NULL;
  self->record.pending = NULL;
  self->record.doc = m77_json_copy (self->pool, record->doc);
  return self;
}

static void
verb_chosen (TuiApp *app, const char *id, gpointer data)
{
  Kept *kept = data;
  const M77Action *action = m77_kind_action (kept->record.kind, id);

  if (action != NULL)
    tui_act_open (app, &kept->record, action);
}

/* Among those told already, or of a proposal that there is not. */
static gboolean
is_told (GPtrArray *outlooks, const TuiRecord *record, const M77Action *action)
{
  gboolean answers = g_str_equal (action->name, "approve") || g_str_equal (action->name, "reject");

  if (answers && m77_json_is_null (m77_json_get (record->doc, "proposal")))
    return TRUE;
  for (guint i = 0; i < outlooks->len; i++)
    if (((M77Outlook *) outlooks->pdata[i])->action == action)
      return TRUE;
  return FALSE;
}

void
tui_deployment_verbs_open (TuiApp *app, const TuiRecord *record, const M77RolloutView *view)
{
  g_autoptr (GPtrArray) outlooks = m77_rollout_outlook (record->doc, view);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = g_strdup_printf (_ ("ACTIONS on %s"), name);
  TuiChoice *choice = tui_choice_new (app, title, verb_chosen, keep (record), free_kept);

  for (guint i = 0; i < outlooks->len; i++)
    {
      const M77Outlook *outlook = outlooks->pdata[i];

      tui_choice_add (choice,
                      outlook->action->name,
                      "",
                      tui_label (outlook->action->label),
                      outlook->effect,
                      app->read_only ? _ ("this session is read-only") : outlook->not_now);
    }
  for (const M77Action *action = record->kind->actions; action->name != NULL; action++)
    {
      g_autofree char *why = NULL;

      if (is_told (outlooks, record, action))
        continue;
      why = tui_act_refusal (app, record, action);
      tui_choice_add (choice,
                      action->name,
                      "",
                      tui_label (action->label),
                      tui_label (action->effect),
                      why);
    }
  tui_choice_open (choice);
}

void
tui_deployment_verbs_add_effect (TuiPrompt *prompt,
                                 const TuiRecord *record,
                                 const M77Action *action)
{
  TuiApp *app = tui_prompt_app (prompt);
  M77RolloutView view = { .now = m77_runtime_now (app->runtime),
                          .zone = app->zone,
                          .online = tui_app_is_online (app) };
  g_autoptr (GPtrArray) outlooks = m77_rollout_outlook (record->doc, &view);
  const M77Json *left = m77_json_first (m77_json_get (record->doc, "irreversible"));

  for (guint i = 0; i < outlooks->len; i++)
    {
      const M77Outlook *outlook = outlooks->pdata[i];

      if (outlook->action == action && outlook->effect != NULL)
        tui_prompt_add_info (prompt, TUI_BOLD, outlook->effect);
    }
  if (!g_str_equal (action->name, "rollback") && !g_str_equal (action->name, "abort"))
    return;
  for (; left != NULL; left = m77_json_next (left))
    {
      g_autofree char *words = g_strdup_printf (_ ("Stays behind: %s"),
                                                m77_json_string (left) != NULL
                                                    ? m77_json_string (left)
                                                    : "-");

      tui_prompt_add_info (prompt, TUI_BAD | TUI_BOLD, words);
    }
}
