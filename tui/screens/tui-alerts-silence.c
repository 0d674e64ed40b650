/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts-silence.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-alert-silence.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define HOURS_MS (2 * 3600 * G_GINT64_CONSTANT (1000)) /* what the bar offers */

/* The alert it is asked of: rows move on while the bar is open. */
typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
  const M77Action *action;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *self = data;

  m77_json_pool_free (self->pool);
  g_free (self);
}

static const M77AlertMember *
member_at (const M77AlertGroup *group, guint i)
{
  return &g_array_index (group->members, M77AlertMember, i);
}

static gboolean
silence_done (TuiPrompt *prompt, gpointer data)
{
  Asked *asked = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *reason;
  M77Json *args;

  if (!tui_asked_read (prompt, asked->action, pool, &args, &reason))
    return FALSE;
  return tui_prompt_is_taken (prompt,
                              tui_work_act (tui_prompt_app (prompt),
                                            &asked->record,
                                            asked->action,
                                            args,
                                            reason));
}

static Asked *
keep (const M77AlertGroup *group)
{
  const M77AlertMember *first = member_at (group, 0);
  Asked *self = g_new0 (Asked, 1);

  self->pool = m77_json_pool_new ();
  self->record.kind = m77_kind_find ("alert");
  self->record.kind_name = "alert";
  self->record.id = m77_json_string (m77_json_string_new (self->pool, first->id));
  self->record.doc = m77_json_copy (self->pool, first->doc);
  self->action = m77_kind_action (self->record.kind, "silence");
  return self;
}

void
tui_alerts_silence_open (TuiApp *app, const M77AlertGroups *groups, const M77AlertGroup *group)
{
  Asked *asked = keep (group);
  const M77Json *common = m77_alert_group_common (asked->pool, group);
  guint hidden = m77_alert_groups_count (groups, common);
  const char *name = group->alertname != NULL ? group->alertname : "-";
  const char *environment = group->environment != NULL ? group->environment : "-";
  g_autofree char *refusal = tui_act_refusal (app, &asked->record, asked->action);
  g_autofree char *title = g_strdup_printf (_ ("SILENCE %s x%u"), name, group->members->len);
  g_autofree char *right = NULL;
  g_autofree char *words = NULL;
  const M77Json *args = m77_silence_arguments (asked->pool,
                                               common,
                                               m77_runtime_now (app->runtime) + HOURS_MS);
  TuiPrompt *prompt;

  if (refusal != NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("%s: not now, %s"), tui_label (asked->action->label), refusal);
      free_asked (asked);
      return;
    }
  right = g_strdup_printf (_ ("%s  as %s"),
                           environment,
                           tui_app_member (app) != NULL ? tui_app_member (app) : "?");
  words = m77_silence_words (group, hidden);
  prompt = tui_prompt_new (app,
                           title,
                           right,
                           tui_app_is_online (app) ? _ ("send") : _ ("hold"),
                           silence_done,
                           asked,
                           free_asked);
  tui_prompt_add_info (prompt, TUI_BOLD, words);
  if (!tui_app_is_online (app))
    tui_prompt_add_info (prompt, TUI_WARN, _ ("Offline: HELD, you are asked again."));
  tui_asked_add (prompt, asked->action, args, NULL, FALSE);
  if (hidden > M77_SILENCE_TYPED_OVER)
    tui_prompt_add_typed (prompt, name);
  tui_prompt_open (prompt);
}
