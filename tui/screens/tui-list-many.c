/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list-many.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/client/m77-chosen.h"
#include "shared/model/m77-act.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-arm.h"
#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-prompt.h"

/* From the key until it is done. */
typedef struct
{
  TuiApp *app;
  TuiScreen *list; /* not owned; only compared where time has passed */
  M77Chosen *chosen;
  const M77Action *action;
  M77Fit *fit;
  M77JsonPool *pool;
  char *what; /* "Acknowledge" */
} Many;

static void
many_free (gpointer data)
{
  Many *self = data;

  m77_chosen_free (self->chosen);
  m77_fit_free (self->fit);
  m77_json_pool_free (self->pool);
  g_free (self->what);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Many, many_free)

TuiScreen *
tui_list_many (TuiApp *app)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));

  return list != NULL && tui_list_marked (list) > 0 ? list : NULL;
}

/* ---- Done ---- */

/* What was done is not marked any more; what it did not fit still is. */
static void
unmark (Many *self)
{
  M77Marks *marks;

  if (tui_list_cast (tui_app_top (self->app)) != self->list)
    return;
  marks = tui_list_table (self->list)->marks;
  if (self->chosen->ids == NULL)
    m77_marks_clear (marks);
  for (guint i = 0; self->chosen->ids != NULL && self->fit->ids[i] != NULL; i++)
    m77_marks_remove (marks, self->fit->ids[i]);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Many) self = data;
  TuiApp *app = self->app;
  g_autoptr (GError) error = NULL;
  guint64 seq;
  guint count;

  tui_app_ended (app);
  if (!m77_chosen_finish (result, &seq, &count, &error))
    {
      tui_app_say_error (app, self->what, error);
      return;
    }
  tui_call_saw (app, seq);
  unmark (self);
  if (tui_app_is_online (app))
    tui_app_say (app, TUI_MINE, _ ("%s: %u queued here, being sent   i inbox"), self->what, count);
  else
    tui_app_say (app,
                 TUI_MINE,
                 _ ("%s: %u queued here, NOT delivered   i inbox"),
                 self->what,
                 count);
}

static Many *
many_copy (const Many *self)
{
  Many *copy = g_new0 (Many, 1);

  *copy = (Many){ .app = self->app,
                  .list = self->list,
                  .chosen = m77_chosen_copy (self->chosen),
                  .action = self->action,
                  .pool = m77_json_pool_new (),
                  .what = g_strdup (self->what) };
  return copy;
}

static gboolean
act_done (TuiPrompt *prompt, gpointer data)
{
  Many *self = data;
  M77Agent1 *proxy;
  M77Json *args = NULL;
  const char *reason = NULL;
  Many *going;

  if (!tui_asked_read (prompt, self->action, self->pool, &args, &reason))
    return FALSE;
  proxy = tui_call_proxy (self->app, self->what);
  if (!tui_prompt_is_taken (prompt, proxy != NULL))
    return FALSE;
  going = many_copy (self);
  going->fit = g_steal_pointer (&self->fit);
  tui_app_began (self->app);
  m77_chosen_act_async (going->chosen,
                        proxy,
                        going->action,
                        going->fit,
                        args,
                        reason,
                        act_cb,
                        going);
  return TRUE;
}

/* ---- The bar ---- */

/* "shop  production 9, staging 3  as jana" */
static char *
make_right (const Many *self)
{
  const char *tenant = m77_json_get_string (self->app->profile, "tenant");
  const char *member = tui_app_member (self->app);

  /* Translators: tenant, "production 9, staging 3" or nothing, and in whose name */
  return g_strdup_printf (_ ("%s  %s  as %s"),
                          tenant != NULL ? tenant : "?",
                          self->fit->places,
                          member != NULL ? member : "?");
}

static void
add_misfits (const Many *self, TuiPrompt *prompt)
{
  guint out = self->fit->found - self->fit->n;
  g_autofree char *text = NULL;

  if (out == 0)
    return;
  text = g_strdup_printf (ngettext ("Fits %u of %u; %u is left out: %s",
                                    "Fits %u of %u; %u are left out: %s",
                                    out),
                          self->fit->n,
                          self->fit->found,
                          out,
                          self->fit->why);
  tui_prompt_add_info (prompt, TUI_WARN | TUI_BOLD, text);
}

static void
add_offline (const Many *self, TuiPrompt *prompt)
{
  TuiMoment moment = tui_app_moment (self->app);
  g_autofree char *until = m77_time_short (moment.now + self->action->offline_ms,
                                           moment.now,
                                           moment.zone);
  g_autofree char *text = NULL;

  if (tui_app_is_online (self->app))
    return;
  text = g_strdup_printf (self->action->offline == M77_OFFLINE_ALLOW
                              ? _ ("Offline: queued; from %s held, you are asked again.")
                              : _ ("Offline: HELD, you are asked again; lapses %s."),
                          until);
  tui_prompt_add_info (prompt, TUI_WARN, text);
}

