/* tui-trail.h: the screens a person came by, to go back and forward through as in a browser
 *
 * The way is what stands on the overview now (TuiApp's screens, the last on top): q and Esc go down
 * it. Going elsewhere by number, ":" or the palette puts the whole way behind; what is left by
 * going back is ahead, until something new is opened. A screen that was left lives on, with its
 * cursor, filter and place, and is not asked to draw; the oldest of them are let go beyond a few.
 * Screens that are for one thing and then done with (class->passing: forms) are never come back to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

struct _TuiTrail
{
  GPtrArray *behind; /* ways: GPtrArray of TuiScreen, without the overview */
  GPtrArray *ahead;  /* steps; the last is next */
};

TuiTrail *tui_trail_new (void);
void tui_trail_free (TuiTrail *self);

/* [ and ]. */
void tui_app_back (TuiApp *self);
void tui_app_forward (TuiApp *self);
gboolean tui_app_can_go_back (TuiApp *self);
gboolean tui_app_can_go_forward (TuiApp *self);
/* In the place of the top, which is gone for good: it was not what it seemed. */
void tui_app_replace (TuiApp *self, TuiScreen *screen);
/* "INCIDENTS > 2041 > ": what `screen` was opened from, by their crumbs; "" where that is the
 * overview. Free with g_free. */
char *tui_app_crumbs (TuiApp *self, const TuiScreen *screen);

G_END_DECLS
