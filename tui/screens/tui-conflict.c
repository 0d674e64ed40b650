/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-conflict.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-conflict-private.h"

/* ---- Following ---- */

static void
say_moved (TuiConflict *self, int reopened)
{
  const char *by = m77_json_get_string (self->decision->conflict, "theirs_by");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < m77_decision_size (self->decision); i++)
    if (m77_decision_field (self->decision, i)->reopened)
      g_string_append_printf (names,
                              "%s%s",
                              names->len > 0 ? ", " : "",
                              tui_label (m77_decision_field (self->decision, i)->label));
  if (reopened > 0)
    tui_app_say (self->base.app,
                 TUI_CONFLICT,
                 _ ("Theirs is v%d now, by %s. Open again: %s"),
                 (int) self->decision->theirs_version,
                 by != NULL ? by : "?",
                 names->str);
  else
    tui_app_say (self->base.app,
                 TUI_CONFLICT,
                 _ ("Theirs is v%d now, by %s. What you decided stands"),
                 (int) self->decision->theirs_version,
                 by != NULL ? by : "?");
}

void
tui_conflict_take (TuiScreen *screen, const char *json)
{
  TuiConflict *self = (TuiConflict *) screen;
  g_autoptr (GError) error = NULL;

  if (self->decision == NULL)
    self->decision = m77_decision_new (json, &error);
  else
    {
      gint64 version = self->decision->theirs_version;
      int reopened = m77_decision_update (self->decision, json, &error);

      if (reopened >= 0 && self->decision->theirs_version != version)
        say_moved (self, reopened);
    }
  g_clear_pointer (&self->question.error, g_free);
  if (error != NULL)
    self->question.error = g_strdup (error->message);
  if (self->decision != NULL)
    tui_conflict_view_set (&self->view, self->decision);
  tui_app_dirty (screen->app);
}

gboolean
tui_conflict_takes (TuiScreen *screen, M77Choice choice)
{
  TuiConflict *self = (TuiConflict *) screen;

  return self->decision != NULL && m77_decision_size (self->decision) > 0 &&
         (m77_decision_field (self->decision, self->view.field)->takes & 1u << choice) != 0;
}

static void
conflict_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiScreen *screen = data;
  TuiConflict *self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (!m77_agent1_call_conflict_finish (M77_AGENT1 (source), &json, result, &error))
    {
      if (tui_question_is_cancelled (error))
        return;
      m77_client_fix_error (&error);
    }
  else
    tui_conflict_take (screen, json);
  tui_question_end (&self->question, error);
}

static void
ask (TuiScreen *screen)
{
  TuiConflict *self = (TuiConflict *) screen;
  M77Agent1 *proxy = self->applying ? NULL : tui_question_begin (&self->question);

  if (proxy == NULL)
    return;
  m77_agent1_call_conflict (proxy, self->operation, self->question.cancellable, conflict_cb, self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, gpointer data)
{
  TuiConflict *self = data;
  const char *kind = self->decision != NULL ? m77_json_get_string (self->decision->conflict, "kind")
                                            : NULL;

  if (kind == NULL || kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, kind))
    ask (data);
}

/* An agent that was gone may have missed the last choices. */
static void
state_cb (TuiConflict *self)
{
  TuiApp *app = self->base.app;

  if (m77_client_state (app->client) != M77_CLIENT_READY)
    return;
  if (self->decision != NULL && !self->applying)
    tui_conflict_save (self);
  ask (&self->base);
}

static void
operation_cb (M77Client *client, const char *operation, const char *state, gpointer data)
{
  if (g_str_equal (operation, ((TuiConflict *) data)->operation))
    ask (data);
}

/* ---- Applying ---- */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiConflict *self = data;
  TuiApp *app;
  g_autoptr (GError) error = NULL;
  guint64 seq;
  gboolean resolved = m77_agent1_call_resolve_finish (M77_AGENT1 (source), &seq, result, &error);

  /* The screen is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  app = self->base.app;
  self->applying = FALSE;
  tui_app_ended (app);
  if (!resolved)
    {
      tui_app_say_error (app, _ ("Not applied"), error);
      ask (&self->base);
      return;
    }
  tui_call_saw (app, seq);
  if (seq == 0)
    tui_app_say (app, TUI_GOOD, _ ("Decided: theirs stands, nothing is left to send"));
  else
    tui_app_say (app,
                 TUI_GOOD,
                 tui_app_is_online (app) ? _ ("Decided, being sent")
                                         : _ ("Decided, not sent: offline"));
  if (tui_app_top (app) == &self->base)
    tui_app_pop (app);
}

static void
apply (TuiConflict *self)
{
  TuiApp *app = self->base.app;
  guint open = m77_decision_count_open (self->decision);
  g_autofree char *choices = NULL;
  M77Agent1 *proxy;

  if (open > 0)
    {
      if (!m77_decision_is_open (self->decision, self->view.field))
        tui_conflict_go_to_next (self, 1);
      tui_app_say (app,
                   TUI_WARN,
                   ngettext ("%u field is open: decide it before Enter applies",
                             "%u fields are open: decide them before Enter applies",
                             open),
                   open);
      return;
    }
  proxy = tui_call_proxy (app, _ ("The decision"));
  if (proxy == NULL || self->applying)
    return;
  choices = m77_decision_to_choices (self->decision);
  self->applying = TRUE;
  tui_app_began (app);
  m77_agent1_call_resolve (proxy,
                           self->operation,
                           choices,
                           self->question.cancellable,
                           resolved_cb,
                           self);
}

/* ---- The screen ---- */

