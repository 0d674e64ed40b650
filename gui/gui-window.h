/* gui-window.h: one window, of one profile for its whole life
 *
 * Sections beside the page of the one chosen; over the page what is always there: title, menu,
 * and how things stand. What a person can do here is in gui-commands.h; beside that its actions
 * are "win.section" (s), "win.open" (ss: kind, id), "win.tell" (s) and "win.announce"
 * (sb: gui-a11y.h). Properties "read-only" and "utc" are the
 * session's (gui-session.h), for menus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/pages/gui-page.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_WINDOW (gui_window_get_type ())
G_DECLARE_FINAL_TYPE (GuiWindow, gui_window, GUI, WINDOW, AdwApplicationWindow)

/* profile: as it was asked for; NULL: the one in use. */
GuiWindow *gui_window_new (GtkApplication *application, M77Client *client, const char *profile);
/* As it was asked for. */
const char *gui_window_asked_profile (GuiWindow *self);
/* NULL: not known yet. */
const char *gui_window_profile (GuiWindow *self);

M77Client *gui_window_client (GuiWindow *self);
/* How things stand, as last told. */
const GuiStatus *gui_window_status (GuiWindow *self);
GuiPage *gui_window_page (GuiWindow *self);
/* Its id (gui-sections.h). */
const char *gui_window_section (GuiWindow *self);

/* What it does not know it leaves. */
void gui_window_go (GuiWindow *self, const char *section);
void gui_window_open (GuiWindow *self, const char *kind, const char *id);
/* To where one was, and forth again; FALSE: nothing is there. */
gboolean gui_window_go_back (GuiWindow *self);
gboolean gui_window_go_forward (GuiWindow *self);
/* The sections instead of the page, where there is room for one; and back. */
void gui_window_toggle_sections (GuiWindow *self);
void gui_window_toggle_palette (GuiWindow *self);
/* Asks for production to be armed, or disarms it. */
void gui_window_press_arm (GuiWindow *self);
void gui_window_open_menu (GuiWindow *self);
/* A dashboard of Grafana or a runbook, dropped or opened: made a record, after a question. */
void gui_window_take_file (GuiWindow *self, GFile *file);
/* A toast. */
void gui_window_tell (GuiWindow *self, const char *text);

G_END_DECLS
