/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-keymap.h"
#include "tui/screens/tui-action.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-own-command.h"

#define REPEAT_MS  700           /* a key held down comes again sooner */
#define PASTE_MOST (1024 * 1024) /* bytes: no record is longer */

static void
end_paste (TuiApp *self)
{
  TuiScreen *top = tui_app_top (self);
  g_autofree char *text = g_string_free (g_steal_pointer (&self->pasted), FALSE);

  if (self->panel != NULL)
    {
      if (self->panel->class->paste != NULL)
        self->panel->class->paste (self->panel, text);
      else
        tui_app_say (self, TUI_WARN, _ ("Nothing can be pasted here: type it"));
    }
  else if (top != NULL && top->class->paste != NULL)
    top->class->paste (top, text);
}

/* Gathers a paste; TRUE while one comes in. */
static gboolean
take_paste (TuiApp *self, TuiKey key)
{
  if (key == TUI_KEY_PASTE_BEGIN && self->pasted == NULL)
    self->pasted = g_string_new (NULL);
  else if (self->pasted == NULL)
    return FALSE;
  else if (key == TUI_KEY_PASTE_END)
    end_paste (self);
  else if (self->pasted->len >= PASTE_MOST)
    return TRUE;
  else if (key == TUI_KEY_ENTER)
    g_string_append_c (self->pasted, '\n');
  else if (key == TUI_KEY_TAB)
    g_string_append_c (self->pasted, ' ');
  else if (tui_key_is_text (key))
    g_string_append_unichar (self->pasted, key);
  return TRUE;
}

/* On a screen a key means what the person made it mean. */
static void
press (TuiApp *self, TuiScreen *top, TuiKey key)
{
  const TuiKeymap *keymap = tui_config_keymap (self->config);
  const TuiUserCommand *command = tui_keymap_command (keymap, key);
  TuiKey meant = tui_keymap_translate (keymap, key, top->class->context);

  if (command != NULL && top->class->context != TUI_ON_FORM)
    {
      tui_own_command_open (self, command);
      return;
    }
  if (meant == TUI_KEY_NONE)
    {
      g_autofree char *name = tui_key_to_name (key);

      tui_app_say (self, TUI_DIM, _ ("%s does nothing here   ? keys"), name);
      return;
    }
  if (top->class->key == NULL || !top->class->key (top, meant))
    tui_action_run_key (self, meant);
}

void
tui_app_key (TuiApp *self, TuiKey key)
{
  TuiScreen *top = tui_app_top (self);

  tui_app_dirty (self);
  if (key == TUI_KEY_NONE || key == TUI_KEY_RESIZE || take_paste (self, key))
    return;
  if (self->panel != NULL)
    {
      if (self->panel->drawn || !self->panel->confirms)
        self->panel->class->key (self->panel, key);
      return;
    }

  g_clear_pointer (&self->line, g_free);
  if (top != NULL)
    press (self, top, key);
}

void
tui_app_typed (TuiApp *self, TuiKey key)
{
  gint64 now = m77_runtime_monotonic (self->runtime);
  gboolean again = key == TUI_KEY_ENTER && self->last_key == key &&
                   now - self->last_key_at < REPEAT_MS;

  self->last_key = key;
  self->last_key_at = now;
  if (!again || self->pasted != NULL || self->panel == NULL || !self->panel->confirms)
    tui_app_key (self, key);
}
