/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-ways.h"

#include <glib/gi18n.h>

#include "shared/model/m77-act.h"
#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-again.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work-outbox.h"

/* title: of a bar that asks first; NULL: done at once. */
typedef struct
{
  const char *name;
  const char *title, *verb, *effect;
} Way;

static const Way ways[TUI_N_WAYS] = {
  [TUI_WAY_CONFIRM] = { "confirm",
                        N_ ("CONFIRM"),
                        N_ ("confirm"),
                        N_ ("Asked anew from now, with what you see now as its condition.") },
  [TUI_WAY_RESOLVE] = { "resolve" },
  [TUI_WAY_EDIT] = { "edit" },
  [TUI_WAY_RETRY] = { "retry" },
  [TUI_WAY_JOIN] = { "join" },
  [TUI_WAY_TAKE_OVER] = { "take-over",
                          N_ ("TAKE OVER"),
                          N_ ("take over"),
                          N_ ("Acknowledged by you instead; who did so before is told.") },
  [TUI_WAY_DROP] = { "drop", N_ ("DROP"), N_ ("drop"), N_ ("It is not sent: theirs stays.") },
  [TUI_WAY_DISCARD] = { "discard",
                        N_ ("DISCARD"),
                        N_ ("discard"),
                        N_ ("It is not sent and its change is undone here. This cannot be taken "
                            "back: y copies it out first.") },
  [TUI_WAY_WITHDRAW] = { "withdraw" },
  [TUI_WAY_COPY] = { "copy" },
  [TUI_WAY_SHOW] = { NULL },
};

gboolean
tui_ways_has (const M77Json *operation, TuiWay way)
{
  return way == TUI_WAY_SHOW ? m77_json_get_string (operation, "record") != NULL
                             : m77_outbox_has_way (operation, ways[way].name);
}

/* ---- With a bar ---- */

typedef struct
{
  TuiWay way;
  char *operation;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *self = data;

  g_free (self->operation);
  g_free (self);
}

static gboolean
bar_done (TuiPrompt *prompt, gpointer data)
{
  const Asked *asked = data;

  return tui_prompt_is_taken (prompt,
                              tui_work_outbox (tui_prompt_app (prompt),
                                               ways[asked->way].name,
                                               asked->operation));
}

static const M77Kind *
kind_of (const M77Json *operation)
{
  const char *name = m77_json_get_string (operation, "kind");

  return name != NULL ? m77_kind_find (name) : NULL;
}

/* The action it asks for; NULL: it is an edit, or not known here. */
static const M77Action *
action_of (const M77Json *operation)
{
  const M77Kind *kind = kind_of (operation);
  const char *name = m77_json_get_string (operation, "action");

  return kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
}

/* A dangerous action is as dangerous when it is confirmed: its record's environment is not at
 * hand, so it counts as production. */
static gboolean
wants_name (const M77Json *operation, TuiWay way)
{
  const M77Action *action = way == TUI_WAY_CONFIRM ? action_of (operation) : NULL;

  return action != NULL && m77_action_danger (action, NULL) == M77_DANGER_TYPED;
}

/* "shop as jana: to 4.17.2": in whose name it goes, and with what. */
static char *
circumstances (TuiApp *app, const M77Json *operation)
{
  const M77Json *member = m77_json_first (m77_json_get (operation, "args"));
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  const char *person = tui_app_member (app);
  GString *out = g_string_new (NULL);

  g_string_printf (out,
                   _ ("%s as %s"),
                   tenant != NULL ? tenant : "?",
                   person != NULL ? person : "?");
  for (guint n = 0; member != NULL; member = m77_json_next (member), n++)
    {
      g_autofree char *raw = m77_json_string (member) != NULL ? g_strdup (m77_json_string (member))
                                                              : m77_json_to_text (member);

      g_string_append_printf (out, "%s%s %s", n > 0 ? ", " : ": ", m77_json_name (member), raw);
    }
  return g_string_free (out, FALSE);
}

