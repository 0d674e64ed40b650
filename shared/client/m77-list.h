/* m77-list.h: a list of records as the agent has it open
 *
 * A GListModel of M77Row over an open query: positions are the agent's, rows fill in by
 * windows around what was asked for last, so a million rows cost a window. Splices from
 * the agent are passed on as they are; an M77Row that stays in the list stays the same
 * object. g_list_model_get_item () never blocks: a row not here yet has no document
 * (m77_row_is_loaded), and is notified when it fills ("loaded" on the list, with positions).
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_TYPE_ROW (m77_row_get_type ())
G_DECLARE_FINAL_TYPE (M77Row, m77_row, M77, ROW, GObject)

gboolean m77_row_is_loaded (M77Row *self);
gboolean m77_row_is_gone (M77Row *self);
/* Of a loaded row; valid until it loads again. */
const char *m77_row_kind (M77Row *self);
const char *m77_row_id (M77Row *self);
gint64 m77_row_version (M77Row *self);
gint64 m77_row_updated_at (M77Row *self);
const char *m77_row_state (M77Row *self);             /* "clean" … "conflict" */
const M77Json *m77_row_pending_action (M77Row *self); /* or NULL */
guint m77_row_local_number (M77Row *self);
const M77Json *m77_row_doc (M77Row *self);

/* A group of a grouped list: `rows` of its rows, after those of the groups before it. */
typedef struct
{
  char *value; /* as in documents; "": none */
  guint rows, open;
  GArray *counts; /* M77ListCount: of the open ones, by the values of the field counted */
} M77ListGroup;

typedef struct
{
  char *value;
  guint n;
} M77ListCount;

/* Properties: "size" (guint), "exact" (gboolean), "error" (GError boxed or NULL), "loading"
 * (gboolean: the first window has not come). Signals "loaded" (guint position, guint n),
 * "groups-changed": the groups are others, or have other counts; "renewing": the next
 * "items-changed", before "size" is told, is of another query's rows. */
#define M77_TYPE_LIST (m77_list_get_type ())
G_DECLARE_FINAL_TYPE (M77List, m77_list, M77, LIST, GObject)

/* Opens at once and again after a reconnect. kind NULL: every kind. fields: members needed,
 * NULL: whole documents. */
M77List *m77_list_new (M77Client *client,
                       const char *kind,
                       const char *filter,
                       const char *sort,
                       const char *const *fields);
/* Replaces what is asked for; the old rows stay until the new ones are there, and if the
 * filter is wrong ("error"). */
void m77_list_set_query (M77List *self, const char *filter, const char *sort);
/* Likewise, rows by the values of a field (NULL: not), with the open ones of each group counted by
 * those of another (NULL: not): OpenGrouped in the bus's own words. */
void m77_list_set_view (M77List *self,
                        const char *filter,
                        const char *sort,
                        const char *group,
                        const char *by);
/* Element M77ListGroup, in order; NULL: the rows shown are not grouped. A moment behind the rows
 * while they move. */
const GPtrArray *m77_list_groups (M77List *self);
guint m77_list_size (M77List *self);
gboolean m77_list_is_exact (M77List *self);
gboolean m77_list_is_loading (M77List *self);
const GError *m77_list_error (M77List *self);
/* Says which rows are in sight: they and a page around them are fetched, others may be
 * forgotten. */
void m77_list_look_at (M77List *self, guint position, guint n);
/* The row, loaded or not; the caller's to unref. NULL past the end. */
M77Row *m77_list_row (M77List *self, guint position);
/* -1: not among the rows here. */
gint m77_list_find (M77List *self, const char *id);
/* The ids of rows, here or not, at most 10,000: what a range is marked by. M77_ERROR_NOT_FOUND
 * while there is no list. Free with g_strfreev. */
void m77_list_ids_async (M77List *self,
                         guint position,
                         guint n,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
char **m77_list_ids_finish (M77List *self, GAsyncResult *result, GError **error);

G_END_DECLS
