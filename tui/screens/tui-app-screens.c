/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-app.h"

TuiScreen *
tui_app_top (TuiApp *self)
{
  return self->screens->len > 0 ? self->screens->pdata[self->screens->len - 1] : NULL;
}

void
tui_app_push (TuiApp *self, TuiScreen *screen)
{
  g_ptr_array_add (self->screens, screen);
  tui_app_dirty (self);
}

void
tui_app_pop (TuiApp *self)
{
  if (self->screens->len > 1)
    g_ptr_array_remove_index (self->screens, self->screens->len - 1);
  else
    tui_app_say (self, TUI_PLAIN, _ ("This is the overview. :q quits"));
  tui_app_dirty (self);
}

TuiScreen *
tui_app_take (TuiApp *self)
{
  g_assert (self->screens->len > 1);
  tui_app_dirty (self);
  return g_ptr_array_steal_index (self->screens, self->screens->len - 1);
}

void
tui_app_bring_back (TuiApp *self, TuiScreen *screen)
{
  guint n = self->screens->len;
  gboolean is_free = self->panel == NULL && tui_app_top (self)->class->context != TUI_ON_FORM;

  g_ptr_array_insert (self->screens, is_free || n < 2 ? (int) n : (int) n - 1, screen);
  tui_app_dirty (self);
}

void
tui_app_go (TuiApp *self, TuiScreen *screen)
{
  for (guint i = self->screens->len; i > 1; i--)
    if (((TuiScreen *) self->screens->pdata[i - 1])->class->context != TUI_ON_FORM)
      g_ptr_array_remove_index (self->screens, i - 1);
  if (screen != NULL)
    g_ptr_array_add (self->screens, screen);
  tui_app_dirty (self);
}
