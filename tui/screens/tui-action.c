/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-action.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/client/m77-command.h"
#include "tui/actions/tui-actions.h"
#include "tui/actions/tui-keymap.h"
#include "tui/screens/tui-config.h"

/* In the order of the row of keys at the foot. */
static const TuiActionTable *const tables[] = {
  &tui_actions_alerts,   &tui_actions_deployment, &tui_actions_oncall, &tui_actions_ready,
  &tui_actions_record,   &tui_actions_room,       &tui_actions_detail, &tui_actions_inbox,
  &tui_actions_conflict, &tui_actions_form,       &tui_actions_list,   &tui_actions_go,
  &tui_actions_session,
};

gboolean
tui_action_target (TuiApp *app, TuiRecord *record)
{
  TuiScreen *top = tui_app_top (app);

  return top != NULL && top->class->target != NULL && top->class->target (top, record);
}

char *
tui_action_refuse_without_record (TuiApp *app)
{
  TuiRecord record;

  return tui_action_target (app, &record) ? NULL : g_strdup (_ ("no record is selected"));
}

void
tui_action_run_open (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  if (top->class->open != NULL)
    top->class->open (top);
}

void
tui_action_run_back (TuiApp *app, int argument)
{
  tui_app_pop (app);
}

const TuiAction *
tui_action_at (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (index < tables[i]->n)
        return &tables[i]->rows[index];
      index -= tables[i]->n;
    }
  return NULL;
}

const TuiAction *
tui_action_find (TuiKey key, guint context)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint k = 0; k < tables[i]->n; k++)
      {
        const TuiAction *action = &tables[i]->rows[k];

        if ((action->contexts & context) != 0 && (action->key == key || action->other == key))
          return action;
      }
  return NULL;
}

void
tui_action_run (TuiApp *app, const TuiAction *self)
{
  g_autofree char *refusal = self->refuse != NULL ? self->refuse (app) : NULL;

  if (refusal != NULL)
    tui_app_say (app, TUI_WARN, _ ("%s: not now, %s"), tui_action_label (self), refusal);
  else if (self->run != NULL)
    {
      app->acting = self->key;
      self->run (app, self->argument);
      app->acting = TUI_KEY_NONE;
    }
  else
    tui_app_top (app)->class->key (tui_app_top (app), self->key);
}

void
tui_action_run_key (TuiApp *app, TuiKey key)
{
  TuiScreen *top = tui_app_top (app);
  const TuiAction *action = top != NULL ? tui_action_find (key, top->class->context) : NULL;
  g_autofree char *name = tui_key_to_name (key);

  if (action == NULL && *name != '\0')
    tui_app_say (app, TUI_DIM, _ ("%s does nothing here   ? keys"), name);
  else if (action != NULL && action->run != NULL)
    tui_action_run (app, action);
}

const char *
tui_action_label (const TuiAction *self)
{
  return self->label != NULL ? _ (self->label) : m77_command_title (m77_command_find (self->name));
}

static char *
join_names (const TuiKey *keys, guint n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = tui_key_to_name (keys[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
    }
  return g_strdup (names->str);
}

char *
tui_action_default_keys (const TuiAction *self)
{
  TuiKey keys[TUI_BINDING_MOST];

  return join_names (keys, tui_keymap_keys (NULL, self, keys));
}

char *
tui_action_keys (TuiApp *app, const TuiAction *self)
{
  TuiKey keys[TUI_BINDING_MOST];

  return join_names (keys, tui_keymap_keys (tui_config_keymap (app->config), self, keys));
}

/* "a ack"; returns the column after it, the same when it cannot be done now, -1 when it does not
 * fit before `end`. */
static int
draw_key (TuiApp *app, TuiCanvas *canvas, int row, int col, int end, const TuiAction *action)
{
  g_autofree char *refusal = action->refuse != NULL ? action->refuse (app) : NULL;
  TuiKey keys[TUI_BINDING_MOST];
  guint n = tui_keymap_keys (tui_config_keymap (app->config), action, keys);
  g_autofree char *name = tui_key_to_name (n > 0 ? keys[0] : TUI_KEY_NONE);
  const char *word;

  if (refusal != NULL || n == 0)
    return col;
  word = action->word != NULL ? action->word (app) : _ (action->brief);
  if (col + tui_width (canvas, name) + 1 + tui_width (canvas, word) > end)
    return -1;
  tui_canvas_add_hit (canvas,
                      (TuiRect){
                          row, col, 1, tui_width (canvas, name) + 1 + tui_width (canvas, word) },
                      NULL,
                      NULL,
                      (int) keys[0]);
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, name) + 1;
  return col + tui_put (canvas, row, col, canvas->cols, TUI_PLAIN, word) + 2;
}

void
tui_action_draw_keys (TuiApp *app, TuiCanvas *canvas, int row)
{
  guint context = tui_app_top (app)->class->context;
  const TuiAction *help = tui_action_find ('?', context);
  int end = canvas->cols - 1;
  int room = help != NULL ? end - (int) strlen ("? ") - tui_width (canvas, _ (help->brief)) - 2
                          : end;
  const TuiAction *action;
  int col = 1;

  /* Whatever else is cut, the key that tells them all is there. */
  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      int next;

      if (action == help || action->brief == NULL || (action->contexts & context) == 0)
        continue;
      next = draw_key (app, canvas, row, col, room, action);
      if (next < 0)
        break;
      col = next;
    }
  if (help != NULL)
    draw_key (app, canvas, row, col, end, help);
}