static void
draw_conflict (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiConflict *self = (TuiConflict *) screen;
  const M77Json *conflict = self->decision != NULL ? self->decision->conflict : NULL;
  const char *key = m77_json_get_string (conflict, "key");
  const char *title = m77_json_get_string (conflict, "title");
  g_autofree char *crumbs = NULL;
  g_autofree char *right = NULL;
  TuiRect body = *area;

  crumbs = key == NULL
               ? g_strdup (_ ("CONFLICT"))
               : g_strdup_printf (_ ("CONFLICT %s %s %s"),
                                  tui_glyph (canvas, TUI_GLYPH_FOLDED),
                                  key,
                                  title != NULL && g_strcmp0 (title, key) != 0 ? title : "");
  if (self->decision != NULL)
    right = g_strdup_printf (_ ("%u of %u decided"),
                             m77_decision_count_asking (self->decision) -
                                 m77_decision_count_open (self->decision),
                             m77_decision_count_asking (self->decision));
  if (canvas->rows >= 8)
    {
      tui_draw_title (canvas, area, crumbs, NULL, right);
      body.row++;
      body.rows--;
    }
  if (self->question.error != NULL && body.rows > 1)
    {
      TuiRect told = { body.row, body.col, self->decision != NULL ? 1 : body.rows, body.cols };
      int rows = tui_draw_words (canvas, &told, TUI_WARN, self->question.error);

      body.row += rows;
      body.rows -= rows;
    }
  if (self->decision != NULL)
    tui_conflict_view_draw (&self->view, canvas, &body);
  else if (self->question.error == NULL)
    tui_draw_words (canvas, &body, TUI_DIM, ".  .  .");
}

static gboolean
key_conflict (TuiScreen *screen, TuiKey key)
{
  TuiConflict *self = (TuiConflict *) screen;
  guint n = self->decision != NULL ? m77_decision_size (self->decision) : 0;

  if (n == 0)
    return FALSE;
  switch (key)
    {
    case TUI_KEY_UP:
    case 'k':
      self->view.field -= self->view.field > 0;
      return TRUE;
    case TUI_KEY_DOWN:
    case 'j':
      self->view.field += self->view.field + 1 < n;
      return TRUE;
    case 'g':
    case TUI_KEY_HOME:
      self->view.field = 0;
      return TRUE;
    case 'G':
    case TUI_KEY_END:
      self->view.field = n - 1;
      return TRUE;
    case TUI_KEY_PAGE_UP:
    case TUI_KEY_PAGE_DOWN:
      return tui_conflict_view_scroll (&self->view, key);
    case TUI_KEY_TAB:
      tui_conflict_go_to_next (self, 1);
      return TRUE;
    case TUI_KEY_BACKTAB:
      tui_conflict_go_to_next (self, -1);
      return TRUE;
    case 't':
      tui_conflict_choose (self, M77_CHOICE_THEIRS);
      return TRUE;
    case 'm':
      tui_conflict_choose (self, M77_CHOICE_MINE);
      return TRUE;
    case 'b':
      tui_conflict_choose (self, M77_CHOICE_BOTH);
      return TRUE;
    case 'v':
      self->view.whole = !self->view.whole;
      self->view.built_cols = -1;
      return TRUE;
    case 'e':
      tui_conflict_edit (self);
      return TRUE;
    case TUI_KEY_ENTER:
      apply (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
busy_conflict (TuiScreen *screen)
{
  TuiConflict *self = (TuiConflict *) screen;

  return self->question.asking || self->applying;
}

static void
free_conflict (TuiScreen *screen)
{
  TuiConflict *self = (TuiConflict *) screen;

  if (self->applying)
    tui_app_ended (screen->app);
  tui_question_clear (&self->question);
  if (self->changed_handler != 0)
    {
      g_signal_handler_disconnect (screen->app->client, self->changed_handler);
      g_signal_handler_disconnect (screen->app->client, self->operation_handler);
      g_signal_handler_disconnect (screen->app->client, self->state_handler);
    }
  tui_conflict_view_clear (&self->view);
  g_clear_pointer (&self->decision, m77_decision_free);
  g_free (self->operation);
  g_free (self);
}

static const TuiScreenClass conflict_class = {
  .context = TUI_ON_CONFLICT,
  .passing = TRUE,
  .name = N_ ("this conflict"),
  .draw = draw_conflict,
  .key = key_conflict,
  .refresh = ask,
  .busy = busy_conflict,
  .free = free_conflict,
};

TuiScreen *
tui_conflict_new (TuiApp *app, const char *operation)
{
  TuiConflict *self = g_new0 (TuiConflict, 1);

  self->base = (TuiScreen){ &conflict_class, app };
  self->operation = g_strdup (operation);
  tui_question_init (&self->question, &self->base);
  tui_conflict_view_init (&self->view, app);
  if (app->client != NULL)
    {
      self->changed_handler = g_signal_connect (app->client,
                                                "changed",
                                                G_CALLBACK (changed_cb),
                                                self);
      self->operation_handler = g_signal_connect (app->client,
                                                  "operation-changed",
                                                  G_CALLBACK (operation_cb),
                                                  self);
      self->state_handler = g_signal_connect_swapped (app->client,
                                                      "notify::state",
                                                      G_CALLBACK (state_cb),
                                                      self);
    }
  ask (&self->base);
  return &self->base;
}
