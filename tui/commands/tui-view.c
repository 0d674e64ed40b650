/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-view.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

M77Views *
tui_view_open_all (TuiContext *self, GError **error)
{
  if (self->profile != NULL)
    return m77_views_open_sync (self->profile);
  if (self->client == NULL && !tui_context_connect (self, error))
    return NULL;
  return m77_views_open_sync (m77_client_profile (self->client));
}

const M77View *
tui_view_find (const M77Views *views, const char *name, GError **error)
{
  const M77View *view = m77_views_find (views, name);

  if (view == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NOT_FOUND,
                 _ ("There is no view “%s”; m77 view list names them."),
                 name);
  return view;
}
