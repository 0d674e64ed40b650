/* gui-palette.h: Ctrl+K: go anywhere, do anything, by a few letters
 *
 * An overlay over a window: what is typed finds commands, sections and records, in the order of
 * m77-palette.h; ">" finds commands only, "/" makes a filter of the page that is shown. Records are
 * found by the agent while one types; no key waits for it. The focus stays in the entry and goes
 * back to where it was. What is dangerous asks as ever.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"
#include "shared/model/m77-palette.h"

G_BEGIN_DECLS

/* Groups of the palette. */
enum
{
  GUI_PALETTE_COMMANDS,
  GUI_PALETTE_PLACES,
  GUI_PALETTE_RECORDS /* what the agent found, and what was chosen before */
};

/* Whose palette it is. */
typedef struct
{
  void (*fill) (gpointer owner, M77Palette *palette);
  /* What was chosen lately. */
  void (*fill_lately) (gpointer owner, M77Palette *palette);
  void (*go) (gpointer owner, const M77PaletteEntry *entry);
  void (*filter) (gpointer owner, const char *text);
} GuiPaletteOwner;

#define GUI_TYPE_PALETTE (gui_palette_get_type ())
G_DECLARE_FINAL_TYPE (GuiPalette, gui_palette, GUI, PALETTE, AdwBin)

/* Once; client NULL: nobody is asked for records. */
void gui_palette_set_owner (GuiPalette *self,
                            M77Client *client,
                            const GuiPaletteOwner *class,
                            gpointer owner);
/* Open or closed, it is the other then. */
void gui_palette_toggle (GuiPalette *self);

G_END_DECLS
