/* m77-outbox-model.h: what was done here and is not on the platform, as a list
 *
 * A GListModel of M77OutboxItem, what needs the person first (m77_outbox_sort), which follows
 * the agent by itself. An item is one object as long as its operation waits, so a selection stays
 * where it is; it tells by "changed" that it says something else.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define M77_TYPE_OUTBOX_ITEM (m77_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (M77OutboxItem, m77_outbox_item, M77, OUTBOX_ITEM, GObject)

/* Until it changes. */
const M77Json *m77_outbox_item_json (M77OutboxItem *self);
const char *m77_outbox_item_id (M77OutboxItem *self);

/* Signal "updated": another answer, or an error in its place. */
#define M77_TYPE_OUTBOX_MODEL (m77_outbox_model_get_type ())
G_DECLARE_FINAL_TYPE (M77OutboxModel, m77_outbox_model, M77, OUTBOX_MODEL, GObject)

/* client NULL: nobody is asked. */
M77OutboxModel *m77_outbox_model_new (M77Client *client);
/* FALSE: nothing was answered yet. */
gboolean m77_outbox_model_is_loaded (M77OutboxModel *self);
/* How many need the person. */
guint m77_outbox_model_count_needing (M77OutboxModel *self);
/* Why the last question got no answer; NULL. The items stay. */
const GError *m77_outbox_model_error (M77OutboxModel *self);
/* The JSON of Outbox. */
void m77_outbox_model_take (M77OutboxModel *self, const char *json);

G_END_DECLS
