/* agent-read.h: answers about rows, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

#define AGENT_LIST_MOST       10000 /* rows of one answer */
#define AGENT_LIST_BYTES_MOST (16 * 1024 * 1024)

typedef struct
{
  const char *kind, *filter, *sort;
  guint limit;       /* 0: AGENT_LIST_MOST */
  const char *after; /* "": from the start */
} AgentListing;

/* A JSON array, appended. *total: -1 when it was not counted, which a later page never is;
 * *next: NULL at the end. */
gboolean agent_read_list (const AgentDesk *desk,
                          const AgentListing *listing,
                          GString *rows,
                          gint64 *total,
                          char **next,
                          GError **error);
/* Element AgentGroup. M77_ERROR_INVALID for a field the kind does not have. */
GArray *agent_read_groups (const AgentDesk *desk,
                           AgentQuery *query,
                           const char *kind,
                           const char *field,
                           guint limit,
                           GError **error);
/* a(sssss): kind, id, key, title, the record's own state. Floating. */
GVariant *agent_read_titles (const AgentDesk *desk, const char *typed, guint limit, GError **error);
gboolean agent_read_record (const AgentDesk *desk,
                            const char *kind,
                            const char *id,
                            GString *out,
                            GError **error);
/* Operations of this agent, and rows of kind audit, as one array, newest first. */
gboolean agent_read_history (const AgentDesk *desk,
                             const char *kind,
                             const char *id,
                             guint limit,
                             GString *out,
                             GError **error);

G_END_DECLS
