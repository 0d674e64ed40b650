/* gui-alert-tree.h: open alerts as a tree: groups, and the alerts of each
 *
 * A GListModel of GuiAlertItem, of M77Alerts; what fires first, then what is suppressed. An item
 * stays the same object as long as it is the same group or alert, and tells by "changed" that it
 * says something else; what it says is asked of the tree when it is shown.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "shared/client/m77-alerts.h"

G_BEGIN_DECLS

#define GUI_TYPE_ALERT_ITEM (gui_alert_item_get_type ())
G_DECLARE_FINAL_TYPE (GuiAlertItem, gui_alert_item, GUI, ALERT_ITEM, GObject)

/* A group's key, or an alert's id. */
const char *gui_alert_item_key (GuiAlertItem *self);
gboolean gui_alert_item_is_group (GuiAlertItem *self);
/* Of a group: it is suppressed. */
gboolean gui_alert_item_is_suppressed (GuiAlertItem *self);

#define GUI_TYPE_ALERT_TREE (gui_alert_tree_get_type ())
G_DECLARE_FINAL_TYPE (GuiAlertTree, gui_alert_tree, GUI, ALERT_TREE, GObject)

GuiAlertTree *gui_alert_tree_new (M77Alerts *alerts);
/* The groups; each unfolds into its alerts. Not to be unref'd. */
GtkTreeListModel *gui_alert_tree_model (GuiAlertTree *self);
/* What is to be said of an item; NULL: it has gone. Until the next turn of the loop. */
const M77AlertGroup *gui_alert_tree_group (GuiAlertTree *self, GuiAlertItem *item);
const M77Json *gui_alert_tree_doc (GuiAlertTree *self, GuiAlertItem *item);
/* As the alerts are now. */
void gui_alert_tree_sync (GuiAlertTree *self);

G_END_DECLS
