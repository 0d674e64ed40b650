/* gui-compat.h: the widgets that later versions of GTK and libadwaita call deprecated
 *
 * Nobody else names them, so moving on is this file. Properties have the later names.
 *
 * GuiSplit: two panes side by side, or one at a time where there is no room. Properties
 * "sidebar", "content" (widgets, set once), "show-content" (which one, when collapsed),
 * "collapsed" (read only), "by-natural" (collapses below the panes' natural widths, not only
 * below the least ones).
 *
 * GuiDrawer: something beside what it is about, over it where there is no room. Properties
 * "content", "drawer" (widgets, set once), "open".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_SPLIT (gui_split_get_type ())
G_DECLARE_FINAL_TYPE (GuiSplit, gui_split, GUI, SPLIT, GtkWidget)

gboolean gui_split_is_collapsed (GuiSplit *self);
gboolean gui_split_shows_content (GuiSplit *self);
void gui_split_show_content (GuiSplit *self, gboolean show);

#define GUI_TYPE_DRAWER (gui_drawer_get_type ())
G_DECLARE_FINAL_TYPE (GuiDrawer, gui_drawer, GUI, DRAWER, GtkWidget)

gboolean gui_drawer_is_open (GuiDrawer *self);
void gui_drawer_set_open (GuiDrawer *self, gboolean open);

/* A question that must be answered first. verb: the answer that does it; what is destructive says
 * so. name: what has to be typed before it can be given; NULL: nothing. One of done and drop is
 * called with data, once. Nothing counts in the first quarter of a second. */
void gui_compat_ask (GtkWidget *near,
                     const char *heading,
                     const char *body,
                     const char *verb,
                     gboolean destructive,
                     const char *name,
                     void (*done) (gpointer data),
                     gpointer data,
                     GDestroyNotify drop);

/* Where to save a file; chosen is called once, unless it is given up. */
void gui_compat_save (GtkWidget *near,
                      const char *title,
                      const char *name,
                      void (*chosen) (GFile *file, gpointer data),
                      gpointer data,
                      GDestroyNotify drop);

void gui_compat_show_about (GtkWindow *parent);
/* The accelerators of the commands (m77-command.h). */
void gui_compat_show_shortcuts (GtkWindow *parent);
void gui_compat_show_uri (GtkWindow *parent, const char *uri);

G_END_DECLS