static void
open_bar (TuiApp *app, const M77Json *operation, TuiWay way)
{
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *since = m77_outbox_since (operation, moment.now, moment.zone);
  g_autofree char *brief = m77_outbox_why (operation, moment.now, moment.zone);
  g_autofree char *whose = circumstances (app, operation);
  const char *why = m77_json_get_string (operation, "why");
  const char *key = m77_json_get_string (operation, "key");
  g_autofree char *title = g_strdup_printf ("%s %s %s",
                                            _ (ways[way].title),
                                            what,
                                            key != NULL ? key : "");
  Asked *asked = g_new (Asked, 1);
  TuiPrompt *prompt;

  *asked = (Asked){ way, g_strdup (m77_json_get_string (operation, "id")) };
  prompt = tui_prompt_new (app,
                           title,
                           m77_json_get_string (operation, "title"),
                           _ (ways[way].verb),
                           bar_done,
                           asked,
                           free_asked);
  if (way == TUI_WAY_CONFIRM || way == TUI_WAY_TAKE_OVER)
    tui_prompt_add_info (prompt, TUI_BOLD, whose);
  tui_prompt_add_info (prompt, TUI_PLAIN, _ (ways[way].effect));
  if (since != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("Since you asked: %s"), since);

      tui_prompt_add_info (prompt, TUI_WARN | TUI_BOLD, words);
    }
  else if (way == TUI_WAY_CONFIRM)
    tui_prompt_add_info (prompt, TUI_PLAIN, _ ("Nothing changed since you asked, as known here."));
  tui_prompt_add_info (prompt, TUI_DIM, why != NULL ? why : brief);
  if (wants_name (operation, way) && key != NULL)
    tui_prompt_add_typed (prompt, key);
  tui_prompt_open (prompt);
}

/* ---- The others ---- */

/* What one typed, for elsewhere: the operation's content as JSON. */
static void
copy_out (TuiApp *app, const M77Json *operation)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;

  m77_json_write_pretty (m77_outbox_content (operation, pool), text);
  shown = tui_present_text (app, text->str);
  if (app->term == NULL)
    tui_app_say (app, TUI_WARN, _ ("No terminal to copy to"));
  else if (!tui_term_copy (app->term, shown))
    tui_app_say (app,
                 TUI_WARN,
                 _ ("Too long for a terminal's clipboard: m77 outbox copy prints it"));
  else
    tui_app_say (app,
                 TUI_PLAIN,
                 _ ("Copied, if your terminal takes copies; m77 outbox copy prints it"));
}

static void
show_record (TuiApp *app, const M77Json *operation)
{
  const char *kind = m77_json_get_string (operation, "kind");
  const char *record = m77_json_get_string (operation, "record");

  if (kind != NULL && record != NULL)
    tui_app_push (app, tui_detail_new_by_key (app, kind, record));
}

void
tui_ways_take (TuiApp *app, const M77Json *operation, TuiWay way)
{
  const char *id = m77_json_get_string (operation, "id");

  if (app->read_only && way != TUI_WAY_COPY && way != TUI_WAY_SHOW && way != TUI_WAY_RESOLVE)
    {
      tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
      return;
    }
  switch (way)
    {
    case TUI_WAY_RESOLVE:
      tui_app_push (app, tui_conflict_new (app, id));
      break;
    case TUI_WAY_EDIT:
      tui_again_open (app, operation);
      break;
    case TUI_WAY_COPY:
      copy_out (app, operation);
      break;
    case TUI_WAY_SHOW:
      show_record (app, operation);
      break;
    default:
      if (way == TUI_WAY_CONFIRM && action_of (operation) != NULL &&
          !tui_act_may_confirm (app, kind_of (operation), action_of (operation)))
        break;
      if (ways[way].title != NULL)
        open_bar (app, operation, way);
      else
        tui_work_outbox (app, ways[way].name, id);
    }
}

TuiWay
tui_ways_likeliest (const M77Json *operation)
{
  static const TuiWay likely[] = { TUI_WAY_CONFIRM, TUI_WAY_RESOLVE };
  gboolean rejected = g_strcmp0 (m77_json_get_string (operation, "state"), "rejected") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (likely); i++)
    if (tui_ways_has (operation, likely[i]))
      return likely[i];
  return rejected && tui_ways_has (operation, TUI_WAY_EDIT) ? TUI_WAY_EDIT : TUI_WAY_SHOW;
}
