/* gui-text.h: foreign text made fit for GTK, and records in words
 *
 * Toast titles, group titles and status pages read Pango markup; no text from outside gets
 * there but through gui_text_markup. Cells and titles take gui_text_line.
 *
 * Main thread. All answers are the caller's to free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-list.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* One line, its control characters visible. NULL: "". */
char *gui_text_line (const char *text);
/* The same, for what reads markup. */
char *gui_text_markup (const char *text);
/* A label of the table of kinds in the person's language; not to be freed. */
const char *gui_text_label (const char *label);
/* The zone times are told and read in: the session's. Not to be freed. */
GTimeZone *gui_text_zone (void);
/* "14m", "in 2h"; "" for M77_TIME_NONE. */
char *gui_text_age (gint64 instant, gint64 now);

/* What a list shows of a row's field. field NULL: how the row stands, in words. */
char *gui_text_cell (M77Row *row, const M77Field *field, gint64 now);
/* How a record stands with the platform, in words; "" for a clean one. pending may be NULL. */
char *gui_text_state (const char *state, const M77Json *pending);
/* "INC-2041, SEV1, Triggered, Card payments failing": a row for those who do not see it. */
char *gui_text_sentence (M77Row *row, const M77Kind *kind, gint64 now);

G_END_DECLS
