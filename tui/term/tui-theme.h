/* tui-theme.h: how each role looks
 *
 * The roles' colours are in data/theme, which the desktop app shares. With sixteen colours only
 * names are known, not shades: where the ground is unknown too, only red and magenta are sure to be
 * seen on it. Without colour the words and marks say everything; bold and reverse only help.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_GROUND_UNKNOWN,
  TUI_GROUND_DARK,
  TUI_GROUND_LIGHT
} TuiGround;

/* What a person wants it to look like. */
typedef enum
{
  TUI_LOOK_AUTO,     /* by the terminal's ground */
  TUI_LOOK_DARK,     /* for a dark ground, whatever the terminal says */
  TUI_LOOK_LIGHT,    /* for a light one */
  TUI_LOOK_TERMINAL, /* the terminal's own sixteen colours, as its owner chose them */
  TUI_LOOK_CONTRAST, /* nothing dim; the selected row reversed */
  TUI_N_LOOKS
} TuiLook;

typedef struct
{
  short dark, light; /* of 256; -1: the terminal's own */
  short of_sixteen;  /* -1 likewise */
  gboolean sure;     /* seen on any ground */
  gboolean bold_mono, bold_sixteen;
} TuiRole;

typedef struct
{
  int colors; /* 256, 16 or 0 */
  TuiGround ground;
  TuiLook look;
  TuiRole roles[TUI_N_ROLES];
  short tint_dark, tint_light;
} TuiTheme;

typedef struct
{
  short foreground; /* -1: the terminal's own */
  short background; /* -1 likewise */
  gboolean bold, reverse, underline;
} TuiPaint;

/* The roles as a theme file's text has them; FALSE leaves them as they were. */
gboolean tui_theme_read (TuiTheme *self, const char *text, GError **error);
/* The installed file's, or, where that is not there or wrong, those it had when this was built. */
void tui_theme_load (TuiTheme *self);

/* "auto", "dark", "light", "terminal", "contrast"; TUI_N_LOOKS: none of them. */
TuiLook tui_look_from_name (const char *name);
const char *tui_look_name (TuiLook look);

TuiPaint tui_theme_paint (const TuiTheme *theme, TuiStyle style);

/* The ground by COLORFGBG ("15;0"); unknown when it says nothing. */
TuiGround tui_ground_from_colorfgbg (const char *value);
/* By a terminal's answer to OSC 11 ("…rgb:1e1e/1e1e/1e1e…"). */
TuiGround tui_ground_from_osc11 (const char *answer);

G_END_DECLS
