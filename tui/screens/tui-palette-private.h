/* tui-palette-private.h: between the palette's overlay (tui-palette.c) and what it finds
 * (tui-palette-things.c)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-palette.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

#define TUI_PALETTE_LIST "palette" /* of the recall */

/* Groups of the palette. */
enum
{
  TUI_PALETTE_HERE,
  TUI_PALETTE_RECORDS /* what the agent found, and what was chosen before */
};

void tui_palette_add_things (TuiApp *app, M77Palette *palette);
/* What was chosen lately, of an earlier session too. */
void tui_palette_add_lately (TuiApp *app, M77Palette *palette);
/* Does what an entry's id stands for. */
void tui_palette_go (TuiApp *app, const char *id);

G_END_DECLS
