/* m77-id.h: ids of records, operations and entries
 *
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter and random bits, so that
 * ids sort by when they were made, also within one millisecond of one process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

#define M77_ID_LENGTH 36 /* characters, without the NUL */

/* Any thread. Free with g_free. */
char *m77_id_new (const M77Runtime *runtime);

/* Thirty-six characters, lower-case hexadecimal, any UUID version. */
gboolean m77_id_is_valid (const char *text);

/* ms since 1970 of a UUIDv7; -1 for any other text. */
gint64 m77_id_time (const char *id);

G_END_DECLS
