/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-palette-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "config.h"
#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-own-command.h"
#include "tui/screens/tui-recall.h"
#include "tui/screens/tui-trail.h"

/* What can be done now, with its keys. */
static void
add_actions (TuiApp *app, M77Palette *palette)
{
  guint context = tui_app_top (app)->class->context;
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *refusal = NULL;
      g_autofree char *keys = NULL;
      g_autofree char *id = g_strconcat ("action/", action->name, NULL);

      if ((action->contexts & context) == 0 || action->group == TUI_GROUP_LIST ||
          g_str_equal (action->name, "palette"))
        continue;
      refusal = action->refuse != NULL ? action->refuse (app) : NULL;
      keys = tui_action_keys (app, action);
      if (refusal == NULL)
        m77_palette_add (palette,
                         TUI_PALETTE_HERE,
                         id,
                         action->group == TUI_GROUP_GO ? _ ("go") : _ ("do"),
                         tui_action_label (action),
                         keys);
    }
}

static void
add_verbs (TuiApp *app, M77Palette *palette)
{
  TuiRecord record;
  g_autofree char *name = NULL;

  if (!tui_action_target (app, &record) || record.kind == NULL)
    return;
  name = tui_record_short_key (&record);
  for (const M77Action *action = record.kind->actions; action != NULL && action->name != NULL;
       action++)
    {
      g_autofree char *id = g_strconcat ("verb/", action->name, NULL);
      g_autofree char *text = g_strdup_printf ("%s %s", tui_label (action->label), name);
      g_autofree char *refusal = (action->flags & M77_ACTION_MAKES) != 0
                                     ? g_strdup ("")
                                     : tui_act_refusal (app, &record, action);

      if (refusal == NULL)
        m77_palette_add (palette, TUI_PALETTE_HERE, id, _ ("do"), text, tui_label (action->effect));
    }
}

static void
add_settings (TuiApp *app, M77Palette *palette)
{
  const TuiSettings *settings = tui_config_settings (app->config);

  for (guint i = 0; settings != NULL && i < settings->commands->len; i++)
    {
      const TuiUserCommand *command = settings->commands->pdata[i];
      g_autofree char *id = g_strconcat ("run/", command->name, NULL);
      g_autofree char *refusal = tui_own_command_refusal (app, command);
      g_autofree char *key = tui_key_to_name (command->key);

      if (refusal == NULL)
        m77_palette_add (palette,
                         TUI_PALETTE_HERE,
                         id,
                         _ ("run"),
                         command->label != NULL ? command->label : command->name,
                         key);
    }
  for (guint i = 0; settings != NULL && i < settings->aliases->len; i++)
    {
      const TuiAlias *alias = &g_array_index (settings->aliases, TuiAlias, i);
      g_autofree char *id = g_strconcat ("alias/", alias->name, NULL);

      m77_palette_add (palette, TUI_PALETTE_HERE, id, _ ("go"), alias->name, alias->line);
    }
}

/* Whether a key goes there: that is in it with its key. */
static gboolean
has_key (const M77Kind *kind)
{
  g_autofree char *plural = g_utf8_casefold (tui_label (kind->plural), -1);
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *label = g_utf8_casefold (tui_action_label (action), -1);

      if (action->group == TUI_GROUP_GO && g_str_equal (label, plural))
        return TRUE;
    }
  return FALSE;
}

static void
add_kinds (TuiApp *app, M77Palette *palette)
{
  const M77Kind *const *kinds = m77_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *id = g_strconcat ("kind/", kinds[i]->name, NULL);

      if (!has_key (kinds[i]))
        m77_palette_add (palette,
                         TUI_PALETTE_HERE,
                         id,
                         _ ("go"),
                         tui_label (kinds[i]->plural),
                         NULL);
    }
}

