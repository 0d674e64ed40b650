/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-outbox-model"

#include "config.h"

#include "shared/client/m77-outbox-model.h"

#include <gio/gio.h>

#include "shared/model/m77-outbox.h"

struct _M77OutboxItem
{
  GObject parent;
  M77JsonPool *pool; /* of operation */
  const M77Json *operation;
};

G_DEFINE_FINAL_TYPE (M77OutboxItem, m77_outbox_item, G_TYPE_OBJECT)

struct _M77OutboxModel
{
  GObject parent;
  M77Client *client; /* NULL: none */
  GCancellable *cancellable;
  GPtrArray *items;
  GError *error;
  guint needing;
  gboolean asking, again, loaded;
};

static GType
m77_outbox_model_get_item_type (GListModel *model)
{
  return M77_TYPE_OUTBOX_ITEM;
}

static guint
m77_outbox_model_get_n_items (GListModel *model)
{
  return M77_OUTBOX_MODEL (model)->items->len;
}

static gpointer
m77_outbox_model_get_item (GListModel *model, guint position)
{
  M77OutboxModel *self = M77_OUTBOX_MODEL (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
m77_outbox_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = m77_outbox_model_get_item_type;
  iface->get_n_items = m77_outbox_model_get_n_items;
  iface->get_item = m77_outbox_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (M77OutboxModel,
                               m77_outbox_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      m77_outbox_model_list_init))

static guint changed_signal, updated_signal;

/* ---- Items ---- */

static void
m77_outbox_item_finalize (GObject *object)
{
  m77_json_pool_free (M77_OUTBOX_ITEM (object)->pool);

  G_OBJECT_CLASS (m77_outbox_item_parent_class)->finalize (object);
}

static void
m77_outbox_item_class_init (M77OutboxItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = m77_outbox_item_finalize;
  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
m77_outbox_item_init (M77OutboxItem *self)
{
  self->pool = m77_json_pool_new ();
}

static void
item_fill (M77OutboxItem *self, const M77Json *operation)
{
  if (self->operation != NULL && m77_json_equal (self->operation, operation))
    return;
  m77_json_pool_reset (self->pool);
  self->operation = m77_json_copy (self->pool, operation);
  g_signal_emit (self, changed_signal, 0);
}

const M77Json *
m77_outbox_item_json (M77OutboxItem *self)
{
  return self->operation;
}

const char *
m77_outbox_item_id (M77OutboxItem *self)
{
  return m77_json_get_string (self->operation, "id");
}

/* ---- Answers ---- */

/* What stays at both ends is not told as changed: views keep their place. */
static void
replace_items (M77OutboxModel *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = self->items;
  guint most = MIN (old->len, items->len);
  guint head = 0, tail = 0;

  while (head < most && old->pdata[head] == items->pdata[head])
    head++;
  while (tail < most - head &&
         old->pdata[old->len - 1 - tail] == items->pdata[items->len - 1 - tail])
    tail++;
  self->items = items;
  if (head + tail < MAX (old->len, items->len))
    g_list_model_items_changed (G_LIST_MODEL (self),
                                head,
                                old->len - head - tail,
                                items->len - head - tail);
}

void
m77_outbox_model_take (M77OutboxModel *self, const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const M77Json *all;

  g_clear_error (&self->error);
  all = m77_json_parse (pool, json, -1, &self->error);
  for (const M77Json *o = m77_json_first (all); o != NULL; o = m77_json_next (o))
    if (m77_json_get_string (o, "id") != NULL)
      g_ptr_array_add (operations, (gpointer) o);
  m77_outbox_sort (operations);
  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (by_id,
                         (gpointer) m77_outbox_item_id (self->items->pdata[i]),
                         self->items->pdata[i]);

  self->needing = 0;
  for (guint i = 0; i < operations->len; i++)
    {
      const M77Json *operation = operations->pdata[i];
      M77OutboxItem *item = g_hash_table_lookup (by_id, m77_json_get_string (operation, "id"));

      self->needing += m77_outbox_needs (operation) ? 1 : 0;
      g_ptr_array_add (items,
                       item != NULL ? g_object_ref (item)
                                    : g_object_new (M77_TYPE_OUTBOX_ITEM, NULL));
    }
  /* Filled when all are found: an item's id is in what filling replaces. */
  for (guint i = 0; i < operations->len; i++)
    item_fill (items->pdata[i], operations->pdata[i]);
  self->loaded = TRUE;
  replace_items (self, items);
  g_signal_emit (self, updated_signal, 0);
}

/* One question at a time, however many operations end together. NULL: not now. */
static M77Agent1 *
begin (M77OutboxModel *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);

  self->again = self->asking;
  if (proxy == NULL || self->asking)
    return NULL;
  self->asking = TRUE;
  return proxy;
}

static void
outbox_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77OutboxModel *self = data;
  M77Agent1 *proxy;
  g_autofree char *json = NULL;
  GError *error = NULL;

  if (m77_agent1_call_outbox_finish (M77_AGENT1 (source), &json, result, &error))
    {
      self->asking = FALSE;
      m77_outbox_model_take (self, json);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  else
    {
      self->asking = FALSE;
      m77_client_fix_error (&error);
      g_clear_error (&self->error);
      self->error = error;
      g_signal_emit (self, updated_signal, 0);
    }
  proxy = self->again ? begin (self) : NULL;
  if (proxy != NULL)
    m77_agent1_call_outbox (proxy, self->cancellable, outbox_cb, self);
}

static void
ask (M77OutboxModel *self)
{
  M77Agent1 *proxy = begin (self);

  if (proxy != NULL)
    m77_agent1_call_outbox (proxy, self->cancellable, outbox_cb, self);
}

static void
state_cb (M77OutboxModel *self)
{
  if (m77_client_state (self->client) == M77_CLIENT_READY)
    ask (self);
}

static void
operation_cb (M77Client *client, const char *operation, const char *state, M77OutboxModel *self)
{
  ask (self);
}

static void
m77_outbox_model_dispose (GObject *object)
{
  M77OutboxModel *self = M77_OUTBOX_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_outbox_model_parent_class)->dispose (object);
}

static void
m77_outbox_model_finalize (GObject *object)
{
  M77OutboxModel *self = M77_OUTBOX_MODEL (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->items);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (m77_outbox_model_parent_class)->finalize (object);
}

static void
m77_outbox_model_class_init (M77OutboxModelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_outbox_model_dispose;
  object_class->finalize = m77_outbox_model_finalize;
  updated_signal = g_signal_new ("updated",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
m77_outbox_model_init (M77OutboxModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

M77OutboxModel *
m77_outbox_model_new (M77Client *client)
{
  M77OutboxModel *self = g_object_new (M77_TYPE_OUTBOX_MODEL, NULL);

  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (client, "status-changed", G_CALLBACK (ask), self);
  g_signal_connect (client, "operation-changed", G_CALLBACK (operation_cb), self);
  ask (self);
  return self;
}

gboolean
m77_outbox_model_is_loaded (M77OutboxModel *self)
{
  return self->loaded;
}

guint
m77_outbox_model_count_needing (M77OutboxModel *self)
{
  return self->needing;
}

const GError *
m77_outbox_model_error (M77OutboxModel *self)
{
  return self->error;
}
