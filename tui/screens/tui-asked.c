/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-asked.h"

#include <glib/gi18n.h>

#include "shared/model/m77-act.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-form-field.h"

static M77Field
field_of (const M77Argument *argument)
{
  return (M77Field){ .name = argument->name,
                     .label = argument->label,
                     .type = argument->type,
                     .ref = argument->ref,
                     .values = argument->values,
                     .min = argument->min,
                     .max = argument->max };
}

guint
tui_asked_count (const M77Action *action)
{
  guint n = 0;

  while (action->arguments != NULL && action->arguments[n].name != NULL)
    n++;
  return n;
}

void
tui_asked_add (TuiPrompt *prompt,
               const M77Action *action,
               const M77Json *args,
               const char *reason,
               gboolean needs_reason)
{
  TuiMoment moment = tui_app_moment (tui_prompt_app (prompt));
  guint n;

  for (guint i = 0; i < tui_asked_count (action); i++)
    {
      const M77Argument *argument = &action->arguments[i];
      const M77Json *value = m77_json_get (args, argument->name);
      M77Field field = field_of (argument);
      g_autofree char *values = argument->values != NULL ? m77_values_to_sentence (argument->values)
                                                         : NULL;
      g_autofree char *label = g_strdup_printf (values != NULL ? "%s%s (%s):" : "%s%s:",
                                                tui_label (argument->label),
                                                argument->required ? "" : _ (" (may be empty)"),
                                                values);
      g_autofree char *text = tui_form_field_input (&field, value, moment.zone);
      guint index;

      index = tui_prompt_add_field (prompt, label, text);
      if (field.ref != NULL || field.values != NULL)
        tui_prompt_suggest (prompt, index, NULL, &field);
      if (argument->required)
        {
          g_autofree char *why = g_strdup_printf (_ ("%s is needed"), tui_label (argument->label));

          tui_prompt_need (prompt, index, why);
        }
    }
  n = tui_prompt_add_field (prompt,
                            needs_reason ? _ ("reason:") : _ ("reason (may be empty):"),
                            reason != NULL ? reason : "");
  if (needs_reason)
    tui_prompt_need (prompt, n, _ ("A reason is needed"));
}

static M77Json *
read_argument (TuiPrompt *prompt, const M77Action *action, guint index, M77JsonPool *pool)
{
  TuiMoment moment = tui_app_moment (tui_prompt_app (prompt));
  const M77Argument *argument = &action->arguments[index];
  M77Field field = field_of (argument);
  const char *text = tui_prompt_text (prompt, index);
  g_autoptr (GError) error = NULL;
  M77Json *value;

  value = m77_value_from_text (&field, text, pool, moment.now, moment.zone, &error);
  if (value == NULL)
    tui_prompt_fault (prompt, index, error->message);
  else if (!tui_prompt_stands (prompt, index, &field, value, NULL))
    return NULL;
  return value;
}

gboolean
tui_asked_read (TuiPrompt *prompt,
                const M77Action *action,
                M77JsonPool *pool,
                M77Json **args,
                const char **reason)
{
  guint n = tui_asked_count (action);
  gint64 now = m77_runtime_now (tui_prompt_app (prompt)->runtime);
  g_autoptr (GError) error = NULL;

  *args = m77_json_object_new (pool);
  *reason = tui_prompt_text (prompt, n);
  for (guint i = 0; i < n; i++)
    {
      M77Json *value = read_argument (prompt, action, i, pool);

      if (value == NULL)
        return FALSE;
      if (!m77_json_is_null (value))
        m77_json_set (pool, *args, action->arguments[i].name, value);
    }
  if (!m77_act_check_arguments (action, *args, now, &error))
    {
      tui_prompt_fault (prompt, 0, error->message);
      return FALSE;
    }
  return TRUE;
}
