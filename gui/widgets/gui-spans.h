/* gui-spans.h: a comparison's stretches in a label
 *
 * What is new is underlined on the ground of `added`, what is gone struck through on that of
 * `removed` (data/theme), so neither is told by colour alone. Attributes, never markup: the text
 * is foreign. Control characters show as in the terminal.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/model/m77-span.h"

G_BEGIN_DECLS

/* spans: of M77Span. At most 64 KiB are shown; what is left out is told. */
void gui_spans_show (GtkLabel *label, const GArray *spans);
/* "removed 20:05, added 19:50", for those who do not see it; the plain text where nothing
 * differs. Free with g_free. */
char *gui_spans_to_words (const GArray *spans);

G_END_DECLS