/* Records of this session that one can go back to: they are of the next one, too. */
static void
add_way (TuiApp *app, M77Palette *palette, const GPtrArray *screens, gboolean keep)
{
  for (guint i = 0; i < screens->len; i++)
    {
      TuiScreen *screen = screens->pdata[i];
      TuiRecord record;
      g_autofree char *id = NULL;
      g_autofree char *key = NULL;
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;
      g_autofree char *line = NULL;

      if (screen->class->crumb == NULL || screen->class->target == NULL ||
          (screen->class->context & TUI_ON_LIST) != 0 || !screen->class->target (screen, &record))
        continue;
      id = g_strdup_printf ("record/%s/%s", record.kind_name, record.id);
      key = tui_record_short_key (&record);
      title = tui_record_title (&record);
      text = g_str_equal (key, title) ? g_strdup (key) : g_strdup_printf ("%s %s", key, title);
      m77_palette_add (palette, TUI_PALETTE_RECORDS, id, record.kind_name, text, NULL);
      m77_palette_touch (palette, id);
      line = g_strdup_printf ("%s\t%s\t%s", id, record.kind_name, text);
      if (keep)
        tui_recall_add (app->recall, TUI_PALETTE_LIST, line);
    }
}

static void
add_ways (TuiApp *app, M77Palette *palette, gboolean keep)
{
  for (guint i = 0; i < app->trail->behind->len; i++)
    add_way (app, palette, app->trail->behind->pdata[i], keep);
  add_way (app, palette, app->screens, keep);
}

/* A line of the recall: "id", or for a record "id<tab>kind<tab>text", which is there before the
 * agent says so. */
void
tui_palette_add_lately (TuiApp *app, M77Palette *palette)
{
  const GPtrArray *lines = tui_recall_lines (app->recall, TUI_PALETTE_LIST);

  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines->pdata[i], "\t", 3);

      if (g_strv_length (parts) == 3)
        m77_palette_add (palette, TUI_PALETTE_RECORDS, parts[0], parts[1], parts[2], NULL);
      m77_palette_touch (palette, parts[0]);
    }
  add_ways (app, palette, FALSE);
}

void
tui_palette_add_things (TuiApp *app, M77Palette *palette)
{
  add_actions (app, palette);
  add_verbs (app, palette);
  add_settings (app, palette);
  add_kinds (app, palette);
  add_ways (app, palette, TRUE);
  tui_palette_add_lately (app, palette);
}

/* ---- Going there ---- */

static void
do_action (TuiApp *app, const char *name)
{
  guint context = tui_app_top (app)->class->context;
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    if ((action->contexts & context) != 0 && g_str_equal (action->name, name))
      {
        tui_action_run (app, action);
        return;
      }
}

static void
do_verb (TuiApp *app, const char *name)
{
  TuiRecord record;

  if (tui_action_target (app, &record) && record.kind != NULL &&
      m77_kind_action (record.kind, name) != NULL)
    tui_act_open (app, &record, m77_kind_action (record.kind, name));
}

static void
do_record (TuiApp *app, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    tui_app_push (app, tui_detail_new_by_key (app, parts[0], parts[1]));
}

static void
do_line (TuiApp *app, const char *line)
{
  g_autofree char *fault = tui_command_line_run (app, line);

  if (fault != NULL)
    tui_app_say (app, TUI_BAD, "%s", fault);
}

static void
do_kind (TuiApp *app, const char *name)
{
  if (m77_kind_find (name) != NULL)
    tui_app_go (app, tui_kind_screen_new (app, m77_kind_find (name)));
}

void
tui_palette_go (TuiApp *app, const char *id)
{
  static const struct
  {
    const char *prefix;
    void (*go) (TuiApp *app, const char *rest);
  } ways[] = {
    { "action/", do_action }, { "verb/", do_verb },  { "record/", do_record },
    { "kind/", do_kind },     { "alias/", do_line }, { "run/", do_line },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_has_prefix (id, ways[i].prefix))
      {
        ways[i].go (app, id + strlen (ways[i].prefix));
        return;
      }
}
