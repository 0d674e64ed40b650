/* m77-export.h: rows of a kind, written into a stream as the agent reads them
 *
 * The agent writes into a pipe, from which they go to the stream, which is closed at the end:
 * however many there are, nothing here holds them. Cancelled, the pipe is closed, and the agent
 * stops.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define M77_EXPORT_IDS_MOST 100 /* that a filter can name */

typedef struct
{
  const char *kind, *filter, *sort;
  const char *format;         /* csv, ndjson or json */
  const char *const *columns; /* NULL: all */
} M77ExportQuery;

void m77_export_async (M77Agent1 *proxy,
                       const M77ExportQuery *query,
                       GOutputStream *stream,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* So many rows; −1 and error. */
gint64 m77_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
