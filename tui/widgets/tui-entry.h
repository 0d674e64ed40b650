/* tui-entry.h: a text a person is typing
 *
 * UTF-8 with a cursor. Keys: characters, Left Right Home End, Backspace Del, Ctrl-W the word
 * before, Ctrl-U all. It holds what was typed as it is; a newline (from an editor, a paste) is
 * kept and shown as "\".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-canvas.h"
#include "tui/term/tui-key.h"

G_BEGIN_DECLS

typedef struct
{
  GString *text;
  gsize cursor; /* bytes */
} TuiEntry;

void tui_entry_init (TuiEntry *self, const char *text);
void tui_entry_clear (TuiEntry *self);
void tui_entry_set (TuiEntry *self, const char *text);
void tui_entry_insert (TuiEntry *self, const char *text);
/* FALSE for a key that is not of a text. */
gboolean tui_entry_key (TuiEntry *self, TuiKey key);
/* The part around the cursor that fits; the hardware cursor goes there when focused. */
void tui_entry_draw (const TuiEntry *self,
                     TuiCanvas *canvas,
                     int row,
                     int col,
                     int cells,
                     TuiStyle style,
                     gboolean focused);
/* Where byte `offset` stands when drawn so; -1: not in sight. */
int tui_entry_column (const TuiEntry *self, const TuiCanvas *canvas, int cells, gsize offset);

G_END_DECLS
