/* gui-audit-view.h: one audit entry: who changed what from what to what, and putting it back
 *
 * What would take it back is an edit to the values before, or the action's inverse; the person sees
 * what it is now and is asked, and it goes the way of every other change.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_AUDIT_VIEW (gui_audit_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiAuditView, gui_audit_view, GUI, AUDIT_VIEW, AdwBin)

/* The subject as it is now: the JSON of Record. */
void gui_audit_view_take_subject (GuiAuditView *self, const char *json);

G_END_DECLS
