/* tui-mouse.h: clicks, and what on the screen takes them
 *
 * Whatever draws says beside it what a click there does: a key, or a function of the widget. What
 * was said last counts, so that a bar hides what is under it. All of it is forgotten when the
 * canvas is cleared. A click never confirms: bars that confirm take none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_MOUSE_PRESS,
  TUI_MOUSE_RELEASE, /* given to what was pressed on, wherever it is */
  TUI_MOUSE_UP,      /* the wheel */
  TUI_MOUSE_DOWN
} TuiMouseType;

typedef struct
{
  TuiMouseType type;
  int row, col;
} TuiMouse;

#define TUI_WHEEL_ROWS 3 /* of one step of the wheel */

typedef enum
{
  TUI_CLICK_NOTHING,
  TUI_CLICK_TAKEN,
  TUI_CLICK_OPEN /* it was selected before: as Enter */
} TuiClick;

/* what: as the hit was added with. */
typedef TuiClick (*TuiClickFunc) (gpointer widget, int what, const TuiMouse *mouse);

typedef struct
{
  TuiRect area;
  TuiClickFunc click; /* NULL: what is a key */
  gpointer widget;
  int what;
} TuiHit;

void tui_canvas_add_hit (TuiCanvas *self,
                         TuiRect area,
                         TuiClickFunc click,
                         gpointer widget,
                         int what);
/* NULL: nothing takes a click there. from: how many, from the first, are hidden. */
const TuiHit *tui_canvas_hit_at (const TuiCanvas *self, guint from, int row, int col);
/* Whether the widget is still on the screen. */
gboolean tui_canvas_has_hit (const TuiCanvas *self, const TuiHit *hit);

G_END_DECLS
