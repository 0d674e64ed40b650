/* gui-record-view.h: one way of looking at a record, a tab of its page
 *
 * Of any kind (fields, links, history) or made by hand for one kind; the page gives it the record,
 * and again whenever that changed while it is looked at. It asks for what it wants done by actions
 * of the page:
 *
 *   record.act     (ss) an action's name; its arguments as JSON, "" for none. The person is asked.
 *   record.reload  ()   the record is read again.
 *   record.draft   (b)  whether its fields have a draft: their tab says so.
 *   record.edit    (ss) a patch and elements as JSON, as Edit takes them, "" for none. At once.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/pages/gui-sight.h"

G_BEGIN_DECLS

#define GUI_TYPE_RECORD_VIEW (gui_record_view_get_type ())
G_DECLARE_INTERFACE (GuiRecordView, gui_record_view, GUI, RECORD_VIEW, GtkWidget)

/* What a view has not, it leaves NULL. */
struct _GuiRecordViewInterface
{
  GTypeInterface parent;
  /* Another record only when it has no draft. The sight may be the one it shows already. */
  void (*show) (GuiRecordView *self, GuiSight *sight);
  gboolean (*has_draft) (GuiRecordView *self);
  void (*save) (GuiRecordView *self);
  /* The agent has taken an action that was asked for. */
  void (*asked) (GuiRecordView *self, const char *action);
  /* A command of m77-command.h about the record; FALSE: it is none of this view's. */
  gboolean (*run) (GuiRecordView *self, const char *command);
};

void gui_record_view_show (GuiRecordView *self, GuiSight *sight);
/* Whether something typed here would be lost with the record. */
gboolean gui_record_view_has_draft (GuiRecordView *self);
void gui_record_view_save (GuiRecordView *self);
void gui_record_view_asked (GuiRecordView *self, const char *action);
gboolean gui_record_view_run (GuiRecordView *self, const char *command);

G_END_DECLS
