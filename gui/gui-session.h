/* gui-session.h: how a person works just now, in all windows
 *
 * Properties "read-only" (nothing is written or asked for) and "utc" (times are UTC, not local).
 * They begin FALSE and end with the program.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GUI_TYPE_SESSION (gui_session_get_type ())
G_DECLARE_FINAL_TYPE (GuiSession, gui_session, GUI, SESSION, GObject)

/* The one of this program; not to be unreffed. */
GuiSession *gui_session_default (void);
gboolean gui_session_is_read_only (GuiSession *self);
gboolean gui_session_is_utc (GuiSession *self);
/* The zone times are told and read in. Not to be freed. */
GTimeZone *gui_session_zone (GuiSession *self);

G_END_DECLS
