/* platform-cursor.h: where a reader of the change feed is
 *
 * Opaque to clients: epoch, change number, and a fingerprint of the kinds its reader may
 * read, so that a reader whose permissions changed starts over. Numbers have a fixed width,
 * so cursors of one epoch and reader sort as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* fingerprint NULL: of an event, which is for everybody. Free with g_free. */
char *platform_cursor_format (const char *epoch, gint64 number, const char *fingerprint);
/* FALSE when text is no cursor of this epoch and fingerprint. */
gboolean platform_cursor_parse (const char *text,
                                const char *epoch,
                                const char *fingerprint,
                                gint64 *number);

G_END_DECLS
