/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-arm.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-action.h"
#include "tui/screens/tui-prompt.h"

#define ARMED_MS (30 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  TuiArmed then; /* NULL: nothing */
  gpointer data;
  GDestroyNotify free_data;
} Wanted;

static void
free_wanted (gpointer data)
{
  Wanted *self = data;

  if (self->free_data != NULL && self->data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static gboolean
arm_done (TuiPrompt *prompt, gpointer data)
{
  Wanted *self = data;
  TuiApp *app = tui_prompt_app (prompt);
  TuiArmed then = self->then;
  gpointer wanted = g_steal_pointer (&self->data);

  app->armed_until = m77_runtime_now (app->runtime) + ARMED_MS;
  tui_app_say (app, TUI_WARN, _ ("Production is armed for 30 minutes"));
  /* It may open a bar in the place of this one, which then is gone. */
  if (then != NULL)
    then (app, wanted);
  return TRUE;
}

void
tui_arm_open_for (TuiApp *app, TuiArmed then, gpointer data, GDestroyNotify free_data)
{
  Wanted *wanted = g_new (Wanted, 1);
  TuiPrompt *prompt;

  *wanted = (Wanted){ then, data, free_data };
  prompt = tui_prompt_new (app,
                           _ ("ARM PRODUCTION"),
                           _ ("for 30 minutes"),
                           then != NULL ? _ ("arm, and go on") : _ ("arm"),
                           arm_done,
                           wanted,
                           free_wanted);
  tui_prompt_add_info (
      prompt,
      TUI_PLAIN,
      _ ("Changes and administration in production need this; response work does not."));
  tui_prompt_add_typed (prompt, "production");
  tui_prompt_open (prompt);
}

void
tui_arm_open (TuiApp *app)
{
  tui_arm_open_for (app, NULL, NULL, NULL);
}

static void
press_again (TuiApp *app, gpointer key)
{
  tui_action_run_key (app, GPOINTER_TO_UINT (key));
}

void
tui_arm_open_for_key (TuiApp *app)
{
  if (app->acting == TUI_KEY_NONE || app->panel != NULL)
    tui_arm_open (app);
  else
    tui_arm_open_for (app, press_again, GUINT_TO_POINTER (app->acting), NULL);
}
