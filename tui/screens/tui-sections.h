/* tui-sections.h: a record as lines: its fields by the table of kinds, texts, log
 *
 * Fields nobody here knows are shown raw: nothing of a record is hidden.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-record.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* Adds the lines of record, made for so many columns. */
void tui_sections_add (TuiPage *page, const TuiRecord *record, const TuiMoment *moment, int cols);

G_END_DECLS
