/* gui-log-group.h: a record's logs, newest first
 *
 * Entries are read, never edited. Hidden while there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_LOG_GROUP (gui_log_group_get_type ())
G_DECLARE_FINAL_TYPE (GuiLogGroup, gui_log_group, GUI, LOG_GROUP, AdwBin)

GuiLogGroup *gui_log_group_new (void);
void gui_log_group_show (GuiLogGroup *self, const M77Kind *kind, const M77Json *doc, gint64 now);

G_END_DECLS
