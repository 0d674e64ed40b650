/* m77-text.h: foreign text made safe for a terminal
 *
 * The one choke point: no text that came from outside (network, file, another
 * person) is shown in a terminal without passing here. Control and bidirectional
 * formatting characters become visible ("<1B>", "<202E>"), zero-width ones are dropped,
 * combining marks stop at two a cell, a newline becomes "\" (or is kept, where lines
 * are wanted), invalid UTF-8 becomes U+FFFD.
 *
 * Widths are terminal cells as wcwidth of the C library's UTF-8 locale has them; joined
 * emoji fall into their parts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line; length in bytes or -1. Reads at most 64 KiB. Free with g_free. */
char *m77_text_safe_line (const char *text, gssize length);
/* Keeps newlines, turns a tab into spaces to the next multiple of eight. */
char *m77_text_safe_lines (const char *text, gssize length);

/* Of text that is safe already. */
guint m77_text_width (const char *safe);
/* Fits safe text into exactly `cells` cells: cut between clusters with `ellipsis` at the
 * end (its own width counted), or padded with spaces. Nothing wide is halved. */
char *m77_text_fit (const char *safe, guint cells, const char *ellipsis);
/* Bytes of the longest prefix of at most `cells` cells; *used gets its cells. */
gsize m77_text_prefix (const char *safe, guint cells, guint *used);
/* Breaks safe text at spaces into lines of at most `cells` cells; newlines end a line.
 * NULL-terminated; free with g_strfreev. */
char **m77_text_wrap (const char *safe, guint cells);

G_END_DECLS
