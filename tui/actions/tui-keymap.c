/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include "tui/actions/tui-keymap.h"

#include <glib/gi18n.h>

struct _TuiKeymap
{
  const TuiSettings *settings;
  gboolean *refused; /* of each binding */
};

static const TuiBinding *
binding_at (const TuiKeymap *self, guint index)
{
  return &g_array_index (self->settings->bindings, TuiBinding, index);
}

/* NULL: it has the table's keys. */
static const TuiBinding *
find_binding (const TuiKeymap *self, const TuiAction *action)
{
  for (guint i = 0; self != NULL && i < self->settings->bindings->len; i++)
    if (!self->refused[i] && g_str_equal (binding_at (self, i)->action, action->name))
      return binding_at (self, i);
  return NULL;
}

guint
tui_keymap_keys (const TuiKeymap *self, const TuiAction *action, TuiKey *keys)
{
  const TuiBinding *binding = find_binding (self, action);

  if (binding != NULL)
    {
      for (guint i = 0; i < binding->n; i++)
        keys[i] = binding->keys[i];
      return binding->n;
    }
  keys[0] = action->key;
  keys[1] = action->other;
  return action->other != 0 ? 2 : 1;
}

static gboolean
has_key (const TuiKeymap *self, const TuiAction *action, TuiKey key)
{
  TuiKey keys[TUI_BINDING_MOST];
  guint n = tui_keymap_keys (self, action, keys);

  for (guint i = 0; i < n; i++)
    if (keys[i] == key)
      return TRUE;
  return FALSE;
}

/* Another action that has one of the binding's keys in a place where this one is; NULL: none. */
static const TuiAction *
find_clash (const TuiKeymap *self, const TuiBinding *binding, TuiKey *key)
{
  const TuiAction *one;
  const TuiAction *two;

  for (guint i = 0; (one = tui_action_at (i)) != NULL; i++)
    for (guint j = 0; g_str_equal (one->name, binding->action) && (two = tui_action_at (j)) != NULL;
         j++)
      for (guint k = 0; k < binding->n; k++)
        if ((one->contexts & two->contexts) != 0 && !g_str_equal (one->name, two->name) &&
            has_key (self, two, binding->keys[k]))
          {
            *key = binding->keys[k];
            return two;
          }
  return NULL;
}

static gboolean
is_action (const char *name, guint *contexts)
{
  const TuiAction *action;

  *contexts = 0;
  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    if (g_str_equal (action->name, name))
      *contexts |= action->contexts;
  return *contexts != 0;
}

/* What is wrong with a binding whatever the others are. */
static gboolean
check_alone (TuiSettings *settings, const TuiBinding *binding)
{
  guint contexts;

  if (!is_action (binding->action, &contexts))
    {
      tui_settings_fault (settings,
                          binding->line,
                          1,
                          _ ("no action is called %s: see m77.conf(5), or ?"),
                          binding->action);
      return FALSE;
    }
  for (guint i = 0; i < binding->n; i++)
    if ((contexts & TUI_ON_FORM) != 0 && tui_key_is_text (binding->keys[i]))
      {
        tui_settings_fault (settings,
                            binding->line,
                            binding->column,
                            _ ("a key that types nothing expected: %s is of a form"),
                            binding->action);
        return FALSE;
      }
  return TRUE;
}

/* One refused has its own keys again, which may clash with another: again, until nothing does. */
static void
refuse_clashes (TuiKeymap *self, TuiSettings *settings)
{
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = settings->bindings->len; i > 0; i--)
        {
          const TuiBinding *binding = binding_at (self, i - 1);
          TuiKey key = TUI_KEY_NONE;
          const TuiAction *other = self->refused[i - 1] ? NULL : find_clash (self, binding, &key);
          g_autofree char *name = tui_key_to_name (key);

          if (other == NULL)
            continue;
          tui_settings_fault (settings,
                              binding->line,
                              binding->column,
                              _ ("%s is %s already: give that another key, or none"),
                              name,
                              other->name);
          self->refused[i - 1] = again = TRUE;
        }
    }
}

/* A program's key is free everywhere, so that it is the same everywhere. */
static void
check_commands (TuiKeymap *self, TuiSettings *settings)
{
  for (guint i = 0; i < settings->commands->len; i++)
    {
      TuiUserCommand *command = settings->commands->pdata[i];
      const TuiAction *action;
      const char *taken = NULL;

      for (guint j = 0; (action = tui_action_at (j)) != NULL && command->key != TUI_KEY_NONE; j++)
        if ((action->contexts & TUI_ON_ALL) != 0 && has_key (self, action, command->key))
          taken = action->name;
      for (guint j = 0; j < i; j++)
        if (((TuiUserCommand *) settings->commands->pdata[j])->key == command->key)
          taken = ((TuiUserCommand *) settings->commands->pdata[j])->name;
      if (taken != NULL && command->key != TUI_KEY_NONE)
        {
          g_autofree char *name = tui_key_to_name (command->key);

          tui_settings_fault (settings,
                              command->key_line,
                              command->key_column,
                              _ ("%s is %s already: give that another key, or none"),
                              name,
                              taken);
          command->key = TUI_KEY_NONE;
        }
    }
}

TuiKeymap *
tui_keymap_new (TuiSettings *settings)
{
  TuiKeymap *self = g_new0 (TuiKeymap, 1);

  self->settings = settings;
  self->refused = g_new0 (gboolean, settings->bindings->len + 1);
  for (guint i = 0; i < settings->bindings->len; i++)
    self->refused[i] = !check_alone (settings, binding_at (self, i));
  refuse_clashes (self, settings);
  check_commands (self, settings);
  return self;
}

void
tui_keymap_free (TuiKeymap *self)
{
  g_free (self->refused);
  g_free (self);
}

TuiKey
tui_keymap_translate (const TuiKeymap *self, TuiKey key, guint context)
{
  const TuiAction *action;
  gboolean moved = FALSE;

  if (self == NULL || self->settings->bindings->len == 0)
    return key;
  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      if ((action->contexts & context) == 0)
        continue;
      if (has_key (self, action, key))
        return find_binding (self, action) != NULL ? action->key : key;
      moved = moved || action->key == key || action->other == key;
    }
  return moved ? TUI_KEY_NONE : key;
}

const TuiUserCommand *
tui_keymap_command (const TuiKeymap *self, TuiKey key)
{
  for (guint i = 0; self != NULL && i < self->settings->commands->len; i++)
    {
      const TuiUserCommand *command = self->settings->commands->pdata[i];

      if (command->key == key && key != TUI_KEY_NONE)
        return command;
    }
  return NULL;
}
