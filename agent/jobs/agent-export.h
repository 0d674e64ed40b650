/* agent-export.h: rows written to a file, as they are read
 *
 * CSV as RFC 4180 has it (CRLF, quotes doubled, a header of field names), in UTF-8. A text
 * that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line's end)
 * gets a ' in front ("CSV Injection", OWASP). NDJSON is a row of docs/json.md a line, or an
 * object of the columns asked for; JSON is one list of such rows, as docs/json.md has it.
 * Personal fields are "***" unless asked for.
 *
 * Memory is flat: a row and a buffer. The time an export takes is the reader's at the other
 * end: it runs on a thread of its own with readers of its own, and gives up when nothing was
 * taken for AGENT_EXPORT_PATIENCE_MS (M77_ERROR_TIMEOUT).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"

G_BEGIN_DECLS

#define AGENT_EXPORT_PATIENCE_MS 60000

typedef struct
{
  const char *kind, *filter, *sort;
  const char *format;         /* "csv", "ndjson" or "json" */
  const char *const *columns; /* field names, "id", "key", "state"; NULL or none: all */
  gboolean raw_pii;
  const char *me;  /* of @me; may be NULL */
  GTimeZone *zone; /* of dates in the filter; may be NULL */
  int output;      /* descriptor, left open */
} AgentExport;

/* Returns the rows written, -1 with error set. Any thread the readers belong to. */
gint64 agent_export_run (const AgentExport *job,
                         AgentCache *reader,
                         AgentSearch *search,
                         gint64 now,
                         GError **error);
/* The same with readers opened for it, of the files in directory. Any thread. */
gint64 agent_export_files (const AgentExport *job,
                           const char *directory,
                           gint64 now,
                           GError **error);

G_END_DECLS
