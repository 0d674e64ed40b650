/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-alerts-silence.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define HOURS_MS      (2 * 3600 * G_GINT64_CONSTANT (1000)) /* what the bar offers */
#define MATCHERS_MOST 32
#define TYPED_OVER    20 /* alerts: then the name is typed */

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

static const char *
label_of (const M77Json *doc, const char *name)
{
  return m77_json_get_string (m77_json_get (doc, "series"), name);
}

static gboolean
is_common (const M77AlertGroup *group, const M77Json *label)
{
  for (guint i = 0; i < group->members->len; i++)
    if (g_strcmp0 (label_of (member_at (group, i)->doc, m77_json_name (label)),
                   m77_json_string (label)) != 0)
      return FALSE;
  return m77_json_string (label) != NULL;
}

/* The labels that all of them have, with the same value. */
static M77Json *
find_common (M77JsonPool *pool, const M77AlertGroup *group)
{
  const M77Json *label = m77_json_first (m77_json_get (member_at (group, 0)->doc, "series"));
  M77Json *common = m77_json_object_new (pool);

  for (; label != NULL && m77_json_size (common) < MATCHERS_MOST; label = m77_json_next (label))
    if (is_common (group, label))
      m77_json_set_string (pool, common, m77_json_name (label), m77_json_string (label));
  return common;
}

static guint
count_hidden (const M77AlertGroups *groups, const M77Json *common)
{
  guint hidden = 0;

  for (guint g = 0; g < groups->firing->len; g++)
    {
      const M77AlertGroup *group = groups->firing->pdata[g];

      for (guint i = 0; i < group->members->len; i++)
        {
          const M77Json *label = m77_json_first (common);

          while (label != NULL &&
                 g_strcmp0 (label_of (member_at (group, i)->doc, m77_json_name (label)),
                            m77_json_string (label)) == 0)
            label = m77_json_next (label);
          hidden += label == NULL;
        }
    }
  return hidden;
}

static M77Json *
make_arguments (TuiApp *app, M77JsonPool *pool, const M77Json *common)
{
  M77Json *args = m77_json_object_new (pool);
  M77Json *matchers = m77_json_array_new (pool);
  g_autofree char *ends = m77_time_format (m77_runtime_now (app->runtime) + HOURS_MS);

  for (const M77Json *label = m77_json_first (common); label != NULL; label = m77_json_next (label))
    {
      g_autofree char *escaped = g_strescape (m77_json_string (label), NULL);
      g_autofree char *matcher = g_strdup_printf ("%s=\"%s\"", m77_json_name (label), escaped);

      m77_json_append (matchers, m77_json_string_new (pool, matcher));
    }
  m77_json_set (pool, args, "matchers", matchers);
  m77_json_set_string (pool, args, "ends_at", ends);
  return args;
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
  const M77Json *common = find_common (asked->pool, group);
  guint hidden = count_hidden (groups, common);
  const char *name = group->alertname != NULL ? group->alertname : "-";
  const char *environment = group->environment != NULL ? group->environment : "-";
  g_autofree char *refusal = tui_act_refusal (app, &asked->record, asked->action);
  g_autofree char *title = g_strdup_printf (_ ("SILENCE %s x%u"), name, group->members->len);
  g_autofree char *right = NULL;
  g_autofree char *words = NULL;
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
  words =
      hidden > group->members->len
          ? g_strdup_printf (_ ("As offered it hides %u alerts that fire now, %u of other groups."),
                             hidden,
                             hidden - group->members->len)
          : g_strdup_printf (_ ("As offered it hides these %u, and later ones like them."), hidden);
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
  tui_asked_add (prompt, asked->action, make_arguments (app, asked->pool, common), NULL, FALSE);
  if (hidden > TYPED_OVER)
    tui_prompt_add_typed (prompt, name);
  tui_prompt_open (prompt);
}
