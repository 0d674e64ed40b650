/* m77-text.h: foreign text made safe for a terminal
 *
 * The one choke point: no text that came from outside (network, file, another
 * person) is shown in a terminal without passing here. Control and bidirectional
 * formatting characters become visible ("<1B>", "<202E>"), zero-width ones are dropped,
 * combining marks stop at two a cell and stand on a dotted circle where nothing carries
 * them, a newline becomes "\" (or is kept, where lines are wanted) and a tab a space.
 * A byte that is not UTF-8 and a character GLib's Unicode does not know become U+FFFD.
 *
 * Widths are terminal cells by GLib's Unicode tables (g_unichar_iszerowidth,
 * g_unichar_iswide), not by wcwidth: they are the same in every locale, and ambiguous
 * widths are one. Joined emoji fall into their parts, flags into their letters ("[DE]").
 *
 * Pure functions, any thread.
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
/* Breaks safe text at spaces into lines of at most `cells` cells (a lone character may be
 * wider); longer words are cut, newlines end a line. At least one line.
 * NULL-terminated; free with g_strfreev. */
char **m77_text_wrap (const char *safe, guint cells);

G_END_DECLS
