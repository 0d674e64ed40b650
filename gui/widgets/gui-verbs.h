/* gui-verbs.h: what can be done to a record, in a popover
 *
 * Every action of its kind: what can be done before what cannot, which says why, the safe
 * directions first. Signal "chosen" (const char *): an action's name.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_VERBS (gui_verbs_get_type ())
G_DECLARE_FINAL_TYPE (GuiVerbs, gui_verbs, GUI, VERBS, GtkPopover)

void gui_verbs_show (GuiVerbs *self, const M77Kind *kind, const M77Json *doc, gboolean is_offline);

G_END_DECLS
