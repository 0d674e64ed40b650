/* tui-text-private.h: a text that is written, for the files that make it: tui-text.c lays it out,
 * draws it and takes its keys, tui-text-edit.c changes it, so that it can be undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/widgets/tui-text.h"

G_BEGIN_DECLS

/* Puts inserted in the place of so many bytes; the cursor goes after it. typed: a step of the
 * person's typing, which is undone together with what was typed next to it. */
void tui_text_edit (TuiText *self, gsize at, gsize length, const char *inserted, gboolean typed);

G_END_DECLS
