/* gui-list-pane-private.h: a list pane, for the files that make it
 *
 * gui-list-pane.c is the widget, gui-list-state.c what it says of itself where there are no rows,
 * gui-list-actions.c its menu and what that does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-bulk-bar.h"
#include "gui/widgets/gui-column-list.h"
#include "gui/widgets/gui-compact-list.h"
#include "gui/widgets/gui-filter-bar.h"
#include "gui/widgets/gui-list-pane.h"
#include "gui/widgets/gui-state-page.h"
#include "gui/widgets/gui-view-menu.h"

G_BEGIN_DECLS

struct _GuiListPane
{
  AdwBin parent;
  GtkBox *bar, *notes;
  GuiFilterBar *filter;
  GtkMenuButton *menu;
  GtkLabel *count, *trouble;
  GtkButton *arrived;
  GtkStack *stack;
  GuiColumnList *columns;
  GuiCompactList *compact;
  GtkBox *skeleton;
  GuiStatePage *state;
  GuiBulkBar *bulk;
  GuiViewMenu *views;
  GtkWidget *context; /* the menu of rows; NULL: none was opened */
  GSimpleActionGroup *actions;

  M77Client *client;
  const M77Kind *kind;
  M77View *view;
  GuiRows *rows;
  char *as_of, *told; /* told: id of the row "selected" was emitted for */
  gboolean is_narrow, is_bad, is_offline;
  GtkSelectionModel *columns_model, *compact_model; /* what each has now; not owned */
  guint loading_timer, ages_timer, tick;
  GCancellable *cancellable; /* of what is asked about no match */
  char *blamed;              /* the filter that was asked about */
  gboolean has_blame;        /* and the answer is shown */
};

/* gui-list-pane.c: rows, or why there are none. */
void gui_list_pane_update (GuiListPane *self);
/* The view changed by name: asks anew. */
void gui_list_pane_ask (GuiListPane *self);

/* gui-list-state.c */
void gui_list_state_fill_skeleton (GuiListPane *self);
void gui_list_state_show_empty (GuiListPane *self);
void gui_list_state_show_error (GuiListPane *self, const GError *error);

/* gui-list-actions.c */
void gui_list_actions_init (GuiListPane *self);
/* What menus say of the kind and the view. */
void gui_list_actions_update (GuiListPane *self);

G_END_DECLS
