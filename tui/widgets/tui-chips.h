/* tui-chips.h: a set of words that a person changes by element
 *
 * One wrapping line: what stands, what comes in {+so+}, what goes out [-so-], and a place to type.
 * Left Right walk it, Del or Backspace takes an element out or back, a comma or Enter adds what was
 * typed. Elements keep their place while they are out, so that nothing jumps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/widgets/tui-entry.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *chips; /* TuiChip */
  TuiEntry entry;
  int at; /* the chip the cursor is on; -1: where one types */
} TuiChips;

typedef struct
{
  char *text;
  gboolean is_base, is_out;
} TuiChip;

void tui_chips_init (TuiChips *self);
void tui_chips_clear (TuiChips *self);
/* An element of the set as it stood (is_base), or as it is to be. What stood and is not added
 * otherwise is out. */
void tui_chips_add (TuiChips *self, const char *text, gboolean is_base);
/* None is to be but those that are added from now on. */
void tui_chips_take_out (TuiChips *self);
/* Element const char *: what is to be, without what is being typed. */
GPtrArray *tui_chips_elements (TuiChips *self);
/* What was typed becomes an element; FALSE: nothing was. */
gboolean tui_chips_enter (TuiChips *self);
gboolean tui_chips_key (TuiChips *self, TuiKey key);
/* Rows it needs in so many cells. */
int tui_chips_measure (TuiChips *self, const TuiCanvas *canvas, int cells);
void tui_chips_draw (TuiChips *self, TuiCanvas *canvas, const TuiRect *area, gboolean focused);

G_END_DECLS
