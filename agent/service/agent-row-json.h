/* agent-row-json.h: a row as docs/json.md prints it
 *
 * Text is written directly: the document and the pending action go out as they are stored.
 * Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"

G_BEGIN_DECLS

/* pool: scratch memory, forgotten. A row that has gone is written with doc null. */
void agent_row_write_json (const AgentRow *row, M77JsonPool *pool, GString *out);
/* The same where the key is known. */
void agent_row_write_json_as (const AgentRow *row, const char *key, GString *out);
/* "INC-2041" of it; pool as above. Free with g_free. */
char *agent_row_key (const AgentRow *row, M77JsonPool *pool);

/* Members of an object being written: `,"name":…`, without the comma where out ends in `{`.
 * NULL and M77_TIME_NONE are null; an empty text of JSON is too. */
void agent_json_add_text (GString *out, const char *name, const char *text);
void agent_json_add_int (GString *out, const char *name, gint64 number);
void agent_json_add_bool (GString *out, const char *name, gboolean flag);
void agent_json_add_time (GString *out, const char *name, gint64 instant);
void agent_json_add_raw (GString *out, const char *name, const char *json);

G_END_DECLS
