/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-call.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-work.h"

TuiCall *
tui_call_begin (TuiApp *app, const char *what)
{
  TuiCall *self = g_new (TuiCall, 1);

  *self = (TuiCall){ .app = app, .what = g_strdup (what) };
  tui_app_began (app);
  return self;
}

void
tui_call_end (TuiCall *self)
{
  tui_app_ended (self->app);
  if (self->form != NULL)
    self->form->class->free (self->form);
  g_free (self->what);
  g_free (self->draft);
  g_free (self->text);
  g_free (self);
}

void
tui_call_keep (TuiCall *self, const char *draft, const char *text)
{
  self->form = tui_app_take (self->app);
  self->draft = g_strdup (draft);
  self->text = g_strdup (text);
}

void
tui_call_fail (TuiCall *self, const GError *error)
{
  /* The draft is for the case that this console ends too. */
  if (self->form != NULL && self->app->drafts != NULL)
    m77_drafts_keep (self->app->drafts, self->draft, self->text);
  if (self->form != NULL)
    tui_app_bring_back (self->app, g_steal_pointer (&self->form));
  tui_app_say_error (self->app, self->what, error);
}

void
tui_call_stored (TuiCall *self)
{
  if (self->draft != NULL && self->app->drafts != NULL)
    m77_drafts_drop (self->app->drafts, self->draft);
  tui_call_say_stored (self->app, self->what);
}

M77Agent1 *
tui_call_proxy (TuiApp *app, const char *what)
{
  M77Agent1 *proxy = app->client != NULL ? m77_client_proxy (app->client) : NULL;

  if (proxy == NULL)
    tui_app_say (app, TUI_BAD, _ ("%s not stored: no agent yet. Try again in a moment"), what);
  return proxy;
}

void
tui_call_saw (TuiApp *app, guint64 seq)
{
  if (app->client != NULL)
    m77_client_saw_seq (app->client, seq);
}

void
tui_call_say_stored (TuiApp *app, const char *what)
{
  if (tui_app_is_online (app))
    tui_app_say (app, TUI_GOOD, _ ("%s stored here, being sent   u undo"), what);
  else
    tui_app_say (app, TUI_MINE, _ ("%s stored here, not sent: offline   u undo"), what);
}
