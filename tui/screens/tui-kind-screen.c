/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-kind-screen.h"

#include "tui/screens/tui-alerts.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-oncall.h"

TuiScreen *
tui_kind_screen_new (TuiApp *app, const M77Kind *kind)
{
  if (g_str_equal (kind->name, "alert"))
    return tui_alerts_new (app);
  if (g_str_equal (kind->name, "schedule"))
    return tui_oncall_new (app);
  return tui_list_new (app, kind, NULL);
}