static void
open_bar (Many *taken)
{
  Many *self = taken;
  TuiApp *app = self->app;
  gboolean typed = self->fit->danger == M77_DANGER_TYPED;
  g_autofree char *verb = g_utf8_strup (tui_label (self->action->label), -1);
  g_autofree char *plural = g_utf8_strdown (tui_label (self->chosen->kind->plural), -1);
  g_autofree char *title = g_strdup_printf ("%s %u %s", verb, self->fit->n, plural);
  g_autofree char *right = make_right (self);
  g_autofree char *number = g_strdup_printf ("%u", self->fit->n);
  const char *word = tui_app_is_online (app)                     ? _ ("send")
                     : self->action->offline == M77_OFFLINE_HOLD ? _ ("hold")
                                                                 : _ ("queue");
  TuiPrompt *prompt = tui_prompt_new (app, title, right, word, act_done, self, many_free);

  add_misfits (self, prompt);
  tui_prompt_add_info (prompt, TUI_PLAIN, tui_label (self->action->effect));
  add_offline (self, prompt);
  tui_asked_add (prompt, self->action, NULL, NULL, typed);
  if (typed)
    tui_prompt_add_typed (prompt, number);
  tui_prompt_open (prompt);
}

static void
armed (TuiApp *app, gpointer data)
{
  open_bar (data);
}

static void
fit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Many) self = data;
  TuiApp *app = self->app;
  g_autoptr (GError) error = NULL;

  self->fit = m77_chosen_fit_finish (result, &error);
  tui_app_ended (app);
  if (self->fit == NULL)
    {
      tui_app_say_error (app, self->what, error);
      return;
    }
  /* They have gone elsewhere, or do something else. */
  if (app->panel != NULL || tui_list_cast (tui_app_top (app)) != self->list)
    return;
  if (self->fit->n == 0)
    tui_app_say (app, TUI_WARN, _ ("%s: not now, it fits none: %s"), self->what, self->fit->why);
  else if (!self->fit->in_production ||
           tui_act_is_armed_for (app, self->chosen->kind, self->action))
    open_bar (g_steal_pointer (&self));
  else
    tui_arm_open_for (app, armed, g_steal_pointer (&self), many_free);
}

void
tui_list_many_act (TuiScreen *list, const M77Action *action)
{
  TuiApp *app = list->app;
  M77Agent1 *proxy;
  Many *self;

  if (app->read_only)
    {
      tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
      return;
    }
  if (action->offline == M77_OFFLINE_DENY && app->profile != NULL && !tui_app_is_online (app))
    {
      tui_app_say (app, TUI_WARN, _ ("%s: not now, offline"), tui_label (action->label));
      return;
    }
  proxy = tui_call_proxy (app, tui_label (action->label));
  if (proxy == NULL)
    return;
  self = g_new0 (Many, 1);
  *self = (Many){ .app = app,
                  .list = list,
                  .chosen = m77_chosen_new (tui_list_kind (list), tui_list_table (list)->marks),
                  .action = action,
                  .pool = m77_json_pool_new () };
  self->what = g_strdup (tui_label (action->label));
  tui_app_began (app);
  m77_chosen_fit_async (self->chosen, proxy, action, NULL, fit_cb, self);
}

static void
verb_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiScreen *list = tui_list_many (app);
  const M77Action *action = list != NULL ? m77_kind_action (tui_list_kind (list), id) : NULL;

  if (action != NULL)
    tui_list_many_act (list, action);
}

void
tui_list_many_verbs (TuiScreen *list)
{
  const M77Kind *kind = tui_list_kind (list);
  guint n = tui_list_marked (list);
  g_autofree char *plural = g_utf8_strdown (tui_label (kind->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("ACTIONS on %u %s"), n, plural);
  TuiChoice *choice;

  if (kind->actions == NULL)
    {
      tui_app_say (list->app, TUI_PLAIN, _ ("This kind has no actions: e edits it"));
      return;
    }
  choice = tui_choice_new (list->app, title, verb_chosen, NULL, NULL);
  /* The safe directions first. */
  for (int pass = 0; pass < 2; pass++)
    for (const M77Action *action = kind->actions; action->name != NULL; action++)
      if ((action->flags & M77_ACTION_MAKES) == 0 &&
          ((action->flags & M77_ACTION_SAFE) != 0) == (pass == 0))
        tui_choice_add (choice,
                        action->name,
                        "",
                        tui_label (action->label),
                        tui_label (action->effect),
                        NULL);
  tui_choice_open (choice);
}
