/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-question.h"

#include "shared/base/m77-error.h"

void
tui_question_init (TuiQuestion *self, TuiScreen *screen)
{
  *self = (TuiQuestion){ .screen = screen, .cancellable = g_cancellable_new () };
}

void
tui_question_clear (TuiQuestion *self)
{
  if (self->asking)
    tui_app_ended (self->screen->app);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->error, g_free);
}

M77Agent1 *
tui_question_begin (TuiQuestion *self)
{
  M77Client *client = self->screen->app->client;
  M77Agent1 *proxy = client != NULL ? m77_client_proxy (client) : NULL;

  if (client == NULL && self->screen->app->unanswered != NULL)
    {
      g_free (self->error);
      self->error = g_strdup (self->screen->app->unanswered);
    }
  self->again = self->asking;
  if (proxy == NULL || self->asking)
    return NULL;
  self->asking = TRUE;
  tui_app_began (self->screen->app);
  return proxy;
}

gboolean
tui_question_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
tui_question_end (TuiQuestion *self, const GError *error)
{
  if (error != NULL)
    {
      g_free (self->error);
      self->error = g_strdup_printf ("%s (%s)", error->message, m77_error_nick (error));
    }
  self->asking = FALSE;
  tui_app_ended (self->screen->app);
  if (self->again)
    self->screen->class->refresh (self->screen);
}
