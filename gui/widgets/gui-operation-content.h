/* gui-operation-content.h: what an operation changes, to read or to change
 *
 * Signal "touched": a person typed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define GUI_TYPE_OPERATION_CONTENT (gui_operation_content_get_type ())
G_DECLARE_FINAL_TYPE (GuiOperationContent, gui_operation_content, GUI, OPERATION_CONTENT, AdwBin)

void gui_operation_content_show (GuiOperationContent *self, const M77Json *operation);
/* Fields of an edit or a new record, each in its row. */
void gui_operation_content_edit (GuiOperationContent *self, const M77Json *operation);
/* The content that OutboxEdit takes, as it stands now. NULL: what is wrong has the focus. Free with
 * g_free. */
char *gui_operation_content_collect (GuiOperationContent *self,
                                     const M77Json *operation,
                                     GError **error);

G_END_DECLS
