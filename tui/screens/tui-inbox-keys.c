/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-inbox-keys.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-inbox.h"

static const M77Json *
find_operation (TuiApp *app)
{
  TuiScreen *top = tui_app_top (app);

  return top != NULL && top->class->context == TUI_ON_INBOX ? tui_inbox_current (top) : NULL;
}

char *
tui_inbox_refuse (TuiApp *app)
{
  return find_operation (app) != NULL ? NULL : g_strdup (_ ("nothing is selected"));
}

static char *
refuse_way (TuiApp *app, TuiWay way, const char *why)
{
  const M77Json *operation = find_operation (app);

  if (operation == NULL)
    return tui_inbox_refuse (app);
  return tui_ways_has (operation, way) ? NULL : g_strdup (why);
}

char *
tui_inbox_refuse_join (TuiApp *app)
{
  return refuse_way (app, TUI_WAY_JOIN, _ ("nobody else acknowledged it"));
}

char *
tui_inbox_refuse_take_over (TuiApp *app)
{
  return refuse_way (app, TUI_WAY_TAKE_OVER, _ ("nobody else acknowledged it"));
}

char *
tui_inbox_refuse_edit (TuiApp *app)
{
  return refuse_way (app, TUI_WAY_EDIT, _ ("it is not to be edited"));
}

char *
tui_inbox_refuse_retry (TuiApp *app)
{
  return refuse_way (app, TUI_WAY_RETRY, _ ("it goes by itself"));
}

char *
tui_inbox_refuse_withdraw (TuiApp *app)
{
  return refuse_way (app, TUI_WAY_WITHDRAW, _ ("it does not wait to be sent"));
}

char *
tui_inbox_refuse_discard (TuiApp *app)
{
  g_autofree char *drop = refuse_way (app, TUI_WAY_DROP, "");

  return drop == NULL ? NULL
                      : refuse_way (app, TUI_WAY_DISCARD, _ ("it is on its way: w withdraws it"));
}

/* What Enter does to the operation under the cursor. */
const char *
tui_inbox_word (TuiApp *app)
{
  static const char *const words[TUI_N_WAYS] = { [TUI_WAY_CONFIRM] = N_ ("confirm"),
                                                 [TUI_WAY_RESOLVE] = N_ ("decide"),
                                                 [TUI_WAY_EDIT] = N_ ("edit"),
                                                 [TUI_WAY_SHOW] = N_ ("open") };
  const M77Json *operation = find_operation (app);

  return operation != NULL ? _ (words[tui_ways_likeliest (operation)]) : "";
}

void
tui_inbox_run_way (TuiApp *app, int way)
{
  const M77Json *operation = find_operation (app);
  gboolean at_once = way == TUI_WAY_WITHDRAW || way == TUI_WAY_RETRY || way == TUI_WAY_JOIN;

  if (operation == NULL)
    return;
  /* Nothing is done at once to what came under the cursor by itself. */
  if (at_once && tui_inbox_take_slip (tui_app_top (app)))
    tui_app_say (app,
                 TUI_WARN,
                 _ ("The row that was here is gone: once more if you mean this one"));
  else
    tui_ways_take (app, operation, (TuiWay) way);
}

void
tui_inbox_run_discard (TuiApp *app, int argument)
{
  const M77Json *operation = find_operation (app);

  if (operation != NULL)
    tui_ways_take (app,
                   operation,
                   tui_ways_has (operation, TUI_WAY_DROP) ? TUI_WAY_DROP : TUI_WAY_DISCARD);
}
