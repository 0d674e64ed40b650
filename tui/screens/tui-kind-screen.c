/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-kind-screen.h"

#include "tui/screens/tui-alerts.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-oncall.h"
#include "tui/screens/tui-views.h"

TuiScreen *
tui_kind_screen_new (TuiApp *app, const M77Kind *kind)
{
  const M77View *view;

  if (g_str_equal (kind->name, "alert"))
    return tui_alerts_new (app);
  if (g_str_equal (kind->name, "schedule"))
    return tui_oncall_new (app);
  view = tui_views_of_kind (app, kind);
  return view != NULL ? tui_list_new_view (app, view) : tui_list_new (app, kind, NULL);
}
