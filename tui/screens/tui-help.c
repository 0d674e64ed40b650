/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-help.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-action.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-own-command.h"

static const char *const group_titles[TUI_N_GROUPS] = { N_ ("DO"),
                                                        N_ ("MOVE"),
                                                        N_ ("GO"),
                                                        N_ ("SESSION") };

/* What cannot be done now, and why. */
static void
add_refused (TuiChoice *choice, TuiApp *app, guint context)
{
  const TuiAction *action;
  gboolean first = TRUE;

  tui_choice_begin_wide (choice);
  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *keys = NULL;
      g_autofree char *label = NULL;
      g_autofree char *refusal = NULL;

      if ((action->contexts & context) == 0 || action->refuse == NULL)
        continue;
      refusal = action->refuse (app);
      if (refusal == NULL)
        continue;
      if (first)
        tui_choice_add_heading (choice, _ ("NOT NOW"));
      first = FALSE;
      keys = tui_action_keys (app, action);
      label = g_strdup_printf ("%s: %s", tui_action_label (action), refusal);
      tui_choice_add (choice, action->name, keys, label, NULL, NULL);
    }
}

/* A person's own, of m77.conf. */
static void
add_programs (TuiChoice *choice, TuiApp *app)
{
  const TuiSettings *settings = tui_config_settings (app->config);

  if (settings == NULL || settings->commands->len == 0)
    return;
  tui_choice_add_heading (choice, _ ("YOURS"));
  for (guint i = 0; i < settings->commands->len; i++)
    {
      const TuiUserCommand *command = settings->commands->pdata[i];
      g_autofree char *key = tui_key_to_name (command->key);
      g_autofree char *name = g_strconcat (":", command->name, NULL);
      g_autofree char *refusal = tui_own_command_refusal (app, command);

      tui_choice_add (choice,
                      command->name,
                      *key != '\0' ? key : name,
                      command->label != NULL ? command->label : command->name,
                      NULL,
                      refusal);
    }
}

void
tui_help_open_keys (TuiApp *app)
{
  const TuiScreenClass *class = tui_app_top (app)->class;
  g_autofree char *title = g_strdup_printf (_ ("KEYS of %s"), _ (class->name));
  TuiChoice *choice = tui_choice_new (app, title, NULL, NULL, NULL);
  const TuiAction *action;

  for (guint group = 0; group < TUI_N_GROUPS; group++)
    {
      tui_choice_add_heading (choice, _ (group_titles[group]));
      for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
        {
          g_autofree char *keys = NULL;
          g_autofree char *refusal = NULL;

          if (action->group != group || (action->contexts & class->context) == 0)
            continue;
          refusal = action->refuse != NULL ? action->refuse (app) : NULL;
          keys = tui_action_keys (app, action);
          if (refusal == NULL)
            tui_choice_add (choice, action->name, keys, tui_action_label (action), NULL, NULL);
        }
    }
  add_programs (choice, app);
  add_refused (choice, app, class->context);
  tui_choice_open (choice);
}

void
tui_help_open_messages (TuiApp *app)
{
  TuiChoice *choice = tui_choice_new (app, _ ("MESSAGES"), NULL, NULL, NULL);

  for (guint i = app->messages->len; i > 0; i--)
    tui_choice_add (choice, NULL, "", app->messages->pdata[i - 1], NULL, NULL);
  tui_choice_open (choice);
}
